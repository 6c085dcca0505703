import {
  checkHeaders,
  type CheckHeadersOptions,
  checkHeadersTogether,
} from "../headers/check-header.ts";
import { type HeaderFault } from "../headers/header-fault.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { fieldLineSize } from "../headers/field-value.ts";
import {
  type HeaderLayer,
  type HeaderValue,
  type LayerName,
  RESOLVED_BY_HOST,
} from "../headers/header-layer.ts";
import { winnersOf } from "../headers/precedence.ts";
import { isCredentialName } from "../secrets/mask.ts";
import { shownKey } from "./config-path.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { ConfigValue } from "./config-value.ts";
import type { Environment } from "./variables.ts";

/** What the checks of a header need to know of its provider. */
export type ProviderOfHeaders = Pick<CheckHeadersOptions, "baseUrl" | "builtIn" | "hasApiKey">;

/** How public key formats begin: OpenAI and its likes, GitHub, Slack, Google, a JSON Web Token. */
const KEY_SHAPE = /^(?:(?:Bearer|Basic) +\S|sk-|gh[a-z]_|github_pat_|xox[a-z]-|AIza|eyJ)/i;

export interface ReadLayer {
  /** One layer, or none where nothing is left. */
  readonly layers: readonly HeaderLayer[];
  /** Left out, and sent as written by a host that reads the same map. */
  readonly refused: readonly RefusedHeader[];
}

/**
 * A header of `models.providers` that we refuse and a host sends all the same: `Content-Length`, the literal text of
 * an unset `${VAR}`, `""`.
 */
export interface RefusedHeader {
  readonly name: string;
  /** As it is written, which is how the host sends it. */
  readonly value: string;
}

/**
 * One map of headers as a layer, references put in. A bad header is reported and left out; of two spellings of one
 * name the later one stays, as with OpenClaw. `overridePath` is where `null` may be written instead.
 */
export function readLayer(
  reader: ConfigReader,
  layer: LayerName,
  map: ConfigValue,
  overridePath: string,
  provider: ProviderOfHeaders,
): ReadLayer {
  const { options } = reader;
  // In the block of a plugin OpenClaw puts in variables and leaves SecretRefs alone.
  const byHost = options.host === true && layer !== "override";
  const written = reader.record(map).members();
  const values = new Map<string, unknown>();
  const secrets = new Set<string>();
  const faulty = new Set<string>();
  for (const [name, header] of written) {
    const result = reader.resolve(header, byHost);
    if (result === undefined) values.set(name, header.content);
    else if (result.kind === "by-host") values.set(name, RESOLVED_BY_HOST);
    else if (result.kind === "fault") faulty.add(name);
    else {
      const left = byHost && isResolvedByHost(result.value, options.env);
      values.set(name, left ? RESOLVED_BY_HOST : result.value);
      if (result.secrets.length > 0) secrets.add(name);
    }
  }
  removeFaulty(reader, values, faulty, map, {
    ...provider,
    secrets,
    overridePath: options.audit === true && layer !== "override" ? overridePath : undefined,
  });
  for (const [name, value] of values) {
    if (typeof value !== "string" || !(isCredentialName(name) || KEY_SHAPE.test(value))) continue;
    reader.secrets.add(value);
    if (options.audit !== true || secrets.has(name)) continue;
    reader.report(map.at(name).source, {
      severity: "warning",
      code: "secret-in-file",
      message: `\`${name}\` holds a credential in clear text, which \`openclaw secrets audit\` does not see`,
      fix: 'Write "${NAME}" in its place and set that variable, e.g. in ~/.openclaw/.env.',
    });
  }
  const sources = Array.from(values.keys(), (name) => [name, map.at(name).source]);
  const read: HeaderLayer = {
    layer,
    // Whatever is no header value was removed.
    headers: Object.fromEntries(values) as Record<string, HeaderValue>,
    sources: Object.fromEntries(sources),
    secrets,
  };
  const refused = Array.from(faulty, (name) => ({ name, value: map.at(name).content }));
  return {
    layers: values.size === 0 ? [] : [read],
    // No host sends what is in our block.
    refused: layer === "override" ? [] : refused.filter(isText),
  };
}

function isText(header: { name: string; value: unknown }): header is RefusedHeader {
  return typeof header.value === "string";
}

/**
 * What OpenClaw sends may not be what is written: it runs a value that begins with `!` as a command and takes the name
 * of a set variable for the variable (seen in 2026.2.27 where a provider goes through its models.json), also after a
 * dollar sign (documented with 2026.9.6).
 */
export function isResolvedByHost(value: string, env: Environment): boolean {
  return value.startsWith("!") || variableNamedBy(value, env) !== undefined;
}

/** The value of the variable whose bare name a text is. */
export function variableNamedBy(value: string, env: Environment): string | undefined {
  const name = /^\$?([A-Z_][A-Z0-9_]*)$/.exec(value)?.[1];
  return name === undefined ? undefined : env[name] || undefined;
}

function removeFaulty(
  reader: ConfigReader,
  values: Map<string, unknown>,
  faulty: Set<string>,
  map: ConfigValue,
  options: CheckHeadersOptions,
): void {
  const spellings = new Map<string, string>();
  for (const name of values.keys()) spellings.set(normalizeFieldName(name), name);
  // The value of a twin is looked at when the other ones are gone.
  const reported = new Set<string>();
  for (let twins = true; twins;) {
    twins = false;
    for (const fault of checkHeaders(Object.fromEntries(values), options)) {
      const key = `${fault.code} ${fault.name} ${fault.message}`;
      if (!reported.has(key)) reader.report(map.at(fault.name).source, withShownName(fault));
      reported.add(key);
      if (fault.code === "twin") twins = true;
      else if (fault.severity === "error") {
        values.delete(fault.name);
        faulty.add(fault.name);
      }
    }
    for (const name of twins ? [...values.keys()] : []) {
      if (spellings.get(normalizeFieldName(name)) !== name) values.delete(name);
    }
  }
}

function withShownName(fault: HeaderFault): HeaderFault {
  const quoted = JSON.stringify(fault.name.slice(0, 80));
  const shown = JSON.stringify(shownKey(fault.name, true).slice(0, 80));
  return { ...fault, message: fault.message.replaceAll(quoted, shown) };
}

/** No server takes a larger head: the largest of `mine` are left out until they fit beside `others`. */
export function withinHeadSize(
  reader: ConfigReader,
  mine: readonly HeaderLayer[],
  others: readonly HeaderLayer[],
): readonly HeaderLayer[] {
  let layers = mine;
  let fault = checkHeadersTogether([...others, ...layers]);
  if (fault !== undefined) {
    reader.report(fault.layer.sources?.[fault.name] ?? { path: fault.name }, fault);
  }
  while (fault !== undefined) {
    const longest = longestTexts(layers, others, fault.excess);
    if (longest.size === 0) return [];
    layers = layers.map((layer) => {
      const kept = Object.entries(layer.headers).filter(([key]) => longest.get(key) !== layer);
      return { ...layer, headers: Object.fromEntries(kept) };
    });
    fault = checkHeadersTogether([...others, ...layers]);
  }
  return layers;
}

/** Of what is sent, the longest that are too much by so many bytes, and no more of them than that: by key. */
function longestTexts(
  layers: readonly HeaderLayer[],
  others: readonly HeaderLayer[],
  excess: number,
): ReadonlyMap<string, HeaderLayer> {
  const texts = winnersOf([...others, ...layers])
    .winners.filter(({ from }) => layers.includes(from))
    .flatMap(({ field: { spelling, value }, from }) =>
      typeof value === "string"
        ? { key: spelling, size: fieldLineSize(spelling, value), from }
        : [],
    )
    .sort((one, other) => other.size - one.size);
  const longest = new Map<string, HeaderLayer>();
  let size = 0;
  for (const text of texts) {
    if (size >= excess) break;
    size += text.size;
    longest.set(text.key, text.from);
  }
  return longest;
}
