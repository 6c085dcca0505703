import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Classification, FailureKind } from "../../src/diagnosis/classify-failure.ts";
import type { ObservedFailure, RememberingGuard } from "../../src/guard/fallback-guard.ts";
import {
  createFallbackGuard,
  type GuardOptions,
} from "../../src/transport/create-fallback-guard.ts";
import { FakeClock } from "./fake-clock.ts";

const CHAT = "https://api.kimi.com/coding/v1/chat/completions";
const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };
const FALLBACK = { providerId: "fb", modelId: "fallback-model" };

const failure = (more: Partial<ObservedFailure> = {}): ObservedFailure => ({
  ...KIMI,
  endpoint: CHAT,
  status: 403,
  headers: {},
  body: JSON.stringify({
    error: {
      type: "access_terminated_error",
      message: "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI",
    },
  }),
  sent: [{ name: "user-agent", value: "OpenAI/JS 6.10.0", layer: "client" }],
  ...more,
});

const badKey = (more: Partial<ObservedFailure> = {}): ObservedFailure =>
  failure({
    status: 401,
    keyPrefix: "sk-kimi-",
    body: '{"error":{"type":"invalid_authentication_error","message":"The API Key appears to be invalid or may have expired."}}',
    ...more,
  });

const OUTCOME = "HTTP 403 access_terminated_error";
const DEED = `kimi-coding/k2p5, which refused this client (${OUTCOME})`;
const NO_ANSWER =
  `error No model answered: kimi-coding/k2p5 refused this client (${OUTCOME}). ` +
  "Authenticating again does not help: the API key was not the problem.";
const REPEATED = "kimi-coding/k2p5 refused this client 1 more time";
const REFUSAL = "kimi-coding/k2p5 refused this client (HTTP 403 access_terminated_error)";

let clock: FakeClock;
/** First lines only, with the level before. */
let log: string[];
let texts: string[];
let guard: RememberingGuard;

function start(options: Partial<GuardOptions> = {}): RememberingGuard {
  const tell = (level: string) => (text: string) => {
    texts.push(text);
    log.push(`${level} ${text.split("\n")[0]}`);
  };
  return createFallbackGuard({
    logger: { error: tell("error"), warn: tell("warn") },
    clock,
    ...options,
  });
}

beforeEach(() => {
  clock = new FakeClock();
  log = [];
  texts = [];
  guard = start({ nextModel: () => "fb/fallback-model" });
});

const FIRST = "error kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error";

describe("a failure", () => {
  it("is told whole the first time, at once and at error level, with the verdict returned", () => {
    const verdict = guard.requestFailed(failure());
    expect(log).toEqual([FIRST]);
    expect(texts[0]?.split("\n")).toHaveLength(10);
    expect(texts[0]).toContain("  next      fb/fallback-model is configured to answer instead\n");
    expect(verdict).toMatchObject({ kind: "client_rejected", sure: true });
  });

  it.each([
    [
      "a rate limit",
      {
        status: 429,
        body: '{"error":{"type":"rate_limit_reached_error","message":"too many requests"}}',
      },
    ],
    [
      "a used-up window under Kimi's type for a refused client",
      {
        body: '{"error":{"type":"access_terminated_error","message":"You\'ve reached your usage limit for this billing cycle."}}',
      },
    ],
    ["a server error", { status: 500, body: "{}" }],
    [
      "a connection reset",
      { status: undefined, body: undefined, error: new Error("read ECONNRESET") },
    ],
  ])("that is %s stays quiet, however often", (_title, more) => {
    for (let index = 0; index < 3; index += 1) guard.requestFailed(failure(more));
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    guard.turnEnded({ asked: KIMI });
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    guard.close();
    expect([log, clock.timers.size]).toEqual([[], 0]);
  });

  it("of billing is loud", () => {
    guard.requestFailed(
      failure({ status: 402, body: '{"error":{"message":"Insufficient balance"}}' }),
    );
    expect(log).toEqual(["error kimi-coding/k2p5 requires payment: HTTP 402"]);
  });

  it("of another kind, model or provider is a first one again", () => {
    guard.requestFailed(failure());
    guard.requestFailed(badKey());
    guard.requestFailed(failure({ modelId: "k2" }));
    guard.requestFailed(failure({ providerId: "relay" }));
    guard.requestFailed(failure());
    expect(log).toEqual([
      FIRST,
      "error kimi-coding/k2p5 refused the credentials: HTTP 401 invalid_authentication_error",
      FIRST.replace("k2p5", "k2"),
      FIRST.replace("kimi-coding", "relay"),
    ]);
  });

  it("of which the verdict is sure is another than one of which it is not", () => {
    guard.requestFailed(failure({ body: "Forbidden" }));
    guard.requestFailed(failure());
    guard.requestFailed(failure({ body: "Forbidden" }));
    expect(log).toHaveLength(2);
    expect(log[1]).toBe(FIRST);
  });

  it("of one provider under two of its names is one", () => {
    guard.requestFailed(failure());
    guard.requestFailed(failure({ providerId: "kimi" }));
    guard.requestFailed(failure({ modelId: undefined, wireModel: "k2p5" }));
    expect(log).toEqual([FIRST]);
  });
});

describe("repeats", () => {
  it("are told in one line a minute, by a timer that holds no process open", () => {
    guard.requestFailed(failure());
    for (let index = 0; index < 12; index += 1) {
      clock.pass(1000);
      guard.requestFailed(failure());
    }
    expect(log).toEqual([FIRST]);
    expect([...clock.timers].map(({ unreferenced }) => unreferenced)).toEqual([true]);
    clock.pass(48_000);
    expect(log.slice(1)).toEqual([
      "error kimi-coding/k2p5 refused this client 12 more times in 60 s, 13 in all (HTTP 403 access_terminated_error)",
    ]);
    guard.requestFailed(failure());
    clock.pass(59_999);
    expect(log).toHaveLength(2);
    clock.pass(1);
    expect(log[2]).toBe(
      "error kimi-coding/k2p5 refused this client 1 more time in 60 s, 14 in all (HTTP 403 access_terminated_error)",
    );
  });

  it("are told at once where the last telling is a minute ago", () => {
    guard.requestFailed(failure());
    clock.pass(600_000);
    guard.requestFailed(failure());
    expect(log[1]).toContain("1 more time in 10 min, 2 in all");
  });

  it("are told on closing, so that none is lost, and leave no timer", () => {
    guard.requestFailed(failure());
    guard.requestFailed(failure());
    guard.close();
    expect(log[1]).toContain("refused this client 1 more time in 1 s, 2 in all");
    expect(clock.timers.size).toBe(0);
    guard.close();
    expect(log).toHaveLength(2);
  });

  it("within one run are a host's retries, also when runs take turns", () => {
    for (const runId of ["a", "b", "a", "b", "a"]) guard.requestFailed(failure({ runId }));
    guard.close();
    expect(log[1]).toContain("1 more time in 1 s, 2 in all");
  });

  it("under a run's name that a host uses again a while later are failures of their own", () => {
    guard.requestFailed(failure({ runId: "nightly" }));
    clock.pass(3_600_000);
    guard.requestFailed(failure({ runId: "nightly" }));
    guard.close();
    expect(log).toEqual([FIRST, `error ${REPEATED} in 60 min, 2 in all (${OUTCOME})`]);
  });

  it("name the model that answers meanwhile", () => {
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    guard.requestFailed(failure());
    guard.close();
    expect(log.at(-1)).toBe(
      "error kimi-coding/k2p5 refused this client 1 more time in 1 s, 2 in all (HTTP 403 access_terminated_error); fb/fallback-model answered instead",
    );
  });
});

describe("what transport and caller both tell of", () => {
  it("is one failure, with the verdict of the first", () => {
    const first = guard.requestFailed(failure());
    clock.pass(100);
    const second = guard.requestFailed(badKey({ status: 403, seenBy: "caller" }));
    guard.close();
    expect(second).toBe(first);
    expect(log).toEqual([FIRST]);
  });

  it("is paired once, so that a real repeat counts", () => {
    guard.requestFailed(failure({ seenBy: "caller" }));
    guard.requestFailed(failure());
    guard.requestFailed(failure());
    guard.close();
    expect(log[1]).toContain("1 more time in 1 s, 2 in all");
  });

  it.each<[string, Partial<ObservedFailure>, number]>([
    ["of another status", { status: 401 }, 0],
    ["of another model", { modelId: "k2" }, 0],
    ["that comes later than one failure can", {}, 3001],
  ])("is two where one tells of a failure %s", (_title, more, later) => {
    const first = guard.requestFailed(failure());
    clock.pass(later);
    const second = guard.requestFailed(failure({ ...more, seenBy: "caller" }));
    expect(second).not.toBe(first);
  });

  it("is paired with one of the latest 64", () => {
    const verdicts = Array.from({ length: 65 }, (_, index) =>
      guard.requestFailed(failure({ modelId: `m${index}` })),
    );
    const again = (modelId: string) => guard.requestFailed(failure({ modelId, seenBy: "caller" }));
    expect(again("m1")).toBe(verdicts[1]);
    expect(again("m0")).not.toBe(verdicts[0]);
  });
});

describe("recovery", () => {
  it("is a 2xx on the path that failed, told in one line with the total", () => {
    guard.requestFailed(failure());
    clock.pass(30_000);
    guard.requestFailed(failure());
    guard.requestFailed(failure());
    clock.pass(90_000);
    log = [];
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    guard.close();
    expect([log, clock.timers.size]).toEqual([
      [
        "warn kimi-coding/k2p5 answers again. It refused this client 3 times in 2 min (HTTP 403 access_terminated_error)",
      ],
      0,
    ]);
  });

  it("tells repeats with the total, not beside it", () => {
    guard.requestFailed(failure());
    guard.requestFailed(failure());
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    expect(clock.timers.size).toBe(0);
    expect(log.slice(1)).toEqual([
      "warn kimi-coding/k2p5 answers again. It refused this client 2 times in 1 s (HTTP 403 access_terminated_error)",
    ]);
  });

  it.each([
    ["the list of models", { ...KIMI, endpoint: "https://api.kimi.com/coding/v1/models" }],
    ["the same path of another model", { ...KIMI, modelId: "k2", endpoint: CHAT }],
    ["the same path of a model that is not known", { providerId: "kimi-coding", endpoint: CHAT }],
    ["another provider", { ...KIMI, providerId: "relay", endpoint: CHAT }],
  ])("is not %s", (_title, call) => {
    guard.requestFailed(failure());
    guard.requestSucceeded(call);
    expect(log).toEqual([FIRST]);
  });

  it("is a caller's success, whose path is not known", () => {
    guard.requestFailed(failure());
    guard.requestSucceeded({ ...KIMI, endpoint: "" });
    expect(log[1]).toContain("answers again");
  });

  it("is a success on any path where only the caller told of the failure", () => {
    guard.requestFailed(failure({ endpoint: "", seenBy: "caller" }));
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    expect(log[1]).toContain("answers again");
  });

  it("of every path that failed", () => {
    guard.requestFailed(failure());
    guard.requestFailed(failure({ endpoint: "https://api.kimi.com/coding/v1/messages" }));
    guard.requestSucceeded({ ...KIMI, endpoint: "https://api.kimi.com/coding/v1/messages" });
    expect(log[1]).toContain("answers again");
  });

  it("makes the next failure a first one", () => {
    guard.requestFailed(failure());
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    guard.requestFailed(failure());
    expect(log[2]).toBe(FIRST);
  });

  it("is silent where nothing failed", () => {
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    expect(log).toEqual([]);
  });
});

describe("who answered", () => {
  it("follows in one line, once for each model that does", () => {
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: { providerId: "other", modelId: "m" } });
    expect(log.slice(1)).toEqual([
      "error fb/fallback-model answered instead of kimi-coding/k2p5, which refused this client (HTTP 403 access_terminated_error)",
      "error other/m answered instead of kimi-coding/k2p5, which refused this client (HTTP 403 access_terminated_error)",
    ]);
  });

  it("is not a model that was asked itself, whatever another model of its provider does meanwhile", () => {
    const sister = { ...KIMI, modelId: "k2" };
    guard.requestFailed(failure());
    guard.turnEnded({ asked: sister, answeredBy: sister });
    guard.turnEnded({ asked: sister, answeredBy: FALLBACK });
    expect(log).toEqual([FIRST]);
    guard.turnEnded({ asked: KIMI, answeredBy: sister });
    expect(log[1]).toContain("kimi-coding/k2 answered instead of kimi-coding/k2p5");
  });

  it("says nothing of a turn that the refusal did not touch, nor of the model's own answer", () => {
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: KIMI });
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    guard.turnEnded({ asked: FALLBACK, answeredBy: KIMI });
    expect(log).toEqual([FIRST]);
  });
});

describe("turns at one time", () => {
  it("each have an end of their own", () => {
    for (const runId of ["a", "b", "c"]) guard.requestFailed(failure({ runId }));
    log = [];
    guard.turnEnded({ asked: { ...KIMI, runId: "a" }, answeredBy: FALLBACK });
    const other = { providerId: "fb", modelId: "another" };
    guard.turnEnded({ asked: { ...KIMI, runId: "b" }, answeredBy: other });
    guard.turnEnded({ asked: { ...KIMI, runId: "c" } });
    expect(log).toEqual([
      `error fb/fallback-model answered instead of ${DEED}`,
      `error fb/another answered instead of ${DEED}`,
      NO_ANSWER,
    ]);
  });

  it("that failed for another reason are not blamed on what another one met", () => {
    guard.requestFailed(failure({ runId: "a" }));
    log = [];
    guard.requestFailed(failure({ runId: "b", status: 500, body: "{}" }));
    guard.turnEnded({ asked: { ...KIMI, runId: "b" }, answeredBy: FALLBACK });
    guard.turnEnded({ asked: { ...KIMI, runId: "b" } });
    expect(log).toEqual([]);
  });

  it("are told of what they met themselves, whatever another one met later", () => {
    guard.requestFailed(failure({ runId: "a" }));
    guard.requestFailed(badKey({ runId: "b" }));
    log = [];
    guard.turnEnded({ asked: { ...KIMI, runId: "a" }, answeredBy: FALLBACK });
    expect(log).toEqual([`error fb/fallback-model answered instead of ${DEED}`]);
    const notice = { ...KIMI, runId: "a", answeredBy: "fb/fallback-model" };
    expect(guard.noticeFor(notice)).toBe(`This reply is from fb/fallback-model: ${REFUSAL}.`);
  });

  it("whose answer comes after it was told that there is none are put right", () => {
    guard.requestFailed(failure({ runId: "a" }));
    log = [];
    guard.turnEnded({ asked: { ...KIMI, runId: "a" } });
    guard.turnEnded({ asked: { ...KIMI, runId: "a" }, answeredBy: FALLBACK });
    expect(log).toEqual([NO_ANSWER, `error fb/fallback-model answered instead of ${DEED}`]);
  });

  it("end with a failure whose run is not known", () => {
    guard.requestFailed(failure());
    log = [];
    guard.turnEnded({ asked: { ...KIMI, runId: "a" }, answeredBy: FALLBACK });
    guard.turnEnded({ asked: { ...KIMI, runId: "b" } });
    expect(log).toEqual([`error fb/fallback-model answered instead of ${DEED}`]);
  });
});

describe("what a host quotes", () => {
  const scrub = (text: string) => text.replaceAll("sk-of-a-profile", "***");

  it("loses the secrets of the request that failed", () => {
    guard.requestFailed(failure({ scrub }));
    guard.turnEnded({ asked: KIMI, hostText: "auth: sk-of-a-profile" });
    guard.callSkipped({ ...KIMI, hostText: "disabled: sk-of-a-profile" });
    expect(texts.join("\n")).not.toContain("sk-of-a-profile");
    expect(texts.join("\n")).toContain("disabled: ***");
  });
});

it("a host may quote any of the keys that it has tried", () => {
  const scrubOf = (key: string) => (text: string) => text.replaceAll(key, "***");
  guard.requestFailed(badKey({ runId: "r", scrub: scrubOf("sk-first-key") }));
  guard.requestFailed(badKey({ runId: "r", scrub: scrubOf("sk-second-key") }));
  const hostText = "401: sk-first-key, then sk-second-key, auth";
  guard.turnEnded({ asked: { ...KIMI, runId: "r" }, hostText });
  expect(texts.at(-1)).toContain("401: ***, then ***, auth");
});

describe("no answer", () => {
  it("is told, with the host's words and that they are wrong where the key was not the problem", () => {
    guard.requestFailed(failure());
    guard.turnEnded({
      asked: KIMI,
      hostText: "Re-authenticate the provider and try again.",
    });
    expect(log[1]).toBe(
      `error No model answered: ${REFUSAL}. The host says: "Re-authenticate the provider and try again." Authenticating again does not help: the API key was not the problem.`,
    );
  });

  it("leaves the host's words alone where the key was the problem", () => {
    guard.requestFailed(badKey());
    guard.turnEnded({ asked: KIMI, hostText: "Re-authenticate the provider." });
    expect(log[1]).toBe(
      'error No model answered: kimi-coding/k2p5 refused the credentials (HTTP 401 invalid_authentication_error). The host says: "Re-authenticate the provider."',
    );
  });

  it("is told for every turn, those that come too fast in one line", () => {
    for (let turn = 0; turn < 4; turn += 1) {
      guard.requestFailed(failure());
      guard.turnEnded({ asked: KIMI });
    }
    clock.pass(5000);
    clock.pass(5000);
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI });
    const whole = `error No model answered: ${REFUSAL}. Authenticating again does not help: the API key was not the problem.`;
    expect(log.slice(1)).toEqual([
      whole,
      `error No model answered 3 more times: ${REFUSAL}`,
      whole,
    ]);
  });

  it.each<[string, () => void]>([
    ["on closing", () => guard.close()],
    ["before recovery", () => guard.requestSucceeded({ ...KIMI, endpoint: "" })],
  ])("is told %s too", (_title, end) => {
    for (let turn = 0; turn < 2; turn += 1) {
      guard.requestFailed(failure());
      guard.turnEnded({ asked: KIMI });
    }
    log = [];
    end();
    expect(log).toContain(`error No model answered 1 more time: ${REFUSAL}`);
  });

  it("of a turn that sent nothing tells what was last seen", () => {
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    clock.pass(180_000);
    guard.turnEnded({ asked: KIMI, hostText: "No available auth profile (all in cooldown)." });
    expect(log.at(-1)).toBe(
      `error No model answered: nothing was sent to kimi-coding/k2p5 that was seen here; 3 min ago ${REFUSAL}. The host says: "No available auth profile (all in cooldown)." Authenticating again does not help: the API key was not the problem.`,
    );
  });

  it("of a turn where nothing is remembered does not pretend to know", () => {
    guard.turnEnded({
      asked: KIMI,
      hostText: "temporarily disabled after a provider auth/billing failure",
    });
    expect(log).toEqual([
      'error No model answered: nothing was sent to kimi-coding/k2p5 that was seen here, so the cause is not known. The host says: "temporarily disabled after a provider auth/billing failure"',
    ]);
  });

  it("of many such turns is told in few lines", () => {
    for (let turn = 0; turn < 10; turn += 1) guard.turnEnded({ asked: KIMI, hostText: "auth" });
    guard.close();
    expect(log.slice(1)).toEqual([
      "error No model answered 9 more times; the cause is not known here",
    ]);
  });

  it("of turns that sent nothing is counted with what was last seen", () => {
    guard.requestFailed(failure({ runId: "a" }));
    for (const runId of ["b", "c"]) {
      guard.turnEnded({ asked: { ...KIMI, runId }, hostText: "All profiles are in cooldown." });
    }
    guard.close();
    expect(log.slice(2)).toEqual([`error No model answered 1 more time: ${REFUSAL}`]);
  });

  it("is told where the host says nothing and the request had secrets", () => {
    guard.requestFailed(failure({ scrub: (text) => text.replace("secret", "***") }));
    guard.turnEnded({ asked: KIMI });
    expect(log[1]).toBe(NO_ANSWER);
  });

  it("for reasons that are not authentication stays the host's business", () => {
    guard.turnEnded({ asked: KIMI });
    guard.turnEnded({ asked: KIMI, hostText: "The model is overloaded." });
    expect(log).toEqual([]);
  });
});

describe("a cool-down", () => {
  const SKIPPED =
    "error kimi-coding/k2p5 was not asked: the host keeps it on cool-down after an earlier failure";

  it("is loud: the remembered cause, how long yet, that nothing was sent", () => {
    guard.requestFailed(failure());
    clock.pass(12_000);
    guard.callSkipped({ ...KIMI, retryInMs: 48_000, hostText: "temporarily disabled" });
    expect(texts[1]?.split("\n")).toEqual([
      SKIPPED.slice("error ".length),
      '  "temporarily disabled"',
      "  It refused this client 12 s ago: HTTP 403 access_terminated_error. The API key was not the problem.",
      "  sent      nothing",
      "  retry     in 48 s the host asks it again",
      "  next      fb/fallback-model is configured to answer instead",
      "  more      section client_rejected of",
      expect.stringMatching(/^ {2}\/.*\/docs\/auth-failures\.md$/u),
    ]);
  });

  it("is loud in the first turn after an install, when nothing is remembered", () => {
    guard.callSkipped(KIMI);
    expect(log).toEqual([SKIPPED]);
    expect(texts[0]).toContain("The cause is not known");
  });

  it("is explained by another model of the same provider", () => {
    guard.requestFailed(failure({ modelId: "k2" }));
    guard.callSkipped(KIMI);
    expect(texts[1]).toContain("It refused this client 1 s ago");
  });

  it("is told in every turn, in one line, and those that come too fast together", () => {
    guard.requestFailed(failure());
    guard.callSkipped({ ...KIMI, retryInMs: 60_000 });
    clock.pass(6000);
    guard.callSkipped(KIMI);
    clock.pass(1000);
    guard.callSkipped(KIMI);
    guard.callSkipped(KIMI);
    clock.pass(4000);
    clock.pass(60_000);
    guard.callSkipped(KIMI);
    expect(log.slice(2)).toEqual([
      `error kimi-coding/k2p5 was not asked again: it is on cool-down and nothing was sent, the host asks it again in 54 s; ${REFUSAL}`,
      `error kimi-coding/k2p5 was not asked 2 more times: it is on cool-down and nothing was sent, the host asks it again in 49 s; ${REFUSAL}`,
      `error kimi-coding/k2p5 was not asked again: it is on cool-down and nothing was sent; ${REFUSAL}`,
    ]);
  });

  it("counts a turn once, however many keys of the provider it skips", () => {
    for (const runId of ["a", "a", "b", "b"]) guard.callSkipped({ ...KIMI, runId });
    guard.close();
    expect(log).toEqual([
      SKIPPED,
      "error kimi-coding/k2p5 was not asked again: it is on cool-down and nothing was sent",
    ]);
  });

  it("is followed by who answered, once for each model that does", () => {
    guard.callSkipped(KIMI);
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    guard.callSkipped(KIMI);
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    expect(log).toEqual([
      SKIPPED,
      "error fb/fallback-model answered instead of kimi-coding/k2p5, which the host did not ask",
    ]);
    guard.requestFailed(failure({ modelId: "k2" }));
    guard.callSkipped(KIMI);
    guard.turnEnded({ asked: KIMI, answeredBy: { providerId: "other", modelId: "m" } });
    expect(log.at(-1)).toBe(
      "error other/m answered instead of kimi-coding/k2p5, which the host did not ask; kimi-coding/k2 refused this client (HTTP 403 access_terminated_error)",
    );
  });

  it("is followed by that no model answered", () => {
    guard.callSkipped(KIMI);
    guard.turnEnded({ asked: KIMI });
    expect(log).toEqual([
      SKIPPED,
      "error No model answered: nothing was sent to kimi-coding/k2p5 that was seen here, so the cause is not known.",
    ]);
    clock.pass(12_000);
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    clock.pass(12_000);
    guard.callSkipped(KIMI);
    guard.turnEnded({ asked: KIMI });
    expect(log.at(-1)).toBe(
      `error No model answered: nothing was sent to kimi-coding/k2p5 that was seen here; 12 s ago ${REFUSAL}. Authenticating again does not help: the API key was not the problem.`,
    );
  });

  it("after a failure of the same turn is what no model answered for", () => {
    guard.requestFailed(failure({ runId: "a" }));
    guard.callSkipped({ ...KIMI, runId: "a" });
    guard.turnEnded({ asked: { ...KIMI, runId: "a" } });
    expect(log.at(-1)).toContain("No model answered: nothing was sent to kimi-coding/k2p5");
  });

  it("ends with an answer of that model", () => {
    guard.callSkipped(KIMI);
    guard.callSkipped(KIMI);
    guard.requestSucceeded({
      ...KIMI,
      modelId: undefined,
      endpoint: "https://api.kimi.com/coding/v1/models",
    });
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    expect(log.slice(1)).toEqual([
      "error kimi-coding/k2p5 was not asked again: it is on cool-down and nothing was sent",
      "warn kimi-coding/k2p5 answers again. The host had not asked it 2 times",
    ]);
  });

  it("that followed a failure ends in the failure's own line", () => {
    guard.requestFailed(failure());
    guard.callSkipped(KIMI);
    log = [];
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    expect(log).toEqual([
      "warn kimi-coding/k2p5 answers again. It refused this client 1 time in 1 s (HTTP 403 access_terminated_error)",
    ]);
  });
});

describe("a cool-down of one run", () => {
  it("is not told of the turn of another", () => {
    guard.callSkipped({ ...KIMI, runId: "r1" });
    log = [];
    guard.turnEnded({ asked: { ...KIMI, runId: "r2" }, answeredBy: FALLBACK });
    expect(log).toEqual([]);
    guard.turnEnded({ asked: { ...KIMI, runId: "r1" }, answeredBy: FALLBACK });
    expect(log).toEqual([
      "error fb/fallback-model answered instead of kimi-coding/k2p5, which the host did not ask",
    ]);
  });

  it("of no known model is not ended by a listing", () => {
    const provider = { providerId: "kimi-coding" };
    guard.callSkipped(provider);
    guard.requestSucceeded({ ...provider, endpoint: "https://api.kimi.com/coding/v1/models" });
    expect(guard.remembered().skips).toHaveLength(1);
  });
});

describe("the notice in a reply", () => {
  const notice = (sessionId?: string) =>
    guard.noticeFor({ ...KIMI, sessionId, answeredBy: "fb/fallback-model" });
  const TEXT = `This reply is from fb/fallback-model: ${REFUSAL}.`;

  it("is one line, once a session until it recovers", () => {
    guard.requestFailed(failure());
    expect([notice("a"), notice("a"), notice("b"), notice()]).toEqual([
      TEXT,
      undefined,
      TEXT,
      TEXT,
    ]);
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    expect(notice("a")).toBeUndefined();
    guard.requestFailed(failure());
    expect(notice("a")).toBe(TEXT);
  });

  it("is for each reply that is stored, without the provider's words", () => {
    guard.requestFailed(failure());
    const stored = () =>
      guard.noticeFor({ ...KIMI, sessionId: "a", answeredBy: "fb/fallback-model", isStored: true });
    const text = "This reply is from fb/fallback-model: kimi-coding/k2p5 refused this client.";
    expect([stored(), stored(), notice("a"), stored()]).toEqual([text, text, TEXT, text]);
    guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
    expect(stored()).toBeUndefined();
  });

  it("is about authentication alone", () => {
    expect(notice("a")).toBeUndefined();
    guard.requestFailed(
      failure({ status: 402, body: '{"error":{"message":"Insufficient balance"}}' }),
    );
    guard.requestFailed(failure({ status: 500, body: "{}" }));
    expect(notice("a")).toBeUndefined();
  });

  it("does not blame another model of the provider, unless that is why this one was skipped", () => {
    guard.requestFailed(failure({ modelId: "k2" }));
    expect(notice("a")).toBeUndefined();
    guard.callSkipped(KIMI);
    expect([notice("a"), notice("a")]).toEqual([TEXT.replace("k2p5", "k2"), undefined]);
  });

  it("is for the run that was touched, where it is known", () => {
    const of = (runId: string) =>
      guard.noticeFor({ ...KIMI, runId, sessionId: runId, answeredBy: "fb/fallback-model" });
    guard.requestFailed(failure({ runId: "a" }));
    guard.turnEnded({ asked: { ...KIMI, runId: "a" }, answeredBy: FALLBACK });
    guard.turnEnded({ asked: { ...KIMI, runId: "b" }, answeredBy: FALLBACK });
    expect([of("b"), of("a")]).toEqual([undefined, TEXT]);
    guard.requestFailed(failure());
    guard.turnEnded({ asked: { ...KIMI, runId: "c" }, answeredBy: FALLBACK });
    expect(of("c")).toBe(TEXT);
  });

  it("is for a turn that has ended, where its run is not known", () => {
    guard.requestFailed(failure());
    guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
    expect(notice("a")).toBe(TEXT);
  });

  it("is not given again for the cool-down that follows", () => {
    const of = (runId: string, sessionId: string) =>
      guard.noticeFor({ ...KIMI, runId, sessionId, answeredBy: "fb/fallback-model" });
    guard.requestFailed(failure({ runId: "a" }));
    expect(of("a", "s")).toBe(TEXT);
    guard.callSkipped({ ...KIMI, runId: "b" });
    expect([of("b", "s"), of("b", "another")]).toEqual([undefined, TEXT]);
  });

  it("tells of a cool-down whose cause is not known", () => {
    guard.callSkipped(KIMI);
    expect([notice("a"), notice("a")]).toEqual([
      "This reply is from fb/fallback-model: kimi-coding/k2p5 is kept on cool-down after an earlier failure.",
      undefined,
    ]);
  });
});

describe("the policy", () => {
  const verdict = (kind: FailureKind, sure = true): Classification => ({
    kind,
    sure,
    candidates: [kind],
    rule: "test",
  });

  it.each<[FailureKind, boolean, "stop" | "continue"]>([
    ["invalid_credentials", true, "stop"],
    ["client_rejected", true, "stop"],
    ["wrong_endpoint_or_key", true, "stop"],
    ["permission", true, "stop"],
    ["billing", true, "continue"],
    ["rate_limit", true, "continue"],
    ["not_auth", true, "continue"],
    ["client_rejected", false, "continue"],
  ])("stop, %s, sure %s: %s", (kind, sure, expected) => {
    guard = start({ onAuthFailure: (id) => (id === "kimi-coding" ? "stop" : "warn") });
    expect(guard.decide("kimi-coding", verdict(kind, sure))).toBe(expected);
    expect(guard.decide("fb", verdict(kind, sure))).toBe("continue");
  });

  it("is warn by default", () => {
    expect(guard.decide("kimi-coding", verdict("client_rejected"))).toBe("continue");
  });

  it("is in the report", () => {
    guard = start({ onAuthFailure: () => "stop", nextModel: () => "fb/fallback-model" });
    guard.requestFailed(failure());
    expect(texts[0]).toContain('  next      no other model is asked: onAuthFailure is "stop"\n');
  });
});

describe("the next model", () => {
  it("that comes with the failure beats the guard's", () => {
    guard.requestFailed(failure({ nextModel: null }));
    expect(texts[0]).toContain("  next      no other model is configured: this stays unanswered\n");
  });

  it("may be none, as the guard knows it", () => {
    guard = start({ nextModel: () => null });
    guard.requestFailed(failure());
    expect(texts[0]).toContain("  next      no other model is configured: this stays unanswered\n");
  });

  it("is left out where it is not known", () => {
    guard = start();
    guard.requestFailed(failure());
    expect(texts[0]).not.toContain("  next ");
  });
});

describe("a failOpen", () => {
  const badLoggers = {
    throws: () => {
      throw new Error("disk full");
    },
    rejects: () => Promise.reject(new Error("disk full")),
    hangs: () => new Promise(() => {}),
    "returns a thenable that throws": () => ({
      // oxlint-disable-next-line unicorn/no-thenable
      then: () => {
        throw new Error("disk full");
      },
    }),
    "has a hostile then": () =>
      // oxlint-disable-next-line unicorn/no-thenable
      Object.defineProperty({}, "then", {
        get() {
          throw new Error("disk full");
        },
      }),
  };

  it.each(Object.entries(badLoggers))(
    "goes on when the logger %s, in every method and timer",
    async (_title, bad) => {
      const unhandled = vi.fn<() => void>();
      process.on("unhandledRejection", unhandled);
      try {
        guard = start({ logger: { error: bad, warn: bad } });
        expect(guard.requestFailed(failure())).toMatchObject({ kind: "client_rejected" });
        guard.requestFailed(failure());
        guard.callSkipped(KIMI);
        guard.callSkipped(KIMI);
        guard.turnEnded({ asked: KIMI, answeredBy: FALLBACK });
        guard.turnEnded({ asked: KIMI, hostText: "auth" });
        clock.pass(120_000);
        guard.requestSucceeded({ ...KIMI, endpoint: CHAT });
        guard.close();
        await new Promise((resolve) => setImmediate(resolve));
        expect(unhandled).not.toHaveBeenCalled();
      } finally {
        process.off("unhandledRejection", unhandled);
      }
    },
  );

  it("tells a fault of its own once, and keeps its hands off the request", () => {
    const brokenClock = {
      now: () => {
        throw new Error("no time");
      },
      setTimeout: () => ({}),
      clearTimeout: () => {},
    };
    guard = start({ clock: brokenClock });
    expect(guard.requestFailed(failure())).toMatchObject({ kind: "client_rejected" });
    guard.callSkipped(KIMI);
    guard.turnEnded({ asked: KIMI });
    guard.close();
    expect(log).toEqual([
      "error provider-headers: an internal error in the fallback guard (no time); the request goes on without it. Please report this.",
    ]);
  });

  it("answers not_auth for evidence that breaks the classifier", () => {
    const hostile = failure();
    Object.defineProperty(hostile, "body", {
      get() {
        // oxlint-disable-next-line no-throw-literal
        throw "no error object";
      },
    });
    expect(guard.requestFailed(hostile)).toEqual({
      kind: "not_auth",
      sure: false,
      candidates: [],
      rule: "guard-fault",
    });
    expect(log[0]).toContain("an internal error in the fallback guard (no error object)");
  });

  it("goes on when what it asks throws", () => {
    guard = start({
      onAuthFailure: () => {
        throw new Error("no policy");
      },
      nextModel: () => {
        throw new Error("no model");
      },
    });
    const verdict = guard.requestFailed(failure());
    expect(guard.decide("kimi-coding", verdict)).toBe("continue");
    expect(log.at(-1)).toBe(FIRST);
  });

  it("goes on when what it asks is asynchronous, and fails", async () => {
    const later = (): never => Promise.reject(new Error("later")) as never;
    guard = start({ onAuthFailure: later, nextModel: later });
    const verdict = guard.requestFailed(failure());
    expect(guard.decide("kimi-coding", verdict)).toBe("continue");
    expect(log).toEqual([FIRST]);
    // An unhandled rejection would fail this run.
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.slice(1)).toEqual([
      "error provider-headers: an internal error in the fallback guard (later); the request goes on without it. Please report this.",
    ]);
  });

  it("survives a throw in a timer", () => {
    let broken = false;
    guard = start({
      clock: {
        now: () => {
          if (broken) throw new Error("no time");
          return clock.now();
        },
        setTimeout: (callback, milliseconds) => clock.setTimeout(callback, milliseconds),
        clearTimeout: (timer) => clock.clearTimeout(timer),
      },
    });
    guard.requestFailed(failure());
    guard.requestFailed(failure());
    broken = true;
    expect(() => clock.pass(60_000)).not.toThrow();
    expect(log.at(-1)).toContain("an internal error in the fallback guard (no time)");
  });
});

describe("what is remembered", () => {
  const modelsOf = ({ failures, skips }: ReturnType<RememberingGuard["remembered"]>) =>
    [failures, skips].map((kept) => kept.map(({ modelId }) => modelId));

  it("is what has not answered since, oldest first", () => {
    expect([modelsOf(guard.remembered()), guard.remembersNothing]).toEqual([[[], []], true]);
    guard.requestFailed(failure({ modelId: "a" }));
    guard.requestFailed(failure({ modelId: "b" }));
    guard.callSkipped({ ...KIMI, modelId: "c" });
    guard.callSkipped({ ...KIMI, modelId: "d" });
    guard.requestFailed(failure({ modelId: "a" }));
    const before = guard.remembered();
    expect(modelsOf(before)).toEqual([
      ["b", "a"],
      ["c", "d"],
    ]);
    guard.requestSucceeded({ ...KIMI, modelId: "b", endpoint: CHAT });
    guard.requestSucceeded({ ...KIMI, modelId: "a", endpoint: CHAT });
    guard.requestSucceeded({ ...KIMI, modelId: "c", endpoint: CHAT });
    expect([modelsOf(guard.remembered()), guard.remembersNothing]).toEqual([[[], ["d"]], false]);
    guard.requestSucceeded({ ...KIMI, modelId: "d", endpoint: CHAT });
    expect(guard.remembersNothing).toBe(true);
    // What was looked at before stays as it was.
    expect(modelsOf(before)).toEqual([
      ["b", "a"],
      ["c", "d"],
    ]);
  });

  it("is a failure alone, too", () => {
    guard.requestFailed(failure());
    expect(guard.remembersNothing).toBe(false);
  });

  it("is at most 256 failures and 256 skips, the latest", () => {
    for (let at = 0; at < 260; at += 1) {
      guard.requestFailed(failure({ modelId: `m${at}` }));
      guard.callSkipped({ ...KIMI, modelId: `s${at}` });
    }
    const [failures, skips] = modelsOf(guard.remembered());
    expect([failures?.length, failures?.[0], failures?.at(-1)]).toEqual([256, "m4", "m259"]);
    expect([skips?.length, skips?.[0], skips?.at(-1)]).toEqual([256, "s4", "s259"]);
  });
});

describe("state is bounded", () => {
  it("to 256 failures; the one forgotten is quiet longest, and its count is told before", () => {
    guard.requestFailed(failure({ modelId: "first" }));
    guard.requestFailed(failure({ modelId: "second" }));
    guard.requestFailed(failure({ modelId: "second" }));
    guard.requestFailed(failure({ modelId: "first" }));
    for (let index = 0; index < 255; index += 1)
      guard.requestFailed(failure({ modelId: `m${index}` }));
    expect(log.filter((line) => line.includes("more time"))).toEqual([
      "error kimi-coding/second refused this client 1 more time in 1 s, 2 in all (HTTP 403 access_terminated_error)",
    ]);
    // So many were not all reported whole; in the next hour they are again.
    clock.pass(3_600_000);
    log = [];
    guard.requestFailed(failure({ modelId: "first" }));
    guard.requestFailed(failure({ modelId: "second" }));
    expect(log).toContain(FIRST.replace("k2p5", "second"));
    expect(log).not.toContain(FIRST.replace("k2p5", "first"));
  });

  it("to 256 skips", () => {
    guard.callSkipped({ ...KIMI, modelId: "first" });
    guard.callSkipped({ ...KIMI, modelId: "first" });
    for (let index = 0; index < 256; index += 1)
      guard.callSkipped({ ...KIMI, modelId: `m${index}` });
    expect(log.filter((line) => line.includes("again"))).toEqual([
      "error kimi-coding/first was not asked again: it is on cool-down and nothing was sent",
    ]);
    // Of those that were only counted.
    expect(clock.timers.size).toBe(1);
  });

  it("to 64 runs of one failure", () => {
    for (let index = 0; index < 65; index += 1)
      guard.requestFailed(failure({ runId: `r${index}` }));
    guard.requestFailed(failure({ runId: "r64" }));
    guard.requestFailed(failure({ runId: "r0" }));
    guard.close();
    expect(log[1]).toContain("66 in all");
  });

  it("to 16 paths of one failure", () => {
    const path = (index: number): string => `${CHAT}/${index}`;
    for (let index = 0; index < 17; index += 1)
      guard.requestFailed(failure({ endpoint: path(index) }));
    guard.requestSucceeded({ ...KIMI, endpoint: path(0) });
    expect(log).toHaveLength(1);
    guard.requestSucceeded({ ...KIMI, endpoint: path(1) });
    expect(log[1]).toContain("answers again");
  });

  it("to 512 sessions that have had their notice", () => {
    guard.requestFailed(failure());
    const notice = (sessionId: string) =>
      guard.noticeFor({ ...KIMI, sessionId, answeredBy: "x/y" });
    for (let index = 0; index < 513; index += 1) notice(`s${index}`);
    expect(notice("s512")).toBeUndefined();
    expect(notice("s0")).toBeDefined();
  });
});

it("never holds a secret that it was not given: the classifier's verdict and the texts are all there is", () => {
  guard.requestFailed(
    failure({
      body: '{"error":{"message":"Incorrect API key provided: sk-proj-abcdefghijklmnop1234"}}',
      status: 401,
    }),
  );
  expect(texts.join("\n")).not.toContain("abcdefghijklmnop1234");
});

describe("never-ending new models", () => {
  it("are reported whole up to a number, then counted, and whole again in the next hour", () => {
    for (let at = 0; at < 2000; at += 1) {
      guard.requestFailed(failure({ modelId: `m${at}` }));
      guard.callSkipped({ providerId: "kimi-coding", modelId: `s${at}` });
    }
    const isWhole = (text: string) => text.includes("\n");
    expect(texts.filter(isWhole)).toHaveLength(50);
    expect(texts.filter((text) => !isWhole(text))).toEqual([
      "1 more failure or skip of other models: too many different ones to report each, so they are only counted. Look for code that keeps asking for new model names.",
    ]);
    texts = [];
    clock.pass(600_000);
    expect(texts).toEqual([
      "3949 more failures or skips of other models in 10 min: too many different ones to report each, so they are only counted. Look for code that keeps asking for new model names.",
    ]);
    clock.pass(3_600_000);
    texts = [];
    guard.requestFailed(failure({ modelId: "later" }));
    expect(texts.filter(isWhole)).toHaveLength(1);
  });

  it("lose no count when the guard closes", () => {
    for (let at = 0; at < 60; at += 1) guard.requestFailed(failure({ modelId: `m${at}` }));
    guard.close();
    expect(texts.at(-1)).toMatch(/^9 more failures or skips of other models in /u);
    expect(clock.timers.size).toBe(0);
  });
});
