/** A place in a configuration, key by key; a number counts into an array. */
export type ConfigPath = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;

/** `models.providers.kimi-coding.models[0].headers["x.y"]`: a key that holds a dot cannot be mistaken for two. */
export function formatConfigPath(path: ConfigPath): string {
  let text = "";
  for (const [index, part] of path.entries()) {
    if (typeof part === "number") text += `[${part}]`;
    else if (PLAIN_KEY.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(path[index - 1] === "headers" ? shownKey(part) : part)}]`;
  }
  return text;
}

/** Longer than the names of headers are, and holding what ends a name in a header line. */
const HEADER_LINE = /^(?=.{25})([^\s:=]*)[\s:=].*$/s;

/**
 * A key as it may be shown: a whole header line that was written as a key (`"Authorization: Bearer sk-..."`) holds a
 * secret after its name.
 */
export function shownKey(key: string): string {
  return key.replace(HEADER_LINE, "$1: ...");
}
