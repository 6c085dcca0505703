import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import type { Classification } from "../../src/diagnosis/classify-failure.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { providerIndex } from "../../src/config/override-block.ts";
import { originByPath } from "../../src/config/origin.ts";
import { substituteVariables } from "../../src/config/variables.ts";
import { createScrubber, type Scrub } from "../../src/secrets/scrubber.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import { scrubberOf } from "../../src/transport/request-report.ts";
import { createRuntime, STDERR_LOGGER } from "../../src/transport/runtime.ts";
import { heapHeld } from "../collect-garbage.ts";

const REFUSED: Classification = {
  kind: "client_rejected",
  sure: true,
  candidates: ["client_rejected"],
  rule: "test",
};

it.each([
  ["kimi", "kimi"],
  ["kimi-coding", "kimi-coding"],
  // Neither is called so, and the first one is taken.
  ["kimi-code", "kimi"],
  ["relay", "Relay"],
  ["other", undefined],
])("the entry of %s is %s", (id, expected) => {
  const providers = { kimi: {}, "kimi-coding": {}, Relay: {} };
  const { config } = providerConfigFrom({ models: { providers } }, { env: {} });
  expect(providerIndex(config.entries).find(id)?.id).toBe(expected);
});

describe("the policy of two entries of one provider", () => {
  const baseUrl = "https://relay.example/coding";
  const { guard } = createRuntime({
    providers: { kimi: { baseUrl }, "kimi-coding": { baseUrl } },
    override: { providers: { "kimi-coding": { onAuthFailure: "stop" }, kimi: {} } },
  });

  it.each([
    ["kimi", "continue"],
    ["kimi-coding", "stop"],
    ["kimi-code", "continue"],
    ["other", "continue"],
  ])("%s: %s", (id, decision) => {
    expect(guard.decide(id, REFUSED)).toBe(decision);
  });
});

describe("what a variable put into the name of a model", () => {
  const env = { MODEL: "Zq8hidden7Lm2name" };
  const origin = originByPath({ substitution: () => substituteVariables("${MODEL}", env) });
  const models = [{ id: env.MODEL }];
  const { config } = providerConfigFrom(
    { models: { providers: { relay: { baseUrl: "https://relay.example", models } } } },
    { env, origin },
  );
  const failure = {
    providerId: "relay",
    modelId: env.MODEL,
    endpoint: "https://relay.example/v1/chat/completions",
    status: 401,
    headers: {},
    body: "{}",
    sent: [],
  };

  it("is taken out of what the guard logs, and of its notice", () => {
    const said: string[] = [];
    const log = (text: string) => void said.push(text);
    const { guard, failOpen } = createRuntime({ config, logger: { error: log, warn: log } });
    guard.requestFailed(failure);
    guard.callSkipped({ ...failure, hostText: "in cooldown" });
    guard.turnEnded({ asked: failure, answeredBy: { providerId: "b", modelId: "c" } });
    guard.requestSucceeded({ ...failure, endpoint: "" });
    failOpen.log("warn", `about ${env.MODEL}`);
    guard.close();
    expect(said.length).toBeGreaterThan(2);
    expect(said.join("\n")).toContain("relay/***");
    expect(said.join("\n")).not.toContain(env.MODEL);
  });

  it("is taken out by a guard of the caller's own, too", () => {
    const said: string[] = [];
    const log = (text: string) => void said.push(text);
    const guard = createFallbackGuard({ logger: { error: log, warn: log } });
    guard.requestFailed({ ...failure, scrubNames: createScrubber(config.secrets) });
    const notice = guard.noticeFor({ ...failure, answeredBy: `b/${env.MODEL}` });
    guard.close();
    expect(notice).toContain("relay/***");
    expect([...said, notice].join("\n")).not.toContain(env.MODEL);
  });
});

it("errors and warnings go to stderr where nobody gives a logger", () => {
  const written: unknown[][] = [];
  const spy = vi.spyOn(console, "error").mockImplementation((...texts) => void written.push(texts));
  STDERR_LOGGER.error("one");
  STDERR_LOGGER.warn("two");
  spy.mockRestore();
  expect(written).toEqual([["one"], ["two"]]);
});

it("a guard of its own reports at its end what it has only counted, and one that was given is left open", () => {
  const log: string[] = [];
  const logger = {
    error: (text: string) => log.push(text),
    warn: (text: string) => log.push(text),
  };
  const refused = {
    providerId: "relay",
    modelId: "m",
    endpoint: "https://relay.example/v1/chat/completions",
    status: 401,
    headers: {},
    body: '{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}',
    sent: [],
  };
  const repeats = () => log.filter((line) => line.includes("1 more time"));
  const guard = createFallbackGuard({ logger });
  for (const given of [guard, undefined]) {
    const runtime = createRuntime({ providers: {}, logger, guard: given });
    for (let times = 0; times < 2; times += 1) runtime.guard.requestFailed(refused);
    runtime.close();
    expect(repeats()).toHaveLength(given === undefined ? 1 : 0);
  }
  guard.close();
  expect(repeats()).toHaveLength(2);
});

it("what is kept of a request holds no table of an earlier configuration, and still scrubs its secrets", async () => {
  const request = { method: "POST", origin: "https://relay-0.example", path: "/v1", fields: [] };
  const secret = (generation: number, at: number): string =>
    createHash("sha256").update(`${generation} ${at}`).digest("base64url");
  const configured = (generation: number) => ({
    providers: Object.fromEntries(
      Array.from({ length: 150 }, (_, at) => [
        `relay-${at}`,
        { baseUrl: `https://relay-${at}.example`, apiKey: secret(generation, at) },
      ]),
    ),
  });
  const runtime = createRuntime(configured(0));
  const kept: Scrub[] = [];
  const before = await heapHeld();
  for (let generation = 1; generation <= 8; generation++) {
    runtime.update(configured(generation));
    const found = runtime.planner.find(request);
    const plan = found && runtime.planner.plan(found, request);
    if (plan !== undefined) kept.push(scrubberOf(plan));
    kept.at(-1)?.("no secret");
  }
  expect((await heapHeld()) - before).toBeLessThan(9_000_000);
  expect(kept.map((scrub, at) => scrub(`was ${secret(at + 1, 149)}`))).toEqual(
    kept.map(() => "was ***"),
  );
  expect(kept).toHaveLength(8);
});
