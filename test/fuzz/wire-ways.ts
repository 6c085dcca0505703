/** A client on one Node and one version of HTTP. Data alone: not every Node can load every client. */
export interface Way {
  readonly client: ClientName;
  readonly node: "22" | "24";
  readonly http2?: boolean;
}

export type ClientName =
  | "node:http"
  | "node:http, text body"
  | "fetch"
  | "undici 6"
  | "undici 7"
  | "undici 8"
  | "fetch of undici 8"
  | "interceptor of undici 7"
  | "interceptor of undici 8"
  | "createProviderFetch";

export const WAYS: readonly Way[] = [
  { client: "node:http", node: "22" },
  { client: "node:http", node: "24" },
  { client: "node:http, text body", node: "22" },
  { client: "node:http, text body", node: "24" },
  { client: "fetch", node: "22" },
  { client: "fetch", node: "24" },
  { client: "undici 6", node: "22" },
  { client: "undici 6", node: "22", http2: true },
  { client: "undici 7", node: "24" },
  { client: "undici 7", node: "24", http2: true },
  { client: "undici 8", node: "24" },
  { client: "undici 8", node: "24", http2: true },
  { client: "fetch of undici 8", node: "24", http2: true },
  { client: "interceptor of undici 7", node: "24" },
  { client: "interceptor of undici 8", node: "24", http2: true },
  { client: "createProviderFetch", node: "22" },
  { client: "createProviderFetch", node: "24" },
];

export function wayName({ client, node, http2 = false }: Way): string {
  return `${client}, HTTP/${http2 ? "2" : "1.1"}, Node ${node}`;
}

/** What `fetch` puts on behind every wrapper of it. */
interface SetByFetch {
  /** Where it is missing. */
  readonly missing: ReadonlySet<string>;
  /** Where the request has `Range` or a condition. */
  readonly besideConditions: ReadonlySet<string>;
  /** Whatever stands there. */
  readonly always: string;
}

export const SET_BY_FETCH: Readonly<Partial<Record<ClientName, SetByFetch>>> = {
  createProviderFetch: {
    missing: new Set([
      "accept",
      "accept-encoding",
      "accept-language",
      "cache-control",
      "pragma",
      "user-agent",
    ]),
    besideConditions: new Set(["accept-encoding", "cache-control", "pragma"]),
    always: "sec-fetch-mode",
  },
};
