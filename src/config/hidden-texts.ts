import { isPublicName, ownPath } from "../providers/public-names.ts";
import { secretsInAddress } from "../secrets/address.ts";
import { SCHEME } from "../secrets/mask.ts";
import { SHORTEST_SCRUBBED } from "../secrets/scrubber.ts";
import type { ConfigValue } from "./config-value.ts";
import type { Environment } from "./variables.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** Gathers what is taken out of all that is shown of a configuration. */
export interface HiddenTexts {
  /** A credential or the value of a header, from wherever. */
  add(secret: string): void;
  /** What came from elsewhere into a name or an address, or is a credential in clear: shown where it is a plain name as well. */
  addNamed(text: string): void;
  /** A name of a provider or a model, or `provider/model`, that is written as it is. */
  addPlain(name: string): void;
  /** The text of a reference, which names a variable and holds no secret. */
  addReference(text: string): void;
  list(): string[];
}

export function createHiddenTexts(): HiddenTexts {
  const secrets = new Set<string>();
  const named = new Set<string>();
  const plain = new Set<string>();
  const references = new Set<string>();
  const isName = (text: string): boolean => isPublicName(text) || plain.has(text);

  /** Of a model's full name, the part that no name says. */
  function hiddenPart(text: string): string {
    const slash = text.indexOf("/");
    return slash > 0 && isName(text.slice(0, slash)) ? text.slice(slash + 1) : text;
  }

  return {
    add: (secret) => void secrets.add(secret),
    addNamed: (text) => void named.add(text),
    addPlain(name) {
      plain.add(name).add(name.slice(name.indexOf("/") + 1));
    },
    addReference: (text) => void references.add(text),
    list() {
      const hidden = [...named]
        .flatMap(partsOf)
        .map(hiddenPart)
        .filter((text) => text !== "" && !isName(text))
        .flatMap((text) => (isHostLike(text) ? [text, text.toLowerCase()] : [text]));
      const added = [...secrets].filter((text) => !isPublicName(text));
      return [...new Set([...added, ...hidden])].filter(
        (text) => !references.has(text.replace(SCHEME, "").trim()),
      );
    },
  };
}

/** Where requests go is no secret, so of a whole address only the rest is hidden. */
function partsOf(text: string): string[] {
  const trimmed = text.trim();
  const address = /^[a-z]+:\/\//i.test(trimmed) ? parseUrl(trimmed) : undefined;
  if (address === undefined) return [text];
  const path = ownPath(address);
  return [...secretsInAddress(trimmed), ...(path.length < SHORTEST_SCRUBBED ? [] : [path])];
}

/** Addresses have hosts in lower case. */
function isHostLike(text: string): boolean {
  return text.length >= SHORTEST_SCRUBBED && /^[\w.-]+$/.test(text);
}

/** Adds what variables put into a part of a configuration, whatever they put it into. */
export function gatherVariables(value: ConfigValue, env: Environment, texts: HiddenTexts): void {
  const { content, substitution } = value;
  if (substitution?.reference === true && typeof content === "string") texts.addNamed(content);
  for (const name of substitution?.variables ?? []) {
    const text = env[name];
    // The home folder stands in the name of nearly every file.
    if (text !== undefined && text !== env["HOME"]) texts.addNamed(text);
  }
  for (const [, member] of value.members()) gatherVariables(member, env, texts);
  for (const item of value.items()) gatherVariables(item, env, texts);
}
