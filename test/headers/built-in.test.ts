import { describe, expect, it } from "vitest";
import {
  BUILT_IN_PROVIDERS,
  builtInProviderFor,
  canonicalProviderId,
} from "../../src/providers/find.ts";
import { builtInLayer, builtInValue } from "../../src/headers/built-in.ts";
import { builtInNotice, builtInReminder } from "../../src/transport/built-in-notice.ts";

const kimi = BUILT_IN_PROVIDERS[0];
if (kimi === undefined) throw new Error("The table is empty.");

describe("the table", () => {
  it("sends Kimi Code the name that it is known to accept", () => {
    expect(kimi.endpoint).toBe("https://api.kimi.com/coding");
    expect(builtInLayer(kimi)).toEqual({
      layer: "built-in",
      headers: { "User-Agent": "claude-code/0.1.0" },
    });
    expect(builtInValue(kimi, "user-agent")).toBe("claude-code/0.1.0");
    expect(builtInValue(kimi, "x-title")).toBeUndefined();
  });

  it.each(BUILT_IN_PROVIDERS.map((row) => [row.ids[0], row] as const))(
    "%s says when and where each fact was seen",
    (_id, { endpoint, seen, statement }) => {
      expect(new URL(endpoint).protocol).toBe("https:");
      for (const { on, source } of [seen, statement]) {
        expect(on).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(source).toMatch(/^https:\/\//);
      }
    },
  );
});

describe("builtInProviderFor", () => {
  it.each<[string | undefined, string | undefined, boolean]>([
    // The endpoint decides, whatever the id.
    [undefined, "https://api.kimi.com/coding", true],
    ["anything", "https://api.kimi.com/coding/", true],
    ["anything", "https://api.kimi.com/coding/v1", true],
    ["anything", "https://API.KIMI.COM:443/coding/v1?x=1#y", true],
    ["anything", "wss://api.kimi.com/coding/v1", true],
    ["anything", "https://api.kimi.com/codingx", false],
    ["anything", "https://api.kimi.com/", false],
    ["anything", "https://api.kimi.com:8443/coding", false],
    ["anything", "https://api.kimi.com.example/coding", false],
    ["anything", "https://example.org/https://api.kimi.com/coding", false],
    // An id alone counts where the address says nothing against it.
    ["kimi-coding", undefined, true],
    ["kimi-code", "", true],
    ["kimi", undefined, true],
    ["Kimi-Coding", undefined, true],
    ["kimi-k2", undefined, false],
    ["openai", undefined, false],
    [undefined, undefined, false],
    ["kimi-coding", "http://127.0.0.1:8080/v1", true],
    ["kimi", "http://localhost:8080", true],
    ["kimi", "http://[::1]:8080/v1", true],
    ["kimi-coding", "https://relay.example/coding/v1", true],
    ["kimi-coding", "https://relay.example/coding", true],
    ["kimi-coding", "https://relay.example/codingx", false],
    ["kimi-coding", "https://relay.example/v1/coding", false],
    ["kimi-coding", "https://relay.example/v1", false],
    ["openai", "https://relay.example/coding/v1", false],
    ["openai", "http://127.0.0.1:8080/v1", false],
    // Never for a Moonshot address.
    ["kimi", "https://api.moonshot.ai/v1", false],
    ["kimi-coding", "https://api.moonshot.cn/coding/v1", false],
    ["kimi-coding", "https://API.Moonshot.ai./coding", false],
    ["kimi-coding", "https://eu.api.moonshot.ai/coding", false],
    ["kimi-coding", "https://notmoonshot.ai/coding", true],
    ["kimi-coding", "not an address", false],
    ["kimi-coding", "/coding", false],
  ])("%s at %s: %s", (id, baseUrl, found) => {
    expect(builtInProviderFor({ id, baseUrl })).toBe(found ? kimi : undefined);
  });
});

it.each([
  ["kimi", "kimi-coding"],
  ["kimi-code", "kimi-coding"],
  [" Kimi-Coding ", "kimi-coding"],
  ["OpenAI", "openai"],
  ["constructor", "constructor"],
])("canonicalProviderId: %j is %j", (id, canonical) => {
  expect(canonicalProviderId(id)).toBe(canonical);
});

const READER = {
  command: "openclaw provider-headers",
  page: (path: string) => `/pkg/${path}`,
};

it("tells in plain words what it does in the user's name", () => {
  const place = { ids: ["kimi"], addresses: ["https://proxy.example/coding/v1"] };
  expect(builtInNotice(kimi, place, READER)).toBe(
    [
      "kimi: requests to https://proxy.example/coding/v1 are sent with `User-Agent: claude-code/0.1.0` unless you configure another.",
      "It names another client, Claude Code. Kimi's terms call changing the client identifier (User-Agent) a violation that may suspend membership benefits (https://www.kimi.com/code/docs/en/#configuring-in-third-party-tools, quoted in patriceckhart/zot #9 and earendil-works/pi #7752).",
      'Off: `builtInDefaults: false`, or `"User-Agent": null` in plugins.entries.provider-headers.config.providers.kimi.headers.',
      'A name of your own: `"User-Agent": "your-client/1.0"` in models.providers.kimi.headers. Try whether it is accepted:',
      "openclaw provider-headers probe kimi --header 'User-Agent: your-client/1.0'",
    ].join("\n"),
  );
  const nowhere = { ids: [], addresses: [] };
  expect(builtInNotice(kimi, nowhere, READER)).toContain(
    "kimi-coding: requests to https://api.kimi.com/coding are sent",
  );
  expect(builtInReminder(kimi, place, READER)).toBe(
    "kimi: requests to https://proxy.example/coding/v1 are sent with `User-Agent: claude-code/0.1.0`, which names another client (Claude Code); to change it, see /pkg/docs/custom-headers.md",
  );
});
