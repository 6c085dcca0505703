import { once } from "node:events";
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import type { FieldList } from "../../src/headers/field-list.ts";
import { dressHead, headOf, renewHead } from "../../src/transport/outgoing-head.ts";
import { captureServer, valuesIn } from "./capture-server.ts";
import { NEWER_NODES, runScenario } from "./child-process.ts";

it("puts fields on the wire, and leaves the request's own as they were set", async () => {
  const server = await captureServer();
  const asked = request(server.origin, {
    method: "POST",
    headers: { "X-Own": "a", "X-Two": ["1", "2"] },
  });
  dressHead(asked, (fields) => [...fields, "X-Team", "search"]);
  asked.setHeader("X-Late", "b");
  expect(headOf(asked)).toBe("");
  asked.end("{}");
  await once(asked, "response");
  const [received] = server.received;
  expect(received).toMatchObject({ method: "POST", body: "{}" });
  expect(["x-team", "x-own", "x-two", "x-late"].map((name) => valuesIn(received, name))).toEqual([
    ["search"],
    ["a"],
    ["1", "2"],
    ["b"],
  ]);
  expect(asked.getHeaderNames()).toEqual(["x-own", "x-two", "host", "x-late"]);
  expect(headOf(asked)).toContain("\r\nX-Team: search\r\n");
});

it("leaves a head as it is where there is nothing to dress it with", async () => {
  const server = await captureServer();
  const asked = request(server.origin, { headers: { "X-Own": "a" } });
  dressHead(asked, () => undefined);
  asked.end();
  await once(asked, "response");
  expect(server.last("x-own")).toEqual(["a"]);
});

it("makes a head anew that waits together with its body, and leaves nothing of the first one", async () => {
  const server = await captureServer();
  const asked = request(server.origin, { method: "POST", headers: { "X-Own": "a" } });
  let added = ["X-Secret-Token", "t-000000000000"];
  dressHead(asked, (fields) => [...fields, ...added]);
  asked.once("socket", () => {
    added = [];
    renewHead(asked);
  });
  asked.end("{}");
  await once(asked, "response");
  expect(server.received).toMatchObject([{ method: "POST", body: "{}" }]);
  expect([server.last("x-own"), server.last("x-secret-token")]).toEqual([["a"], []]);
});

describe("U+0080 to U+00FF, where head and body are written as one string", () => {
  const rows: [title: string, dressed: FieldList, wire: string][] = [
    ["a value that was added", ["X-Team", "\u00e9"], "X-Team: \u00e9"],
    ["one of several values", ["X-Team", ["a", "\u00ff"]], "X-Team: \u00ff"],
    ["one in place of the client's", ["X-Own", "\u00e9"], "X-Own: \u00e9"],
    // As Node writes it.
    ["the client's own alone", ["X-Own", "\u00e8", "X-Team", "a"], "X-Own: \u00c3\u00a8"],
  ];
  it.each(rows)("%s", async (_title, dressed, wire) => {
    const server = await captureServer();
    const asked = request(server.origin, { method: "POST", headers: { "X-Own": "\u00e8" } });
    dressHead(asked, () => ["Host", "relay.example", "Content-Length", "3", ...dressed]);
    asked.end("\u20ac");
    await once(asked, "response");
    const [name = "", value] = wire.split(": ");
    expect(server.last(name)).toContain(value);
    expect(server.received).toMatchObject([{ body: "\u20ac" }]);
  });
});

interface Bytes {
  readonly seen: { client: string; team: string; last: string; body: string }[];
  readonly said: string[];
}

describe.each(NEWER_NODES)("U+0080 to U+00FF byte for byte, Node %s", async (version) => {
  const { seen, said } = (await runScenario(version, "obs-text.ts")) as Bytes;

  it.each(seen)("$client", ({ client, team, last, body }) => {
    expect([team, last]).toEqual(["636166e9", "80ff"]);
    expect(body).toContain(client === "end()" ? "" : '{"a":"\u00e9\u20ac"}');
  });

  it("has every client, and nothing to say", () => {
    expect(seen.length).toBe(15);
    expect(said).toEqual([]);
  });
});

interface Result {
  readonly seen: {
    readonly client: string;
    readonly code: number;
    readonly atProvider: Record<string, string[]>;
    readonly elsewhere: Record<string, string[]>;
  }[];
  readonly said: string[];
}

describe.each(NEWER_NODES)("a redirect to another origin, Node %s", async (version) => {
  const { seen, said } = (await runScenario(version, "redirects.ts")) as Result;

  it.each(seen)("$client, $code: takes nothing along", ({ atProvider, elsewhere }) => {
    expect(atProvider).toMatchObject({
      "user-agent": ["mine/1.0"],
      "x-secret-token": ["t-000000000000"],
      "x-team": ["search"],
      "x-own": ["own"],
    });
    expect(atProvider).not.toHaveProperty("x-removed");
    expect(elsewhere).toMatchObject({
      "user-agent": ["client/1"],
      "x-own": ["own"],
      "x-removed": ["by the plan"],
    });
    expect(elsewhere).not.toHaveProperty("x-secret-token");
    expect(elsewhere).not.toHaveProperty("x-team");
  });

  it("has every client and code, and nothing to say", () => {
    expect(seen.length).toBe(35);
    expect(said).toEqual([]);
  });
});
