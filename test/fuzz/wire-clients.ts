import http from "node:http";
import * as undici7 from "undici";
import * as undici6 from "undici-6";
import * as undici8 from "undici-8";
import type { ConfigInput } from "../../src/transport/config-input.ts";
import { installProviderHeaders } from "../../src/transport/install.ts";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import { providerHeaders } from "../../src/transport/undici-interceptor.ts";
import { CERTIFICATE } from "./wire-server.ts";
import type { ClientName } from "./wire-ways.ts";

type Send = (url: string, headers: Readonly<Record<string, string>>) => Promise<unknown>;

/** A client, and the way in which configured headers reach its requests. */
export interface WireClient {
  send: Send;
  configure(config: ConfigInput): void;
  close(): Promise<unknown>;
}

type PlainClient = Pick<WireClient, "send" | "close">;

/** The copies agree on everything that is used here, but not on the names of their types. */
type Undici = typeof undici7;
const UNDICI_6 = undici6 as unknown as Undici;
const UNDICI_8 = undici8 as unknown as Undici;

/** No request's length is a configured one. */
const BODY = `{"text":"${"x".repeat(1000)}"}`;
const POST = { method: "POST", body: BODY } as const;
const QUIET = { error: () => {}, warn: () => {} };

export const CLIENTS: Readonly<Record<ClientName, (http2: boolean) => WireClient>> = {
  "node:http": () => installed(nodeHttp(Buffer.from(BODY))),
  // Node writes a body that is text and short in one piece with its head.
  "node:http, text body": () => installed(nodeHttp(BODY)),
  fetch: () =>
    installed({
      send: async (url, headers) => (await fetch(url, { ...POST, headers })).text(),
      close: async () => {},
    }),
  "undici 6": (http2) => installed(request(UNDICI_6, agentOf(UNDICI_6, http2))),
  "undici 7": (http2) => installed(request(undici7, agentOf(undici7, http2))),
  "undici 8": (http2) => installed(request(UNDICI_8, agentOf(UNDICI_8, http2))),
  "fetch of undici 8": (http2) => installed(fetchOf(UNDICI_8, agentOf(UNDICI_8, http2))),
  "interceptor of undici 7": (http2) => interceptor(undici7, agentOf(undici7, http2)),
  "interceptor of undici 8": (http2) => interceptor(UNDICI_8, agentOf(UNDICI_8, http2)),
  createProviderFetch: () => {
    let send: typeof fetch = fetch;
    return {
      configure(config) {
        send = createProviderFetch({ ...config, logger: QUIET });
      },
      // Without a body, whose type fetch would put back.
      send: async (url, headers) => (await send(url, { method: "POST", headers })).text(),
      close: async () => {},
    };
  },
};

function agentOf(undici: Undici, allowH2: boolean): undici7.Agent {
  // One connection: a request that undici 7.30 refuses late blocks a connection of a pool for good.
  return new undici.Agent({ allowH2, connect: { ca: CERTIFICATE }, connections: 1 });
}

function installed(client: PlainClient): WireClient {
  const installation = installProviderHeaders({ providers: {}, env: {}, logger: QUIET });
  return {
    send: client.send,
    configure: installation.update,
    async close() {
      installation.uninstall();
      await client.close();
    },
  };
}

function request(undici: Undici, dispatcher: undici7.Dispatcher): PlainClient {
  return {
    async send(url, headers) {
      const { body } = await undici.request(url, { ...POST, headers, dispatcher });
      await body.text();
    },
    close: () => dispatcher.destroy(),
  };
}

function fetchOf(undici: Undici, dispatcher: undici7.Dispatcher): PlainClient {
  return {
    send: async (url, headers) =>
      (await undici.fetch(url, { ...POST, headers, dispatcher })).text(),
    close: () => dispatcher.destroy(),
  };
}

function interceptor(undici: Undici, agent: undici7.Agent): WireClient {
  let { send } = request(undici, agent);
  return {
    configure(config) {
      ({ send } = request(undici, agent.compose(providerHeaders({ ...config, logger: QUIET }))));
    },
    send: (url, headers) => send(url, headers),
    close: () => agent.destroy(),
  };
}

function nodeHttp(body: string | Buffer): PlainClient {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  return {
    send: (url, headers) =>
      new Promise((resolve, reject) => {
        http
          .request(url, { method: "POST", agent, headers }, (response) =>
            response.resume().on("end", resolve).on("error", reject),
          )
          .on("error", reject)
          .end(body);
      }),
    close: async () => agent.destroy(),
  };
}
