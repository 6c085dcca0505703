/** What references did to one value of the configuration. */
export interface Substitution {
  readonly text: string;
  /** Names that had a value, which is now part of `text`. */
  readonly variables: readonly string[];
  /** Names that were unset or empty; their reference stays in `text` as it was written. */
  readonly unset: readonly string[];
  /** There is a SecretRef in the file, so all of a text that a host made of it is secret. */
  readonly reference?: boolean | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** `${NAME}`, or `$${NAME}` which stands for the text `${NAME}`; any other dollar sign is a dollar sign. */
const REFERENCE = /(\$?)\$\{([A-Z_][A-Z0-9_]*)\}/g;

/** As OpenClaw reads it (2026.2.19 to 2026.9.6): upper-case names only, and an empty variable counts as unset. */
export function substituteVariables(text: string, env: Environment): Substitution {
  const variables: string[] = [];
  const unset: string[] = [];
  const result = text.replace(REFERENCE, (reference, escape: string, name: string) => {
    if (escape !== "") return reference.slice(1);
    const value = env[name];
    if (value === undefined || value === "") {
      unset.push(name);
      return reference;
    }
    variables.push(name);
    return value;
  });
  return { text: result, variables, unset };
}
