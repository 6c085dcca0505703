import { once } from "node:events";
import diagnosticsChannel from "node:diagnostics_channel";
import { createServer, type Socket } from "node:net";
import { Readable } from "node:stream";
import * as zlib from "node:zlib";
import { Agent, Client, interceptors, request, RetryAgent } from "undici";
import * as undici6 from "undici-6";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import { captureServer, valuesIn } from "./capture-server.ts";
import { install, until } from "./recording.ts";
import { undiciClients } from "./undici-clients.ts";

const KEY = "sk-test-000000000000";
const AUTHORIZED = { Authorization: `Bearer ${KEY}` };

function provider(
  origin: string,
  headers: Record<string, unknown>,
): { providers: Record<string, ProviderInput> } {
  return { providers: { relay: { baseUrl: `${origin}/v1`, apiKey: KEY, headers } } };
}

function withOverride(
  origin: string,
  headers: Record<string, unknown>,
): Parameters<typeof install>[0] {
  return { ...provider(origin, {}), override: { providers: { relay: { headers } } } };
}

describe.each(undiciClients())("$name", ({ send }) => {
  it("sends every configured field once, whatever the client's own was", async () => {
    const server = await captureServer();
    install(
      provider(server.origin, { "User-Agent": "mine/1.0", "X-Title": "a title", "x-late": "été" }),
    );
    await send(`${server.origin}/v1/chat/completions?a=b`, {
      method: "POST",
      body: "{}",
      headers: { "user-agent": "OpenAI/JS 6.10.0", "X-TITLE": "other", "X-Own": "stays" },
    });
    expect(server.last("user-agent")).toEqual(["mine/1.0"]);
    expect(server.last("x-title")).toEqual(["a title"]);
    expect(server.last("x-late")).toEqual(["été"]);
    expect(server.last("x-own")).toEqual(["stays"]);
    expect(server.received).toMatchObject([{ body: "{}", url: "/v1/chat/completions?a=b" }]);
  });

  it("removes fields and families, the client's own included", async () => {
    const server = await captureServer();
    install(
      withOverride(server.origin, {
        "User-Agent": null,
        "x-stainless-*": null,
        "x-stainless-os": "none",
      }),
    );
    await send(`${server.origin}/v1/models`, {
      headers: {
        "User-Agent": "OpenAI/JS 6.10.0",
        "X-Stainless-Lang": "js",
        "X-Stainless-OS": "Linux",
      },
    });
    expect(server.received[0]?.lines.map(([name]) => name.toLowerCase())).not.toContain(
      "user-agent",
    );
    expect(server.last("x-stainless-lang")).toEqual([]);
    expect(server.last("x-stainless-os")).toEqual(["none"]);
  });

  it("leaves requests alone that are not a provider's", async () => {
    const server = await captureServer();
    install(provider(server.origin, { "X-Title": "a title" }));
    await send(`${server.origin}/v1x/chat`);
    await send(`${server.origin}/`);
    expect(server.received.flatMap(({ lines }) => lines).map(([name]) => name)).not.toContain(
      "X-Title",
    );
  });

  it.each(["identity", "gzip", "deflate", "br"])(
    "shows the guard a refusal's body, coded %s",
    async (coding) => {
      const body = Buffer.from(JSON.stringify({ error: { message: `refused ${KEY}` } }));
      const coded = {
        identity: body,
        gzip: zlib.gzipSync(body),
        deflate: zlib.deflateSync(body),
        br: zlib.brotliCompressSync(body),
      };
      const server = await captureServer((_request, response) => {
        response.writeEarlyHints({ link: "</a>; rel=preload" });
        response.writeHead(403, {
          "content-encoding": coding,
          "x-request-id": "r1",
          "set-cookie": "a=b",
        });
        const bytes = coded[coding as keyof typeof coded];
        response.write(bytes.subarray(0, 10));
        setImmediate(() => response.end(bytes.subarray(10)));
      });
      const { failures, successes } = install(
        provider(server.origin, { "User-Agent": "mine/1.0" }),
      );
      const answer = await send(`${server.origin}/v1/chat?key=secret`, {
        method: "POST",
        body: "{}",
        headers: AUTHORIZED,
      });
      expect(answer.status).toBe(403);
      await until(() => failures.length > 0);
      expect(failures).toEqual([
        {
          providerId: "relay",
          endpoint: `${server.origin}/v1/chat`,
          status: 403,
          headers: expect.objectContaining({ "x-request-id": "r1" }),
          body: '{"error":{"message":"refused ***"}}',
          keyPrefix: "sk-",
          sent: expect.arrayContaining([
            {
              name: "user-agent",
              value: "mine/1.0",
              layer: "provider",
              source: { path: "models.providers.relay.headers.User-Agent" },
            },
          ]),
          scrub: expect.any(Function),
          scrubNames: expect.any(Function),
        },
      ]);
      expect(failures[0]?.scrub?.(`the host quotes ${KEY}`)).toBe("the host quotes ***");
      expect(failures[0]?.headers).not.toHaveProperty("set-cookie");
      expect(successes).toEqual([]);
    },
  );

  it("names the model that the request's body names", async () => {
    const server = await captureServer();
    const { successes } = install(provider(server.origin, { "X-Title": "t" }));
    const body = JSON.stringify({ model: "k2p5", messages: [{ content: '"model":"other"' }] });
    await send(`${server.origin}/v1/chat`, { method: "POST", body });
    expect(server.received).toMatchObject([{ body }]);
    expect(successes).toMatchObject([
      { providerId: "relay", modelId: undefined, wireModel: "k2p5" },
    ]);
  });

  it("tells the guard of a success, and of a connection that failed", async () => {
    const server = await captureServer();
    const { failures, successes } = install(provider(server.origin, { "X-Title": "t" }));
    await send(`${server.origin}/v1/chat`, { method: "POST", body: "{}" });
    expect(successes).toMatchObject([
      { providerId: "relay", endpoint: `${server.origin}/v1/chat` },
    ]);
    server.server.closeAllConnections();
    server.server.close();
    await expect(send(`${server.origin}/v1/chat`, { method: "POST", body: "{}" })).rejects.toThrow(
      Error,
    );
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([
      { status: undefined, body: undefined, error: expect.any(Error) },
    ]);
  });

  it("says nothing of a request that its caller gave up", async () => {
    const server = await captureServer(() => {});
    const { failures, said } = install(provider(server.origin, { "X-Title": "t" }));
    const controller = new AbortController();
    const sending = send(`${server.origin}/v1/chat`, {
      method: "POST",
      body: "{}",
      signal: controller.signal,
    });
    await until(() => server.received.length === 1);
    controller.abort();
    await expect(sending).rejects.toThrow(Error);
    expect(failures).toEqual([]);
    expect(said).toEqual([]);
  });
});

it("two copies of undici in one process are dressed by one installation", async () => {
  const server = await captureServer();
  install(provider(server.origin, { "X-Title": "t" }));
  await Promise.all(undiciClients().map(({ send }) => send(`${server.origin}/v1/chat`)));
  expect(server.received.map((received) => valuesIn(received, "x-title"))).toEqual([
    ["t"],
    ["t"],
    ["t"],
    ["t"],
    ["t"],
  ]);
});

it("a streamed body and a streamed answer pass as they are", async () => {
  const server = await captureServer((_request, response) => {
    response.write("data: one\n\n");
    setTimeout(() => response.end("data: two\n\n"), 20);
  });
  install(provider(server.origin, { "X-Title": "t" }));
  const body = Readable.from(["{", '"stream":', "true}"]);
  const response = await fetch(`${server.origin}/v1/chat`, {
    method: "POST",
    body: Readable.toWeb(body) as ReadableStream,
    duplex: "half",
  } as RequestInit);
  const chunks: string[] = [];
  for await (const chunk of response.body ?? [])
    chunks.push(Buffer.from(chunk as Uint8Array).toString());
  expect(chunks).toEqual(["data: one\n\n", "data: two\n\n"]);
  expect(server.received).toMatchObject([{ body: '{"stream":true}' }]);
  expect(server.last("x-title")).toEqual(["t"]);
});

it("a configured content-type is sent once, for a form too", async () => {
  const server = await captureServer();
  install(provider(server.origin, { "Content-Type": "text/wrong" }));
  const form = new undici6.FormData();
  form.set("a", "b");
  await undici6.request(`${server.origin}/v1/files`, {
    method: "POST",
    body: form,
    dispatcher: new undici6.Agent(),
  });
  expect(server.last("content-type")).toEqual(["text/wrong"]);
});

it("every retry is dressed", async () => {
  let calls = 0;
  const server = await captureServer((_request, response) => {
    calls += 1;
    response.statusCode = calls < 3 ? 503 : 200;
    response.end("{}");
  });
  const { failures, successes } = install(provider(server.origin, { "X-Title": "t" }));
  const dispatcher = new RetryAgent(new Agent(), { minTimeout: 1, maxTimeout: 1 });
  const { statusCode } = await request(`${server.origin}/v1/models`, {
    headers: AUTHORIZED,
    dispatcher,
  });
  expect(statusCode).toBe(200);
  expect(server.received.map((received) => valuesIn(received, "x-title"))).toEqual([
    ["t"],
    ["t"],
    ["t"],
  ]);
  expect(failures.map(({ status }) => status)).toEqual([503, 503]);
  expect(successes).toHaveLength(1);
});

describe("a redirect to another origin takes no configured header along", () => {
  it.each([
    ["fetch", async (url: string) => void (await fetch(url, { headers: AUTHORIZED }))],
    [
      "undici's redirect interceptor",
      async (url: string) => {
        const dispatcher = new Agent().compose(interceptors.redirect({ maxRedirections: 2 }));
        const { body } = await request(url, { headers: AUTHORIZED, dispatcher });
        await body.dump();
      },
    ],
  ])("%s", async (_name, send) => {
    const other = await captureServer();
    const server = await captureServer((incoming, response) => {
      const location = incoming.url === "/v1/here" ? "/v1/there" : `${other.origin}/v1/chat`;
      response.writeHead(302, { location }).end();
    });
    install(provider(server.origin, { "X-Title": "t", "X-Api-Key": "k-000000000000" }));
    await send(`${server.origin}/v1/here`);
    expect(server.received.map((received) => valuesIn(received, "x-title"))).toEqual([
      ["t"],
      ["t"],
    ]);
    expect(valuesIn(server.received[0], "x-api-key")).toEqual(["k-000000000000"]);
    expect(other.received).toHaveLength(1);
    expect(other.last("x-title")).toEqual([]);
    expect(other.last("x-api-key")).toEqual([]);
  });
});

it("requests on one kept connection, pipelined, each get their own", async () => {
  const sockets = new Set<unknown>();
  const server = await captureServer((incoming, response) => {
    sockets.add(incoming.socket);
    response.end("{}");
  });
  install({
    providers: {
      one: { baseUrl: `${server.origin}/one`, headers: { "X-Title": "one" } },
      two: { baseUrl: `${server.origin}/two`, headers: { "X-Title": "two" } },
    },
  });
  const client = new Client(server.origin, { pipelining: 4 });
  const paths = ["/one/a", "/two/a", "/three/a", "/one/b", "/two/b"];
  await Promise.all(
    paths.map(async (path) => {
      const { body } = await client.request({ path, method: "GET" });
      await body.dump();
    }),
  );
  await client.close();
  expect(sockets.size).toBe(1);
  expect(
    server.received.map((received) => [received.url, ...valuesIn(received, "x-title")]),
  ).toEqual([
    ["/one/a", "one"],
    ["/two/a", "two"],
    ["/three/a"],
    ["/one/b", "one"],
    ["/two/b", "two"],
  ]);
});

it("an interceptor that sets the same name is beaten, and an array of values becomes the one", async () => {
  const server = await captureServer();
  install(provider(server.origin, { "X-Title": "t" }));
  const dispatcher = new Agent().compose(
    (dispatch) => (options, handler) =>
      dispatch(
        { ...options, headers: { "x-title": ["from", "interceptor"], "X-Many": ["1", "2"] } },
        handler,
      ),
  );
  await request(`${server.origin}/v1/chat`, { dispatcher });
  expect(server.last("x-title")).toEqual(["t"]);
  expect(server.last("x-many")).toEqual(["1", "2"]);
});

it("a header that something else changes afterwards is told loudly, once", async () => {
  const server = await captureServer();
  const { said } = install(provider(server.origin, { "X-Title": "t" }));
  const meddle = (message: unknown): void => {
    (message as { request: { headers: string[] } }).request.headers.push("x-title", "again");
  };
  diagnosticsChannel.subscribe("undici:request:create", meddle);
  onTestFinished(() => void diagnosticsChannel.unsubscribe("undici:request:create", meddle));
  await fetch(`${server.origin}/v1/chat`);
  await fetch(`${server.origin}/v1/chat`);
  expect(said).toEqual([
    `error provider-headers: a request to relay (${server.origin}/v1/chat) went out without the configured X-Title: something in this process changed its headers after they were set. Look for an interceptor or an instrumentation that sets the same names.`,
  ]);
});

it("a request of undici 5, whose headers are a text, is told of once and left alone", () => {
  const { said } = install(provider("https://relay.example", { "X-Title": "t" }));
  const old = {
    origin: "https://relay.example",
    path: "/v1/chat",
    method: "GET",
    headers: "a: b\r\n",
  };
  const channel = diagnosticsChannel.channel("undici:request:create");
  channel.publish({ request: old });
  channel.publish({ request: old });
  expect(old.headers).toBe("a: b\r\n");
  expect(said).toEqual([
    "warn provider-headers: a request to relay was made with undici 5, whose headers cannot be changed: it was left alone. Use undici 6 or later.",
  ]);
});

it("a host that undici's dns interceptor hides is told of once, and its request left alone", async () => {
  const server = await captureServer();
  const { said } = install(provider(`http://relay.test:${server.port}`, { "X-Title": "t" }));
  const dispatcher = new Agent().compose(
    interceptors.dns({
      lookup: (_origin, _options, done) =>
        done(null, [{ address: "127.0.0.1", family: 4, ttl: 1000 }]),
    }),
  );
  for (const path of ["/v1/chat", "/v1/chat", "/other"]) {
    await (await request(`http://relay.test:${server.port}${path}`, { dispatcher })).body.dump();
    expect(server.last("x-title")).toEqual([]);
  }
  expect(said).toEqual([
    `warn provider-headers: a request to relay was sent to an address, with relay.test:${server.port} only in its Host field, as undici's dns interceptor does: it was left alone. Remove that interceptor for this provider.`,
  ]);
});

it("what a later undici may publish does not break it", async () => {
  const { said } = install(provider("https://relay.example", { "X-Title": "t" }));
  const message = {
    get request(): unknown {
      throw new Error("no request here");
    },
  };
  for (const name of ["create", "headers", "trailers", "error", "bodyChunkReceived"]) {
    diagnosticsChannel.channel(`undici:request:${name}`).publish(message);
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(said).toHaveLength(5);
  expect(said[0]).toBe(
    "error provider-headers: an internal error in undici:request:create (no request here); the request goes on without it. Please report this.",
  );
});

it("a connection that breaks off a refusal's body is told with what came", async () => {
  const server = createServer((socket: Socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\nhalf");
      setTimeout(() => socket.destroy(), 10);
    });
    socket.on("error", () => {});
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const { failures } = install(provider(origin, { "X-Title": "t" }));
  await expect(
    fetch(`${origin}/v1/chat`, { method: "POST", headers: AUTHORIZED }).then((response) =>
      response.text(),
    ),
  ).rejects.toThrow(Error);
  await until(() => failures.length > 0);
  expect(failures).toMatchObject([{ status: 401, body: "half" }]);
});

it("whatever credential a request carries is taken out of what is told of it", async () => {
  const server = await captureServer((incoming, response) => {
    response.writeHead(401).end(`no: ${String(incoming.headers["x-relay-token"])}`);
  });
  const { failures } = install(provider(server.origin, {}));
  const headers = { ...AUTHORIZED, "X-Relay-Token": "token-of-the-client" };
  await fetch(`${server.origin}/v1/chat`, { method: "POST", body: "{}", headers });
  await until(() => failures.length > 0);
  expect(failures).toMatchObject([{ body: "no: ***" }]);
});

describe("what a host puts on from a header that we refuse", () => {
  it("Content-Length, an unset variable and an empty value are taken off again", async () => {
    const server = await captureServer();
    const refused = [
      { name: "Content-Length", value: "1" },
      { name: "X-Team", value: "${NOT_SET}" },
      { name: "X-Empty", value: "" },
    ];
    install({
      config: {
        entries: [
          {
            id: "relay",
            baseUrl: `${server.origin}/v1`,
            layers: [],
            models: [],
            refused,
            builtInDefaults: true,
            onAuthFailure: "warn",
          },
        ],
        builtInDefaults: true,
        notice: "log",
        models: { fallbacks: [] },
        secrets: [],
      },
    });
    const dispatcher = new undici6.Agent();
    await undici6.fetch(`${server.origin}/v1/chat`, {
      method: "POST",
      body: '{"a":1}',
      headers: { "content-length": "1", "x-team": "${NOT_SET}", "X-Empty": "", "X-Own": "" },
      dispatcher,
      signal: AbortSignal.timeout(3000),
    });
    expect(server.received).toMatchObject([{ body: '{"a":1}' }]);
    expect(server.last("x-team")).toEqual([]);
    expect(server.last("x-empty")).toEqual([]);
    expect(server.last("x-own")).toEqual([""]);
  });

  it("a length that is not the refused one stays", async () => {
    const server = await captureServer();
    const dispatcher = new undici6.Agent();
    install({
      providers: { relay: { baseUrl: `${server.origin}/v1`, headers: { "Content-Length": "1" } } },
    });
    await undici6.request(`${server.origin}/v1/chat`, {
      method: "POST",
      body: Readable.from([Buffer.from("{}")]),
      headers: { "content-length": "2" },
      dispatcher,
    });
    expect(server.received).toMatchObject([{ body: "{}" }]);
    expect(server.last("content-length")).toEqual(["2"]);
  });
});
