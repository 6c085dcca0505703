import { describe, expect, it } from "vitest";
import type { JudgedCall } from "../../src/diagnosis/judged-call.ts";
import { providerNamed } from "../../src/providers/find.ts";
import type { Provider } from "../../src/providers/provider.ts";
import {
  AT_LINE_14,
  KEY,
  kimi,
  other,
  reportOf,
  row,
  sure,
  undecided,
  userAgent,
} from "./facts.ts";

const OPEN_API =
  'set api to "anthropic-messages" and baseUrl to "https://api.kimi.com/coding" in models.providers.kimi-coding: any client was accepted there (reported in kodustech/kodus-ai #1257, earendil-works/pi #7752, 2026-08-07)';
const TRY =
  "try a name of your own without writing it: npx provider-headers probe kimi-coding/k2p5 --header 'User-Agent: VALUE'; if it is accepted, put it into models.providers.kimi-coding.headers";
const PRICE = "it names another client (Claude Code), to which the provider's terms object";
const DEFAULT_SENT = `the built-in default for kimi-coding is then sent, and ${PRICE}`;

describe("what to do about it", () => {
  const removed = { removed: true, ...AT_LINE_14 };
  const copilot = {
    providerId: "github-copilot",
    modelId: "gpt",
    endpoint: "https://api.githubcopilot.com/chat/completions",
  };
  it.each<[string, JudgedCall, string | readonly string[]]>([
    [
      "a User-Agent of one's own at Kimi",
      kimi({}),
      [OPEN_API, TRY, `or remove that line: ${DEFAULT_SENT}`],
    ],
    [
      "a User-Agent of one's own at Kimi, of no known line",
      kimi({ sent: [userAgent("override", "x/1")] }),
      [OPEN_API, TRY, `or remove that header: ${DEFAULT_SENT}`],
    ],
    [
      "a User-Agent that was taken off",
      kimi({ sent: [userAgent("override", "", removed)] }),
      [OPEN_API, TRY, `or remove that line: ${DEFAULT_SENT}`],
    ],
    [
      "a User-Agent of one's own on the route that lets any client in",
      kimi({ endpoint: "https://api.kimi.com/coding/v1/messages" }),
      [TRY, `or remove that line: ${DEFAULT_SENT}`],
    ],
    [
      "the built-in default itself",
      kimi({ sent: [userAgent("built-in", "claude-code/0.1.0")] }),
      [OPEN_API, `the built-in default is refused now; ${TRY}`],
    ],
    [
      "the SDK's own User-Agent at Kimi",
      kimi({ sent: [userAgent("client", "OpenAI/JS 6")] }),
      [
        OPEN_API,
        TRY,
        `or have the built-in default for kimi-coding sent (builtInDefaults): ${PRICE}`,
      ],
    ],
    [
      "only an error at Kimi",
      kimi({ sent: [], endpoint: "" }),
      [
        OPEN_API,
        TRY,
        `or have the built-in default for kimi-coding sent (builtInDefaults): ${PRICE}`,
      ],
    ],
    [
      "a refusal at Kimi's address by a service of no known rule",
      kimi({ provider: undefined }),
      [TRY, `or remove that line: ${DEFAULT_SENT}`],
    ],
    [
      "a refusal at Kimi's address by a service that lets any client in",
      kimi({ provider: providerNamed("moonshot") }),
      [TRY, `or remove that line: ${DEFAULT_SENT}`],
    ],
    [
      "a refusal of another service under Kimi's name",
      kimi({ endpoint: "https://relay.example/v1/chat/completions", provider: undefined }),
      "change or remove that line: npx provider-headers probe kimi-coding/k2p5 --header 'User-Agent: VALUE' tries a value without writing it",
    ],
    [
      "a refusal of no known model",
      other({ classification: sure("client_rejected"), modelId: undefined }),
      "set the header that the provider asks for in models.providers.mine.headers; npx provider-headers probe mine --header 'User-Agent: VALUE' tries one without writing it",
    ],
    [
      "a missing field that the provider names",
      other({ ...copilot, classification: sure("client_rejected") }),
      "set Editor-Version and Copilot-Integration-Id in models.providers.github-copilot.headers as the provider requires; npx provider-headers probe github-copilot/gpt --header 'Editor-Version: VALUE' tries a value without writing it",
    ],
    [
      "one of two fields that the provider names, sent by the SDK",
      other({
        ...copilot,
        classification: sure("client_rejected"),
        sent: [{ name: "editor-version", value: "x", layer: "client" }],
      }),
      "set Copilot-Integration-Id in models.providers.github-copilot.headers as the provider requires; npx provider-headers probe github-copilot/gpt --header 'Editor-Version: VALUE' tries a value without writing it",
    ],
    [
      "a configured field of a known rule",
      other({
        ...copilot,
        classification: sure("client_rejected"),
        sent: [
          { name: "editor-version", value: "x", layer: "provider" },
          { name: "copilot-integration-id", value: "x", layer: "client" },
        ],
      }),
      "change or remove that header: npx provider-headers probe github-copilot/gpt --header 'Editor-Version: VALUE' tries a value without writing it",
    ],
    [
      "a header that the refusal names, and that was not sent",
      other({
        classification: { ...sure("client_rejected"), expected: { header: "x-client-id" } },
      }),
      "set X-Client-Id in models.providers.mine.headers as the provider requires; npx provider-headers probe mine/m1 --header 'X-Client-Id: VALUE' tries a value without writing it",
    ],
    [
      "a header that the refusal names, sent by the SDK",
      other({ classification: { ...sure("client_rejected"), expected: { header: "user-agent" } } }),
      "set User-Agent in models.providers.mine.headers as the provider requires; npx provider-headers probe mine/m1 --header 'User-Agent: VALUE' tries a value without writing it",
    ],
    [
      "an unknown rule and the SDK's own name",
      other({ classification: sure("client_rejected") }),
      "set the header that the provider asks for in models.providers.mine.headers; npx provider-headers probe mine/m1 --header 'User-Agent: VALUE' tries one without writing it",
    ],
    [
      "an unknown rule and a name of one's own",
      other({
        classification: sure("client_rejected"),
        sent: [userAgent("model", "x/1", AT_LINE_14)],
      }),
      "change or remove that line: npx provider-headers probe mine/m1 --header 'User-Agent: VALUE' tries a value without writing it",
    ],
    [
      "a credential from a configured header",
      other({
        classification: sure("invalid_credentials"),
        sent: [{ ...KEY, layer: "provider", ...AT_LINE_14 }],
      }),
      "correct the value of that line, or remove it so that apiKey is sent",
    ],
    [
      "a credential that was taken off",
      other({
        classification: sure("invalid_credentials"),
        sent: [{ ...KEY, layer: "override", value: "", removed: true }],
      }),
      "remove that header: it takes the credential off the request",
    ],
    [
      "a key from a variable",
      other({
        classification: sure("invalid_credentials"),
        sent: [
          {
            ...KEY,
            source: { path: "models.providers.mine.apiKey", line: 3, reference: "${MINE_KEY}" },
          },
        ],
      }),
      "correct the value of ${MINE_KEY}, which that line names",
    ],
    [
      "a key that stands in a line",
      other({
        classification: sure("invalid_credentials"),
        sent: [KEY, { ...KEY, source: { path: "models.providers.mine.apiKey", line: 3 } }],
      }),
      "correct the key in that line",
    ],
    [
      "a key from a variable, of no known line",
      other({
        classification: sure("invalid_credentials"),
        sent: [{ ...KEY, source: { path: "models.providers.mine.apiKey", reference: "${K}" } }],
      }),
      "correct the value of ${K}, which models.providers.mine.apiKey names",
    ],
    [
      "a client's header that has a line, beside the key",
      other({
        classification: sure("invalid_credentials"),
        sent: [userAgent("client", "x/1", AT_LINE_14), KEY],
      }),
      "correct models.providers.mine.apiKey, or the key or login that the host keeps in its auth profile",
    ],
    [
      "a key of the environment, or of the host",
      other({
        classification: sure("invalid_credentials"),
        sent: [{ ...KEY, source: { path: "environment variable MINE_KEY" } }],
      }),
      "correct environment variable MINE_KEY",
    ],
    [
      "another key than the configured one",
      other({
        classification: sure("invalid_credentials"),
        sent: [
          userAgent("client", "x/1"),
          { ...KEY, unlike: { path: "models.providers.mine.apiKey" } },
        ],
      }),
      "correct the key or login that the host keeps in its auth profile or environment: it was sent in place of models.providers.mine.apiKey",
    ],
    [
      "a key at the wrong address of a vendor with several",
      other({
        classification: sure("wrong_endpoint_or_key"),
        endpoint: "https://api.minimax.io/v1/text",
      }),
      "use a key of this address in models.providers.mine.apiKey, or the address of the key in baseUrl: api.minimaxi.com",
    ],
    [
      "a key of this service at the wrong one of its vendor's addresses",
      kimi({ classification: sure("wrong_endpoint_or_key"), keyPrefix: "sk-kimi-" }),
      "use a key of this address in models.providers.kimi-coding.apiKey, or the address of the key in baseUrl: api.moonshot.ai or api.moonshot.cn",
    ],
    [
      "a key that two of a vendor's services take, of which the second was asked",
      other({
        classification: sure("wrong_endpoint_or_key"),
        endpoint: "https://us-central1-aiplatform.googleapis.com/v1",
        provider: providerNamed("vertex"),
        keyPrefix: "ya29.",
      }),
      "use a key of this address in models.providers.mine.apiKey, or the address of the key in baseUrl: generativelanguage.googleapis.com",
    ],
    [
      "a key of two services at the address of neither",
      other({ classification: sure("wrong_endpoint_or_key"), keyPrefix: "gho_" }),
      "set models.providers.mine.baseUrl to the address that the key belongs to (githubcopilot.com or models.github.ai), or put a key of this service into apiKey",
    ],
    [
      "a key of a service that has no address of its own",
      other({ classification: sure("wrong_endpoint_or_key"), keyPrefix: "cr_" }),
      "make baseUrl and apiKey of models.providers.mine belong to one service and region",
    ],
    [
      "a key at the wrong address, nothing known",
      other({ classification: sure("wrong_endpoint_or_key") }),
      "make baseUrl and apiKey of models.providers.mine belong to one service and region",
    ],
    [
      "a placeholder for a key",
      other({ classification: sure("wrong_endpoint_or_key"), keyPrefix: "ollama" }),
      "make baseUrl and apiKey of models.providers.mine belong to one service and region",
    ],
    [
      "an undecided key at a vendor with two addresses",
      other({
        classification: undecided(["invalid_credentials", "wrong_endpoint_or_key"]),
        endpoint: "https://api.minimax.io/v1/text",
      }),
      "check models.providers.mine.apiKey, and that baseUrl is the address that it was issued for; other keys belong to api.minimaxi.com",
    ],
    [
      "an undecided key at a vendor with three addresses",
      other({
        classification: undecided(["wrong_endpoint_or_key", "permission"]),
        endpoint: "https://api.moonshot.ai/v1/chat/completions",
      }),
      "check models.providers.mine.apiKey, and that baseUrl is the address that it was issued for; other keys belong to api.kimi.com/coding, api.moonshot.cn",
    ],
    [
      "an undecided permission",
      other({ classification: undecided(["permission", "billing"]) }),
      "find out first: npx provider-headers probe mine/m1 asks again and shows the whole answer",
    ],
    [
      "a permission where only the wire's name is known",
      other({ classification: sure("permission"), modelId: undefined, wireModel: "wire-1" }),
      "let this key use wire-1 in the provider's console, or choose a model that it may use",
    ],
    [
      "a permission of no known model",
      other({ classification: sure("permission"), modelId: undefined }),
      "let this key use the model in the provider's console, or choose a model that it may use",
    ],
    [
      "what is no authentication failure",
      other({ classification: sure("not_auth") }),
      "see the provider's message; neither headers nor keys are at fault",
    ],
  ])("%s", (_title, facts, expected) => {
    expect(row(reportOf(facts), "fix")).toEqual([expected].flat());
  });
});

describe("the route that lets any client in", () => {
  const SEEN = { on: "2026-11-01", source: "a test" };
  const strict = (api: string): Provider => ({
    vendor: "strict",
    ids: ["strict"],
    endpoints: [],
    keyPrefixes: [],
    clientGate: {
      name: "Strict",
      fields: ["User-Agent"],
      statement: "Strict answers only clients it knows.",
      seen: SEEN,
      openApi: { api, seen: SEEN },
    },
  });

  it.each<[string, Provider, readonly string[]]>([
    ["no documented address", strict("ollama"), []],
    [
      "a documented address of another api",
      { ...strict("ollama"), baseUrls: { "openai-responses": "https://strict.example/v1" } },
      [],
    ],
    [
      "an api whose routes nobody knows",
      { ...strict("strict-chat"), baseUrls: { "strict-chat": "https://strict.example" } },
      [
        'set api to "strict-chat" and baseUrl to "https://strict.example" in models.providers.kimi-coding: any client was accepted there (a test, 2026-11-01)',
      ],
    ],
  ])("of %s", (_title, provider, steps) => {
    expect(row(reportOf(kimi({ provider })), "fix")).toEqual([
      ...steps,
      TRY,
      `or remove that line: ${DEFAULT_SENT}`,
    ]);
  });
});

describe("the key's family", () => {
  const cause = (keyPrefix: string, endpoint = "https://api.example.com/v1") =>
    reportOf(other({ classification: sure("invalid_credentials"), keyPrefix, endpoint }))
      .split("\n")[2]
      ?.replace(/^.*revoked\. /u, "");

  it.each([
    ["sk-", undefined, "The key that was sent begins with sk-."],
    ["ollama", undefined, "The key that was sent begins with ollama."],
    [
      "sk-ant-",
      "https://api.anthropic.com/v1/messages",
      "The key that was sent begins with sk-ant-, as keys of this service do.",
    ],
    [
      "sk-or-",
      undefined,
      "The key that was sent begins with sk-or-, as keys for openrouter.ai do.",
    ],
    [
      "gho_",
      undefined,
      "The key that was sent begins with gho_, as keys for githubcopilot.com or models.github.ai do.",
    ],
    [
      "gho_",
      "https://models.github.ai/inference",
      "The key that was sent begins with gho_, as keys of this service do.",
    ],
    ["cr_", undefined, "The key that was sent begins with cr_."],
    ["cr_", "https://api.openai.com/v1", "The key that was sent begins with cr_."],
    [
      "sk-or-",
      "https://api.openai.com/v1",
      "The key that was sent begins with sk-or-: such keys belong to openrouter.ai.",
    ],
  ])("%s at %s", (prefix, endpoint, expected) => {
    expect(cause(prefix, endpoint)).toBe(expected);
  });
});

describe("the provider that a failure carries", () => {
  it("is the one that counts, whatever id and endpoint a second look-up would find", () => {
    const call = other({ provider: providerNamed("github-copilot") });
    const refused = reportOf({ ...call, classification: sure("client_rejected") });
    expect(row(refused, "not sent")).toEqual(["Editor-Version, Copilot-Integration-Id"]);
    const wrongKey = reportOf({
      ...call,
      provider: providerNamed("moonshot"),
      keyPrefix: "sk-kimi-",
      classification: sure("wrong_endpoint_or_key"),
    });
    expect(wrongKey).toContain("begins with sk-kimi-: such keys belong to api.kimi.com/coding.");
    const sister = reportOf({
      ...call,
      provider: providerNamed("moonshot"),
      classification: sure("wrong_endpoint_or_key"),
    });
    expect(row(sister, "fix")[0]).toContain("or the address of the key in baseUrl: api.");
  });
});
