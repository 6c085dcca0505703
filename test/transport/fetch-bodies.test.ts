import { Readable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { Agent, type Dispatcher, request } from "undici";
import { captureServer, valuesIn } from "./capture-server.ts";
import { NEWER_NODES, runScenario } from "./child-process.ts";
import { install } from "./recording.ts";

const KEY = "sk-test-000000000000";

function relay(
  origin: string,
  headers: Record<string, string> = { "X-Model": "one" },
): Parameters<typeof install>[0] {
  const models = [
    { id: "m1", headers },
    { id: "m2", headers: {} },
  ];
  return { providers: { relay: { baseUrl: `${origin}/v1`, apiKey: KEY, models } } };
}

const post = (model: unknown, more = {}) => ({
  method: "POST",
  headers: { Authorization: `Bearer ${KEY}` },
  body: JSON.stringify({ ...more, model }),
});

describe.each(NEWER_NODES)(
  "a model's headers where no context tells the model, Node %s",
  async (version) => {
    const result = (await runScenario(version, "model-unknown.ts")) as {
      readonly got: Record<string, string | null>;
      readonly wrapped: boolean;
      readonly restored: boolean;
      readonly said: string[];
    };

    // The same cells as in docs/custom-headers.md.
    it.each([
      ["fetch, text", "one"],
      ["fetch, bytes", "one"],
      ["fetch, stream", null],
      ["fetch, Request", null],
      ["fetch taken before", null],
      ["undici request, text", "one"],
      ["undici request, bytes", "one"],
      ["undici request, stream", null],
      ["interceptor, text", "one"],
      ["interceptor, bytes", "one"],
      ["interceptor, stream", null],
      ["createProviderFetch, text", "one"],
      ["createProviderFetch, bytes", "one"],
      ["createProviderFetch, stream", null],
      ["openai", "one"],
      ["anthropic", "one"],
      ["google genai", "one"],
      ["ai sdk", "one"],
      ["node:http", null],
      ["axios", null],
      ["node:http, in a context", "one"],
    ])("%s: %s", (client, header) => {
      expect(result.got[client]).toBe(header);
    });

    it("is told of once a provider where they are not sent", () => {
      expect(result.said).toEqual([
        "provider-headers: a request to relay does not reveal its model before its headers are written (its body is a stream or long, or its client is on node:http), so the headers of a model (X-Model) are not sent with such requests. Make them within withRequestContext, or with a client that docs/custom-headers.md lists.",
      ]);
    });

    it("wraps the global fetch while it is installed", () => {
      expect(result).toMatchObject({ wrapped: true, restored: true });
    });
  },
);

describe("the global fetch", () => {
  it("is wrapped only while models have headers, through updates, and given back", () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "fetch");
    const { installation } = install(relay("http://relay.example", {}));
    expect(Object.getOwnPropertyDescriptor(globalThis, "fetch")).toEqual(before);
    installation.update(relay("http://relay.example"));
    expect(globalThis.fetch).not.toBe(before?.value);
    expect(globalThis.fetch.name).toBe("fetch");
    installation.update(relay("http://relay.example", {}));
    expect(Object.getOwnPropertyDescriptor(globalThis, "fetch")).toEqual(before);
    installation.update(relay("http://relay.example"));
    installation.uninstall();
    expect(Object.getOwnPropertyDescriptor(globalThis, "fetch")).toEqual(before);
  });

  it("that somebody wrapped since stays theirs, and ours passes calls on", async () => {
    const before = globalThis.fetch;
    onTestFinished(() => void (globalThis.fetch = before));
    const server = await captureServer();
    const { installation } = install(relay(server.origin));
    const ours = globalThis.fetch;
    const theirs: typeof fetch = (...call) => ours(...call);
    globalThis.fetch = theirs;
    await fetch(`${server.origin}/v1/chat`, post("m1"));
    expect(server.last("x-model")).toEqual(["one"]);
    installation.uninstall();
    expect(globalThis.fetch).toBe(theirs);
    await fetch(`${server.origin}/v1/chat`, post("m1"));
    expect(server.last("x-model")).toEqual([]);
  });

  it("passes calls on unread once it has ended under somebody else's wrapper", async () => {
    const before = globalThis.fetch;
    onTestFinished(() => void (globalThis.fetch = before));
    globalThis.fetch = async () => new Response("{}");
    const { installation } = install(relay("https://relay.example"));
    const ours = globalThis.fetch;
    globalThis.fetch = (...call) => ours(...call);
    let reads = 0;
    const init = {
      get method() {
        reads += 1;
        return "POST";
      },
    };
    await fetch("https://relay.example/v1/chat", init);
    expect(reads).toBe(1);
    installation.uninstall();
    await fetch("https://relay.example/v1/chat", init);
    expect(reads).toBe(1);
  });

  it.each<[string, string, RequestInit, string[]]>([
    ["another configured model", "/v1/chat", post("m2"), []],
    ["a model of the wire's own name", "/v1/chat", post("m1-2026"), []],
    [
      "the object's own model, not one inside it",
      "/v1/chat",
      post("m2", { tools: [{ model: "m1" }] }),
      [],
    ],
    [
      "a model behind a conversation",
      "/v1/chat",
      post("m1", { input: 'say {"model":"m2"}' }),
      ["one"],
    ],
    ["a model behind the first 16 KiB", "/v1/chat", post("m1", { input: "x".repeat(17_000) }), []],
    ["a form", "/v1/chat", { ...post("m1"), body: new URLSearchParams({ model: "m1" }) }, []],
    ["no POST", "/v1/chat", { ...post("m1"), method: "PUT" }, []],
    ["another path", "/v2/chat", post("m1"), []],
  ])("looks at %s", async (_what, path, init, expected) => {
    const server = await captureServer();
    install(relay(server.origin));
    const response = await fetch(server.origin + path, init);
    expect(await response.text()).toBe("{}");
    expect(server.last("x-model")).toEqual(expected);
    expect(server.received[0]?.body).toBe(String(init.body));
  });

  it("says nothing of calls to others", async () => {
    const [server, other] = [await captureServer(), await captureServer()];
    const { said } = install(relay(server.origin));
    await fetch(`${other.origin}/v1/chat`, post("m1"));
    expect(other.received).toHaveLength(1);
    expect(said).toEqual([]);
  });

  it("is read for one of two entries of an address, where the other has no models", async () => {
    const server = await captureServer();
    const { providers } = relay(server.origin) as { providers: Record<string, object> };
    const plain = { baseUrl: `${server.origin}/v1`, apiKey: "sk-plain-000000000000" };
    install({ providers: { plain, ...providers } });
    await fetch(`${server.origin}/v1/chat`, post("m1"));
    expect(server.last("x-model")).toEqual(["one"]);
  });

  it("is not read where the process has no fetch", () => {
    const before = globalThis.fetch;
    onTestFinished(() => void (globalThis.fetch = before));
    globalThis.fetch = undefined as never;
    const { said } = install(relay("https://relay.example"));
    expect([globalThis.fetch, said]).toEqual([undefined, []]);
  });

  it("is left alone where it is not the global object's own", () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, "fetch") as PropertyDescriptor;
    const parent = Object.getPrototypeOf(globalThis) as { fetch?: unknown };
    onTestFinished(() => {
      delete parent.fetch;
      Object.defineProperty(globalThis, "fetch", own);
    });
    Reflect.deleteProperty(globalThis, "fetch");
    parent.fetch = own.value;
    const { said } = install(relay("https://relay.example"));
    expect(Object.hasOwn(globalThis, "fetch")).toBe(false);
    expect([globalThis.fetch, said]).toEqual([own.value, []]);
  });

  it("gives each of many calls at once its own model, also where they wait for one connection", async () => {
    const server = await captureServer((_request, response) => {
      setTimeout(() => response.end("{}"), 1);
    });
    const models = ["m1", "m2"].map((id) => ({ id, headers: { "X-Model": id } }));
    install({ providers: { relay: { baseUrl: server.origin, apiKey: KEY, models } } });
    const asked = (dispatcher?: Agent) =>
      Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          fetch(server.origin, {
            ...post(`m${1 + (index % 2)}`),
            dispatcher,
          } as unknown as RequestInit),
        ),
      );
    await asked();
    for (const received of server.received) {
      expect(valuesIn(received, "x-model")).toEqual([/"model":"(m\d)"/u.exec(received.body)?.[1]]);
    }
    server.received.length = 0;
    // Node's own `fetch` takes no dispatcher of another copy from undici 8 on.
    await asked(new Agent({ connections: 1 }));
    expect(server.received).toHaveLength(12);
    for (const received of server.received) {
      const own = /"model":"(m\d)"/u.exec(received.body)?.[1];
      expect([[], [own]]).toContainEqual(valuesIn(received, "x-model"));
    }
  });

  describe("keeps the model of a call from what else goes out within it:", () => {
    const streamed = () => ({
      method: "POST" as const,
      headers: { Authorization: `Bearer ${KEY}` },
      body: Readable.from(["{}"]),
    });

    it.each<[string, path: string, isOthers: boolean, isFirst: boolean]>([
      ["another path", "/v1/other", false, true],
      ["the same path of another provider", "/v1/chat", true, true],
      ["the same address again", "/v1/chat", false, false],
    ])("%s", async (_what, path, isOthers, isFirst) => {
      const [server, other] = [await captureServer(), await captureServer()];
      const { providers } = relay(server.origin) as { providers: Record<string, object> };
      const second = { ...providers["relay"], baseUrl: `${other.origin}/v1` };
      install({ providers: { ...providers, second } });
      const url = (isOthers ? other : server).origin + path;
      let within: Promise<unknown> | undefined;
      const ask = (): void => {
        within = request(url, streamed()).then(({ body }) => body.dump());
      };
      const besides: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (given, handler) => {
        if (isFirst) ask();
        const result = dispatch(given, handler);
        if (!isFirst) ask();
        return result;
      };
      // Node's own `fetch` takes no dispatcher of another copy from undici 8 on.
      const dispatcher = new Agent().compose(besides);
      const init = { ...post("m1"), dispatcher };
      await fetch(`${server.origin}/v1/chat`, init as unknown as RequestInit);
      await within;
      const received = [...server.received, ...other.received];
      const titled = received.map((one) => [one.body === "{}", valuesIn(one, "x-model")]);
      expect(titled).toHaveLength(2);
      expect(titled).toContainEqual([false, ["one"]]);
      expect(titled).toContainEqual([true, []]);
    });

    it("a call of fetch to the same address whose body is a stream", async () => {
      const before = globalThis.fetch;
      onTestFinished(() => void (globalThis.fetch = before));
      const server = await captureServer();
      globalThis.fetch = async (input, init) => {
        const isOuter = typeof init?.body === "string";
        if (isOuter)
          await fetch(input, { ...streamed(), duplex: "half" } as unknown as RequestInit);
        return before(input, init);
      };
      install(relay(server.origin));
      await fetch(`${server.origin}/v1/chat`, post("m1"));
      expect(server.received.map((one) => [one.body, valuesIn(one, "x-model")])).toEqual([
        ["{}", []],
        ['{"model":"m1"}', ["one"]],
      ]);
    });
  });

  it("is not missed where no model's header could go: another route, a page", async () => {
    const server = await captureServer();
    const models = [{ id: "m1", headers: { "X-Model": "one" } }];
    const { said } = install({
      providers: {
        relay: { baseUrl: server.origin, api: "openai-completions", apiKey: KEY, models },
      },
    });
    const headers = { Authorization: `Bearer ${KEY}` };
    const streamed = () => ({ method: "POST", headers, body: new Blob(["{}"]).stream() });
    await fetch(`${server.origin}/embeddings`, { ...streamed(), duplex: "half" } as RequestInit);
    await fetch(`${server.origin}/chat/completions`, { headers });
    expect(said).toEqual([]);
    await fetch(`${server.origin}/chat/completions`, {
      ...streamed(),
      duplex: "half",
    } as RequestInit);
    expect(said).toHaveLength(1);
  });

  it("does not send a model's header along a redirect", async () => {
    const other = await captureServer();
    const server = await captureServer((_request, response) => {
      response.writeHead(307, { location: `${other.origin}/v1/chat` }).end();
    });
    install(relay(server.origin));
    await fetch(`${server.origin}/v1/chat`, post("m1"));
    expect(server.last("x-model")).toEqual(["one"]);
    expect(other.last("x-model")).toEqual([]);
  });
});
