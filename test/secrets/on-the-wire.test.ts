import diagnosticsChannel from "node:diagnostics_channel";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Pool } from "undici";
import { installProviderHeaders, providerHeaders, type ProviderInput } from "../../src/index.ts";

const KEY = "Ab+/Cd9fGh1jKl/mNoPqRsTuVwXyZ0123456789+/Q==";

interface Answer {
  readonly body: string | Buffer;
  readonly type?: string;
  /** Breaks the connection off after the body. */
  readonly isCut?: boolean;
}

let answer: Answer = { body: "" };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(401, { "content-type": answer.type ?? "application/json" });
  if (answer.isCut !== true) response.end(answer.body);
  else {
    response.write(answer.body);
    setTimeout(() => response.socket?.destroy(), 20);
  }
});
let origin = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Call {
  readonly providers: Readonly<Record<string, ProviderInput>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called when all is installed. */
  readonly onInstalled?: () => void;
}

/** All that is logged of one refused call. */
async function logOf(
  given: Answer,
  { providers, env, path, headers, onInstalled }: Call,
): Promise<string> {
  answer = given;
  const lines: string[] = [];
  const logger = {
    error: (text: string) => lines.push(text),
    warn: (text: string) => lines.push(text),
  };
  const installation = installProviderHeaders({ providers, env, logger });
  onInstalled?.();
  try {
    await fetch(`${origin}${path ?? "/v1/chat/completions"}`, {
      method: "POST",
      body: '{"model":"m"}',
      headers: { authorization: `Bearer ${KEY}`, ...headers },
    }).then((response) => response.text());
  } catch {
    // The connection was broken off.
  }
  await new Promise((resolve) => void setTimeout(resolve, 30));
  installation.uninstall();
  return lines.join("\n");
}

const relay = (more: Partial<ProviderInput> = {}) => ({
  relay: { baseUrl: `${origin}/v1`, api: "openai-completions", apiKey: KEY, ...more },
});
const says = (text: string, message = "Incorrect API key provided: ") =>
  JSON.stringify({ error: { message: message + text } });
const inJson = (text: string) => says(JSON.stringify({ error: { message: text } }), "");

describe("what a provider echoes", () => {
  const letters = Array.from(
    KEY,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const entities = KEY.replaceAll("/", "&#x2F;").replaceAll("=", "&#x3D;");
  const basic = { authorization: `Basic ${btoa("svc-user:hunter2-hunter2")}` };

  it.each<[string, Answer, string, (Partial<Call> & { more?: Partial<ProviderInput> })?]>([
    ["the key", { body: says(KEY) }, KEY],
    [
      "JSON in JSON, by PHP",
      { body: says(`{"error":{"message":"bad ${KEY.replaceAll("/", "\\/")}"}}`, "") },
      KEY,
    ],
    [
      "JSON in JSON, by Gson",
      { body: says(`{"error":{"message":"bad ${KEY.replaceAll("=", "\\u003d")}"}}`, "") },
      KEY,
    ],
    ["letters as \\u", { body: `{"error":{"message":"bad key ${letters.join("")}"}}` }, KEY],
    ["letters as \\u, in JSON", { body: inJson(letters.join("")) }, KEY],
    [
      "an HTML page",
      { body: `<html><title>Unauthorized: ${entities}</title></html>`, type: "text/html" },
      "mNoPqRsTuVwX",
    ],
    ["HTML in JSON", { body: says(entities) }, "mNoPqRsTuVwX"],
    ["Base64", { body: says(btoa(`:${KEY}`)) }, btoa(`:${KEY}`).slice(8, 40)],
    ["hex", { body: says(Buffer.from(KEY).toString("hex")) }, Buffer.from(KEY).toString("hex")],
    ["a body that is cut", { body: says(KEY).slice(0, 80), isCut: true }, KEY.slice(0, 8)],
    [
      "a body of more than 64 KiB",
      {
        body: `{"error":{"pad":"${"x".repeat(65_430)}","message":"Incorrect API key provided: ${KEY}"}}`,
      },
      KEY.slice(0, 8),
    ],
    [
      "Basic, decoded",
      { body: says("hunter2-hunter2") },
      "hunter2-hunter2",
      {
        headers: basic,
        more: { apiKey: undefined, headers: { Authorization: basic.authorization } },
      },
    ],
    [
      "the caller's own ?api_key=",
      { body: says("callersOwnKey-01234567") },
      "callersOwnKey-01234567",
      { path: "/v1/chat?api_key=callersOwnKey-01234567" },
    ],
    [
      "?subscription= of the base URL",
      { body: says("urlKey-0123456789") },
      "urlKey-0123456789",
      { more: { baseUrl: "/v1?subscription=urlKey-0123456789" } },
    ],
    [
      "a user name that is the key",
      { body: says("userinfoKey-0123456") },
      "userinfoKey-0123456",
      { more: { baseUrl: "//userinfoKey-0123456:@" } },
    ],
    [
      "a password, decoded",
      { body: says("pa/ss-word-0123456") },
      "pa/ss-word-0123456",
      { more: { baseUrl: "//u:pa%2Fss-word-0123456@" } },
    ],
    [
      "a header that is shown masked",
      { body: says("plainPassValue-012345") },
      "plainPassValue-012345",
      { more: { headers: { "X-Relay-Pass": "plainPassValue-012345" } } },
    ],
    [
      "a client's header that is shown masked",
      { body: says("clientsValue-012345") },
      "clientsValue-012345",
      { headers: { "x-mine": "clientsValue-012345" } },
    ],
    [
      "Latin-1",
      { body: says("p\u00e4sswoerdlongersecret") },
      "sswoerdlonger",
      { headers: { "x-api-key": "p\u00e4sswoerdlongersecret" } },
    ],
    [
      "Latin-1 bytes",
      { body: Buffer.from(says("p\u00e4sswoerdlongersecret"), "latin1") },
      "sswoerdlonger",
      { headers: { "x-api-key": "p\u00e4sswoerdlongersecret" } },
    ],
  ])("%s", async (_title, given, secret, { more, ...call } = {}) => {
    const baseUrl = more?.baseUrl?.startsWith("//")
      ? `${origin.replace("//", more.baseUrl)}/v1`
      : `${origin}${more?.baseUrl ?? "/v1"}`;
    const log = await logOf(given, { providers: relay({ ...more, baseUrl }), ...call });
    expect(log).toContain("HTTP 401");
    expect(log).not.toContain(secret);
  });
});

describe("a variable in the path of a base URL", () => {
  const TOKEN = "tok-Zx81_relayPathSecret-77";
  const env = { TOKEN, SHORT: "t0k3n" };
  const body =
    '{"error":{"message":"Invalid Authentication","type":"invalid_authentication_error"}}';
  const call = (
    providers: Call["providers"],
    token = TOKEN,
    onInstalled?: () => void,
  ): Promise<string> =>
    logOf(
      { body },
      {
        providers,
        env,
        ...(onInstalled && { onInstalled }),
        path: `/${token}/v1/chat/completions`,
        headers: { authorization: "Bearer sk-kimi-0123456789abcdef0123" },
      },
    );

  it("is masked in the report", async () => {
    const log = await call({
      moonshot: { baseUrl: `${origin}/\${TOKEN}/v1`, headers: { "X-A": "1" } },
    });
    expect(log).toContain(`endpoint  ${origin}/***/v1/chat/completions`);
    expect(log).not.toContain(TOKEN);
  });

  it("is masked where it is too short for free text", async () => {
    const moonshot = { baseUrl: `${origin}/\${SHORT}/v1`, headers: { "X-A": "1" } };
    expect(await call({ moonshot }, env.SHORT)).toContain(
      `endpoint  ${origin}/***/v1/chat/completions`,
    );
  });

  it("is masked where entries are ambiguous", async () => {
    const baseUrl = `${origin}/\${TOKEN}/v1`;
    const log = await call({
      a: { baseUrl, headers: { "X-A": "1" } },
      b: { baseUrl, headers: { "X-A": "2" } },
    });
    expect(log).toContain(`have the same baseUrl (${origin}/***/v1)`);
    expect(log).not.toContain(TOKEN);
  });

  it("is masked where a header went missing", async () => {
    const takeOff = (message: unknown): void => {
      const { headers } = (message as { request: { headers: unknown[] } }).request;
      const at = headers.indexOf("X-A");
      if (at >= 0) headers.splice(at, 2);
    };
    const providers = { a: { baseUrl: `${origin}/\${TOKEN}/v1`, headers: { "X-A": "1" } } };
    const log = await call(providers, TOKEN, () =>
      diagnosticsChannel.subscribe("undici:request:create", takeOff),
    );
    diagnosticsChannel.unsubscribe("undici:request:create", takeOff);
    expect(log).toContain(`a request to a (${origin}/***/v1/chat/completions) went out without`);
    expect(log).not.toContain(TOKEN);
  });
});

it("the path of a request of nobody's is not logged", async () => {
  answer = { body: "" };
  const lines: string[] = [];
  const logger = {
    error: (text: string) => lines.push(text),
    warn: (text: string) => lines.push(text),
  };
  const pool = new Pool(origin).compose(providerHeaders({ providers: {}, logger }));
  const { body } = await pool.request({ path: "/bot123456:AAE-secret/sendMessage", method: "GET" });
  await body.text();
  await pool.close();
  expect(lines.join("\n")).toContain("has no origin");
  expect(lines.join("\n")).not.toContain("AAE-secret");
});
