import { describe, expect, it } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import { entriesByAddress } from "../../src/transport/entry-addresses.ts";
import { withRequestContext } from "../../src/transport/request-context.ts";
import { captureServer, valuesIn } from "./capture-server.ts";
import { install, recording } from "./recording.ts";

const KEY = "sk-corp-000000000000";

function placesOf(provider: object): unknown {
  const { config } = providerConfigFrom({ models: { providers: { corp: provider } } }, { env: {} });
  return config.entries
    .flatMap(entriesByAddress)
    .map(({ origin, prefix, entry }) => [
      `${origin}${prefix}`,
      entry.api,
      entry.models.map(({ id, api }) => `${id} ${api}`),
    ]);
}

describe("the addresses of an entry", () => {
  const openai = "openai-completions";
  it.each<[string, object, unknown]>([
    [
      "the provider's and each model's own",
      {
        baseUrl: "https://a.example/v1",
        api: openai,
        models: [
          { id: "a" },
          { id: "b", baseUrl: "https://b.example/v1/" },
          { id: "c", baseUrl: "https://c.example", api: "anthropic-messages" },
          { id: "d", baseUrl: "https://b.example/v1", api: "openai-responses" },
        ],
      },
      [
        ["https://a.example/v1", openai, [`a ${openai}`]],
        ["https://b.example/v1", openai, [`b ${openai}`, "d openai-responses"]],
        ["https://c.example", "anthropic-messages", ["c anthropic-messages"]],
      ],
    ],
    [
      "a model's own api below the provider's address, and beside it",
      {
        baseUrl: "http://h.example/v1",
        api: openai,
        models: [
          { id: "a", api: "openai-responses" },
          { id: "b", api: "ollama" },
        ],
      },
      [
        ["http://h.example/v1", openai, ["a openai-responses"]],
        ["http://h.example", "ollama", ["b ollama"]],
      ],
    ],
    [
      "of models only",
      { models: [{ id: "a" }, { id: "b", baseUrl: "https://b.example" }] },
      [["https://b.example", undefined, ["b undefined"]]],
    ],
    [
      "no address that cannot be read: it does not become the provider's",
      {
        baseUrl: "https://a.example",
        models: [
          { id: "b", baseUrl: "${GONE}" },
          { id: "c", baseUrl: "no address" },
          { id: "d", baseUrl: 5 },
        ],
      },
      [["https://a.example", undefined, []]],
    ],
  ])("are %s", (_what, provider, places) => {
    expect(placesOf(provider)).toEqual(places);
  });
});

describe("a model with an address of its own", () => {
  async function twoServers() {
    const [own, other] = [await captureServer(), await captureServer()];
    const installed = install({
      providers: {
        corp: {
          baseUrl: `${own.origin}/v1`,
          api: "openai-completions",
          apiKey: KEY,
          headers: { "X-Team": "t", "X-Sec": "${SEC}" },
          models: [
            { id: "a", headers: { "X-Model": "a" } },
            {
              id: "b",
              baseUrl: `${other.origin}/other/v1`,
              headers: { "X-Model": "b", "X-B": "1" },
            },
            { id: "c", api: "anthropic-messages", baseUrl: `${other.origin}/anth` },
          ],
        },
      },
      env: { SEC: "secret-000000" },
    });
    return { own, other, ...installed };
  }
  const asked = (
    model: string,
    headers: Record<string, string> = { Authorization: `Bearer ${KEY}` },
  ) => ({
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model }),
  });

  it("gets the provider's layers there, its secret ones with the key of the provider", async () => {
    const { other, said } = await twoServers();
    await fetch(`${other.origin}/other/v1/chat/completions`, asked("b"));
    expect(other.last("x-team")).toEqual(["t"]);
    expect(other.last("x-sec")).toEqual(["secret-000000"]);
    expect(other.last("x-model")).toEqual(["b"]);
    await fetch(`${other.origin}/anth/v1/messages`, asked("c", { "x-api-key": KEY }));
    expect(other.last("x-sec")).toEqual(["secret-000000"]);
    expect(other.last("x-model")).toEqual([]);
    expect(said).toEqual([]);
    await fetch(`${other.origin}/anth/v1/messages`, asked("c", { "x-api-key": "foreign" }));
    expect(other.last("x-team")).toEqual(["t"]);
    expect(other.last("x-sec")).toEqual([]);
    await fetch(`${other.origin}/elsewhere`, asked("b"));
    expect(other.last("x-team")).toEqual([]);
  });

  it("sends none of its headers to another address of the provider, whoever names it", async () => {
    const { own, other, installation } = await twoServers();
    const trace = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
    installation.announceCall({ ...trace, providerId: "corp", modelId: "b" });
    const traceparent = `00-${trace.traceId}-${trace.spanId}-01`;
    const url = `${own.origin}/v1/chat/completions`;
    await fetch(url, asked("b"));
    await fetch(url, asked("b", { traceparent }));
    await withRequestContext({ providerId: "corp", modelId: "b" }, () => fetch(url, asked("b")));
    await createProviderFetch({
      providers: {
        corp: {
          baseUrl: `${own.origin}/v1`,
          apiKey: KEY,
          models: [{ id: "b", baseUrl: other.origin, headers: { "X-Model": "b", "X-B": "1" } }],
        },
      },
      context: { providerId: "corp", modelId: "b" },
    })(url, asked("b"));
    expect(own.received).toHaveLength(4);
    for (const received of own.received) {
      expect(valuesIn(received, "x-team")).toEqual(["t"]);
      expect(valuesIn(received, "x-model")).toEqual([]);
      expect(valuesIn(received, "x-b")).toEqual([]);
    }
    await fetch(url, asked("a"));
    expect(own.last("x-model")).toEqual(["a"]);
    await fetch(`${other.origin}/other/v1/chat/completions`, asked("a"));
    expect(other.last("x-model")).toEqual([]);
  });

  it("takes no header along on a redirect to another address of the provider", async () => {
    const target = await captureServer();
    const server = await captureServer((request, response) => {
      response.writeHead(307, { location: `${target.origin}${request.url ?? ""}` }).end();
    });
    install({
      providers: {
        corp: {
          baseUrl: target.origin,
          apiKey: KEY,
          models: [{ id: "b", baseUrl: server.origin, headers: { "X-Model": "b" } }],
        },
      },
    });
    await fetch(`${server.origin}/chat/completions`, asked("b"));
    expect(server.last("x-model")).toEqual(["b"]);
    expect(target.received).toHaveLength(1);
    expect(target.last("x-model")).toEqual([]);
  });

  it("is found at the longest of nested addresses, or at the one where its model is asked", async () => {
    const server = await captureServer();
    install({
      providers: {
        corp: {
          baseUrl: `${server.origin}/v1`,
          api: "openai-completions",
          apiKey: KEY,
          models: [
            { id: "a", headers: { "X-Model": "a" } },
            { id: "deep", baseUrl: `${server.origin}/v1/deep`, headers: { "X-Model": "deep" } },
            {
              id: "c",
              api: "anthropic-messages",
              baseUrl: server.origin,
              headers: { "X-Model": "c" },
            },
          ],
        },
      },
    });
    for (const [path, model] of [
      ["/v1/chat/completions", "a"],
      ["/v1/deep/chat/completions", "deep"],
      ["/v1/messages", "c"],
    ] as const) {
      await fetch(server.origin + path, asked(model));
      expect(server.last("x-model")).toEqual([model]);
    }
  });

  it("shares it with another entry: the key decides, and without one nothing is sent", async () => {
    const server = await captureServer();
    const { said } = install({
      providers: {
        one: {
          baseUrl: "https://one.example",
          apiKey: "sk-one-000000000",
          headers: { "X-Title": "one" },
          models: [{ id: "m", baseUrl: `${server.origin}/v1` }],
        },
        two: {
          baseUrl: `${server.origin}/v1`,
          apiKey: "sk-two-000000000",
          headers: { "X-Title": "two" },
        },
      },
    });
    for (const [key, title] of [
      ["sk-one-000000000", ["one"]],
      ["sk-two-000000000", ["two"]],
      ["sk-three-0000000", []],
    ] as const) {
      await fetch(`${server.origin}/v1/chat`, asked("m", { Authorization: `Bearer ${key}` }));
      expect(server.last("x-title")).toEqual(title);
    }
    expect(said).toEqual([expect.stringContaining("one, two have the same baseUrl")]);
  });

  it("gets the built-in by its own endpoint, and the provider's does not follow it", async () => {
    const server = await captureServer();
    const { said } = install({
      providers: {
        "kimi-coding": {
          baseUrl: "https://api.kimi.com/coding",
          models: [
            { id: "x", baseUrl: `${server.origin}/coding/v1` },
            { id: "y", baseUrl: "https://relay.example/v1" },
          ],
        },
        corp: {
          baseUrl: "https://corp.example",
          models: [{ id: "k", baseUrl: "https://api.kimi.com/coding/v1" }],
        },
      },
    });
    await fetch(`${server.origin}/coding/v1/chat`, { headers: { "User-Agent": "node" } });
    expect(server.last("user-agent")).toEqual(["claude-code/0.1.0"]);
    expect(said).toHaveLength(1);
    const recorded = recording();
    const sent: (string | null)[] = [];
    const stub: typeof fetch = (_input, init) => {
      sent.push(new Headers(init?.headers).get("user-agent"));
      return Promise.resolve(new Response("{}"));
    };
    const providerFetch = createProviderFetch(
      {
        logger: recorded.logger,
        guard: recorded.guard,
        providers: {
          corp: {
            baseUrl: "https://corp.example",
            models: [{ id: "k", baseUrl: "https://api.kimi.com/coding/v1" }],
          },
          "kimi-coding": { models: [{ id: "y", baseUrl: "https://relay.example/v1" }] },
        },
      },
      stub,
    );
    for (const url of [
      "https://api.kimi.com/coding/v1/chat/completions",
      "https://relay.example/v1/x",
    ]) {
      await providerFetch(url, { method: "POST", body: "{}", headers: { "User-Agent": "node" } });
    }
    expect(sent).toEqual(["claude-code/0.1.0", "node"]);
  });
});
