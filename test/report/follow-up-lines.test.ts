import { expect, it } from "vitest";
import type { ReportedFailure, ReportedSkip } from "../../src/guard/reported.ts";
import {
  answeredLine,
  answeredSkippedLine,
  cappedLine,
  noAnswerLine,
  noticeLine,
  recoveryLine,
  repeatLine,
  resumedLine,
  skipLine,
  unansweredLine,
} from "../../src/report/follow-up-lines.ts";
import { sure } from "./facts.ts";

const NOW = 1_000_000;
const MODEL = { providerId: "kimi-coding", modelId: "k2p5" };
const FAILURE: ReportedFailure = {
  ...MODEL,
  classification: sure("client_rejected"),
  outcome: "HTTP 403",
  firstAt: NOW - 600_000,
  lastAt: NOW - 120_000,
  total: 3,
  answeredBy: undefined,
};
const BAD_KEY: ReportedFailure = { ...FAILURE, classification: sure("invalid_credentials") };
const SKIP: ReportedSkip = { ...MODEL, total: 1, retryAt: NOW + 30_000, answeredBy: undefined };
const BY = "openai/gpt-5.2";

it.each<[write: () => string, line: string]>([
  [
    () => repeatLine(FAILURE, 2, 60_000),
    "kimi-coding/k2p5 refused this client 2 more times in 60 s, 3 in all (HTTP 403)",
  ],
  [
    () => repeatLine({ ...FAILURE, answeredBy: BY }, 1, 60_000),
    "kimi-coding/k2p5 refused this client 1 more time in 60 s, 3 in all (HTTP 403); openai/gpt-5.2 answered instead",
  ],
  [
    () => recoveryLine(FAILURE, NOW),
    "kimi-coding/k2p5 answers again. It refused this client 3 times in 10 min (HTTP 403)",
  ],
  [
    () => recoveryLine({ ...FAILURE, total: 1 }, NOW),
    "kimi-coding/k2p5 answers again. It refused this client 1 time in 10 min (HTTP 403)",
  ],
  [
    () => skipLine(SKIP, 1, FAILURE, NOW),
    "kimi-coding/k2p5 was not asked again: it is on cool-down and nothing was sent, the host asks it again in 30 s; " +
      "kimi-coding/k2p5 refused this client (HTTP 403)",
  ],
  [
    () => skipLine({ ...SKIP, retryAt: NOW }, 4, undefined, NOW),
    "kimi-coding/k2p5 was not asked 4 more times: it is on cool-down and nothing was sent",
  ],
  [
    () => skipLine({ ...SKIP, retryAt: undefined }, 2, undefined, NOW),
    "kimi-coding/k2p5 was not asked 2 more times: it is on cool-down and nothing was sent",
  ],
  [
    () => noAnswerLine(MODEL, FAILURE, { seen: true, now: NOW }),
    "No model answered: kimi-coding/k2p5 refused this client (HTTP 403). " +
      "Authenticating again does not help: the API key was not the problem.",
  ],
  [
    () => noAnswerLine(MODEL, BAD_KEY, { seen: false, hostText: "in\ncool-down", now: NOW }),
    "No model answered: nothing was sent to kimi-coding/k2p5 that was seen here; 2 min ago kimi-coding/k2p5 refused the " +
      'credentials (HTTP 403). The host says: "in cool-down"',
  ],
  [
    () => noAnswerLine(MODEL, undefined, { seen: false, now: NOW }),
    "No model answered: nothing was sent to kimi-coding/k2p5 that was seen here, so the cause is not known.",
  ],
  [() => resumedLine(SKIP), "kimi-coding/k2p5 answers again. The host had not asked it 1 time"],
  [
    () => resumedLine({ ...SKIP, total: 2 }),
    "kimi-coding/k2p5 answers again. The host had not asked it 2 times",
  ],
  [
    () => answeredLine(FAILURE, BY),
    "openai/gpt-5.2 answered instead of kimi-coding/k2p5, which refused this client (HTTP 403)",
  ],
  [
    () => answeredSkippedLine(SKIP, BY, undefined),
    "openai/gpt-5.2 answered instead of kimi-coding/k2p5, which the host did not ask",
  ],
  [
    () => answeredSkippedLine(SKIP, BY, FAILURE),
    "openai/gpt-5.2 answered instead of kimi-coding/k2p5, which the host did not ask; " +
      "kimi-coding/k2p5 refused this client (HTTP 403)",
  ],
  [
    () => unansweredLine(1, undefined),
    "No model answered 1 more time; the cause is not known here",
  ],
  [
    () => unansweredLine(2, FAILURE),
    "No model answered 2 more times: kimi-coding/k2p5 refused this client (HTTP 403)",
  ],
  [
    () => noticeLine({ ...MODEL, answeredBy: BY }, undefined),
    "This reply is from openai/gpt-5.2: kimi-coding/k2p5 is kept on cool-down after an earlier failure.",
  ],
  [
    () => noticeLine({ ...MODEL, answeredBy: BY }, FAILURE),
    "This reply is from openai/gpt-5.2: kimi-coding/k2p5 refused this client (HTTP 403).",
  ],
  [
    // What a provider said is no text for a model to read.
    () => noticeLine({ ...MODEL, answeredBy: BY, isStored: true }, FAILURE),
    "This reply is from openai/gpt-5.2: kimi-coding/k2p5 refused this client.",
  ],
  [
    () => cappedLine(1, Number.POSITIVE_INFINITY),
    "1 more failure or skip of other models: too many different ones to report each, so they are only counted. " +
      "Look for code that keeps asking for new model names.",
  ],
  [
    () => cappedLine(20, 600_000),
    "20 more failures or skips of other models in 10 min: too many different ones to report each, so they are " +
      "only counted. Look for code that keeps asking for new model names.",
  ],
])("line %#", (write, line) => {
  expect(write()).toBe(line);
});
