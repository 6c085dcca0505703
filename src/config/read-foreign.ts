import type { HeaderSource } from "../headers/header-layer.ts";
import { SCHEME } from "../secrets/mask.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { ConfigValue } from "./config-value.ts";
import { foreignReference, foreignText } from "./foreign-reference.ts";
import { outcomesOf, type ValueField } from "./host-values.ts";
import { lazySource } from "./lazy-source.ts";
import { sourceWithReference } from "./value-reference.ts";

/**
 * The place of a text that is sent, with what it is where another tool would have put a value in for it; for who checks
 * the file, reported. `field` is undefined where no host reads it; `isKey`: a bare name is no value here.
 */
export function sourceOfSent(
  reader: ConfigReader,
  place: ConfigValue,
  text: string,
  field: ValueField | undefined,
  isKey: boolean,
): HeaderSource {
  const { substitution } = place;
  const source = sourceWithReference(place);
  const trimmed = text.trim();
  const bare = trimmed.replace(SCHEME, "").trim();
  const found = foreignReference(bare, isKey);
  if (found === undefined) return source;
  const { form } = found;
  // Hosts look at whole values alone.
  const { outcome, newest } =
    form === undefined || field === undefined || bare !== trimmed
      ? { outcome: "text", newest: "text" }
      : outcomesOf(form, field, reader.options.version);
  if (newest !== "text") return source;
  const [name] = substitution?.variables ?? [];
  if (reader.options.audit === true) {
    const others = outcome === undefined ? " (some older versions substitute a value)" : "";
    reader.report(place.source, {
      severity: "warning",
      code: "text-of-another-tool",
      message: `${name === undefined ? "this" : `the value of ${name}`} is ${found.what}, which OpenClaw sends literally${others}`,
      fix:
        name === undefined
          ? `Write "\${${found.variable ?? "NAME"}}" and set that variable, e.g. in ~/.openclaw/.env.`
          : `Set ${name} to the value itself.`,
    });
  }
  // The value of a variable is not shown, whatever it looks like.
  if (name === undefined && found.shown !== undefined) reader.secrets.addReference(found.shown);
  const foreign = foreignText(name === undefined ? found : { what: found.what });
  return lazySource(() => ({ ...source, foreign }));
}
