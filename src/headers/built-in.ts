import { normalizeFieldName } from "./field-name.ts";
import type { HeaderLayer } from "./header-layer.ts";
import { isLoopbackHost } from "./loopback.ts";

/** A provider that is known to want a header, so that it works without configuration. */
export interface BuiltInProvider {
  /** What hosts call it; the first is the one that we say. */
  readonly ids: readonly [string, ...string[]];
  /** Scheme, host and path prefix. */
  readonly endpoint: string;
  /** Domains of the same company that want none of this, with all names below them. */
  readonly notUnder: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** The client that the header names, where it is another one than the user's. */
  readonly names: string;
  readonly seen: { readonly on: string; readonly source: string };
  /** What the provider says about it. */
  readonly statement: { readonly text: string; readonly on: string; readonly source: string };
}

export const BUILT_IN_PROVIDERS: readonly BuiltInProvider[] = [
  {
    ids: ["kimi-coding", "kimi-code", "kimi"],
    endpoint: "https://api.kimi.com/coding",
    notUnder: ["moonshot.ai", "moonshot.cn"],
    headers: { "User-Agent": "claude-code/0.1.0" },
    names: "Claude Code",
    seen: { on: "2026-02-28", source: "https://github.com/openclaw/openclaw/issues/30099" },
    statement: {
      text: "Kimi's terms call changing the client identifier (User-Agent) a violation that may suspend membership benefits",
      on: "2026-06-05",
      source: "https://github.com/patriceckhart/zot/issues/9",
    },
  },
];

/**
 * Values of the client's own that a built-in may replace: what libraries send about themselves. `*` stands for
 * anything, the whole value counts, case does not. Not `openclaw/*`: hosts set that on purpose.
 */
export const REPLACEABLE_CLIENT_VALUES: readonly string[] = [
  "OpenAI/*",
  "Anthropic/*",
  "google-genai-sdk/*",
  "ai-sdk/*",
  "ai/*",
  "ollama*",
  "axios/*",
  "node",
  "node-fetch*",
  "undici",
  "OpenClaw-Gateway/*",
];

const REPLACEABLE = new RegExp(
  `^(?:${REPLACEABLE_CLIENT_VALUES.map((glob) => glob.replaceAll("*", "[^]*")).join("|")})$`,
  "i",
);

export function isReplaceableClientValue(value: string): boolean {
  return REPLACEABLE.test(value);
}

/** One id for all that mean the same provider; any other id in lower case. */
export function canonicalProviderId(id: string): string {
  const wanted = id.trim().toLowerCase();
  return BUILT_IN_PROVIDERS.find((provider) => provider.ids.includes(wanted))?.ids[0] ?? wanted;
}

/**
 * The row for a provider entry. The endpoint decides, whatever the id; an id alone counts only where the address is
 * not known, is loopback, or has the endpoint's path (a relay).
 */
export function builtInProviderFor(entry: {
  readonly id?: string | undefined;
  readonly baseUrl?: string | undefined;
}): BuiltInProvider | undefined {
  const id = entry.id === undefined ? undefined : canonicalProviderId(entry.id);
  if (entry.baseUrl === undefined || entry.baseUrl.trim() === "") {
    return BUILT_IN_PROVIDERS.find((provider) => provider.ids[0] === id);
  }
  const address = parseAddress(entry.baseUrl);
  if (address === undefined) return undefined;
  return BUILT_IN_PROVIDERS.find((provider) => {
    const endpoint = new URL(provider.endpoint);
    const path = hasPathUnder(address, endpoint);
    if (path && address.origin === endpoint.origin) return true;
    if (provider.ids[0] !== id || provider.notUnder.some((domain) => isUnder(address, domain))) {
      return false;
    }
    return path || isLoopbackHost(address.hostname);
  });
}

export function builtInLayer(provider: BuiltInProvider): HeaderLayer {
  return { layer: "built-in", headers: provider.headers };
}

/** The built-in's value for a field, or undefined. */
export function builtInValue(provider: BuiltInProvider, fieldName: string): string | undefined {
  const wanted = normalizeFieldName(fieldName);
  return Object.entries(provider.headers).find(
    ([name]) => normalizeFieldName(name) === wanted,
  )?.[1];
}

/** What a user must be told before a built-in speaks in their name. `id`: what their configuration calls the provider. */
export function builtInNotice(provider: BuiltInProvider, id: string = provider.ids[0]): string {
  const fields = Object.entries(provider.headers).map(([name, value]) => `${name}: ${value}`);
  const [name = "User-Agent"] = Object.keys(provider.headers);
  const block = `plugins.entries.provider-headers.config.providers.${id}`;
  return [
    `${id}: requests to ${provider.endpoint} are sent with \`${fields.join(", ")}\` unless you configure another.`,
    `It names another client, ${provider.names}. ${provider.statement.text} (${provider.statement.source}).`,
    `Off: \`builtInDefaults: false\`, or \`"${name}": null\` in ${block}.headers.`,
    `A name of your own: \`"${name}": "your-client/1.0"\` in models.providers.${id}.headers. Whether it is let in only a try can tell:`,
    `provider-headers probe ${id} --header '${name}: your-client/1.0'`,
  ].join("\n");
}

function parseAddress(baseUrl: string): URL | undefined {
  try {
    // WebSocket addresses are the same servers.
    return new URL(baseUrl.trim().replace(/^ws(?=s?:)/i, "http"));
  } catch {
    return undefined;
  }
}

/** Whole segments: `/coding/v1` is under `/coding`, `/codingx` is not. */
function hasPathUnder(address: URL, endpoint: URL): boolean {
  return (
    address.pathname === endpoint.pathname || address.pathname.startsWith(`${endpoint.pathname}/`)
  );
}

function isUnder(address: URL, domain: string): boolean {
  const hostname = address.hostname.replace(/\.$/, "");
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
