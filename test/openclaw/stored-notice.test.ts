import { describe, expect, test } from "vitest";
import type { HookHandler } from "../../src/openclaw/host-api.ts";
import { hostCapabilities } from "../../src/openclaw/host-capabilities.ts";
import { addStoredNotice, keepNoticesFromModels } from "../../src/openclaw/stored-notice.ts";
import { TurnWatch } from "../../src/openclaw/turn-watch.ts";

const ASKED = { providerId: "kimi-coding", modelId: "k2p5" };
const FALLBACK = { providerId: "fb", modelId: "fallback-model" };
const NOTICE =
  "This reply is from fb/fallback-model: kimi-coding/k2p5 refused this client (fixture).";
const MAIN = "agent:main:main";

function hostOf(version: string) {
  const api = { runtime: { version }, registrationMode: "full" } as never;
  return hostCapabilities(api);
}

/** The hook as a host of this version gets it, behind a turn that asked `kimi-coding` and then `fb`. */
function hookOf(version: string, notice: string | undefined = NOTICE) {
  const guard = { noticeFor: () => notice, turnEnded() {}, callSkipped() {} };
  const watch = new TurnWatch({
    guard: () => guard,
    asWritten: (call) => call,
    scrub: (text) => text,
  });
  const call = { runId: "r", sessionKey: MAIN, sessionId: "s", agentId: "main", prompt: "ping" };
  for (const model of [ASKED, FALLBACK]) watch.callStarted({ ...call, ...model });
  let hook: HookHandler = () => undefined;
  addStoredNotice((_name, handler) => (hook = handler), hostOf(version), { watch, guard });
  return (message: object, sessionKey = MAIN) =>
    hook({ message }, { sessionKey }) as { message: Record<string, unknown> } | undefined;
}

function answer(more: object = {}) {
  return {
    role: "assistant",
    provider: "fb",
    model: "fallback-model",
    stopReason: "stop",
    content: [{ type: "text", text: "Answered." }],
    ...more,
  };
}

/** What a host of 2026.6 to 2026.8 makes of a text on its way to a model. */
function sentToModels(version: string, text: string): string {
  let sent = text;
  keepNoticesFromModels(
    {
      registerTextTransforms({ input }) {
        for (const { from, to } of input) sent = sent.replace(from, to);
      },
    },
    hostOf(version),
  );
  return sent;
}

describe("2026.9: beside the answer", () => {
  test("a page shows the notice, and what a model is sent stays the same", () => {
    expect(hookOf("2026.9.6")(answer())?.message).toEqual({
      ...answer(),
      openclawDisplayContent: [
        { type: "text", text: "Answered." },
        { type: "text", text: `\n> ${NOTICE}` },
      ],
    });
    expect(sentToModels("2026.9.6", `a\n\n${NOTICE}`)).toBe(`a\n\n${NOTICE}`);
  });

  test.each([
    ["the model that was asked answers", answer({ provider: "kimi-coding", model: "k2p5" }), MAIN],
    ["an attempt failed", answer({ stopReason: "error", content: [] }), MAIN],
    ["a tool is asked for", answer({ stopReason: "toolUse" }), MAIN],
    ["it has no text", answer({ content: [{ type: "thinking", thinking: "..." }] }), MAIN],
    ["its text is not one", answer({ content: [{ type: "text", text: 5 }] }), MAIN],
    ["its content is no list", answer({ content: "Answered." }), MAIN],
    ["its model is not named", answer({ provider: undefined }), MAIN],
    ["the person writes", { role: "user", content: [{ type: "text", text: "ping" }] }, MAIN],
    ["it is another session's", answer(), "agent:main:other"],
  ])("left alone where %s", (_title, message, sessionKey) => {
    expect(hookOf("2026.9.6")(message, sessionKey)).toBeUndefined();
  });

  test("left alone where the guard has nothing to tell", () => {
    const unexplained = hookOf("2026.9.6", "");
    expect(unexplained(answer({ model: "another" }))).toBeUndefined();
  });
});

describe("earlier hosts: at the end of the answer", () => {
  const stored = hookOf("2026.6.11")(answer())?.message["content"] as [{ text: string }];

  test("the notice is stored there, and taken off for a model", () => {
    expect(stored[0].text).toContain(`Answered.\n\n${NOTICE}`);
    expect(sentToModels("2026.6.11", stored[0].text)).toBe("Answered.");
    const summary = `[Assistant]: ${stored[0].text}\n[User]: next\n[Assistant]: ${stored[0].text}`;
    expect(sentToModels("2026.6.11", summary)).toBe(
      "[Assistant]: Answered.\n[User]: next\n[Assistant]: Answered.",
    );
  });

  test("the sentence that a person types is not", () => {
    const typed = `What is this?\n\n${NOTICE}`;
    expect(sentToModels("2026.6.11", typed)).toBe(typed);
  });
});
