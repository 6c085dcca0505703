import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pageHtml, stateHtml } from "./page-html.ts";
import type { PageState } from "./page-state.ts";

export interface PageRouteOptions {
  readonly state: () => PageState;
  /** Asks one model for one token; what came of it, as text. */
  readonly probe: (name: string) => Promise<string>;
  readonly now: () => number;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Then the page loads itself again, if the gateway still lets it. */
const KEY_MS = 30 * 60_000;
const MOST_KEYS = 64;
/** A key and the name of a model. */
const MOST_BYTES = 4096;
const ALWAYS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * `page` is for whom the gateway has let in. It stands in a frame without an origin, whose requests carry no credential of
 * the gateway's (tried with Chromium), so it holds a key, which nobody else can read; `data` answers that key alone.
 */
export function createPageRoutes({ state, probe, now }: PageRouteOptions): {
  readonly page: Handler;
  readonly data: Handler;
} {
  /** Valid until. */
  const keys = new Map<string, number>();
  let isProbing = false;

  function newKey(): string {
    const key = randomBytes(24).toString("base64url");
    keys.set(key, now() + KEY_MS);
    if (keys.size > MOST_KEYS) keys.delete(keys.keys().next().value ?? "");
    return key;
  }

  function wholePage(): Answer {
    const nonce = randomBytes(16).toString("base64url");
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ];
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
    };
    return { status: 200, headers, body: pageHtml(state(), { nonce, key: newKey(), now: now() }) };
  }

  async function dataFor(query: URLSearchParams): Promise<Answer> {
    const until = keys.get(query.get("key") ?? "");
    const name = query.get("probe");
    const isKnown = until !== undefined && until > now();
    const headers = {
      // The page has to learn that its key is too old.
      "access-control-allow-origin": "null",
      "content-type": `text/${name === null ? "html" : "plain"}; charset=utf-8`,
    };
    if (!isKnown) return { status: 403, headers };
    const body = name === null ? stateHtml(state(), now()) : await probed(name);
    return { status: 200, headers, body };
  }

  async function probed(name: string): Promise<string> {
    if (!state().models.some((model) => model.name === name && model.canBeAsked)) {
      return "There is no such model.";
    }
    if (isProbing) return "Another request is in progress.";
    isProbing = true;
    try {
      return await probe(name);
    } finally {
      isProbing = false;
    }
  }

  return {
    async page({ method = "" }, response) {
      const reads = method === "GET" || method === "HEAD";
      send(response, reads ? wholePage() : refused("GET, HEAD"), method === "HEAD");
      return true;
    },
    async data(request, response) {
      const query = request.method === "POST" ? await formOf(request) : undefined;
      send(response, query === undefined ? refused("POST") : await dataFor(query));
      return true;
    },
  };
}

const refused = (allow: string): Answer => ({ status: 405, headers: { allow } });

function send(response: ServerResponse, { status, headers, body }: Answer, isHead = false): void {
  response.writeHead(status, { ...ALWAYS, ...headers });
  response.end(isHead ? undefined : body);
}

/** Empty where it is too long for one of ours. */
async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
