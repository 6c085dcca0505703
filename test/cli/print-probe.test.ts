import { describe, expect, it } from "vitest";

import type { FailoverWalk } from "../../src/cli/failover-walk.ts";
import type { PreparedProbe, ReadyProbe } from "../../src/cli/prepare-probe.ts";
import { printDryRun, printResults } from "../../src/cli/print-probe.ts";
import type { ProbeResult, Verdict } from "../../src/cli/probe-result.ts";
import type { Classification } from "../../src/diagnosis/failure.ts";
import { quietIo } from "./quiet-io.ts";

/** What is printed, with `<32>` for a terminal's command. */
function printed(
  print: (io: Parameters<typeof printDryRun>[3]) => void,
  env: Readonly<Record<string, string>> = {},
): string {
  let stdout = "";
  print(quietIo({ stdout: { write: (text) => (stdout += text) }, env }));
  return stdout.replaceAll(/\u001B\[(\d+)m/gu, "<$1>");
}

const hide = (text: string): string => text.replaceAll("secret", "***");

const result = (verdict: Verdict, more: Partial<ProbeResult> = {}): ProbeResult => ({
  target: { provider: "relay", model: "m" },
  api: "openai-completions",
  url: "https://relay.example/v1",
  verdict,
  text: "",
  sent: [],
  ...more,
});

const classification: Classification = {
  kind: "invalid_credentials",
  sure: true,
  candidates: ["invalid_credentials"],
  code: "bad_key",
  message: "no",
  rule: "r",
};
const unsure: Classification = {
  ...classification,
  sure: false,
  candidates: ["invalid_credentials", "client_rejected"],
};

const walk = (more: Partial<FailoverWalk> = {}): FailoverWalk => ({
  agents: [],
  steps: [
    { name: "relay/m", result: result("refused") },
    { name: "b/2", result: undefined },
  ],
  answers: null,
  text: "That is the text.",
  note: null,
  ...more,
});

describe("the results in words", () => {
  const shown = (
    results: readonly ProbeResult[],
    walks: readonly FailoverWalk[] = [],
    env: Readonly<Record<string, string>> = {},
  ): string => printed((io) => printResults(results, walks, hide, false, io), env);

  it.each<[string, ProbeResult, string]>([
    [
      "status and time",
      result("answers", { status: 200, milliseconds: 1260 }),
      "relay/m  answers  HTTP 200  1.3 s\n",
    ],
    [
      "why it was refused and what was said",
      result("refused", { status: 401, classification, text: "Bad key" }),
      "relay/m  refused  HTTP 401    invalid_credentials: Bad key\n",
    ],
    [
      "why alone, where nothing was said",
      result("refused", { classification: unsure }),
      "relay/m  refused      not certain: invalid_credentials or client_rejected\n",
    ],
    [
      "no reason beside a verdict that says it",
      result("rate limited", { classification, text: "Slow down" }),
      "relay/m  rate limited      Slow down\n",
    ],
    [
      "no command to the terminal, and one line",
      result("failed", { text: " one\n\u001B[31mtwo\u202E\u2028three\u0007 " }),
      "relay/m  failed      one [31mtwo three\n",
    ],
    [
      "what a provider says up to its 300th character",
      result("failed", { classification, text: "x".repeat(300) }),
      `relay/m  failed      ${"x".repeat(300)}\n`,
    ],
    [
      "nothing of it beyond that",
      result("failed", { classification, text: "x".repeat(301) }),
      `relay/m  failed      ${"x".repeat(300)}…\n`,
    ],
    [
      "all that the command itself says",
      result("no key", { text: "x".repeat(400) }),
      `relay/m  no key      ${"x".repeat(400)}\n`,
    ],
    [
      "no hidden name",
      result("answers", { target: { provider: "a-secret", model: "secret" } }),
      "a-***/***  answers\n",
    ],
  ])("tell %s", (_what, one, text) => {
    expect(shown([one])).toBe(text);
  });

  it.each<[Verdict, number]>([
    ["answers", 32],
    ["refused", 31],
    ["rate limited", 33],
    ["failed", 31],
    ["redirected", 31],
    ["no answer", 31],
    ["no key", 33],
    ["not tried", 33],
  ])("colour %s", (verdict, colour) => {
    const steps = [{ name: "a/1", result: result(verdict) }];
    expect(shown([result(verdict)], [walk({ steps })], { FORCE_COLOR: "1" })).toBe(
      `<1>relay/m<22>  <${colour}>${verdict}<39>\n\nIf a turn asked for a/1 now:\n` +
        `  1  a/1  <${colour}>${verdict}<39>\n<33>That is the text.<39>\n`,
    );
  });

  it.each([
    ["the first of the order", "a/1", 32],
    ["another", "b/2", 33],
    ["none", null, 33],
  ])("colour the end of a turn that is answered by %s", (_whom, answers, colour) => {
    const steps = ["a/1", "b/2"].map((name) => ({ name, result: undefined }));
    expect(shown([], [walk({ steps, answers })], { FORCE_COLOR: "1" })).toBe(
      `\nIf a turn asked for a/1 now:\n  1  a/1  not asked\n  2  b/2  not asked\n<${colour}>That is the text.<39>\n`,
    );
  });

  it("are followed by reports, turns and one note, none wider than the terminal", () => {
    const report = "relay/m refused secret:\n  fix  one two three four five six seven";
    const note = "A running OpenClaw may hold it back.";
    const walks = [
      walk({ note }),
      walk({
        agents: ["night", "secret"],
        steps: [{ name: "secret/x", result: result("answers") }],
        answers: "secret/x",
        text: "secret/x would answer, as asked for.",
        note,
      }),
    ];
    const results = [result("refused", { report, status: 401 }), result("answers")];
    expect(shown(results, walks, { COLUMNS: "30" })).toBe(`relay/m  refused  HTTP 401
relay/m  answers

relay/m refused ***:
  fix  one two three four five
       six seven

If a turn asked for relay/m
now:
  1  relay/m  refused
  2  b/2      not asked
That is the text.

If a turn of night, *** asked
for ***/x now:
  1  ***/x  answers
***/x would answer, as asked
for.
A running OpenClaw may hold it
back.
`);
  });
});

describe("the results as JSON", () => {
  const json = (results: readonly ProbeResult[], walks: readonly FailoverWalk[]): unknown =>
    JSON.parse(printed((io) => printResults(results, walks, hide, true, io)));

  const EMPTY = {
    provider: "relay",
    model: null,
    api: null,
    url: null,
    verdict: "no key",
    status: null,
    text: "",
    kind: null,
    sure: null,
    candidates: [],
    code: null,
    report: null,
    sent: [],
    milliseconds: null,
  };

  it("hold all that is known of a model, and null for the rest", () => {
    const sent = [{ name: "x-a", value: "secret", layer: "provider" as const }];
    const full = result("refused", {
      target: { provider: "secret", model: "m-secret" },
      api: "api-secret",
      url: "https://secret.example",
      text: "said",
      status: 401,
      classification: unsure,
      report: "the secret report",
      sent,
      milliseconds: 0,
    });
    const empty = result("no key", {
      target: { provider: "relay" },
      api: undefined,
      url: undefined,
    });
    expect(json([full, empty, empty], [])).toEqual({
      requests: 1,
      results: [
        {
          provider: "***",
          model: "m-***",
          api: "api-***",
          url: "https://***.example",
          verdict: "refused",
          status: 401,
          text: "said",
          kind: "invalid_credentials",
          sure: false,
          candidates: ["invalid_credentials", "client_rejected"],
          code: "bad_key",
          report: "the *** report",
          sent: [{ name: "x-a", value: "***", layer: "provider" }],
          milliseconds: 0,
        },
        EMPTY,
        EMPTY,
      ],
      failover: null,
      agents: [],
    });
    expect(
      json([result("failed", { classification: { ...unsure, code: undefined } })], []),
    ).toMatchObject({
      results: [{ code: null }],
    });
  });

  it("hold the order of the defaults, and beside it those of agents", () => {
    const note = "Wait.";
    const own = walk({ agents: ["night"], answers: "relay/m", note });
    const steps = [
      { model: "relay/m", verdict: "refused" },
      { model: "b/2", verdict: null },
    ];
    const text = "That is the text.";
    expect(json([], [walk({ note }), own])).toEqual({
      requests: 0,
      results: [],
      failover: { steps, answers: null, text, note },
      agents: [{ agents: ["night"], steps, answers: "relay/m", text }],
    });
    expect(json([], [own])).toMatchObject({ failover: null, agents: [{ agents: ["night"] }] });
  });
});

describe("a dry run", () => {
  const file = "/work/openclaw.json";
  const ready: ReadyProbe = {
    target: { provider: "relay", model: "secret" },
    api: "openai-completions",
    url: new URL("https://relay.example/v1/chat/completions"),
    address: "https://secret.example/v1/chat/completions",
    fields: [],
    body: "",
    answerKey: "choices",
    sent: [
      { name: "accept", value: "application/json", layer: "client" },
      { name: "user-agent", value: "OpenAI/JS", layer: "client" },
      { name: "authorization", value: "***", layer: "client", source: { path: "secret.apiKey" } },
      { name: "x-a", value: "1", layer: "provider", source: { path: "x", file, line: 5 } },
      { name: "x-b", value: "", layer: "override", removed: true },
    ],
    ofHost: [],
    keyPrefix: undefined,
    scrub: hide,
    env: {},
    command: "npx provider-headers",
    nextModel: undefined,
  };
  const probes: readonly PreparedProbe[] = [
    { kind: "ready", ready },
    { kind: "skipped", result: result("no key", { text: "look here, and there, and there" }) },
    { kind: "skipped", result: result("not tried") },
  ];

  it("shows what is configured and who is told, and what is not asked", () => {
    const shown = (env?: Readonly<Record<string, string>>): string =>
      printed((io) => printDryRun(probes, hide, false, io), env);
    expect(shown()).toBe(`relay/***
  POST https://***.example/v1/chat/completions
  user-agent     OpenAI/JS  client
  authorization  ***        client    ***.apiKey
  x-a            1          provider  x, openclaw.json:5
  x-b            not sent   override

relay/m no key: look here, and there, and there

relay/m not tried

`);
    expect(shown({ FORCE_COLOR: "1" })).toMatch(/^<1>relay\/\*\*\*<22>\n/u);
    expect(shown({ COLUMNS: "40" })).toContain(
      "\nrelay/m no key: look here, and there,\nand there\n\n",
    );
  });

  it("shows all of it as JSON, and counts what would be sent", () => {
    const { sent, address: _address, ...rest } = ready;
    expect(JSON.parse(printed((io) => printDryRun(probes, hide, true, io)))).toEqual({
      requests: 1,
      results: [
        {
          provider: "relay",
          model: "***",
          api: rest.api,
          url: "https://***.example/v1/chat/completions",
          sent: sent.map((header) =>
            header.name === "authorization"
              ? { ...header, source: { path: "***.apiKey" } }
              : header,
          ),
        },
        expect.objectContaining({ verdict: "no key", text: "look here, and there, and there" }),
        expect.objectContaining({ verdict: "not tried" }),
      ],
    });
  });
});
