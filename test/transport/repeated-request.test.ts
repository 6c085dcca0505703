import diagnosticsChannel from "node:diagnostics_channel";
import { request } from "undici";
import { expect, it, onTestFinished } from "vitest";
import type { FieldList } from "../../src/headers/field-list.ts";
import {
  announceCall,
  forgetContexts,
  withRequestContext,
} from "../../src/transport/request-context.ts";
import type { PlainRequest, RequestPlan } from "../../src/transport/request-plan.ts";
import { createRuntime } from "../../src/transport/runtime.ts";
import { captureServer, valuesIn } from "./capture-server.ts";
import { install, recording } from "./recording.ts";

const KEY = "sk-test-000000000000";
const ORIGIN = "https://relay.example";
const ASKED: PlainRequest = {
  method: "POST",
  origin: ORIGIN,
  path: "/v1/chat/completions",
  fields: ["authorization", `Bearer ${KEY}`, "x-mine", "no"],
};

function plansOf(more: object): (changes?: object) => RequestPlan | undefined {
  const { logger } = recording();
  const relay = { baseUrl: `${ORIGIN}/v1`, apiKey: KEY, ...more };
  const { planner } = createRuntime({ providers: { relay }, logger });
  return (changes = {}) => {
    const asked = { ...ASKED, fields: ASKED.fields.slice(), ...changes };
    const found = planner.find(asked);
    return found && planner.plan(found, asked);
  };
}

const withField = (...fields: FieldList) => ({ fields: [...ASKED.fields, ...fields] });

it("a request that says the same gets the plan of the one before", () => {
  const plan = plansOf({ headers: { "X-Mine": "yes", "X-Token": "secret-value-0" } });
  const dressed = ["authorization", `Bearer ${KEY}`, "X-Mine", "yes", "X-Token", "secret-value-0"];
  expect(plan()?.fields).toEqual(dressed);
  expect(plan()).toBe(plan());
});

it.each<[string, object]>([
  ["another method", { method: "PUT" }],
  ["another path", { path: "/v1/models" }],
  ["another query", { path: `${ASKED.path}?key=x` }],
  ["another key", { fields: ["authorization", "Bearer sk-other-0000000000", "x-mine", "no"] }],
  ["a field more", withField("x-more", "1")],
  ["a field less", { fields: ASKED.fields.slice(0, 2) }],
  ["a context of its own", { context: { sessionId: "one" } }],
])("%s is planned by itself", (_what, changes) => {
  const headers = { "X-Mine": "yes", "X-Token": "secret-value-0" };
  const plan = plansOf({ headers });
  plan();
  expect(plan(changes)).toEqual({
    ...plansOf({ headers })(changes),
    scrub: expect.any(Function),
    provider: expect.anything(),
    lines: undefined,
  });
});

it("a list of values is not compared, as its client may write into it", () => {
  const plan = plansOf({ headers: { "X-Mine": "yes" } });
  const values = ["1"];
  const first = plan(withField("x-list", values));
  values.push("2");
  expect(plan(withField("x-list", values))).not.toBe(first);
});

it("what changes nothing is not kept: its fields are the client's own", () => {
  const plan = plansOf({ headers: { "x-mine": "no" } });
  const fields = ASKED.fields.slice();
  expect(plan({ fields })?.fields).toBe(fields);
  expect(plan()).not.toBe(plan());
});

it("a value that is read for each request is read for each", () => {
  let count = 0;
  const plan = plansOf({ headers: { "X-Count": () => String((count += 1)) } });
  const counts = [plan(), plan()].map((one) => one?.fields.at(-1));
  expect(new Set(counts).size).toBe(2);
});

it("a session or a call that was announced is asked for each time", () => {
  onTestFinished(forgetContexts);
  const plan = plansOf({ headers: { "X-Session": "{{sessionId}}", "X-Mine": "yes" } });
  const sessionOf = (one: RequestPlan | undefined) => one?.fields.at(-1);
  expect(sessionOf(plan())).toBe("yes");
  const one = withRequestContext({ sessionId: "one" }, () => sessionOf(plan()));
  const two = withRequestContext({ sessionId: "two" }, () => sessionOf(plan()));
  expect(one).toMatch(/^[0-9a-f]{32}/u);
  expect(two).not.toBe(one);
  expect(sessionOf(plan())).toBe("yes");
  const [traceId, spanId] = ["a".repeat(32), "b".repeat(16)];
  const traced = withField("traceparent", `00-${traceId}-${spanId}-01`);
  expect(plan(traced)?.call.sessionId).toBe(undefined);
  announceCall({ providerId: "relay", modelId: "m", sessionId: "three", traceId, spanId });
  expect(plan(traced)?.call.sessionId).toBe("three");
});

it("what somebody writes into the fields of one request is not in the next", async () => {
  const server = await captureServer();
  install({ providers: { relay: { baseUrl: server.origin, headers: { "X-Mine": "yes" } } } });
  const written = ["x-number", "1"];
  const write = (message: unknown): void => {
    (message as { request: { headers: string[] } }).request.headers.push(...written.splice(0));
  };
  diagnosticsChannel.subscribe("undici:request:create", write);
  onTestFinished(() => void diagnosticsChannel.unsubscribe("undici:request:create", write));
  for (let count = 0; count < 3; count += 1) {
    await (await request(server.origin, { method: "POST", body: "{}" })).body.dump();
  }
  expect(server.received.map((one) => valuesIn(one, "x-number"))).toEqual([["1"], [], []]);
  expect(server.last("x-mine")).toEqual(["yes"]);
});
