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

/** A page that is open asks every other second. */
const KEY_MS = 10 * 60_000;
const MOST_KEYS = 64;
const NOTHING: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Answers what the gateway has let in. Its grant for the frame is a cookie that a browser sends along with requests of
 * other sites too, so more than the page itself is only for who holds the key that stands in the page: no other site can
 * read that.
 */
export function createPageRoute({ state, probe, now }: PageRouteOptions) {
  /** Valid until. */
  const keys = new Map<string, number>();
  let isProbing = false;

  function newKey(): string {
    const key = randomBytes(24).toString("base64url");
    keys.set(key, now() + KEY_MS);
    if (keys.size > MOST_KEYS) keys.delete(keys.keys().next().value ?? "");
    return key;
  }

  function isValid(key: string): boolean {
    const until = keys.get(key);
    if (until === undefined || until < now()) return false;
    keys.delete(key);
    keys.set(key, now() + KEY_MS);
    return true;
  }

  async function answerTo(query: URLSearchParams): Promise<Answer> {
    const key = query.get("key");
    if (key === null) return wholePage();
    if (!isValid(key)) return { status: 403 };
    const name = query.get("probe");
    const body = name === null ? stateHtml(state(), now()) : await probed(name);
    // The frame has no origin of its own, and its key is valid.
    const headers = {
      "access-control-allow-origin": "null",
      "access-control-allow-credentials": "true",
      "content-type": `text/${name === null ? "html" : "plain"}; charset=utf-8`,
    };
    return { status: 200, headers, body };
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

  async function probed(name: string): Promise<string> {
    if (!state().models.some((model) => model.name === name && model.canBeAsked)) {
      return "There is no such model.";
    }
    if (isProbing) return "Another request is under way.";
    isProbing = true;
    try {
      return await probe(name);
    } finally {
      isProbing = false;
    }
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { method = "GET", url = "/" } = request;
    const reads = method === "GET" || method === "HEAD";
    const answer: Answer = reads
      ? await answerTo(new URL(url, "http://gateway.invalid").searchParams)
      : { status: 405, headers: { allow: "GET, HEAD" } };
    response.writeHead(answer.status, { ...NOTHING, ...answer.headers });
    response.end(method === "HEAD" ? undefined : answer.body);
    return true;
  };
}
