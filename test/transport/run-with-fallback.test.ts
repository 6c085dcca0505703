import OpenAI from "openai";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FallbackGuard } from "../../src/guard/fallback-guard.ts";
import { NoModelAnsweredError, runWithFallback } from "../../src/transport/run-with-fallback.ts";
import {
  STAND_IN_KEY,
  type StandIn,
  startKimiStandIn,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import { FakeClock } from "../guard/fake-clock.ts";
import { recording } from "./recording.ts";

let kimi: StandIn;
let fallback: StandIn;
let log: string[];
let guard: FallbackGuard;

const KIMI = { providerId: "kimi-coding", modelId: "k2p5", credential: STAND_IN_KEY };
const FALLBACK = { providerId: "fb", modelId: "fallback-model" };

const newGuard = (policy: "warn" | "stop" = "warn") =>
  createFallbackGuard({
    logger: { error: (text) => log.push(text), warn: (text) => log.push(text) },
    clock: new FakeClock(),
    onAuthFailure: () => policy,
  });

beforeEach(async () => {
  kimi = await startKimiStandIn();
  fallback = await startKimiStandIn({ role: "plain" });
  log = [];
  guard = newGuard();
});
afterEach(async () => {
  await Promise.all([kimi.close(), fallback.close()]);
});

/** The real SDK under its own name, which Kimi Code refuses. */
const ask = async (
  { providerId, modelId }: { providerId: string; modelId: string },
  userAgent?: string,
): Promise<string> => {
  const client = new OpenAI({
    apiKey: STAND_IN_KEY,
    baseURL: providerId === "kimi-coding" ? kimi.baseUrl : fallback.baseUrl,
    maxRetries: 0,
    ...(userAgent === undefined ? {} : { defaultHeaders: { "User-Agent": userAgent } }),
  });
  const completion = await client.chat.completions.create({
    model: modelId,
    messages: [{ role: "user", content: "ping" }],
  });
  return completion.choices[0]?.message.content ?? "";
};

const thrownBy = async (act: Promise<unknown>): Promise<unknown> => {
  try {
    await act;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

describe("a fallback loop", () => {
  it("returns the first answer, and says nothing where nothing failed", async () => {
    const result = await runWithFallback(
      [KIMI, FALLBACK],
      (candidate) => ask(candidate, "claude-code/0.1.0"),
      guard,
    );
    expect(result).toEqual({ value: "Answered by k2p5.", candidate: KIMI, attempts: [] });
    expect([log, fallback.requests.length]).toEqual([[], 0]);
  });

  it.each([
    ["no turn where the first model answers", 0],
    ["the turn where another model answers", 1],
  ])("tells the guard of %s", async (_what, failures) => {
    const { guard: told } = recording();
    const turns: unknown[] = [];
    let asked = 0;
    const answer = (): string => {
      asked += 1;
      if (asked <= failures) throw new Error("refused");
      return "pong";
    };
    const ended = { ...told, turnEnded: (turn: unknown) => void turns.push(turn) };
    await runWithFallback([KIMI, FALLBACK], answer, ended);
    expect(turns).toHaveLength(failures);
  });

  it("goes on to the next model, loudly", async () => {
    const { value, candidate, attempts } = await runWithFallback([KIMI, FALLBACK], ask, guard);
    expect([value, candidate]).toEqual(["Answered by fallback-model.", FALLBACK]);
    expect(attempts).toMatchObject([
      {
        candidate: KIMI,
        error: { status: 403 },
        classification: { kind: "client_rejected", sure: true },
      },
    ]);
    expect([kimi.requests.length, fallback.requests.length]).toEqual([1, 1]);
    expect(log).toHaveLength(2);
    expect(log[0]?.split("\n").slice(0, 8)).toEqual([
      "kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error",
      '  "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc."',
      "  The API key was not the problem. Kimi Code answers only clients it knows by User-Agent.",
      "  sent      not known: only the caller's error was seen",
      expect.stringMatching(/^ {2}fix {7}set api to "anthropic-messages"/u),
      expect.stringMatching(/^ {12}try a name of your own without writing it: npx /u),
      expect.stringMatching(
        /^ {12}or have the built-in default for kimi-coding sent \(builtInDef/u,
      ),
      "  next      fb/fallback-model is configured to answer instead",
    ]);
    expect(log[1]).toBe(
      "fb/fallback-model answered instead of kimi-coding/k2p5, which refused this client (HTTP 403 access_terminated_error)",
    );
  });

  it("tells of recovery", async () => {
    await runWithFallback([KIMI, FALLBACK], ask, guard);
    await runWithFallback([KIMI, FALLBACK], (one) => ask(one, "claude-code/0.1.0"), guard);
    expect(log[2]).toBe(
      "kimi-coding/k2p5 answers again. It refused this client 1 time in 1 s (HTTP 403 access_terminated_error)",
    );
  });

  it("goes on quietly where it is no authentication failure", async () => {
    kimi.mode = "server_error";
    const { candidate, attempts } = await runWithFallback([KIMI, FALLBACK], ask, guard);
    expect(candidate).toBe(FALLBACK);
    expect(attempts[0]?.classification.kind).toBe("not_auth");
    expect(log).toEqual([]);
  });

  it("takes a `run` that is not asynchronous", async () => {
    const { value } = await runWithFallback([FALLBACK], () => 7, guard);
    expect(value).toBe(7);
  });

  it("wants a model", async () => {
    await expect(runWithFallback([], ask, guard)).rejects.toThrow(
      new TypeError("runWithFallback: no candidates; name one model at least."),
    );
  });
});

describe("where no model answers", () => {
  it("throws an error that holds all attempts, and says so", async () => {
    fallback.mode = "unknown_key";
    const error = await thrownBy(runWithFallback([KIMI, FALLBACK], ask, guard));
    expect(error).toBeInstanceOf(NoModelAnsweredError);
    expect(error).toMatchObject({
      name: "NoModelAnsweredError",
      message:
        "No model answered. kimi-coding/k2p5: client_rejected; fb/fallback-model: invalid_credentials.",
      stopped: false,
      attempts: [{ candidate: KIMI }, { candidate: FALLBACK }],
      cause: { status: 401 },
    });
    expect(log.map((text) => text.split("\n")[0])).toEqual([
      "kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error",
      "fb/fallback-model refused the credentials: HTTP 401 invalid_authentication_error",
      "No model answered: kimi-coding/k2p5 refused this client (HTTP 403 access_terminated_error). Authenticating again does not help: the API key was not the problem.",
    ]);
    expect(log[1]).toContain("  next      no other model is configured: this stays unanswered\n");
  });

  it("because the policy is stop: the others are not asked", async () => {
    guard = newGuard("stop");
    const error = await thrownBy(runWithFallback([KIMI, FALLBACK], ask, guard));
    expect(error).toMatchObject({
      message:
        'No model answered. kimi-coding/k2p5: client_rejected (onAuthFailure is "stop": the others were not asked).',
      stopped: true,
    });
    expect(fallback.requests).toEqual([]);
    expect(log[0]).toContain('  next      no other model is asked: onAuthFailure is "stop"\n');
  });

  it("stops nothing where the last model is refused", async () => {
    guard = newGuard("stop");
    const error = await thrownBy(runWithFallback([KIMI], ask, guard));
    expect(error).toMatchObject({ stopped: false });
  });

  it("does not stop for billing or where it is not sure", async () => {
    guard = newGuard("stop");
    for (const mode of ["no_membership", { status: 403, body: "" }] as const) {
      kimi.mode = mode;
      const { candidate } = await runWithFallback([KIMI, FALLBACK], ask, guard);
      expect(candidate).toBe(FALLBACK);
    }
  });
});

describe("an abort", () => {
  it("by the signal asks no model", async () => {
    const signal = AbortSignal.abort();
    const error = await thrownBy(runWithFallback([KIMI, FALLBACK], ask, guard, { signal }));
    expect(error).toMatchObject({ name: "AbortError" });
    expect([kimi.requests.length, fallback.requests.length]).toEqual([0, 0]);
  });

  it("while a model is asked is thrown on as it is, whatever the SDK throws", async () => {
    const abort = new AbortController();
    const refuse = () => {
      abort.abort();
      throw new Error("socket closed");
    };
    const error = await thrownBy(
      runWithFallback([KIMI, FALLBACK], refuse, guard, { signal: abort.signal }),
    );
    expect(error).toMatchObject({ message: "socket closed" });
    expect(log).toEqual([]);
  });

  it("of the caller's own is thrown on too", async () => {
    const error = await thrownBy(
      runWithFallback(
        [KIMI, FALLBACK],
        () => fetch(kimi.origin, { signal: AbortSignal.abort() }),
        guard,
      ),
    );
    expect(error).toMatchObject({ name: "AbortError" });
    expect([log, fallback.requests.length]).toEqual([[], 0]);
  });
});

describe("the credential", () => {
  it("shows in no text, though the provider echoes it", async () => {
    kimi.mode = {
      status: 401,
      body: {
        error: {
          type: "invalid_authentication_error",
          message: `Invalid API key: ${STAND_IN_KEY}`,
        },
      },
    };
    await runWithFallback([KIMI, FALLBACK], ask, guard);
    expect(log[0]).toContain('"Invalid API key: ***"');
    expect(log.join("\n")).not.toContain(STAND_IN_KEY);
    expect(log[0]).toContain("The key that was sent begins with sk-kimi-");
  });
});
