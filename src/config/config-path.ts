import { withoutKeys } from "../secrets/key-shapes.ts";
import { isCredentialName } from "../secrets/mask.ts";

/** A place in a configuration, key by key; a number counts into an array. */
export type ConfigPath = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;

/** `models.providers.kimi-coding.models[0].headers["x.y"]`: a key that holds a dot cannot be mistaken for two. */
export function formatConfigPath(path: ConfigPath): string {
  let text = "";
  for (const [index, part] of path.entries()) {
    if (typeof part === "number") text += `[${part}]`;
    else if (PLAIN_KEY.test(part) && withoutKeys(part) === part)
      text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(shownKey(part, path[index - 1] === "headers"))}]`;
  }
  return text;
}

/** A header line: its name, what separates, its value. */
const HEADER_LINE = /^([^\s:=]*)([\s:=]\s*)(?=\S)/;
/** Longer than the names of headers are. */
const LONGEST_NAME = 24;

/**
 * A key as it may be shown: a whole header line that was written as a key (`"Authorization: Bearer sk-..."`) holds a
 * secret after its name. `underHeaders`: names of headers hold no colon, and those of models do (`qwen3:8b`).
 */
export function shownKey(key: string, underHeaders = false): string {
  const [, name = "", separator = ""] = HEADER_LINE.exec(key) ?? [];
  const isLine =
    /^(?::\s|=)/.test(separator) ||
    (separator !== "" &&
      (isCredentialName(name) ||
        (underHeaders && (separator === ":" || key.length > LONGEST_NAME))));
  return isLine ? `${name}: ...` : withoutKeys(key);
}
