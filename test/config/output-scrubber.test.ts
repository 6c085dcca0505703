import { describe, expect, it } from "vitest";
import { createOutputScrubber } from "../../src/config/output-scrubber.ts";

describe("what everybody calls a provider or an api", () => {
  const scrub = createOutputScrubber([
    "sk-host-openai-completions",
    "kimi-coding-team-key-1",
    "correct anthropic-messages horse",
    "google-generativeXY-77",
  ]);

  it.each([
    "kimi-coding/k2p5 refused this client",
    "no answer from kimi-coding",
    "relay speaks openai-completions.",
    "{ api: \"openai-completions\", provider: 'kimi-coding' }",
    "OPENAI-COMPLETIONS",
    "anthropic-messages",
    "api google-generative-ai is asked",
  ])("stands as it is, though a secret holds it: %s", (text) => {
    expect(scrub(text)).toBe(text);
  });

  it.each([
    ["a whole secret", "key sk-host-openai-completions!", "key ***!"],
    ["a whole secret with blanks", "<correct anthropic-messages horse>", "<***>"],
    ["more of it", "<host-openai-completions>", "<***>"],
    ["more of it, behind a blank", "<ect anthropic-messages>", "<***>"],
    ["more of it, before a blank", "anthropic-messages hor", "***"],
    ["less of it", "<openai-completi>", "<***>"],
    ["a longer name", "<kimi-coding-team>", "<***>"],
    ["its end", "coding-team-key-1", "***"],
  ])("not with %s", (_, text, shown) => {
    expect(scrub(text)).toBe(shown);
  });

  it("nor where all of a secret is such a name", () => {
    expect(createOutputScrubber(["openai-completions"])("<openai-completions>")).toBe("<***>");
    const pair = `Basic ${btoa("kimi-coding:openai-completions")}`;
    expect(createOutputScrubber([pair])("<openai-completions>")).toBe("<***>");
  });
});
