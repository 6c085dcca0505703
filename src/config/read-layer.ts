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
import { hostReading, type ValueField } from "./host-values.ts";
import { sourceOfSent } from "./read-foreign.ts";
import { sourceWithReference } from "./value-reference.ts";

/** What the checks of a header need to know of its provider. */
export type ProviderOfHeaders = Pick<CheckHeadersOptions, "baseUrl" | "builtIn" | "hasApiKey"> & {
  /** What a credential beside the `apiKey` comes to; undefined where that is as it should be. */
  readonly secondCredential?: (fault: HeaderFault, header: ConfigValue) => HeaderFault | undefined;
};

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
 * name the later one stays, as with OpenClaw. `nullable` is where `null` may be written instead.
 */
export function readLayer(
  reader: ConfigReader,
  layer: LayerName,
  map: ConfigValue,
  nullable: ConfigValue,
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
      const found = valueFor(reader, layer, result.value);
      values.set(name, found.value);
      for (const secret of found.secrets) reader.secrets.add(secret);
      if (result.secrets.length + found.secrets.length > 0) secrets.add(name);
    }
  }
  removeFaulty(reader, values, faulty, map, {
    ...provider,
    secrets,
    // Paths are made where a fault wants one.
    get overridePath() {
      return options.audit === true && layer !== "override" ? nullable.source.path : undefined;
    },
    get nullPath() {
      return layer !== "override" && (options.host === true || map.source.file !== undefined)
        ? nullable.source.path
        : undefined;
    },
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
  const sources = Array.from(values, ([name, value]) => {
    const place = map.at(name);
    const isSent = typeof value === "string" && typeof place.content === "string";
    return [
      name,
      isSent
        ? sourceOfSent(reader, place, value, FIELDS[layer], isCredentialName(name))
        : sourceWithReference(place),
    ];
  });
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

const FIELDS: Readonly<Partial<Record<LayerName, ValueField>>> = {
  provider: "headers",
  model: "model headers",
  request: "request.headers",
};

/**
 * What is sent where a host may read the text as a command or a name: in a host, what the host puts there; outside, what
 * its version would, as far as no command is run.
 */
function valueFor(
  { options }: ConfigReader,
  layer: LayerName,
  text: string,
): { readonly value: HeaderValue; readonly secrets: readonly string[] } {
  const field = FIELDS[layer];
  const reading = field === undefined ? undefined : hostReading(text, field, options);
  if (reading === undefined || reading.outcome === "text") return { value: text, secrets: [] };
  if (options.host === true) return { value: RESOLVED_BY_HOST, secrets: [] };
  const { outcome, value } = reading;
  if (outcome === undefined) return { value: text, secrets: [] };
  return value === undefined
    ? { value: RESOLVED_BY_HOST, secrets: [] }
    : { value, secrets: [value] };
}

type FaultOptions = CheckHeadersOptions &
  ProviderOfHeaders & {
    /** Where `null` may be written, if not here: the file is a host's, which refuses it. */
    readonly nullPath: string | undefined;
  };

/** What a fault is where it was found; undefined where it is none. */
function inItsPlace(
  fault: HeaderFault,
  header: ConfigValue,
  options: FaultOptions,
): HeaderFault | undefined {
  if (fault.code === "second-credential" && options.secondCredential !== undefined) {
    return options.secondCredential(fault, header);
  }
  const nullPath = fault.code === "empty" ? options.nullPath : undefined;
  if (nullPath === undefined) return fault;
  return {
    ...fault,
    fix: `Remove the line; to send no such header, write \`null\` for it in \`${nullPath}\`.`,
  };
}

function removeFaulty(
  reader: ConfigReader,
  values: Map<string, unknown>,
  faulty: Set<string>,
  map: ConfigValue,
  options: FaultOptions,
): void {
  const spellings = new Map<string, string>();
  for (const name of values.keys()) spellings.set(normalizeFieldName(name), name);
  // The value of a twin is looked at when the other ones are gone.
  const reported = new Set<string>();
  for (let twins = true; twins;) {
    twins = false;
    for (const found of checkHeaders(Object.fromEntries(values), options)) {
      const fault = inItsPlace(found, map.at(found.name), options);
      if (fault === undefined) continue;
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
