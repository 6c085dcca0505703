import type { Readable } from "node:stream";
import {
  Agent,
  type Dispatcher,
  fetch as undiciFetch,
  interceptors,
  Pool,
  request,
  Request as UndiciRequest,
  RetryAgent,
} from "undici";
import nodeFetch from "node-fetch";
import * as undici6 from "undici-6";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { ExplicitOptions } from "../../src/transport/explicit-call.ts";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import {
  enterContext,
  forgetContexts,
  withRequestContext,
} from "../../src/transport/request-context.ts";
import { providerHeaders } from "../../src/transport/undici-interceptor.ts";
import { captureServer, valuesIn } from "./capture-server.ts";
import { install, recording, until, type Recording } from "./recording.ts";

const KEY = "sk-test-000000000000";

function options(
  origin: string,
  more: Partial<ExplicitOptions> = {},
): ExplicitOptions & { recorded: Recording } {
  const recorded = recording();
  const { guard, logger } = recorded;
  return {
    providers: {
      relay: {
        baseUrl: `${origin}/v1`,
        apiKey: KEY,
        headers: {
          "User-Agent": "mine/1.0",
          "X-Session": "{{sessionId}}",
          "X-Api-Token": "token-000000",
        },
        models: [{ id: "m1", headers: { "X-Model": "one" } }],
      },
    },
    override: { providers: { relay: { headers: { "x-stainless-*": null } } } },
    guard,
    logger,
    ...more,
    recorded,
  } as ExplicitOptions & { recorded: Recording };
}

type Send = (
  explicit: ExplicitOptions,
  url: string,
  headers?: Record<string, string>,
) => Promise<{ status: number; text: string }>;

async function sendWith7(
  dispatcher: Agent,
  url: string,
  headers: unknown,
): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await request(url, {
    method: "POST",
    body: "{}",
    headers: headers as Record<string, string>,
    dispatcher,
  });
  return { status: statusCode, text: await body.text() };
}

const WAYS: [name: string, send: Send][] = [
  [
    "interceptor of undici 7, headers as an object",
    (explicit, url, headers = {}) =>
      sendWith7(new Agent().compose(providerHeaders(explicit)) as Agent, url, headers),
  ],
  [
    "interceptor of undici 7, headers as a flat list",
    (explicit, url, headers = {}) =>
      sendWith7(
        new Agent().compose(providerHeaders(explicit)) as Agent,
        url,
        Object.entries(headers).flat(),
      ),
  ],
  [
    "interceptor of undici 7, headers as pairs",
    (explicit, url, headers = {}) =>
      sendWith7(
        new Agent().compose(providerHeaders(explicit)) as Agent,
        url,
        new Map(Object.entries(headers)),
      ),
  ],
  [
    "interceptor of undici 6",
    async (explicit, url, headers = {}) => {
      const dispatcher = new undici6.Agent().compose(providerHeaders(explicit));
      const { statusCode, body } = await undici6.request(url, {
        method: "POST",
        body: "{}",
        headers,
        dispatcher,
      });
      return { status: statusCode, text: await body.text() };
    },
  ],
  [
    "interceptor under the fetch of undici 7",
    async (explicit, url, headers = {}) => {
      const dispatcher = new Agent().compose(providerHeaders(explicit));
      const response = await undiciFetch(url, { method: "POST", body: "{}", headers, dispatcher });
      return { status: response.status, text: await response.text() };
    },
  ],
  [
    "fetch",
    async (explicit, url, headers = {}) => {
      const response = await createProviderFetch(explicit)(url, {
        method: "POST",
        body: "{}",
        headers,
      });
      return { status: response.status, text: await response.text() };
    },
  ],
  [
    "fetch, asked with a Request",
    async (explicit, url, headers = {}) => {
      const asked = new Request(url, { method: "POST", body: "{}", headers });
      const response = await createProviderFetch(explicit)(asked);
      return { status: response.status, text: await response.text() };
    },
  ],
];

describe.each(WAYS)("%s", (_name, send) => {
  const client = {
    Authorization: `Bearer ${KEY}`,
    "user-agent": "OpenAI/JS 6.10.0",
    "X-Stainless-Lang": "js",
  };

  it("puts the plan on, with the caller's context", async () => {
    const server = await captureServer();
    const explicit = options(server.origin);
    await withRequestContext({ providerId: "relay", modelId: "m1", sessionId: "s" }, () =>
      send(explicit, `${server.origin}/v1/chat`, client),
    );
    expect(server.last("user-agent")).toEqual(["mine/1.0"]);
    expect(server.last("x-model")).toEqual(["one"]);
    expect(server.last("x-session")[0]).toMatch(/^[0-9a-f]{32}$/u);
    expect(server.last("x-api-token")).toEqual(["token-000000"]);
    expect(server.last("x-stainless-lang")).toEqual([]);
    expect(server.received).toMatchObject([{ body: "{}", method: "POST" }]);
    expect(explicit.recorded.successes).toMatchObject([{ providerId: "relay", modelId: "m1" }]);
  });

  it("leaves other requests alone, and secrets off a request without the key", async () => {
    const server = await captureServer();
    const explicit = options(server.origin);
    await send(explicit, `${server.origin}/other`, client);
    expect(server.last("user-agent")).toEqual(["OpenAI/JS 6.10.0"]);
    expect(server.last("x-stainless-lang")).toEqual(["js"]);
    await send(explicit, `${server.origin}/v1/chat`);
    expect(server.last("user-agent")).toEqual(["mine/1.0"]);
    expect(server.last("x-api-token")).toEqual([]);
  });

  it("shows the guard a refusal, and the caller its body", async () => {
    const server = await captureServer((_request, response) => {
      response.writeHead(403, { "x-request-id": "r" }).end(`refused ${KEY}`);
    });
    const explicit = options(server.origin);
    expect(await send(explicit, `${server.origin}/v1/chat`, client)).toEqual({
      status: 403,
      text: `refused ${KEY}`,
    });
    const { failures } = explicit.recorded;
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([
      { providerId: "relay", status: 403, body: "refused ***", headers: { "x-request-id": "r" } },
    ]);
    expect(failures[0]?.sent).toContainEqual(
      expect.objectContaining({ name: "user-agent", value: "mine/1.0", layer: "provider" }),
    );
  });

  it("shows the guard a connection that failed", async () => {
    const { origin, server } = await captureServer();
    server.close();
    const explicit = options(origin);
    await expect(send(explicit, `${origin}/v1/chat`, client)).rejects.toThrow(Error);
    await until(() => explicit.recorded.failures.length > 0);
    expect(explicit.recorded.failures).toMatchObject([
      { status: undefined, error: { code: "ECONNREFUSED" } },
    ]);
  });

  it("beside an installation: one copy of each, the caller's exact context, one report", async () => {
    const server = await captureServer((_request, response) => response.writeHead(403).end("no"));
    const explicit = options(server.origin, {
      context: { providerId: "relay", modelId: "m1", sessionId: "exact" },
    });
    const { context: _context, guard: _guard, logger: _logger, recorded: _, ...config } = explicit;
    const installed = install(config);
    installed.installation.enterContext({ providerId: "relay", modelId: "m1", sessionId: "stale" });
    const url = `${server.origin}/v1/chat`;
    await send(explicit, url, client);
    const alone = options(server.origin, { context: { providerId: "relay", sessionId: "exact" } });
    installed.installation.uninstall();
    await send(alone, url, client);
    const [beside, after] = server.received.map((received) => valuesIn(received, "x-session"));
    expect(beside).toHaveLength(1);
    expect(beside).toEqual(after);
    expect(valuesIn(server.received[0], "x-model")).toEqual(["one"]);
    await until(() => installed.failures.length > 0);
    expect([...explicit.recorded.failures, ...installed.failures]).toHaveLength(1);
  });
});

it("a context that names the provider proves a request, as its caller gave it with the client", async () => {
  const server = await captureServer();
  const providerFetch = createProviderFetch(
    options(server.origin, { context: { providerId: "relay" } }),
  );
  await providerFetch(`${server.origin}/v1/chat`);
  expect(server.last("x-api-token")).toEqual(["token-000000"]);
});

it("what withRequestContext names at the call proves a request; what a hook entered does not", async () => {
  const server = await captureServer();
  const providerFetch = createProviderFetch(options(server.origin));
  const ask = (): Promise<Response> => providerFetch(`${server.origin}/v1/chat`);
  await withRequestContext({ providerId: "relay" }, ask);
  expect(server.last("x-api-token")).toEqual(["token-000000"]);
  onTestFinished(forgetContexts);
  enterContext({ providerId: "relay", sessionId: "s" });
  await ask();
  expect(server.last("x-api-token")).toEqual([]);
  expect(server.last("x-session")).toHaveLength(1);
});

it("of a long refusal, fetch keeps what a report needs, and its caller gets all", async () => {
  const long = "a".repeat(300_000);
  const server = await captureServer((_request, response) => response.writeHead(500).end(long));
  const explicit = options(server.origin);
  const response = await createProviderFetch(explicit)(`${server.origin}/v1/chat`, {
    method: "POST",
  });
  expect(await response.text()).toBe(long);
  expect(explicit.recorded.failures.map(({ body }) => body?.length)).toEqual([64 * 1024]);
});

it("undici's retry outside the interceptor", async () => {
  let calls = 0;
  const server = await captureServer((_request, response) => {
    response.writeHead((calls += 1) === 1 ? 503 : 200).end("{}");
  });
  const dispatcher = new RetryAgent(
    new Agent().compose(providerHeaders(options(server.origin))) as Agent,
    { minTimeout: 1 },
  );
  await (await request(`${server.origin}/v1/models`, { dispatcher })).body.dump();
  expect(server.received.map((received) => valuesIn(received, "user-agent"))).toEqual([
    ["mine/1.0"],
    ["mine/1.0"],
  ]);
});

describe("a redirect takes no configured header to another origin", () => {
  const follow: [
    name: string,
    send: (explicit: ExplicitOptions, url: string) => Promise<unknown>,
  ][] = [
    [
      "fetch",
      (explicit, url) =>
        createProviderFetch(explicit)(url, { headers: { Authorization: `Bearer ${KEY}` } }),
    ],
    [
      "interceptor, redirect outside it",
      async (explicit, url) => {
        const dispatcher = new Agent().compose(
          providerHeaders(explicit),
          interceptors.redirect({ maxRedirections: 3 }),
        );
        await (
          await request(url, { headers: { Authorization: `Bearer ${KEY}` }, dispatcher })
        ).body.dump();
      },
    ],
  ];
  it.each(follow)("%s", async (_name, send) => {
    const other = await captureServer();
    const server = await captureServer((incoming, response) => {
      const location = incoming.url === "/v1/a" ? "/v1/b" : `${other.origin}/v1/c`;
      response.writeHead(307, { location }).end();
    });
    await send(options(server.origin), `${server.origin}/v1/a`);
    expect(server.received.map((received) => valuesIn(received, "x-api-token"))).toEqual([
      ["token-000000"],
      ["token-000000"],
    ]);
    expect(other.received).toHaveLength(1);
    for (const name of ["x-api-token", "x-session", "authorization"])
      expect(other.last(name)).toEqual([]);
    expect(other.last("user-agent")).not.toEqual(["mine/1.0"]);
  });
});

it.each(["authorization", "cookie", "proxy-authorization"])(
  "a caller's own %s follows a redirect within its origin, and to no other",
  async (name) => {
    const other = await captureServer();
    const server = await captureServer((incoming, response) => {
      const location = incoming.url === "/v1/a" ? "/v1/b" : `${other.origin}/v1/c`;
      response.writeHead(307, { location }).end();
    });
    await createProviderFetch(options(server.origin))(`${server.origin}/v1/a`, {
      headers: { [name]: "of-the-caller", "x-own": "1" },
    });
    expect(server.received.map((received) => valuesIn(received, name))).toEqual([
      ["of-the-caller"],
      ["of-the-caller"],
    ]);
    expect([other.last(name), other.last("x-own")]).toEqual([[], ["1"]]);
  },
);

describe("redirects, as fetch follows them", () => {
  const rows: [status: number, method: string, then: string, body: string][] = [
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [307, "POST", "POST", "{}"],
    [308, "PUT", "PUT", "{}"],
    [301, "PUT", "PUT", "{}"],
    [303, "HEAD", "HEAD", ""],
  ];
  it.each(rows)("%i of %s becomes %s", async (status, method, then, body) => {
    const server = await captureServer((incoming, response) => {
      if (incoming.url === "/v1/a") response.writeHead(status, { location: "b" });
      response.end();
    });
    const init = method === "HEAD" ? { method } : { method, body: "{}" };
    const expected = await fetch(`${server.origin}/v1/a`, init);
    const response = await createProviderFetch(options(server.origin))(
      `${server.origin}/v1/a`,
      init,
    );
    expect([response.status, response.url]).toEqual([expected.status, expected.url]);
    const [, plain, , dressed] = server.received;
    expect([dressed?.method, dressed?.body]).toEqual([then, body]);
    expect([plain?.method, plain?.body]).toEqual([then, body]);
    expect(valuesIn(dressed, "content-type")).toEqual(valuesIn(plain, "content-type"));
    expect(valuesIn(dressed, "user-agent")).toEqual(["mine/1.0"]);
  });

  it("a circle ends", async () => {
    const server = await captureServer((_request, response) =>
      response.writeHead(302, { location: "/v1/a" }).end(),
    );
    const asked = createProviderFetch(options(server.origin))(`${server.origin}/v1/a`);
    await expect(asked).rejects.toThrow(new TypeError("fetch failed"));
    expect(server.received).toHaveLength(21);
  });

  it.each([
    "data:application/json,%7B%7D",
    "blob:nodedata:00000000-0000-0000-0000-000000000000",
    "file:///etc/hostname",
    "ftp://127.0.0.1/a",
    "about:blank",
    "ws://127.0.0.1/",
    "web+http://127.0.0.1/",
    "http://[",
    "",
  ])("to %j fails, and keeps no connection", async (location) => {
    const open = new Set<unknown>();
    const server = await captureServer((_request, response) => {
      open.add(response);
      response.on("close", () => open.delete(response)).writeHead(302, { location });
      response.write("half");
    });
    const url = `${server.origin}/v1/a`;
    const failure = (asked: Promise<Response>): Promise<unknown> =>
      asked.then(
        ({ status }) => status,
        ({ name, message, cause }) => [name, message, cause.name, cause.message],
      );
    const expected = await failure(fetch(url));
    expect(expected).toContain("fetch failed");
    // It keeps its own.
    open.clear();
    expect(await failure(createProviderFetch(options(server.origin))(url))).toEqual(expected);
    await until(() => open.size === 0);
  });

  it("with the streams of node-fetch", async () => {
    const server = await captureServer((incoming, response) => {
      if (incoming.url === "/v1/a") response.writeHead(302, { location: "/v1/b" });
      response.end("moved");
    });
    const own = nodeFetch as unknown as typeof fetch;
    const response = await createProviderFetch(
      options(server.origin),
      own,
    )(`${server.origin}/v1/a`);
    expect(await response.text()).toBe("moved");
    expect(server.received.map((received) => valuesIn(received, "user-agent"))).toEqual([
      ["mine/1.0"],
      ["mine/1.0"],
    ]);
  });

  it("a body that is a stream cannot be sent again", async () => {
    const server = await captureServer((_request, response) =>
      response.writeHead(307, { location: "/v1/b" }).end(),
    );
    const asked = createProviderFetch(options(server.origin))(`${server.origin}/v1/a`, {
      method: "POST",
      body: new Blob(["{}"]).stream(),
      duplex: "half",
    } as RequestInit);
    await expect(asked).rejects.toThrow("fetch failed");
  });

  it.each([
    ["manual", 302],
    ["error", "fetch failed"],
  ] as const)("redirect: %s is the caller's choice", async (redirect, outcome) => {
    const server = await captureServer((_request, response) =>
      response.writeHead(302, { location: "/v1/b" }).end(),
    );
    const asked = createProviderFetch(options(server.origin))(`${server.origin}/v1/a`, {
      redirect,
    });
    const came = await asked.then(
      ({ status }) => status,
      ({ message }: Error) => message,
    );
    expect(came).toBe(outcome);
    expect(server.received).toHaveLength(1);
  });
});

it("what fetch puts in place of a configured value is reported", async () => {
  const server = await captureServer();
  const explicit = options(server.origin, {
    providers: { relay: { baseUrl: server.origin, headers: { "Sec-Fetch-Mode": "navigate" } } },
  });
  await createProviderFetch(explicit)(`${server.origin}/v1/a`);
  expect(server.last("sec-fetch-mode")).toEqual(["cors"]);
  expect(explicit.recorded.said).toEqual([
    "warn provider-headers: fetch adds sec-fetch-mode itself, so changing it for relay takes installProviderHeaders or the undici interceptor.",
  ]);
});

it("what fetch adds by itself cannot be removed there, and that is said", async () => {
  const server = await captureServer();
  const explicit = options(server.origin, {
    providers: { relay: { baseUrl: server.origin } },
    override: { providers: { relay: { headers: { "User-Agent": null } } } },
  });
  const providerFetch = createProviderFetch(explicit);
  await providerFetch(`${server.origin}/v1/a`);
  await providerFetch(`${server.origin}/v1/a`);
  expect(server.last("user-agent")).toEqual(["node"]);
  expect(explicit.recorded.said).toEqual([
    "warn provider-headers: fetch adds user-agent itself, so removing it for relay takes installProviderHeaders or the undici interceptor.",
  ]);
});

it("an SDK's own fetch is asked with Headers and everything else that it was given", async () => {
  const server = await captureServer();
  const seen: [unknown, RequestInit | undefined][] = [];
  const own: typeof fetch = async (input, init) => {
    seen.push([input, init]);
    return new Response("{}");
  };
  const { signal } = new AbortController();
  const url = new URL(`${server.origin}/v1/chat`);
  await createProviderFetch(options(server.origin), own)(url, {
    method: "post",
    signal,
    headers: [["X-Own", "a"]],
  });
  expect(seen).toMatchObject([[url, { method: "post", signal }]]);
  const headers = new Headers(seen[0]?.[1]?.headers);
  expect(Object.fromEntries(headers)).toEqual({ "user-agent": "mine/1.0", "x-own": "a" });
});

it("a refusal that does not end holds no process open", async () => {
  const server = await captureServer((_request, response) => {
    response.writeHead(500).write("half");
  });
  const explicit = options(server.origin);
  const set = vi.spyOn(globalThis, "setTimeout");
  onTestFinished(() => set.mockRestore());
  const controller = new AbortController();
  await createProviderFetch(explicit)(`${server.origin}/v1/chat`, {
    method: "POST",
    signal: controller.signal,
  });
  const waiting = set.mock.results.filter((_result, index) => set.mock.calls[index]?.[1] === 2000);
  expect(waiting.map(({ value }) => (value as NodeJS.Timeout).hasRef())).toEqual([false, false]);
  controller.abort();
});

describe("a caller that gives up the body of a refusal lets its connection go at once", () => {
  const own = nodeFetch as unknown as typeof fetch;
  const rows: [title: string, fetch: typeof fetch, giveUp: (body: never) => unknown][] = [
    ["by cancel()", fetch, (body: ReadableStream) => body.cancel()],
    ["by its reader", fetch, (body: ReadableStream) => body.getReader().cancel()],
    [
      "within a loop",
      fetch,
      async (body: ReadableStream<Uint8Array>) => {
        for await (const _ of body) break;
      },
    ],
    ["by destroy() of node-fetch's", own, (body: Readable) => body.destroy()],
  ];
  it.each(rows)("%s", async (_title, underlying, giveUp) => {
    let closed = false;
    const server = await captureServer((_request, response) => {
      response.on("close", () => (closed = true)).writeHead(500);
      response.write("half");
    });
    // No patience ends.
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const explicit = options(server.origin);
    const url = `${server.origin}/v1/chat`;
    const response = await createProviderFetch(explicit, underlying)(url, { method: "POST" });
    await giveUp(response.body as never);
    vi.useRealTimers();
    await until(() => closed);
    expect(explicit.recorded.failures).toMatchObject([{ status: 500 }]);
  });
});

it("what a caller gives up before its first byte is not seen, not empty", async () => {
  const server = await captureServer((_request, response) => {
    response.writeHead(500).flushHeaders();
  });
  const explicit = options(server.origin);
  const response = await createProviderFetch(explicit)(`${server.origin}/v1/chat`, {
    method: "POST",
  });
  await response.body?.cancel();
  const { failures } = explicit.recorded;
  await until(() => failures.length > 0);
  expect(failures).toMatchObject([{ status: 500, body: undefined }]);
});

it("a fetch of the caller's own that answers less than a Response gets its answer through", async () => {
  const answer = { status: 403, ok: false } as Response;
  const explicit = options("https://relay.example");
  const providerFetch = createProviderFetch(explicit, async () => answer);
  expect(await providerFetch("https://relay.example/v1/chat", { method: "POST" })).toBe(answer);
  // An unhandled rejection would fail this run.
  await new Promise((resolve) => setImmediate(resolve));
});

it("a Request of another copy of undici is dressed, too", async () => {
  const server = await captureServer();
  const providerFetch = createProviderFetch(
    options(server.origin),
    undiciFetch as unknown as typeof fetch,
  );
  const asked = new UndiciRequest(`${server.origin}/v1/chat`, {
    method: "POST",
    body: "{}",
    headers: { "X-Own": "a" },
  });
  await providerFetch(asked as unknown as Request);
  expect(server.last("user-agent")).toEqual(["mine/1.0"]);
  expect(server.last("x-own")).toEqual(["a"]);
  expect(server.received).toMatchObject([{ method: "POST", body: "{}" }]);
});

it("headers that can be read once reach a request that is left alone", async () => {
  const server = await captureServer();
  const provider = (title: string) => ({
    baseUrl: server.origin,
    apiKey: `key-of-${title}`,
    headers: { "X-Title": title },
  });
  const { logger, said } = recording();
  const dispatcher = new Agent().compose(
    providerHeaders({ providers: { one: provider("one"), two: provider("two") }, logger }),
  );
  const headers = new Map([["X-Own", "a"]]).entries();
  await (await request(`${server.origin}/chat`, { headers, dispatcher })).body.dump();
  expect(server.last("x-own")).toEqual(["a"]);
  expect(said).toEqual([
    `warn provider-headers: one, two have the same baseUrl (${server.origin}) and different headers, and a request there did not show which it belongs to: it was left alone. Give them different API keys or base URLs.`,
  ]);
});

it("what another interceptor adds to a request is neither in the next nor in what is told of it", async () => {
  const server = await captureServer((_request, response) => response.writeHead(401).end("no"));
  const explicit = options(server.origin);
  const adding: Parameters<Agent["compose"]>[0] = (dispatch) => (outgoing, handler) => {
    (outgoing.headers as string[]).push("X-Added", "1");
    return dispatch(outgoing, handler);
  };
  const dispatcher = new Agent().compose(adding, providerHeaders(explicit));
  for (let turn = 0; turn < 2; turn += 1) {
    const url = `${server.origin}/v1/chat`;
    const { body } = await request(url, { method: "POST", body: "{}", dispatcher });
    await body.dump();
    expect(server.last("x-added")).toEqual(["1"]);
  }
  const [failure] = explicit.recorded.failures;
  expect(failure?.sent.map(({ name }) => name.toLowerCase())).not.toContain("x-added");
});

it("a request whose headers cannot be planned goes on as it is, and that is logged", async () => {
  const server = await captureServer();
  const context = {
    get providerId(): string {
      throw new Error("not readable");
    },
  };
  const explicit = options(server.origin, { context });
  await createProviderFetch(explicit)(`${server.origin}/v1/chat`, {
    headers: { "User-Agent": "client/1" },
  });
  expect(server.last("user-agent")).toEqual(["client/1"]);
  expect(explicit.recorded.said).toEqual([
    "error provider-headers: an internal error in setting headers (not readable); the request goes on without it. Please report this.",
  ]);
});

it.each<[string, () => Iterable<[string, string]>]>([
  ["a map", () => new Map([["X-Own", "a"]])],
  ["what can be read once", () => new Map([["X-Own", "a"]]).entries()],
])("headers as %s arrive beside the configured ones", async (_what, headers) => {
  const server = await captureServer();
  const dispatcher = new Agent().compose(providerHeaders(options(server.origin)));
  const url = `${server.origin}/v1/chat`;
  const { body } = await request(url, { method: "POST", headers: headers(), dispatcher });
  await body.dump();
  expect(server.last("x-own")).toEqual(["a"]);
});

it("a Pool, which tells an interceptor no origin, is told of once; with the origin it is dressed", async () => {
  const server = await captureServer();
  const explicit = options(server.origin);
  const pool = new Pool(server.origin, { connections: 1 }).compose(providerHeaders(explicit));
  const headers = { Authorization: `Bearer ${KEY}` };
  const asked = { path: "/v1/chat", method: "GET", headers } as const;
  for (const more of [{}, {}, { origin: server.origin }]) {
    await (await pool.request({ ...asked, ...more })).body.dump();
  }
  expect(server.received.map((received) => valuesIn(received, "user-agent"))).toEqual([
    [],
    [],
    ["mine/1.0"],
  ]);
  expect(explicit.recorded.said).toEqual([
    "warn provider-headers: a request has no origin, like all requests of undici's Client and Pool, so its provider is not known and it was left alone. Compose an Agent, or give `origin` with each request.",
  ]);
});

it("many sessions on one connection each send their own digest", async () => {
  const server = await captureServer();
  const dispatcher = new Agent({ connections: 1 }).compose(providerHeaders(options(server.origin)));
  await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      withRequestContext({ sessionId: `session ${index}` }, async () =>
        (await request(`${server.origin}/v1/chat`, { dispatcher })).body.dump(),
      ),
    ),
  );
  const digests = server.received.flatMap((received) => valuesIn(received, "x-session"));
  expect(new Set(digests).size).toBe(6);
});

it("a frozen handler is watched", async () => {
  const server = await captureServer();
  const explicit = options(server.origin);
  const dispatcher = new Agent().compose(providerHeaders(explicit));
  await new Promise<void>((resolve, reject) => {
    const handler: Dispatcher.DispatchHandler = Object.freeze({
      onRequestStart: () => {},
      onResponseStart: () => {},
      onResponseData: () => {},
      onResponseEnd: () => resolve(),
      onResponseError: (_controller: unknown, error: Error) => reject(error),
    });
    dispatcher.dispatch({ origin: server.origin, path: "/v1/chat", method: "POST" }, handler);
  });
  expect(server.last("user-agent")).toEqual(["mine/1.0"]);
  expect(explicit.recorded.successes).toHaveLength(1);
});

it("a request whose provider cannot be looked up goes on as it is, and that is logged", () => {
  const explicit = options("https://relay.example");
  const passed: unknown[] = [];
  const dispatch = providerHeaders(explicit)(
    (given: unknown, _handler: unknown) => passed.push(given) > 0,
  );
  const unreadable = {
    toString(): string {
      throw new Error("not readable");
    },
  };
  const asked = { origin: unreadable, path: "/v1/chat", method: "POST" };
  expect(dispatch(asked as never, {} as never)).toBe(true);
  expect(passed).toEqual([asked]);
  expect(explicit.recorded.said).toEqual([
    expect.stringMatching(/finding a provider.*not readable/u),
  ]);
});
