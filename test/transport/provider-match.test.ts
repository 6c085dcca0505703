import { describe, expect, it } from "vitest";
import type { ProviderConfig, ProviderEntry } from "../../src/config/provider-entries.ts";
import { compileProviderMatcher } from "../../src/transport/provider-match.ts";
import { targetOf } from "../../src/transport/request-target.ts";

function entry(id: string, baseUrl?: string, more: Partial<ProviderEntry> = {}): ProviderEntry {
  return {
    id,
    baseUrl,
    layers: [],
    models: [],
    builtInDefaults: true,
    onAuthFailure: "warn",
    ...more,
  };
}

function config(...entries: ProviderEntry[]): ProviderConfig {
  return {
    entries,
    builtInDefaults: true,
    notice: "reply",
    models: { fallbacks: [] },
    secrets: [],
  };
}

function idsFor(
  entries: readonly ProviderEntry[],
  origin: unknown,
  path: string,
  method = "POST",
): string[] | undefined {
  const matcher = compileProviderMatcher(config(...entries));
  return matcher.match(targetOf({ origin, path, method }))?.entries.map(({ id }) => id);
}

describe("a base URL holds", () => {
  const rows: [baseUrl: string, origin: unknown, path: string, held: boolean][] = [
    ["https://a.example/v1", "https://a.example", "/v1/chat/completions", true],
    ["https://a.example/v1", "https://a.example", "/v1", true],
    ["https://a.example/v1", "https://a.example", "/v1?stream=true", true],
    ["https://a.example/v1", "https://a.example", "/v1#top", true],
    ["https://a.example/v1", "https://a.example", "/v1x/chat", false],
    ["https://a.example/v1", "https://a.example", "/v", false],
    ["https://a.example/v1", "https://a.example", "/", false],
    ["https://a.example/v1", "https://a.example", "/V1/chat", false],
    ["https://a.example/v1/", "https://a.example", "/v1/chat", true],
    ["https://a.example/v1//", "https://a.example", "/v1/chat", true],
    ["https://a.example/v1?key=1#x", "https://a.example", "/v1/chat", true],
    ["https://a.example", "https://a.example", "/anything", true],
    ["https://a.example/", "https://a.example", "/", true],
    ["https://A.Example/v1", "https://a.example", "/v1", true],
    ["https://a.example/v1", "HTTPS://A.EXAMPLE", "/v1", true],
    ["https://a.example:443/v1", "https://a.example", "/v1", true],
    ["https://a.example/v1", "https://a.example:443", "/v1", true],
    ["http://a.example:80/v1", "http://a.example", "/v1", true],
    ["https://a.example/v1", "http://a.example", "/v1", false],
    ["https://a.example:8443/v1", "https://a.example", "/v1", false],
    ["https://a.example/v1", "https://b.a.example", "/v1", false],
    ["https://user:pass@a.example/v1", "https://a.example", "/v1", true],
    ["https://a.example/v1", new URL("https://a.example/"), "/v1", true],
    ["http://[::1]:8080/v1", "http://[0:0:0:0:0:0:0:1]:8080", "/v1", true],
    ["https://bücher.example/v1", "https://xn--bcher-kva.example", "/v1", true],
    ["https://a.example/v1", "wss://a.example", "/v1/realtime", true],
    ["https://a.example/v1", "wss://a.example:443", "/v1/realtime", true],
    ["http://a.example/v1", "ws://a.example:80", "/v1/realtime", true],
    ["https://a.example/v1", "ws://a.example", "/v1/realtime", false],
    ["wss://a.example/v1", "https://a.example", "/v1", true],
    ["https://a.example/a%2Fb", "https://a.example", "/a%2fb/c", true],
    ["https://a.example/a%2Fb", "https://a.example", "/a/b/c", false],
    ["https://a.example/%63oding", "https://a.example", "/coding/v1", true],
    ["https://a.example/coding", "https://a.example", "/%63oding/v1", true],
    ["https://a.example/coding", "https://a.example", "/coding/../other", false],
    ["https://a.example/coding", "https://a.example", "/other/../coding/v1", true],
    ["https://a.example/v1", "http://proxy.example:3128", "https://a.example/v1/chat", true],
    ["https://a.example/v1", "https://a.example", "http://b.example/v1/chat", false],
    ["https://a.example/v1", "not an origin", "/v1", false],
    ["https://a.example/v1", undefined, "/v1", false],
    ["file:///v1", "file://", "/v1", false],
    ["no url", "https://a.example", "/v1", false],
  ];
  it.each(rows)("%s, asked for %s %s: %s", (baseUrl, origin, path, held) => {
    expect(idsFor([entry("x", baseUrl)], origin, path)).toEqual(held ? ["x"] : undefined);
  });

  it("with letters of Latin-1 its requests, however many there are", () => {
    const matcher = compileProviderMatcher(config(entry("x", "https://bücher.example/v1")));
    const target = { origin: "https://bücher.example", path: "/v1/chat" };
    const found = Array.from({ length: 20_000 }, () => matcher.match(targetOf(target))?.entries);
    expect(found.filter((entries) => entries?.[0]?.id !== "x")).toHaveLength(0);
  });

  it("CONNECT to a provider is left alone", () => {
    expect(
      idsFor([entry("x", "https://a.example")], "https://a.example", "a.example:443", "CONNECT"),
    ).toBe(undefined);
  });
});

describe("several entries", () => {
  it("the longest base URL wins, whatever the order", () => {
    const entries = [
      entry("deep", "https://a.example/v1/deep/er"),
      entry("root", "https://a.example"),
      entry("v1", "https://a.example/v1"),
    ];
    for (const order of [entries, entries.toReversed()]) {
      expect(idsFor(order, "https://a.example", "/v1/deep/er/x")).toEqual(["deep"]);
      expect(idsFor(order, "https://a.example", "/v1/deep")).toEqual(["v1"]);
      expect(idsFor(order, "https://a.example", "/v2")).toEqual(["root"]);
    }
  });

  it("entries with one base URL are all named", () => {
    const entries = [entry("one", "https://a.example/v1/"), entry("two", "https://a.example/v1")];
    expect(idsFor(entries, "https://a.example", "/v1/chat")).toEqual(["one", "two"]);
  });

  it("an entry without a base URL is found nowhere", () => {
    expect(idsFor([entry("openai")], "https://api.openai.com", "/v1")).toBe(undefined);
  });

  it("api ollama: `/v1` does not count, its own API is beside it", () => {
    const ollama = entry("ollama", "http://127.0.0.1:11434/v1", { api: "ollama" });
    expect(idsFor([ollama], "http://127.0.0.1:11434", "/api/chat")).toEqual(["ollama"]);
  });
});

describe("an endpoint of the built-in table", () => {
  const kimi = "https://api.kimi.com";

  it("is found without any entry", () => {
    expect(idsFor([], kimi, "/coding/v1/messages")).toEqual(["kimi-coding"]);
    expect(idsFor([], kimi, "/codingx")).toBe(undefined);
    expect(idsFor([], kimi, "/")).toBe(undefined);
  });

  it("belongs to the entry with its id when that has no base URL", () => {
    const off = entry("kimi", undefined, { builtInDefaults: false });
    const matcher = compileProviderMatcher(config(off));
    const route = matcher.match(targetOf({ origin: kimi, path: "/coding/v1/messages" }));
    expect(route?.entries).toEqual([{ ...off, baseUrl: `${kimi}/coding` }]);
  });

  it("belongs to an entry with a shorter base URL, which holds it", () => {
    const matcher = compileProviderMatcher(config(entry("mine", kimi)));
    const inside = matcher.match(targetOf({ origin: kimi, path: "/coding/v1/messages" }));
    expect(inside?.entries.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([
      ["mine", `${kimi}/coding`],
    ]);
    const outside = matcher.match(targetOf({ origin: kimi, path: "/account" }));
    expect(outside?.entries.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([["mine", kimi]]);
  });

  it("belongs to the entry that names it", () => {
    expect(idsFor([entry("mine", `${kimi}/coding/`)], kimi, "/coding/v1/messages")).toEqual([
      "mine",
    ]);
    expect(
      idsFor([entry("mine", `${kimi}/coding/v1`)], kimi, "/coding/v1/chat/completions"),
    ).toEqual(["mine"]);
  });
});

it.each([
  ["/%76%31/%7Echat", "/v1/~chat"],
  ["/v1/%7Echat?key=1", "/v1/~chat"],
  ["/?key=1", "/"],
  ["/a/../%7E", "/~"],
])("the path of %s is %s", (path, normal) => {
  expect(targetOf({ method: "POST", origin: "https://a.example", path })?.path).toBe(normal);
});
