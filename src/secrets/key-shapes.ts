import { KEY_PREFIXES } from "../providers/find.ts";
import { MASK } from "./mask.ts";

/** Shapes of keys of nobody in particular, or of services that are no model providers. */
const OTHER_PREFIXES = ["pk-", "pk_", "rk-", "rk_", "ak-", "ak_", "sk_", "sess-"];

const ANY_PREFIX = [...KEY_PREFIXES, ...OTHER_PREFIXES]
  .map((prefix) => prefix.replace(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`))
  .join("|");

/** Words, years and versions: `al-andalus-2024-dataset` is a name, though Voyage's keys begin with `al-`. */
const PROSE = String.raw`(?<=al-|pa-)(?:(?:[A-Z]?[a-z]{1,15}|v?\d{1,4})(?:[-_.]|(?![\w.~+/=-]))){1,20}(?![\w.~+/=-])`;

/** Words that begin like a key are told from one by an unbroken run, or by a digit. */
const KEY = new RegExp(
  String.raw`(?<![A-Za-z0-9_])(${ANY_PREFIX})(?!${PROSE})(?:[A-Za-z0-9]{12}|(?=[A-Za-z._~+/=-]{0,80}\d)[\w.~+/=-]{16})[\w.~+/=-]*`,
  "g",
);

/** Takes keys of known shapes out of text. What is configured is scrubbed before; this is for what is not. */
export function withoutKeys(text: string): string {
  return text.replace(KEY, (_key, prefix: string) => prefix + MASK);
}
