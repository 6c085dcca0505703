import { fetch, ProxyAgent, request } from "undici";
import * as undici6 from "undici-6";
import { beforeAll, describe, expect, it } from "vitest";
import { captureServer } from "./capture-server.ts";
import { NEWER_NODES, runScenario } from "./child-process.ts";
import { type ProxyServer, startProxy } from "./proxy-server.ts";
import { install, until } from "./recording.ts";
import { CERTIFICATE, startTlsServer, type TlsServer } from "./tls-server.ts";

const KEY = "sk-test-000000000000";
const HEADERS = { "User-Agent": "mine/1.0", "X-Secret-Token": "t-000000000000" };

let proxy: ProxyServer;
let tls: TlsServer;
beforeAll(async () => {
  [proxy, tls] = await Promise.all([startProxy(), startTlsServer()]);
  return () => {
    for (const { server } of [proxy, tls]) server.close();
  };
});

const sending = {
  method: "POST",
  body: "{}",
  headers: { Authorization: `Bearer ${KEY}`, "User-Agent": "OpenAI/JS 6.10.0" },
} as const;

it("a request in absolute form, as undici sends it to an HTTP proxy, is the provider's", async () => {
  const server = await captureServer();
  install({
    providers: { relay: { baseUrl: `${server.origin}/v1`, apiKey: KEY, headers: HEADERS } },
  });
  const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: false });
  await (await fetch(`${server.origin}/v1/absolute`, { ...sending, dispatcher })).text();
  expect(proxy.asked.at(-1)?.line).toBe(`POST ${server.origin}/v1/absolute`);
  expect(server.last("user-agent")).toEqual(["mine/1.0"]);
  expect(server.last("x-secret-token")).toEqual(["t-000000000000"]);
});

it("a proxy whose own address is a provider's base URL: the path wins", async () => {
  const server = await captureServer();
  install({ providers: { relay: { baseUrl: proxy.url, apiKey: KEY, headers: HEADERS } } });
  const dispatcher = new ProxyAgent({ uri: proxy.url, proxyTunnel: false });
  await (await fetch(`${server.origin}/v1/elsewhere`, { ...sending, dispatcher })).text();
  expect(server.last("user-agent")).toEqual(["OpenAI/JS 6.10.0"]);
  expect(server.last("x-secret-token")).toEqual([]);
});

describe.each([
  [
    "undici 7",
    async (url: string) => {
      const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { ca: CERTIFICATE } });
      return (await request(url, { ...sending, dispatcher })).body.text();
    },
  ],
  [
    "undici 6",
    async (url: string) => {
      const dispatcher = new undici6.ProxyAgent({
        uri: proxy.url,
        requestTls: { ca: CERTIFICATE },
      });
      return (await undici6.request(url, { ...sending, dispatcher })).body.text();
    },
  ],
])("through a CONNECT tunnel, %s", (_name, send) => {
  it("the request inside is dressed and the CONNECT is not", async () => {
    const { failures } = install({
      providers: { relay: { baseUrl: `${tls.origin}/v1`, apiKey: KEY, headers: HEADERS } },
    });
    await send(`${tls.origin}/v1/refused`);
    expect(tls.received["refused"]?.fields).toMatchObject({
      "user-agent": ["mine/1.0"],
      "x-secret-token": ["t-000000000000"],
    });
    const connect = proxy.asked.at(-1);
    expect(connect?.line).toBe(`CONNECT ${new URL(tls.origin).host}`);
    expect(connect?.headers.join("\n")).not.toMatch(/mine|t-0000/u);
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([{ status: 403, body: "refused" }]);
  });
});

it.each(NEWER_NODES)(
  "proxies from the environment, Node %s: fetch and node:http",
  async (version) => {
    const server = await captureServer();
    const environment = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy.url, PROVIDER: server.origin };
    const before = proxy.asked.length;
    const result = await runScenario(version, "env-proxy.ts", environment);
    expect(result).toEqual({ said: [], failures: [] });
    expect(proxy.asked.slice(before).map(({ line }) => line)).toEqual([
      `CONNECT ${new URL(server.origin).host}`,
      `GET ${server.origin}/v1/http`,
    ]);
    expect(server.received.map(({ url }) => url)).toEqual(["/v1/fetch", "/v1/http"]);
    for (const { lines } of server.received) {
      const own = lines.filter(([name]) => /^(?:user-agent|x-secret-token)$/iu.test(name));
      expect(own.map(([, value]) => value).toSorted()).toEqual(["mine/1.0", "t-000000000000"]);
    }
  },
);
