import { describe, expect, it } from "vitest";
import { NEWER_NODES, runScenario } from "./child-process.ts";

interface Result {
  readonly received: Record<string, Record<string, string[]>>;
  readonly said: string[];
  readonly failures: { at: string; status?: number; body?: string; error?: string }[];
  readonly successes: string[];
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
    expect(result.successes).toEqual(expect.arrayContaining(["node-fetch", "axios"]));
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
  });

  it("leaves nothing behind", () => {
    expect(received["uninstalled"]).toMatchObject({ "user-agent": ["client/1"] });
  });
});
