import { Readable } from "node:stream";
import { parseUrl } from "../providers/parse-url.ts";

/** What was asked before any header of ours was put on it. */
export interface RedirectedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: [name: string, value: string][];
  readonly request: Request | undefined;
  readonly init: RequestInit | undefined;
}

type Fetch = typeof globalThis.fetch;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Fetch Standard, HTTP-redirect fetch. */
const MAX_REDIRECTS = 20;
export const BOUND_TO_ORIGIN: ReadonlySet<string> = new Set([
  "authorization",
  "cookie",
  "host",
  "proxy-authorization",
]);
export const BOUND_TO_BODY: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-language",
  "content-length",
  "content-location",
  "content-type",
]);

/** How often each response was redirected, so that a circle ends. */
const hops = new WeakMap<RequestInit, number>();

/**
 * Follows a redirect as `fetch` does, but from the headers that the caller gave: `fetch` itself would take all but the
 * credentials along to another origin. Returns any other response as it is; throws where `fetch` fails.
 */
export async function followRedirect(
  response: Response,
  asked: RedirectedRequest,
  fetch: Fetch,
): Promise<Response> {
  const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
  if (location === null) return response;
  await discard(response.body);
  const url = parseUrl(location, asked.url);
  if (url === undefined) throw fetchFailed(new TypeError("Invalid URL"));
  if (!/^https?:$/u.test(url.protocol)) {
    throw fetchFailed(new Error("URL scheme must be a HTTP(S) scheme"));
  }
  const hop = (hops.get(asked.init ?? {}) ?? 0) + 1;
  if (hop > MAX_REDIRECTS) throw fetchFailed(new Error("redirect count exceeded"));

  const headers = new Headers(asked.headers);
  const { method, init, request } = asked;
  const becomesGet =
    (response.status === 303 && method !== "GET" && method !== "HEAD") ||
    (response.status < 303 && method === "POST");
  const body = becomesGet ? undefined : init?.body;
  if (becomesGet) for (const name of BOUND_TO_BODY) headers.delete(name);
  if (url.origin !== new URL(asked.url).origin) {
    for (const name of BOUND_TO_ORIGIN) headers.delete(name);
  }
  if (isUsedUp(body) || (!becomesGet && request?.body)) {
    throw fetchFailed(new Error("a body that is a stream cannot follow a redirect"));
  }
  const next: RequestInit = {
    ...init,
    method: becomesGet ? "GET" : method,
    headers,
    body: body ?? null,
  };
  next.signal ??= request?.signal ?? null;
  hops.set(next, hop);
  return fetch(url, next);
}

/** As `fetch` of Node fails: what happened is the cause. */
function fetchFailed(cause: Error): TypeError {
  return new TypeError("fetch failed", { cause });
}

/** Lets its connection go. A body of `node-fetch` is a stream of Node. */
async function discard(body: unknown): Promise<void> {
  if (body instanceof ReadableStream) await body.cancel();
  else if (body instanceof Readable) body.destroy();
}

function isUsedUp(body: RequestInit["body"]): boolean {
  return (
    typeof body === "object" &&
    body !== null &&
    (body instanceof ReadableStream || Symbol.asyncIterator in body)
  );
}
