import { once } from "node:events";
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { dressHead, headOf } from "../../src/transport/outgoing-head.ts";
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
