import { describe, expect, it } from "vitest";
import type { JudgedCall } from "../../src/diagnosis/judged-call.ts";
import { modelText } from "../../src/diagnosis/model-text.ts";
import { outcomeText } from "../../src/report/failure-report.ts";
import {
  AT_LINE_14,
  KEY,
  kimi,
  KIMI_REFUSAL,
  other,
  reportOf,
  row,
  skipReportOf,
  sure,
  undecided,
  userAgent,
} from "./facts.ts";

describe("the whole text", () => {
  it("of a client that Kimi Code refused", () => {
    expect(reportOf(kimi({}))).toBe(
      `kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error
  "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, ..."
  The API key was not the problem. Kimi Code answers only clients it knows by User-Agent.
  sent      user-agent: OpenAI/JS 6.10.0   (models.providers.kimi-coding.headers, openclaw.json:14:9)
  fix       set api to "anthropic-messages" and baseUrl to "https://api.kimi.com/coding" in models.providers.kimi-coding: any client was accepted there (reported in kodustech/kodus-ai #1257, earendil-works/pi #7752, 2026-08-07)
            try a name of your own without writing it: npx provider-headers probe kimi-coding/k2p5 --header 'User-Agent: VALUE'; if it is accepted, put it into models.providers.kimi-coding.headers
            or remove that line: the built-in default for kimi-coding is then sent, and it names another client (Claude Code), to which the provider's terms object
  next      fb/fallback-model is configured to answer instead
  more      section client_rejected of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("of a key that is not valid", () => {
    const report = reportOf(
      kimi({
        classification: sure(
          "invalid_credentials",
          "invalid_authentication_error",
          "Invalid Authentication",
        ),
        status: 401,
        keyPrefix: "sk-kimi-",
        nextModel: null,
      }),
    );
    expect(report).toBe(
      `kimi-coding/k2p5 refused the credentials: HTTP 401 invalid_authentication_error
  "Invalid Authentication"
  The key or token that was sent is not valid there: mistyped, expired or revoked. The key that was sent begins with sk-kimi-, as keys of this service do.
  sent      authorization "Bearer ***"   (the client's own)
  fix       correct models.providers.kimi-coding.apiKey, or the key or login that the host keeps in its auth profile
  next      no other model is configured: this stays unanswered
  more      section invalid_credentials of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("of a key of a sister service", () => {
    const report = reportOf(
      kimi({
        providerId: "moonshot",
        modelId: "kimi-k2.5",
        classification: sure("wrong_endpoint_or_key", undefined, "Invalid Authentication"),
        status: 401,
        endpoint: "https://api.moonshot.ai/v1/chat/completions",
        keyPrefix: "sk-kimi-",
      }),
    );
    expect(report).toBe(
      `moonshot/kimi-k2.5 refused a key that does not belong there: HTTP 401
  "Invalid Authentication"
  The key may be valid, but not at this address. The key that was sent begins with sk-kimi-: such keys belong to api.kimi.com/coding.
  endpoint  https://api.moonshot.ai/v1/chat/completions
  sent      authorization "Bearer ***"   (the client's own)
  fix       set models.providers.moonshot.baseUrl to the address that the key belongs to (api.kimi.com/coding), or put a key of this service into apiKey
  next      fb/fallback-model is configured to answer instead
  more      section wrong_endpoint_or_key of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("of a missing permission", () => {
    const report = reportOf(
      other({ classification: sure("permission", "model_not_allowed", "No access to m1") }),
    );
    expect(report).toBe(
      `mine/m1 denied permission: HTTP 403 model_not_allowed
  "No access to m1"
  The key is known there, but may not do this.
  sent      authorization "Bearer ***"   (the client's own)
  fix       let this key use m1 in the provider's console, or choose a model that it may use
  next      fb/fallback-model is configured to answer instead
  more      section permission of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("of an account without credit", () => {
    const report = reportOf(
      other({
        classification: sure("billing", "insufficient_quota", "You exceeded your current quota"),
        status: 429,
      }),
    );
    expect(report).toBe(
      `mine/m1 requires payment: HTTP 429 insufficient_quota
  "You exceeded your current quota"
  The account lacks credit, a plan or a membership; the key itself was not refused.
  fix       check the account's credit, plan or membership at the provider; neither a header nor a new key helps
  next      fb/fallback-model is configured to answer instead
  more      section billing of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("of a refusal that the evidence does not decide", () => {
    const report = reportOf(
      other({
        classification: undecided(
          ["permission", "client_rejected", "invalid_credentials"],
          "Forbidden",
        ),
      }),
    );
    expect(report).toBe(
      `mine/m1 refused the request: HTTP 403
  "Forbidden"
  The cause is not certain. It may be the credential (invalid_credentials), this client's headers (client_rejected) or a missing permission (permission).
  sent      user-agent: OpenAI/JS 6.10.0   (the client's own)
            authorization "Bearer ***"   (the client's own)
  fix       find out first: npx provider-headers probe mine/m1 --header 'User-Agent: VALUE' tries a header without writing it
  next      fb/fallback-model is configured to answer instead
  more      section undecided of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("of a status whose body was not seen", () => {
    const report = reportOf(
      other({
        classification: undecided(["invalid_credentials", "wrong_endpoint_or_key"]),
        status: 401,
        body: undefined,
      }),
    );
    expect(report).toBe(
      `mine/m1 refused the request: HTTP 401
  The provider's message is not known: the response body was not seen.
  The cause is not certain. It may be the credential (invalid_credentials) or a key that belongs to another address (wrong_endpoint_or_key).
  endpoint  https://api.example.com/v1/chat/completions
  sent      authorization "Bearer ***"   (the client's own)
  fix       check models.providers.mine.apiKey, and that baseUrl is the address that it was issued for
  next      fb/fallback-model is configured to answer instead
  more      section undecided of
  /pkg/docs/auth-failures.md`,
    );
  });
});

describe("the provider's words", () => {
  const quote = (facts: Partial<JudgedCall>) => reportOf(kimi(facts)).split("\n")[1]?.trim();

  it.each([
    [
      "no message in a body",
      { classification: sure("permission"), body: "" },
      "The provider gave no reason in the response body.",
    ],
    [
      "a body that was not seen",
      { classification: sure("permission"), body: undefined },
      "The provider's message is not known: the response body was not seen.",
    ],
    [
      "no response, but an error",
      { classification: sure("permission"), status: undefined, error: new Error("fetch failed") },
      '"fetch failed"',
    ],
    [
      "no response and no word",
      { classification: sure("permission"), status: undefined, error: new Error("") },
      "There was no response.",
    ],
    [
      "nothing at all",
      { classification: sure("permission"), status: undefined },
      "There was no response.",
    ],
    [
      "line breaks and escapes",
      { classification: sure("permission", undefined, "a\u001B[2J\nb\u202Ec") },
      '"a [2J b c"',
    ],
    [
      "a key that was echoed",
      { classification: sure("permission", undefined, "bad key sk-proj-abcdefghijklmnop12") },
      '"bad key sk-proj-***"',
    ],
  ])("%s", (_title, facts, expected) => {
    expect(quote(facts)).toBe(expected);
  });
});

describe("what was sent", () => {
  it("names the layer where no line is known", () => {
    const layers = ["client", "built-in", "provider", "model", "request", "override"] as const;
    const origins = layers.map(
      (layer) => row(reportOf(kimi({ sent: [userAgent(layer, "x/1")] })), "sent")[0],
    );
    expect(origins).toEqual([
      "user-agent: x/1   (the client's own)",
      "user-agent: x/1   (built-in default)",
      "user-agent: x/1   (headers of the provider entry)",
      "user-agent: x/1   (headers of the model entry)",
      "user-agent: x/1   (request.headers of the provider entry)",
      "user-agent: x/1   (override block)",
    ]);
  });

  it.each([
    [{ path: "models.providers.a.headers.X" }, "models.providers.a.headers"],
    [
      { path: "models.providers.a.headers.X", file: "c.json5" },
      "models.providers.a.headers, c.json5",
    ],
    [
      { path: "models.providers.a.headers.X", file: "c.json5", line: 3 },
      "models.providers.a.headers, c.json5:3",
    ],
    [
      { path: 'plugins.entries["x"].headers["X.Y"]', file: "c", line: 3, column: 7 },
      'plugins.entries["x"].headers, c:3:7',
    ],
    [
      { path: "models.providers.a.headers.X", file: "c", line: 3, reference: "${TEAM}" },
      "models.providers.a.headers, c:3, from ${TEAM}",
    ],
    [{ path: "elsewhere" }, "elsewhere"],
  ])("tells the place %o as %s", (source, place) => {
    const report = reportOf(kimi({ sent: [userAgent("provider", "x/1", { source })] }));
    expect(row(report, "sent")).toEqual([`user-agent: x/1   (${place})`]);
  });

  it("names the address that was asked where it is not the provider's own", () => {
    const endpoint = "http://localhost:8787/coding/v1/chat/completions";
    expect(row(reportOf(kimi({ endpoint })), "endpoint")).toEqual([endpoint]);
    expect(row(reportOf(kimi({})), "endpoint")).toEqual([]);
    expect(row(reportOf(kimi({ endpoint: "" })), "endpoint")).toEqual([]);
    const elsewhere = other({ classification: sure("client_rejected"), endpoint });
    expect(row(reportOf(elsewhere), "endpoint")).toEqual([]);
    const unpaid = kimi({ classification: sure("billing"), endpoint });
    expect(row(reportOf(unpaid), "endpoint")).toEqual([endpoint]);
  });

  it("names the configured key that was not sent", () => {
    const unlike = { path: "models.providers.mine.apiKey", file: "openclaw.json", line: 4 };
    const report = reportOf(
      other({ classification: sure("invalid_credentials"), sent: [{ ...KEY, unlike }] }),
    );
    expect(row(report, "sent")).toEqual([
      'authorization "Bearer ***"   (the client\'s own, not models.providers.mine.apiKey, openclaw.json:4)',
    ]);
  });

  it("shows of a refused client what a configuration put there, not the credential nor the SDK's other fields", () => {
    const report = reportOf(
      other({
        classification: sure("client_rejected"),
        sent: [
          userAgent("client", "node"),
          { name: "x-stainless-os", value: "Linux", layer: "client" },
          { name: "x-team", value: "***", layer: "model" },
          KEY,
        ],
      }),
    );
    expect(row(report, "sent")).toEqual([
      "user-agent: node   (the client's own)",
      "x-team: ***   (headers of the model entry)",
    ]);
  });

  it("shows what was taken off, and what the provider looks for and did not get", () => {
    const report = reportOf(
      other({
        providerId: "github-copilot",
        endpoint: "https://api.githubcopilot.com/chat/completions",
        classification: sure("client_rejected"),
        sent: [
          userAgent("client", "node"),
          { name: "editor-version", value: "", layer: "override", removed: true },
        ],
      }),
    );
    expect(row(report, "removed")).toEqual(["editor-version   (override block)"]);
    expect(row(report, "not sent")).toEqual(["Copilot-Integration-Id"]);
  });

  it("says where the client does not show what it wrote", () => {
    const sent = [userAgent("provider", "my-client/1.0", { ...AT_LINE_14, unverified: true })];
    expect(row(reportOf(kimi({ sent })), "sent")).toEqual([
      "user-agent: my-client/1.0   (models.providers.kimi-coding.headers, openclaw.json:14:9, unverified)",
    ]);
  });

  it("shows each field that the provider looks at, whoever set it", () => {
    const report = reportOf(
      other({
        providerId: "github-copilot",
        classification: sure("client_rejected"),
        sent: [
          userAgent("client", "node"),
          { name: "editor-version", value: "vscode/1.9", layer: "client" },
        ],
      }),
    );
    expect(row(report, "sent")).toEqual(["editor-version: vscode/1.9   (the client's own)"]);
  });

  it("misses no field of a client that was not what is refused", () => {
    const report = reportOf(other({ classification: sure("invalid_credentials"), sent: [KEY] }));
    expect(row(report, "not sent")).toEqual([]);
  });

  it("goes by the header that the refusal names", () => {
    const report = reportOf(
      other({
        classification: { ...sure("client_rejected"), expected: { header: "x-app" } },
        sent: [userAgent("client", "node"), { name: "x-app", value: "cli", layer: "client" }],
      }),
    );
    expect(row(report, "sent")).toEqual(["x-app: cli   (the client's own)"]);
  });

  it("shows six at most", () => {
    const sent = Array.from({ length: 9 }, (_, index) => ({
      name: `x-${index}`,
      value: "1",
      layer: "provider" as const,
    }));
    const report = reportOf(other({ classification: sure("client_rejected"), sent }));
    expect(row(report, "sent")).toEqual([
      ...[0, 1, 2, 3, 4, 5].map((index) => `x-${index}: 1   (headers of the provider entry)`),
      "and 3 more",
    ]);
    expect(row(report, "not sent")).toEqual(["User-Agent"]);
  });

  it("says where the request itself was not seen", () => {
    const report = reportOf(kimi({ sent: [] }));
    expect(row(report, "sent")).toEqual(["not known: only the caller's error was seen"]);
    expect(row(report, "not sent")).toEqual([]);
  });
});

describe("a credential that is another tool's reference", () => {
  const tool = (variable: string) => ({
    path: "models.providers.mine.apiKey",
    foreign: { what: `the text \`{env:${variable}}\``, right: `"\${${variable}}"` },
  });
  const sent = [
    userAgent("provider", "{env:TEAM}", { source: tool("TEAM") }),
    { ...KEY, name: "x-api-key" },
    { ...KEY, source: tool("MINE_KEY") },
  ];
  const isNoKey = 'What was sent is the text `{env:MINE_KEY}`: OpenClaw writes it "${MINE_KEY}".';

  it.each([
    ["a refused key", sure("invalid_credentials"), isNoKey],
    [
      "a missing permission",
      sure("permission"),
      `The key is known there, but may not do this. ${isNoKey}`,
    ],
    ["a key or its address", undecided(["invalid_credentials", "wrong_endpoint_or_key"]), isNoKey],
    [
      "a key or a permission",
      undecided(["invalid_credentials", "permission"]),
      `The cause is not certain. It may be the credential (invalid_credentials) or a missing permission (permission). ${isNoKey}`,
    ],
    [
      "an account without credit",
      sure("billing"),
      "The account lacks credit, a plan or a membership; the key itself was not refused.",
    ],
  ])("is told as the cause or beside it, if it may be: %s", (_title, classification, cause) => {
    expect(reportOf(other({ classification, sent })).split("\n")[2]).toBe(`  ${cause}`);
  });
});

describe("the next model", () => {
  it.each([
    ["configured", { nextModel: "fb/m" }, false, ["fb/m is configured to answer instead"]],
    ["none", { nextModel: null }, false, ["no other model is configured: this stays unanswered"]],
    ["not known", { nextModel: undefined }, false, []],
    ["stopped", { nextModel: "fb/m" }, true, ['no other model is asked: onAuthFailure is "stop"']],
  ])("%s", (_title, facts, isStopped, expected) => {
    expect(row(reportOf(kimi(facts), isStopped), "next")).toEqual(expected);
  });
});

describe("names", () => {
  it.each([
    [{ providerId: "kimi-coding", modelId: "k2p5" }, "kimi-coding/k2p5"],
    [
      { providerId: "kimi", modelId: "k2p5", wireModel: "kimi-for-coding" },
      "kimi/k2p5 (kimi-for-coding on the wire)",
    ],
    [{ providerId: "a", modelId: "m", wireModel: "m" }, "a/m"],
    [{ providerId: "a", wireModel: "w" }, "a/w"],
    [{ providerId: "a" }, "a"],
  ])("%o is %s", (call, text) => {
    expect(modelText(call)).toBe(text);
  });

  it.each([
    ["a code", { status: 403, classification: sure("permission", "denied") }, "HTTP 403 denied"],
    ["no code", { status: 403, classification: sure("permission") }, "HTTP 403"],
    [
      "a code that repeats the status",
      { status: 403, classification: sure("permission", "403") },
      "HTTP 403",
    ],
    [
      "a code that is an address",
      { status: 403, classification: sure("permission", "https://example.com/error-1010/") },
      "HTTP 403",
    ],
    [
      "a code that is a sentence",
      { status: 403, classification: sure("permission", "not allowed here") },
      "HTTP 403",
    ],
    [
      "a code that goes on and on",
      { status: 403, classification: sure("permission", "x".repeat(65)) },
      "HTTP 403",
    ],
    [
      "a code that says nothing",
      { status: 400, classification: sure("permission", "error") },
      "HTTP 400",
    ],
    ["no status", { classification: sure("permission") }, "no HTTP status"],
    [
      "no status but a code",
      { classification: sure("permission", "denied") },
      "no HTTP status (denied)",
    ],
    [
      "an error's code",
      {
        classification: sure("permission"),
        error: Object.assign(new Error("x"), { code: "ECONNRESET" }),
      },
      "no HTTP status (ECONNRESET)",
    ],
    [
      "its cause's code",
      { classification: sure("permission"), error: new Error("x", { cause: { code: "EPIPE" } }) },
      "no HTTP status (EPIPE)",
    ],
    [
      "an empty code before its cause's",
      {
        classification: sure("permission"),
        error: Object.assign(new Error("x", { cause: { code: "EPIPE" } }), { code: "" }),
      },
      "no HTTP status (EPIPE)",
    ],
    [
      "an error of no cause",
      { classification: sure("permission"), error: new Error("x", { cause: null }) },
      "no HTTP status",
    ],
    [
      "an error without",
      { classification: sure("permission"), error: new Error("x", { cause: "?" }) },
      "no HTTP status",
    ],
  ])("the outcome with %s", (_title, facts, text) => {
    expect(outcomeText(facts)).toBe(text);
  });
});

describe("a turn that sent nothing", () => {
  it("tells the remembered cause and how long yet", () => {
    const report = skipReportOf(
      {
        providerId: "kimi-coding",
        modelId: "k2p5",
        retryInMs: 48_000,
        hostText: 'Inline API key for provider "kimi-coding" is temporarily disabled',
        nextModel: "fb/fallback-model",
      },
      {
        classification: KIMI_REFUSAL,
        outcome: "HTTP 403 access_terminated_error",
        lastAt: 1000,
      },
      13_000,
    );
    expect(report).toBe(
      `kimi-coding/k2p5 was not asked: the host keeps it on cool-down after an earlier failure
  "Inline API key for provider "kimi-coding" is temporarily disabled"
  It refused this client 12 s ago: HTTP 403 access_terminated_error. The API key was not the problem.
  sent      nothing
  retry     in 48 s the host asks it again
  next      fb/fallback-model is configured to answer instead
  more      section client_rejected of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("says that the cause is not known where nothing is remembered", () => {
    expect(skipReportOf({ providerId: "kimi-coding", modelId: "k2p5" }, undefined, 0)).toBe(
      `kimi-coding/k2p5 was not asked: the host keeps it on cool-down after an earlier failure
  The cause is not known: no failure of it was seen since this process started. If the cause is fixed already, it is answered as soon as the cool-down ends.
  sent      nothing
  retry     when the host's cool-down ends; hosts hold back a refused key for one to two minutes
  more      section cool-down of
  /pkg/docs/auth-failures.md`,
    );
  });

  it("does not clear the key where the key was refused", () => {
    const failure = { classification: sure("invalid_credentials"), outcome: "HTTP 401", lastAt: 7 };
    const report = skipReportOf({ providerId: "a" }, failure, 7);
    expect(report).toContain("  It refused the credentials 1 s ago: HTTP 401.\n");
  });
});

describe("the page that every report links to", () => {
  it("has a section for each anchor", async () => {
    const { readFile } = await import("node:fs/promises");
    const page = await readFile(new URL("../../docs/auth-failures.md", import.meta.url), "utf8");
    const anchors = [...page.matchAll(/^#+ (.+)$/gmu)].map(([, title = ""]) =>
      title.toLowerCase().replaceAll(" ", "-"),
    );
    expect(anchors).toEqual(
      expect.arrayContaining([
        "client_rejected",
        "invalid_credentials",
        "wrong_endpoint_or_key",
        "permission",
        "billing",
        "rate_limit",
        "not_auth",
        "undecided",
        "cool-down",
      ]),
    );
  });
});
