import { beforeEach, expect, it } from "vitest";
import type { FailedCall } from "../../src/diagnosis/failed-call.ts";
import type { JudgedCall } from "../../src/diagnosis/judged-call.ts";
import { SeenTwice } from "../../src/guard/seen-twice.ts";
import { stillHeld } from "../collect-garbage.ts";
import { sure } from "../report/facts.ts";
import { FakeClock } from "./fake-clock.ts";

const failure = (more: Partial<FailedCall> = {}): FailedCall => ({
  providerId: "mine",
  modelId: "m1",
  endpoint: "https://api.example.com/v1/chat/completions",
  status: 401,
  headers: {},
  sent: [],
  ...more,
});
const BY_CALLER = failure({ seenBy: "caller", endpoint: "" });
const VERDICT = sure("invalid_credentials");
const judged = (call: FailedCall): JudgedCall => ({
  ...call,
  classification: VERDICT,
  provider: undefined,
});

let clock: FakeClock;
let seenTwice: SeenTwice;
beforeEach(() => {
  clock = new FakeClock();
  seenTwice = new SeenTwice(clock);
});

it("gives the second observer the verdict of the first, whoever that is, once", () => {
  seenTwice.remember(judged(failure()));
  expect([seenTwice.take(BY_CALLER), seenTwice.take(BY_CALLER)]).toEqual([VERDICT, undefined]);
  seenTwice.remember(judged(BY_CALLER));
  expect([seenTwice.take(failure()), seenTwice.take(failure())]).toEqual([VERDICT, undefined]);
});

it.each<[string, Partial<FailedCall>]>([
  ["observer", { seenBy: "transport" }],
  ["status", { status: 403 }],
  ["model", { modelId: "m2" }],
  ["provider", { providerId: "other" }],
])("tells failures apart by their %s", (_title, more) => {
  seenTwice.remember(judged(failure()));
  expect(seenTwice.take({ ...BY_CALLER, ...more })).toBeUndefined();
});

it("forgets after three seconds, longer than the transport waits for a body", () => {
  seenTwice.remember(judged(failure()));
  clock.pass(3000);
  expect(seenTwice.take({ ...BY_CALLER, status: 403 })).toBeUndefined();
  expect(seenTwice.take(BY_CALLER)).toBe(VERDICT);
  seenTwice.remember(judged(failure()));
  clock.pass(3001);
  expect(seenTwice.take(BY_CALLER)).toBeUndefined();
});

it("holds neither the error nor the fields of a failure, which hold a client's connections", async () => {
  const references = [0, 1].map((at) => {
    const error = new Error("socket hang up");
    const sent = [{ name: "user-agent", value: "mine/1.0", layer: "client" as const }];
    seenTwice.remember(judged(failure({ modelId: `m${at}`, error, sent })));
    return [new WeakRef<object>(error), new WeakRef<object>(sent)];
  });
  expect(await stillHeld(references.flat())).toBe(0);
  expect(seenTwice.take({ ...BY_CALLER, modelId: "m1" })).toBe(VERDICT);
});
