import { shownKey } from "./config-path.ts";
import type { HeaderSource } from "../headers/header-layer.ts";
import type { ConfigValue } from "./config-value.ts";
import { createHiddenTexts, type HiddenTexts } from "./hidden-texts.ts";
import { isContainer, isPrototypeKey, isRecord } from "./is-record.ts";
import type { Problem } from "./problem.ts";
import { withoutKeys } from "../secrets/key-shapes.ts";
import { isSecretReference } from "./secret-reference.ts";
import { createSecretResolver, type SecretValue } from "./secret-values.ts";
import type { Environment } from "./variables.ts";

export interface ReaderOptions {
  readonly env: Environment;
  /** Inside OpenClaw, which resolves on its own what we cannot: SecretRefs of `exec` and `store`, `!command`. */
  readonly host?: boolean | undefined;
  /** Of the host that is meant; by default the one that wrote the file last. */
  readonly version?: string | undefined;
  /** Reports also what only matters to who reads the file: `null` where OpenClaw refuses it, credentials in clear text. */
  readonly audit?: boolean | undefined;
  /** What was found before: these come first. */
  readonly problems?: readonly Problem[] | undefined;
}

/** A problem without its place. */
export type Fault = Omit<Problem, keyof HeaderSource>;

/** Takes single settings out of a configuration; whatever is wrong is reported and read as not said. */
export interface ConfigReader {
  readonly options: ReaderOptions;
  readonly problems: readonly Problem[];
  /** Every secret that was met, and what else came from elsewhere. */
  readonly secrets: HiddenTexts;
  report(source: HeaderSource, fault: Fault): void;
  /** Reports an error in what a setting is. */
  wrong(value: ConfigValue, message: string, fix: string): void;
  /** A string or SecretRef with its references put in; undefined for anything else. */
  resolve(value: ConfigValue, byHost: boolean): SecretValue | undefined;
  /** Text in which variables may stand: an address, a name. */
  text(value: ConfigValue): string | undefined;
  /** One of two values; undefined where it is neither. */
  choice<Value extends string | boolean>(
    value: ConfigValue,
    allowed: readonly Value[],
  ): Value | undefined;
  /** An object with the given settings. */
  record(value: ConfigValue, known?: readonly string[]): ConfigValue;
  /** An object whose keys are names that the user chose. */
  entries(value: ConfigValue): ReturnType<ConfigValue["members"]>;
}

/** The given OpenClaw, else the one that wrote a configuration last. Old hosts call theirs "unknown". */
export function versionMeant(config: ConfigValue, given: string | undefined): string | undefined {
  const versions = [given, config.at("meta", "lastTouchedVersion").content];
  return versions.find((one) => typeof one === "string" && /^v?\d/.test(one)) as string | undefined;
}

/** Problems and secrets gather in the order in which the settings are read. */
export function createConfigReader(config: ConfigValue, given: ReaderOptions): ConfigReader {
  const options = { ...given, version: versionMeant(config, given.version) };
  const problems = [...(options.problems ?? [])];
  const secrets = createHiddenTexts();
  const resolver = createSecretResolver({
    env: options.env,
    secrets: config.at("secrets").content,
  });

  const report: ConfigReader["report"] = (source, { severity, code, message, fix }) => {
    problems.push({
      ...source,
      severity,
      code,
      message: withoutKeys(message),
      fix: withoutKeys(fix),
    });
  };

  const wrong: ConfigReader["wrong"] = ({ source }, message, fix) =>
    report(source, { severity: "error", code: "wrong-setting", message, fix });

  function resolved(
    value: ConfigValue,
    byHost: boolean,
    add: (secret: string) => void,
  ): SecretValue | undefined {
    const { content, substitution } = value;
    if (typeof content !== "string" && !isSecretReference(content)) return undefined;
    const result =
      typeof content === "string"
        ? resolver.text(content, substitution)
        : resolver.reference(content, byHost);
    if (result.kind === "fault") report(value.source, { severity: "error", ...result.fault });
    if (result.kind === "value") for (const secret of result.secrets) add(secret);
    return result;
  }

  const resolve: ConfigReader["resolve"] = (value, byHost) => resolved(value, byHost, secrets.add);

  const text: ConfigReader["text"] = (value) => {
    const { content } = value;
    if (content === undefined) return undefined;
    if (typeof content !== "string" || content.trim() === "") {
      wrong(value, "this is not a string", "Write it in quotes, or remove the line.");
      return undefined;
    }
    const result = resolved(value, false, secrets.addNamed);
    return result?.kind === "value" ? result.value : undefined;
  };

  const choice: ConfigReader["choice"] = (value, allowed) => {
    const found = allowed.find((one) => one === value.content);
    if (value.content !== undefined && found === undefined) {
      const [one, other] = allowed.map((each) => JSON.stringify(each));
      wrong(value, `this is neither ${one} nor ${other}`, `Write ${one} or ${other}.`);
    }
    return found;
  };

  const record: ConfigReader["record"] = (value, known) => {
    if (value.content !== undefined && !isRecord(value.content)) {
      wrong(value, "this is not an object", "Write it in braces, or remove the line.");
    } else if (isContainer(value.content)) {
      wrong(
        value,
        "this is not a plain object, so it is ignored",
        "Pass a plain object, e.g. Object.fromEntries(headers).",
      );
    }
    for (const [key, member] of known === undefined ? [] : value.members()) {
      if (known?.includes(key)) continue;
      wrong(
        member,
        `there is no setting ${JSON.stringify(shownKey(key))} here`,
        `The settings here are ${known?.join(", ")}.`,
      );
    }
    return value;
  };

  const entries: ConfigReader["entries"] = (value) =>
    record(value)
      .members()
      .filter(([name, member]) => {
        if (!isPrototypeKey(name)) return true;
        wrong(
          member,
          `${JSON.stringify(shownKey(name))} cannot be used as a name`,
          "Choose another.",
        );
        return false;
      });

  return { options, problems, secrets, report, wrong, resolve, text, choice, record, entries };
}
