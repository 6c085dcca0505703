import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ReportedFailure } from "../../src/guard/reported.ts";
import { movedSkip } from "../../src/openclaw/moved-session.ts";
import { storedState } from "../../src/openclaw/stored-state.ts";
import type { Turn } from "../../src/openclaw/turn-watch.ts";

const NOW = 1_000_000;
const SESSION = "agent:work:one";
const ASKED = { providerId: "kimi-coding", modelId: "k2p5" };
const CALL = {
  providerId: "fb",
  modelId: "fallback-model",
  runId: "r",
  sessionId: "s",
  sessionKey: SESSION,
  agentId: undefined,
  prompt: "ping",
};
const STAYS = {
  providerOverride: "fb",
  modelOverride: "fallback-model",
  modelOverrideSource: "auto",
  modelOverrideFallbackOriginProvider: "kimi-coding",
  modelOverrideFallbackOriginModel: "k2p5",
};

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "provider-headers-moved-"));
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function skipOf({
  entry = STAYS as object,
  call = CALL as typeof CALL & { readonly sessionKey: string | undefined },
  turn = undefined as Partial<Turn> | undefined,
  failed = [ASKED],
}) {
  const folder = join(home, "agents", "work", "sessions");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "sessions.json"), JSON.stringify({ [SESSION]: entry }));
  const failures = failed.map((model) => ({ ...model, lastAt: NOW - 60_000 }) as ReportedFailure);
  return movedSkip(
    call,
    {
      watch: { turnOf: () => turn as Turn | undefined },
      guard: { remembered: () => ({ failures }) },
      stored: storedState({ OPENCLAW_STATE_DIR: home }),
    },
    NOW,
  );
}

test("the model that a session was moved from, and when it is asked again", async () => {
  expect(await skipOf({})).toEqual({
    runId: "r",
    sessionKey: SESSION,
    agentId: "work",
    prompt: "ping",
    model: ASKED,
    retryInMs: 240_000,
  });
  expect(await skipOf({ turn: { asked: ASKED, answeredBy: CALL } })).toBeDefined();
});

test.each([
  ["the person chose the model", { entry: { ...STAYS, modelOverrideSource: "user" } }],
  ["the session stays with another", { entry: { ...STAYS, modelOverride: "another" } }],
  ["it is not kept from where", { entry: { ...STAYS, modelOverrideFallbackOriginModel: "" } }],
  ["nothing is stored", { entry: {} }],
  ["another model failed", { failed: [{ ...ASKED, modelId: "other" }] }],
  ["none failed", { failed: [] }],
  ["the turn has begun with the model that is configured", { turn: { asked: ASKED } }],
  ["the session is not named", { call: { ...CALL, sessionKey: undefined as never } }],
])("none where %s", async (_, known) => {
  expect(await skipOf(known)).toBeUndefined();
});
