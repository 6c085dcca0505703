import type { HeaderSource } from "../headers/header-layer.ts";
import type { ValueForm } from "./host-values.ts";
import { KEY_VARIABLES } from "./key-variables.ts";

/** What other tools put a variable or a command in by. */
interface ForeignForm {
  readonly shape: RegExp;
  readonly what: string;
  /** Where hosts of some versions know it in some places. */
  readonly form?: ValueForm | undefined;
  /** A password may look like it: then a name is shown only where it looks like one. */
  readonly doubtful?: true | undefined;
  /** It may be a secret, so the text is not shown. */
  readonly hasDefault?: true | undefined;
}

const NAME = "([A-Za-z_]\\w*)";

/** The first group, where there is one, is the name of a variable. Of the whole value, so that no key looks like it. */
const FORMS: readonly ForeignForm[] = [
  form(`\\{env:${NAME}\\}`, "a variable in opencode's syntax"),
  form(`\\$\\{env:${NAME}\\}`, "a variable in an editor's syntax"),
  {
    ...form(`\\$\\{${NAME}:?[-=?+][^}]*\\}`, "a variable with a default in shell syntax"),
    hasDefault: true,
  },
  { ...form(`\\$${NAME}`, "a variable in shell syntax", "dollar"), doubtful: true },
  { ...form(`%${NAME}%`, "a variable in Windows syntax"), doubtful: true },
  form(`__env__:${NAME}`, "a variable in another tool's syntax"),
  form(`(?:process\\.env\\.|os\\.environ/|env:)${NAME}`, "a variable in a program's syntax"),
  form(`secretref-env:${NAME}`, "a mark that OpenClaw writes for itself", "mark"),
  form("![\\w./~-]+\\s+\\S[^]*", "a command", "command"),
  form("\\$\\([^)]+\\)", "a command in shell syntax"),
  form("`[^`]+`", "a command in shell syntax"),
  form("__OPENCLAW_REDACTED__", "what OpenClaw prints in place of a secret"),
];

function form(shape: string, what: string, known?: ValueForm): ForeignForm {
  return { shape: new RegExp(`^${shape}$`), what, form: known };
}

/** A name that stands where a key should be, beside those that hosts know. */
const BARE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:API|AUTH|ACCESS|SECRET)_(?:KEY|TOKEN)$/;

/** What a template has where the key is to be written. */
const STAND_INS: readonly RegExp[] = [
  /^<[^<>]+>$/,
  /^(?:your|my|insert|enter|replace|paste)[-_ ][\w -]{0,60}(?:key|token|secret)[\w -]{0,20}$/i,
  /^(?:taken |read )?from (?:the )?env/i,
];

/** Names as people give them to variables. */
const LIKELY_NAME = /^(?:[A-Z]+|[A-Z]+(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z0-9]+)+)$/;

export interface ForeignReference {
  readonly what: string;
  /** The name of the variable that is meant, as OpenClaw can hold it; undefined where it may be a secret. */
  readonly variable?: string | undefined;
  /** The text, where it holds nothing but such a name. */
  readonly shown?: string | undefined;
  readonly form?: ValueForm | undefined;
}

/** What a text is that stands where a secret should be; undefined for one that may be meant as it is. `isKey`: nor is a bare name meant. */
export function foreignReference(text: string, isKey = false): ForeignReference | undefined {
  if (STAND_INS.some((standIn) => standIn.test(text))) {
    return { what: "a placeholder from a template" };
  }
  for (const { shape, what, form: known, doubtful, hasDefault } of FORMS) {
    const match = shape.exec(text);
    if (match === null) continue;
    const [, name] = match;
    if (name === undefined || (doubtful && !LIKELY_NAME.test(name))) return { what, form: known };
    // A default may be a secret.
    const shown = hasDefault ? undefined : text;
    return { what, variable: name.toUpperCase(), shown, form: known };
  }
  const isKnown = KEY_VARIABLES.has(text);
  if (!isKey || !(isKnown || BARE_NAME.test(text))) return undefined;
  return {
    what: "the bare name of a variable",
    variable: text,
    shown: text,
    form: isKnown ? "key variable" : "name",
  };
}

/** `the text "$X", a variable in shell syntax`, `"${X}"`: as a report says it of what was sent. */
export function foreignText({ what, variable, shown }: ForeignReference): HeaderSource["foreign"] {
  return {
    what: shown === undefined ? what : `the text \`${shown}\`, ${what}`,
    right: `"\${${variable ?? "NAME"}}"`,
  };
}
