import { Agent, fetch, request } from "undici";
import * as undici6 from "undici-6";
import { beforeAll, describe, expect, it } from "vitest";
import { NEWER_NODES, runScenario } from "./child-process.ts";
import { install, until } from "./recording.ts";
import { CERTIFICATE, startTlsServer, type TlsServer } from "./tls-server.ts";

const KEY = "sk-test-000000000000";

interface Client {
  readonly name: string;
  /** True where the client does not publish what it wrote. */
  readonly unverified?: boolean;
  send(url: string, headers: Record<string, string>): Promise<unknown>;
}

function clients(): Client[] {
  const options = { allowH2: true, connect: { ca: CERTIFICATE } };
  const dispatcher = new Agent(options);
  const dispatcher6 = new undici6.Agent(options);
  return [
    {
      name: "fetch of undici 7",
      send: async (url, headers) =>
        (await fetch(url, { method: "POST", body: "{}", headers, dispatcher })).text(),
    },
    {
      name: "request of undici 7",
      send: async (url, headers) =>
        (await request(url, { method: "POST", body: "{}", headers, dispatcher })).body.text(),
    },
    {
      name: "request of undici 6",
      unverified: true,
      send: async (url, headers) =>
        (
          await undici6.request(url, {
            method: "POST",
            body: "{}",
            headers,
            dispatcher: dispatcher6,
          })
        ).body.text(),
    },
  ];
}

let server: TlsServer;
beforeAll(async () => {
  server = await startTlsServer();
  return () => void server.server.close();
});

describe.each(clients())("HTTP/2, $name", ({ send, unverified }) => {
  it("sends, removes and verifies, and shows the guard a refusal", async () => {
    const { said, failures } = install({
      providers: {
        relay: {
          baseUrl: `${server.origin}/v1`,
          apiKey: KEY,
          headers: { "User-Agent": "mine/1.0", "X-Title": "été" },
        },
      },
      override: { providers: { relay: { headers: { "x-stainless-*": null } } } },
    });
    await send(`${server.origin}/v1/refused`, {
      Authorization: `Bearer ${KEY}`,
      "User-Agent": "OpenAI/JS 6.10.0",
      "x-title": "other",
      "X-Stainless-Lang": "js",
    });
    expect(server.received["refused"]).toMatchObject({
      version: "2.0",
      fields: { "user-agent": ["mine/1.0"], "x-title": ["été"], authorization: [`Bearer ${KEY}`] },
    });
    expect(server.received["refused"]?.fields).not.toHaveProperty("x-stainless-lang");
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([{ status: 403, body: "refused" }]);
    const name = failures[0]?.sent.find((header) => header.name === "user-agent");
    expect(name).toMatchObject({ value: "mine/1.0", layer: "provider" });
    expect(name?.unverified).toBe(unverified);
    expect(said).toEqual([]);
  });
});

it.each(clients())("HTTP/2, $name: a name that every object has a member of", async ({ send }) => {
  const names = ["toString", "valueOf", "hasOwnProperty", "__lookupGetter__"];
  const headers = Object.fromEntries(names.map((name) => [name, "a"]));
  install({ providers: { relay: { baseUrl: `${server.origin}/v1`, headers } } });
  await send(`${server.origin}/v1/members`, {});
  for (const name of names)
    expect(server.received["members"]?.fields[name.toLowerCase()]).toEqual(["a"]);
});

describe.each(NEWER_NODES)("undici 8 on Node %s", (version) => {
  it("speaks HTTP/2 where the server does, HTTP/1.1 elsewhere, and is dressed on both", async () => {
    const result = await runScenario(version, "undici-8.ts");
    expect(result).toEqual({
      http2: { version: "2.0", userAgent: ["mine/1.0"], title: ["t"], stainless: [] },
      http1: { version: "1.1", userAgent: ["mine/1.0"], title: ["t"], stainless: [] },
      explicit: { version: "2.0", userAgent: ["mine/1.0"], title: ["t"], stainless: [] },
      socket: { version: "1.1", userAgent: ["mine/1.0"], title: ["t"], stainless: [] },
      globalSocket: { version: "1.1", userAgent: ["mine/1.0"], title: ["t"], stainless: [] },
      failures: [
        { at: "refused", status: 403, body: "refused" },
        { at: "refused", status: 403, body: "refused" },
      ],
      said: [],
    });
  });
});
