/** What other tools put a variable or a command in by; OpenClaw sends such a text as it is. */
interface ForeignForm {
  readonly shape: RegExp;
  readonly what: string;
}

const NAME = "([A-Za-z_]\\w*)";

/** The first group, where there is one, is the name of a variable. Of the whole value, so that no key looks like it. */
const FORMS: readonly ForeignForm[] = [
  [`\\{env:${NAME}\\}`, "opencode's form of a variable"],
  [`\\$\\{env:${NAME}\\}`, "an editor's form of a variable"],
  [`\\$\\{${NAME}:?[-=?+][^}]*\\}`, "a shell's form of a variable with a default"],
  [`\\$${NAME}`, "a shell's form of a variable"],
  [`%${NAME}%`, "the form of a variable on Windows"],
  [`__env__:${NAME}`, "another tool's form of a variable"],
  [`(?:process\\.env\\.|os\\.environ/|env:)${NAME}`, "a program's form of a variable"],
  ["\\$\\([^)]+\\)", "a shell's form of a command"],
  ["`[^`]+`", "a shell's form of a command"],
  ["__OPENCLAW_REDACTED__", "what OpenClaw prints in place of a secret"],
].map(([shape = "", what = ""]) => ({ shape: new RegExp(`^${shape}$`), what }));

/** What a template has where the key is to be written. */
const STAND_INS: readonly RegExp[] = [
  /^<[^<>]+>$/,
  /^(?:your|my|insert|enter|replace|paste)[-_ ][\w -]{0,60}(?:key|token|secret)[\w -]{0,20}$/i,
  /^(?:taken |read )?from (?:the )?env/i,
];

export interface ForeignReference {
  readonly what: string;
  /** The name of the variable that is meant, as OpenClaw can hold it. */
  readonly variable: string | undefined;
}

/** What a text is that stands where a secret should be; undefined for one that may be meant as it is. */
export function foreignReference(text: string): ForeignReference | undefined {
  for (const { shape, what } of FORMS) {
    const match = shape.exec(text);
    if (match !== null) return { what, variable: match[1]?.toUpperCase() };
  }
  if (STAND_INS.some((standIn) => standIn.test(text))) {
    return { what: "a template's words for a key", variable: undefined };
  }
  return undefined;
}
