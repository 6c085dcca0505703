import { BoundedMap } from "../guard/bounded-map.ts";
import { normalizePath, parseTarget, type RequestTarget } from "./parse-target.ts";

const ABSOLUTE_FORM = /^[a-z][a-z0-9+.-]*:\/\//iu;
/** Only these make a path differ from its normal form; all other paths are taken as they are. */
const NEEDS_NORMALIZING = /%|\/\.|\\/u;
const IS_BARE = /^[^?#%\\.]*$/u;

/** Origins repeat from request to request, so each is parsed once. Bounded: a crawler meets many. */
const MAX_ORIGINS = 1000;
const knownOrigins = new BoundedMap<string, string | undefined>(MAX_ORIGINS);

function normalizeOrigin(origin: string): string | undefined {
  const known = knownOrigins.get(origin);
  if (known !== undefined || knownOrigins.has(origin)) return known;
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
  if (IS_BARE.test(path)) return path;
  const end = path.search(/[?#]/u);
  const bare = end === -1 ? path : path.slice(0, end);
  if (!NEEDS_NORMALIZING.test(bare)) return bare;
  return normalizePath(new URL(origin + (bare.startsWith("/") ? bare : `/${bare}`)).pathname);
}
