import diagnosticsChannel from "node:diagnostics_channel";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { captureServer } from "./capture-server.ts";
import { install } from "./recording.ts";
import { NEWER_NODES, runScenario } from "./child-process.ts";

interface Result {
  readonly received: Record<string, Record<string, string[]>>;
  readonly said: string[];
  readonly failures: { at: string; status?: number; body?: string; error?: string }[];
  readonly successes: [string, string | null][];
  readonly texts: Record<string, string>;
  readonly flowing: boolean | null;
}

describe.each(NEWER_NODES)("clients on node:http, Node %s", async (version) => {
  const result = (await runScenario(version, "node-http.ts")) as Result;
  const { received } = result;

  it.each(["node-fetch", "axios", "socket", "elsewhere"])("%s sends what is configured", (name) => {
    expect(received[name]).toMatchObject({
      "user-agent": ["mine/1.0"],
      "x-secret-token": ["t-000000000000"],
    });
    expect(received[name]).not.toHaveProperty("x-stainless-lang");
  });

  it("leaves other requests alone", () => {
    expect(received["not-ours"]).toMatchObject({
      "user-agent": ["client/1"],
      "x-stainless-lang": ["js"],
    });
  });

  it("puts no secret on a request without the provider's credential", () => {
    expect(received["unauthorized"]).toMatchObject({ "user-agent": ["mine/1.0"] });
    expect(received["unauthorized"]).not.toHaveProperty("x-secret-token");
  });

  it("takes nothing along to another origin", () => {
    expect(received["followed"]).toBeDefined();
    expect(received["followed"]).not.toHaveProperty("x-secret-token");
    expect(received["followed"]?.["user-agent"]).toEqual(["client/1"]);
  });

  it("passes bodies both ways", () => {
    expect(result.texts).toEqual({
      nodeFetch: "{}",
      axios: "{}",
      refused: "refused sk-test-000000000000",
    });
  });

  it("shows the guard failures with their bodies, and successes", () => {
    expect(result.failures).toEqual([
      { at: "refused", status: 403, body: "refused ***" },
      { at: "broken", status: 401, body: "half" },
      { at: "unread", status: 403, body: "refused ***" },
      { at: "closed", error: expect.stringMatching(/ECONN|hang up/) },
    ]);
    expect(result.successes).toEqual(
      expect.arrayContaining([
        ["node-fetch", "k2"],
        ["axios", "k2p5"],
      ]),
    );
  });

  it("does not make a body flow that nobody reads", () => {
    expect(result.flowing).toBe(null);
  });

  it("tells once of headers that were written at once", () => {
    expect(received["array"]).toMatchObject({ "user-agent": ["client/1"] });
    expect(received["expect"]).toMatchObject({ expect: ["100-continue"] });
    expect(result.said.filter((text) => text.includes("cannot be changed"))).toEqual([
      'provider-headers: a request to relay was made with node:http and headers as an array or with "Expect: 100-continue"; such headers are written at once and cannot be changed, so it was left alone.',
    ]);
  });

  it("trusts Host only where it names the host that is asked", () => {
    expect(received["misnamed"]).toMatchObject({ "user-agent": ["client/1"] });
    expect(result.said.filter((text) => text.includes("named"))).toEqual([]);
  });

  it("leaves nothing behind", () => {
    expect(received["uninstalled"]).toMatchObject({ "user-agent": ["client/1"] });
  });
});

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isNewer = major > 22 || (major === 22 && minor >= 12);
const TOLD = `warn provider-headers: a request to relay was made with node:http, whose headers cannot be changed before Node 22.12 (this is ${process.version}): it was left alone. Use a client on fetch or undici, or a newer Node.`;

it("on this Node: dressed from 22.12 on; before, left alone and told once", async () => {
  const inTime = "http.client.request.created";
  const server = await captureServer();
  const { said } = install({
    providers: { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } },
  });
  expect(diagnosticsChannel.hasSubscribers(inTime)).toBe(true);
  for (let round = 0; round < 2; round++) {
    await once(get(`${server.origin}/chat`), "response");
    expect(server.last("x-title")).toEqual(isNewer ? ["t"] : []);
  }
  expect(said).toEqual(isNewer ? [] : [TOLD]);
});

it.each(["::1", "[::1]"])("an IPv6 address, asked as %s, is that of the base URL", async (host) => {
  const server = await captureServer();
  const { said } = install({
    providers: { relay: { baseUrl: `http://[::1]:${server.port}`, headers: { "X-Title": "t" } } },
  });
  // A connection through a proxy is not judged, so this one may end at an address of IPv4.
  const agent = Object.assign(new Agent(), {
    proxy: server.origin,
    createConnection: () => connect(server.port, "127.0.0.1"),
  });
  await once(get({ host, port: server.port, path: "/chat", agent }), "response");
  expect(server.last("host")).toEqual([`[::1]:${server.port}`]);
  expect(server.last("x-title")).toEqual(isNewer ? ["t"] : []);
  expect(said).toEqual(isNewer ? [] : [TOLD]);
});
