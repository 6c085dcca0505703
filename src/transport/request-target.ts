import { BoundedMap } from "../guard/bounded-map.ts";

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

const ABSOLUTE_FORM = /^[a-z][a-z0-9+.-]*:\/\//iu;
/** Only these make a path differ from its normal form; all other paths are taken as they are. */
const NEEDS_NORMALIZING = /%|\/\.|\\/u;
const UNRESERVED = /%(?:2[DE]|3\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/giu;

/** Reads a URL; undefined for other schemes and for what is no URL. */
export function parseTarget(url: string): RequestTarget | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  const scheme = HTTP_SCHEMES[parsed.protocol];
  if (scheme === undefined || parsed.hostname === "") return undefined;
  // Setting the scheme first lets URL drop the port that is the default of the HTTP scheme.
  const http = new URL(`${scheme}//${parsed.host}`);
  return { origin: http.origin, path: normalizePath(parsed.pathname) };
}

/** Origins repeat from request to request, so each is parsed once. Bounded: a crawler meets many. */
const MAX_ORIGINS = 1000;
const knownOrigins = new BoundedMap<string, string | undefined>(MAX_ORIGINS);

function normalizeOrigin(origin: string): string | undefined {
  if (knownOrigins.has(origin)) return knownOrigins.get(origin);
  const normal = parseTarget(origin)?.origin;
  knownOrigins.set(origin, normal);
  return normal;
}

/**
 * The target of a request as a client holds it. In absolute form (RFC 9112 section 3.2.2, a request through a proxy)
 * the path names the server and `origin` the proxy. `CONNECT` has no target of its own: undefined.
 */
export function targetOf(request: {
  readonly method?: string | undefined;
  /** A string or a URL object. */
  readonly origin: unknown;
  readonly path: unknown;
}): RequestTarget | undefined {
  if (request.method === "CONNECT" || typeof request.path !== "string") return undefined;
  if (request.path.charCodeAt(0) !== 47 && ABSOLUTE_FORM.test(request.path)) {
    return parseTarget(request.path);
  }
  const origin = normalizeOrigin(String(request.origin));
  if (origin === undefined) return undefined;
  return { origin, path: plainPath(request.path, origin) };
}

function plainPath(path: string, origin: string): string {
  const end = path.search(/[?#]/u);
  const bare = end === -1 ? path : path.slice(0, end);
  if (!NEEDS_NORMALIZING.test(bare)) return bare;
  return normalizePath(new URL(origin + (bare.startsWith("/") ? bare : `/${bare}`)).pathname);
}

/** RFC 3986 section 6.2.2: escapes of unreserved characters mean the character itself. */
function normalizePath(path: string): string {
  if (!path.includes("%")) return path;
  return path
    .replace(UNRESERVED, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)))
    .replace(/%[0-9a-f]{2}/giu, (escape) => escape.toUpperCase());
}
