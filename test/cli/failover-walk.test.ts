import { describe, expect, it } from "vitest";

import { walkFailover } from "../../src/cli/failover-walk.ts";
import type { ProbeResult, Verdict } from "../../src/cli/probe-result.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";

const configured = (primary: string | undefined, ...fallbacks: string[]) =>
  providerConfigFrom({ agents: { defaults: { model: { primary, fallbacks } } } }, { env: {} })
    .config;

const result = (name: string, verdict: Verdict, more: Partial<ProbeResult> = {}): ProbeResult => {
  const [provider = "", model = ""] = name.split("/");
  return { target: { provider, model }, api: "", url: "", verdict, text: "", sent: [], ...more };
};

const HERE = { tried: false, ofHost: false };

describe("walkFailover", () => {
  const config = configured("a/1", "b/2", "c/3");

  it.each<[string, readonly ProbeResult[], string | null, string]>([
    ["the primary", [result("a/1", "answers")], "a/1", "a/1 would answer, as asked for."],
    [
      "the first fallback that answers",
      [result("a/1", "refused"), result("b/2", "no answer"), result("c/3", "answers")],
      "c/3",
      "c/3 would answer instead of a/1.",
    ],
    [
      "none",
      [result("a/1", "refused"), result("b/2", "failed"), result("c/3", "rate limited")],
      null,
      "No model would answer.",
    ],
    [
      "not known where an earlier one was not tried",
      [result("a/1", "no key"), result("b/2", "answers")],
      null,
      "b/2 answers, but whether a/1 would answer before it was not tried.",
    ],
    [
      "not known where none was tried",
      [result("a/1", "refused")],
      null,
      "Which model would answer is not known: b/2 and c/3 were not tried.",
    ],
    [
      "not known where one was not tried",
      [result("a/1", "refused"), result("b/2", "failed")],
      null,
      "Which model would answer is not known: c/3 was not tried.",
    ],
    [
      "not known where two earlier ones were not tried",
      [result("a/1", "no key"), result("b/2", "not tried"), result("c/3", "answers")],
      null,
      "c/3 answers, but whether a/1 or b/2 would answer before it was not tried.",
    ],
    [
      "none after a policy that stops",
      [result("a/1", "refused", { stops: true }), result("b/2", "answers")],
      null,
      'No model would answer after a/1: its onAuthFailure is "stop".',
    ],
  ])("%s", (_title, results, answers, text) => {
    expect(walkFailover(config, results, HERE)).toMatchObject([{ agents: [], answers, text }]);
  });

  it("knows a provider by its other names", () => {
    const [walk] = walkFailover(
      configured("kimi/k2p5"),
      [result("kimi-coding/k2p5", "answers")],
      HERE,
    );
    expect(walk?.answers).toBe("kimi/k2p5");
  });

  it("says so where headers were only tried", () => {
    expect(
      walkFailover(config, [result("a/1", "answers")], { ...HERE, tried: true })[0]?.text,
    ).toBe(
      "a/1 would answer, as asked for. That is with the header that was tried, which is not in the configuration.",
    );
  });

  it.each([
    ["a host reads it and a provider failed", true, "refused" as const, true],
    ["a host reads it and all answer", true, "answers" as const, false],
    ["a host reads it and nothing was tried", true, "no key" as const, false],
    ["no host reads it", false, "refused" as const, false],
  ])("notes the cool-down or not: %s", (_case, ofHost, verdict, isNoted) => {
    const results = [result("b/2", "answers"), result("a/1", verdict)];
    const [walk] = walkFailover(config, results, { tried: false, ofHost });
    expect(walk?.note).toBe(
      isNoted
        ? "A running OpenClaw may still hold a provider on cool-down from earlier failures, and then sends it nothing, whatever is said here: a minute or two after a first failure, up to an hour after several, hours after a billing failure. Wait; or, for a key in an auth profile, stop the gateway, take cooldownUntil, disabledUntil and errorCount of that profile out of usageStats in ~/.openclaw/agents/<agent>/agent/auth-profiles.json (later versions: auth-state.json), and start it again."
        : null,
    );
  });

  it("walks the order of the defaults where no agent is known", () => {
    const { agents: _agents, ...withoutAgents } = config;
    expect(walkFailover(withoutAgents, [], HERE)).toHaveLength(1);
  });

  it("says nothing where no model is configured", () => {
    expect(walkFailover(configured(undefined), [], HERE)).toEqual([]);
  });

  describe("of agents with an order of their own", () => {
    const defaults = {
      model: { primary: "a/1", fallbacks: ["b/2"] },
      models: { "c/3": { alias: "third" } },
    };
    const all = [
      { id: "main" },
      { id: "same", model: { primary: "a/1", fallbacks: ["b/2"] } },
      { id: "Night Watch", model: "third" },
      { id: "cook", model: { fallbacks: ["third"] } },
      { id: "scout", model: "third" },
    ];
    const results = [result("a/1", "refused"), result("b/2", "answers"), result("c/3", "answers")];
    const walks = (agents: object, version?: string) =>
      walkFailover(
        providerConfigFrom({ agents: { defaults, ...agents } }, { env: {} }).config,
        results,
        { ...HERE, version },
      ).map(({ agents: ids, steps, answers }) => [ids, steps.map(({ name }) => name), answers]);

    const OWN = [
      [[], ["a/1", "b/2"], "b/2"],
      [["night-watch", "scout"], ["c/3"], "c/3"],
      [["cook"], ["a/1", "c/3"], "c/3"],
    ];

    it("is one walk for those that share it, in a list as in entries", () => {
      expect(walks({ list: all })).toEqual(OWN);
      expect(
        walks({ entries: Object.fromEntries(all.map(({ id, ...agent }) => [id, agent])) }),
      ).toEqual(OWN);
    });

    it("goes by what that version hands down", () => {
      expect(walks({ list: all.slice(2, 3) }, "2026.2.19")[1]).toEqual([
        ["night-watch"],
        ["c/3", "b/2", "a/1"],
        "c/3",
      ]);
    });
  });
});
