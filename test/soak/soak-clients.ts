import http from "node:http";
import * as undici7 from "undici";
import * as undici6 from "undici-6";
import * as undici8 from "undici-8";
import { CERTIFICATE } from "../fuzz/wire-server.ts";

/** A request that its caller gives up by the signal, and whose body it reads to no more than 64 KiB; gives the status. */
type Ask = (url: string, headers: Record<string, string>, signal: AbortSignal) => Promise<number>;

export interface SoakClient {
  readonly http2: boolean;
  readonly ask: Ask;
  readonly close: () => Promise<unknown>;
}

/** The copies agree on everything that is used here, but not on the names of their types. */
type Undici = typeof undici7;
const UNDICI_6 = undici6 as unknown as Undici;
const UNDICI_8 = undici8 as unknown as Undici;

const BODY = '{"model":"m1","messages":[]}';
const MOST_READ = 64 * 1024;
/** Milliseconds. A stream of HTTP/2 holds its client until its time is up, by default for 5 minutes after both were destroyed. */
const HTTP2_TIMEOUT = 3000;

export function openClients(): Readonly<Record<string, SoakClient>> {
  const agent = new http.Agent({ keepAlive: true });
  return {
    "node:http": {
      http2: false,
      ask: (url, headers, signal) => askNodeHttp(agent, url, headers, signal),
      close: async () => agent.destroy(),
    },
    fetch: { http2: false, ask: askFetch, close: async () => {} },
    "undici 6": askUndici(UNDICI_6, false),
    "undici 7": askUndici(undici7, false),
    "undici 8": askUndici(UNDICI_8, false),
    "undici 7, HTTP/2": askUndici(undici7, true),
    "undici 8, HTTP/2": askUndici(UNDICI_8, true),
  };
}

const askFetch: Ask = async (url, headers, signal) => {
  const response = await fetch(url, { method: "POST", body: BODY, headers, signal });
  let read = 0;
  for await (const chunk of response.body ?? []) if ((read += chunk.length) > MOST_READ) break;
  return response.status;
};

function askUndici(undici: Undici, allowH2: boolean): SoakClient {
  const dispatcher = new undici.Agent({
    ...(allowH2 && { headersTimeout: HTTP2_TIMEOUT, bodyTimeout: HTTP2_TIMEOUT }),
    allowH2,
    connect: { ca: CERTIFICATE },
    connections: 200,
  });
  return {
    http2: allowH2,
    async ask(url, headers, signal) {
      const options = { method: "POST", body: BODY, headers, signal, dispatcher } as const;
      const { statusCode, body } = await undici.request(url, options);
      let read = 0;
      for await (const chunk of body) if ((read += (chunk as Buffer).length) > MOST_READ) break;
      return statusCode;
    },
    close: () => dispatcher.destroy(),
  };
}

function askNodeHttp(
  agent: http.Agent,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .request(url, { method: "POST", agent, headers, signal }, (response) => {
        let read = 0;
        response.on("data", (chunk: Buffer) => {
          if ((read += chunk.length) > MOST_READ) response.destroy();
        });
        response.on("error", reject).on("close", () => resolve(response.statusCode ?? 0));
      })
      .on("error", reject)
      .end(Buffer.from(BODY));
  });
}
