import { parseUrl } from "../providers/parse-url.ts";

/** Where a request goes: what providers are found by. */
export interface RequestTarget {
  /** Scheme `http` or `https`, lower-case host, no default port. */
  readonly origin: string;
  /** Without query and fragment; `%` escapes of unreserved characters and dot segments resolved. */
  readonly path: string;
}

/** WebSocket handshakes are HTTP requests to the same server (RFC 6455 section 4.1). */
const HTTP_SCHEMES: Readonly<Record<string, string>> = {
  "http:": "http:",
  "https:": "https:",
  "ws:": "http:",
  "wss:": "https:",
};

const UNRESERVED = /%(?:2[DE]|3\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/giu;

/** Reads a URL; undefined for other schemes and for what is no URL. */
export function parseTarget(url: string): RequestTarget | undefined {
  const parsed = parseUrl(url);
  const scheme = HTTP_SCHEMES[parsed?.protocol ?? ""];
  if (parsed === undefined || scheme === undefined || parsed.hostname === "") return undefined;
  // Setting the scheme first lets URL drop the port that is the default of the HTTP scheme.
  const http = new URL(`${scheme}//${parsed.host}`);
  return { origin: http.origin, path: normalizePath(parsed.pathname) };
}

/** RFC 3986 section 6.2.2: escapes of unreserved characters mean the character itself. */
export function normalizePath(path: string): string {
  if (!path.includes("%")) return path;
  return path
    .replace(UNRESERVED, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)))
    .replace(/%[0-9a-f]{2}/giu, (escape) => escape.toUpperCase());
}
