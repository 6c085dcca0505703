import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFailOpen } from "../../src/guard/fail-open.ts";
import type { FallbackGuard } from "../../src/guard/fallback-guard.ts";
import { compileHeaderPlan } from "../../src/headers/header-plan.ts";
import { MAX_BODY_BYTES } from "../../src/transport/body-evidence.ts";
import { type CallWatch, watchCall } from "../../src/transport/call-watch.ts";
import { compileProvider } from "../../src/transport/compiled-provider.ts";
import { createScrubber } from "../../src/secrets/scrubber.ts";
import type { RequestPlan } from "../../src/transport/request-plan.ts";
import { stillHeld } from "../collect-garbage.ts";
import { recording, type Recording } from "./recording.ts";

const PROVIDER = compileProvider({
  id: "relay",
  layers: [],
  models: [],
  builtInDefaults: true,
  onAuthFailure: "warn",
});
const PLAN: RequestPlan = {
  provider: PROVIDER,
  headers: PROVIDER.planFor(undefined),
  values: {},
  withSecrets: true,
  fields: [],
  carried: [{ where: "authorization", value: "sk-" }],
  call: { providerId: "relay" },
  endpoint: "https://relay.example/v1",
  route: "https://relay.example/v1",
  isModelCall: true,
  address: { origin: "https://relay.example", path: "/v1" },
  scrub: createScrubber(["a-secret"]),
};

let recorded: Recording;
let watch: CallWatch;
beforeEach(() => {
  vi.useFakeTimers();
  recorded = recording();
  watch = watchCall(PLAN, { guard: recorded.guard, failOpen: createFailOpen(recorded.logger) }, []);
});
afterEach(() => {
  vi.useRealTimers();
});

const watchedBy = (guard: FallbackGuard): CallWatch =>
  watchCall(PLAN, { guard, failOpen: createFailOpen(recorded.logger) }, []);
const bodies = (): unknown[] => recorded.failures.map(({ body }) => body);

describe("a failure is told at the first of", () => {
  it("the end of its body", () => {
    expect(watch.responded(403, { "x-a": "a a-secret" })).toBe(true);
    watch.received(Buffer.from("the a-secret"));
    expect(recorded.failures).toEqual([]);
    watch.ended();
    watch.failed(new Error("later"));
    vi.advanceTimersByTime(10_000);
    expect(recorded.failures).toEqual([
      {
        providerId: "relay",
        endpoint: "https://relay.example/v1",
        keyPrefix: "sk-",
        status: 403,
        headers: { "x-a": "a ***" },
        body: "the ***",
        error: undefined,
        sent: [],
        scrub: expect.any(Function),
        scrubNames: expect.any(Function),
      },
    ]);
  });

  it("the end of an empty body", () => {
    watch.responded(403, {});
    watch.ended();
    expect(bodies()).toEqual([""]);
  });

  it("an error", () => {
    watch.responded(403, {});
    watch.received(Buffer.from("half"));
    watch.failed(new Error("reset"));
    expect(bodies()).toEqual(["half"]);
  });

  it("an error before any byte: the body was not seen", () => {
    watch.responded(403, {});
    watch.failed(new Error("reset"));
    expect(bodies()).toEqual([undefined]);
  });

  it("64 KiB", () => {
    watch.responded(403, {});
    watch.received(Buffer.alloc(MAX_BODY_BYTES + 1, "a"));
    watch.received(Buffer.from("b"));
    expect(bodies()).toEqual(["a".repeat(MAX_BODY_BYTES)]);
  });

  it("two seconds, whether or not a byte came", () => {
    watch.responded(403, {});
    watch.received(Buffer.from("half"));
    vi.advanceTimersByTime(1999);
    expect(recorded.failures).toEqual([]);
    vi.advanceTimersByTime(1);
    watch.received(Buffer.from("late"));
    watch.ended();
    expect(bodies()).toEqual(["half"]);
  });
});

it("an answer that is told of twice is one failure", () => {
  for (let times = 0; times < 2; times += 1) watch.responded(403, {});
  watch.ended();
  vi.advanceTimersByTime(10_000);
  expect(bodies()).toEqual([""]);
});

it("what comes before the head is of no answer", () => {
  watch.received(Buffer.from("early"));
  watch.ended();
  expect(recorded.failures).toEqual([]);
  watch.responded(403, {});
  watch.received(Buffer.from("refused"));
  watch.ended();
  expect(bodies()).toEqual(["refused"]);
});

describe("other outcomes", () => {
  it("1xx is no answer", () => {
    expect(watch.responded(103, {})).toBe(false);
    expect(watch.responded(403, {})).toBe(true);
    watch.ended();
    expect(recorded.failures).toHaveLength(1);
  });

  it.each([200, 204, 299])("%i is a success at once", (status) => {
    expect(watch.responded(status, {})).toBe(false);
    watch.received(Buffer.from("a"));
    watch.ended();
    watch.failed(new Error("a stream that broke off later"));
    expect(recorded.successes).toEqual([
      { providerId: "relay", endpoint: "https://relay.example/v1" },
    ]);
    expect(recorded.failures).toEqual([]);
  });

  it.each([300, 302, 399])("%i is neither", (status) => {
    expect(watch.responded(status, {})).toBe(false);
    watch.ended();
    expect([recorded.failures, recorded.successes]).toEqual([[], []]);
  });

  it("400 is a failure", () => {
    expect(watch.responded(400, {})).toBe(true);
    watch.ended();
    expect(recorded.failures).toMatchObject([{ status: 400 }]);
  });

  it.each([
    ["told of", false, 1],
    ["not told of", true, 0],
  ])(
    "a success is %s where the guard's remembersNothing is %s",
    (_what, remembersNothing, told) => {
      watchedBy({ ...recorded.guard, remembersNothing }).responded(200, {});
      expect(recorded.successes).toHaveLength(told);
    },
  );

  it.each([
    ["AbortError", new DOMException("aborted", "AbortError")],
    ["undici's code", Object.assign(new Error("x"), { code: "UND_ERR_ABORTED" })],
    ["a client that was closed", Object.assign(new Error("x"), { code: "UND_ERR_DESTROYED" })],
    ["a client that closes", Object.assign(new Error("x"), { code: "UND_ERR_CLOSED" })],
    ["no error at all", undefined],
    ["a reason that is null", null],
    ["a reason that is a text", "stopped"],
  ])("an abort before the answer is nothing (%s)", (_name, error) => {
    watch.failed(error);
    watch.failed(new Error("x"));
    expect(recorded.failures).toEqual([]);
  });

  it("no connection is told, scrubbed, with its code", () => {
    watch.failed(Object.assign(new TypeError("connect a-secret"), { code: "ECONNREFUSED" }));
    expect(recorded.failures).toMatchObject([
      {
        status: undefined,
        headers: {},
        body: undefined,
        error: { message: "connect ***", name: "TypeError", code: "ECONNREFUSED" },
      },
    ]);
    expect(recorded.failures[0]?.error).toBeInstanceOf(Error);
  });

  it("what is thrown may be any object", () => {
    watch.failed({ reason: "odd" });
    expect(recorded.failures[0]?.error?.message).toBe("[object Object]");
  });
});

describe("a fault of what it hands over to is logged by its name", () => {
  const fails = (): never => {
    throw new Error("broken");
  };
  const unreadable = Object.defineProperty(new Uint8Array(1), "byteOffset", { get: fails });
  const fault = (name: string): string =>
    `error provider-headers: an internal error in ${name} (broken); the request goes on without it. Please report this.`;

  it("the guard that is told of a success", () => {
    watchedBy({ ...recorded.guard, requestSucceeded: fails }).responded(200, {});
    expect(recorded.said).toEqual([fault("the fallback guard")]);
  });

  it("the guard that is told of a failure", () => {
    watchedBy({ ...recorded.guard, requestFailed: fails }).failed(new Error("reset"));
    expect(recorded.said).toEqual([fault("the fallback guard")]);
  });

  it("the first piece of a request's body", () => {
    watch.asked(unreadable);
    expect(recorded.said).toEqual([fault("reading a request")]);
  });

  it("the whole body of a request", () => {
    watch.askedWhole(unreadable);
    expect(recorded.said).toEqual([]);
    watch.responded(200, {});
    expect(recorded.said).toEqual([fault("reading a request")]);
    expect(recorded.successes).toHaveLength(1);
  });
});

describe("a head that was written", () => {
  const written = (title: string): string[] => {
    const plan = {
      ...PLAN,
      headers: compileHeaderPlan([{ layer: "provider", headers: { "X-Title": "mine" } }]),
      fields: ["X-Title", "mine"],
    };
    watchCall(
      plan,
      { guard: recorded.guard, failOpen: createFailOpen(recorded.logger) },
      undefined,
    ).wrote(`POST /v1 HTTP/1.1\r\nhost: relay.example\r\nX-Title: ${title}\r\n`);
    return recorded.said;
  };

  it("as planned is not logged", () => {
    expect(written("mine")).toEqual([]);
  });

  it("without what is planned is an error", () => {
    expect(written("another")).toEqual([
      "error provider-headers: a request to relay (https://relay.example/v1) went out without the configured X-Title: something in this process changed its headers after they were set. Look for an interceptor or an instrumentation that sets the same names.",
    ]);
  });
});

describe("what is left of a failure", () => {
  const failedWith = (key: string): unknown => {
    const carried = [{ where: "authorization", value: key }] as const;
    const plan = { ...PLAN, carried };
    watchCall(
      plan,
      { guard: recorded.guard, failOpen: createFailOpen(recorded.logger) },
      [],
    ).failed(new Error("reset"));
    return recorded.failures.at(-1)?.scrub;
  };

  it("is one scrubber for all requests with the same secrets", () => {
    const first = failedWith("sk-first-key-000000");
    expect(failedWith("sk-second-key-00000")).not.toBe(first);
    expect(failedWith("sk-first-key-000000")).toBe(first);
  });

  it("are the latest of these", () => {
    const first = failedWith("sk-first-key-000000");
    for (let at = 0; at < 300; at += 1) failedWith(`sk-another-key-${at}`);
    expect(failedWith("sk-first-key-000000")).not.toBe(first);
  });

  it("is nothing of its body, though a client keeps the request", async () => {
    vi.useRealTimers();
    const reference = (() => {
      const chunk = Buffer.alloc(100, "a");
      watch.responded(403, {});
      watch.received(chunk);
      watch.ended();
      return new WeakRef<object>(chunk);
    })();
    expect(recorded.failures).toHaveLength(1);
    expect(await stillHeld([reference])).toBe(0);
    watch.ended();
  });
});
