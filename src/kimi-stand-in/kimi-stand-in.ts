import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { apiShapeFor, type ApiShape, type RequestBody, streamedLines } from "./api-shapes.ts";
import { BAD_GATEWAY, kimiRefusal, type KimiErrorName, type Refusal } from "./kimi-refusals.ts";

/** An obviously fake key with Kimi Code's public prefix. */
export const STAND_IN_KEY = "sk-kimi-test-000000000000";

/**
 * Reported to be let in, by prefix: `claude-code/0.1.0` (openclaw/openclaw #30099, 2026-02-28), `claude-cli/2.1.39`
 * (sipeed/picoclaw #1575, 2026-03-14), `RooCode/3.0.0` (MoonshotAI/kimi-cli #1435, 2026-03-14), `KimiCLI/`
 * (MoonshotAI/kimi-code #2185, 2026-07-25). Reported refused: `openclaw/2026.4.27` (openclaw/openclaw #75959),
 * `codex-cli/0.136.0`, `kimi-cli/1.0`, and what SDKs send by themselves.
 */
export const KNOWN_CLIENTS: readonly string[] = [
  "claude-code/",
  "claude-cli/",
  "RooCode/",
  "KimiCLI/",
];

/**
 * How every model call is answered from now on: `normal` by key and client, or one refusal whatever was sent, or
 * `connection_reset` with no response at all.
 */
export type StandInMode = "normal" | KimiErrorName | "bad_gateway" | "connection_reset" | Refusal;

export interface StandInOptions {
  /**
   * `kimi` checks key and client and knows only Kimi Code's routes; `plain` answers any path and anybody, as some
   * other provider that the model falls back to.
   */
  readonly role?: "kimi" | "plain" | undefined;
  /** Keys let in, as `Authorization: Bearer` or `x-api-key`. */
  readonly keys?: readonly string[] | undefined;
  /** Prefixes of the User-Agents let in. */
  readonly clients?: readonly string[] | undefined;
  /**
   * Whether `/messages` looks at the client. It varied: a generic User-Agent passed on 2026-06-03
   * (kodustech/kodus-ai #1257), and was refused at other times.
   */
  readonly messagesLookAtClient?: boolean | undefined;
  readonly mode?: StandInMode | undefined;
  /** What it answers; by default it names the model. */
  readonly text?: ((model: string) => string) | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** HTTPS with this key and certificate (PEM), for a client that believes to talk to `api.kimi.com`. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer } | undefined;
}

/** A request as it was received: every header field in its order and spelling. */
export interface ReceivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** By lower-case name; several fields of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What it was answered with; undefined for a reset connection. */
  readonly status: number | undefined;
}

export interface StandIn {
  /** Where it listens, without a path. */
  readonly origin: string;
  /** What a provider entry's `baseUrl` is set to: `/coding/v1` for Kimi, `/v1` for a plain provider. */
  readonly baseUrl: string;
  readonly port: number;
  /** Everything received so far, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  mode: StandInMode;
  forgetRequests(): void;
  /** Ends every connection, also those that are kept alive. */
  close(): Promise<void>;
}

/** Starts an endpoint on a loopback address that answers and refuses as Kimi Code is reported to. */
export async function startKimiStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const role = options.role ?? "kimi";
  const host = options.host ?? "127.0.0.1";
  const requests: ReceivedRequest[] = [];
  let mode: StandInMode = options.mode ?? "normal";

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const verdict = judge(request, body, mode, options);
      const status = verdict === "reset" ? undefined : verdict.status;
      requests.push(received(request, body, status));
      if (verdict === "reset") request.socket.resetAndDestroy();
      else send(response, verdict);
    });
  };
  const server = options.tls
    ? createTlsServer({ key: options.tls.key, cert: options.tls.cert }, onRequest)
    : createServer(onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `${options.tls ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}`;

  return {
    origin,
    baseUrl: `${origin}${role === "kimi" ? "/coding/v1" : "/v1"}`,
    port,
    requests,
    get mode() {
      return mode;
    },
    set mode(next) {
      mode = next;
    },
    forgetRequests: () => {
      requests.length = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An answer ready to be written; several pieces are written one by one. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly string[];
}

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  pieces: [JSON.stringify(body)],
});

const refused = ({ status, headers, body }: Refusal): Answer => {
  const answer =
    typeof body === "string"
      ? { status, headers: { "content-type": "text/plain; charset=utf-8" }, pieces: [body] }
      : json(status, body);
  return { ...answer, headers: { ...answer.headers, ...headers } };
};

function judge(
  request: IncomingMessage,
  body: string,
  mode: StandInMode,
  options: StandInOptions,
): Answer | "reset" {
  const url = new URL(request.url ?? "/", "http://stand-in.invalid");
  const isKimi = (options.role ?? "kimi") === "kimi";
  const shape = isKimi ? kimiShape(url.pathname) : apiShapeFor(url.pathname);
  const errors = shape?.errors ?? "openai";

  // Kimi's `/models` answers every client, so it proves nothing about the chat (openclaw/openclaw #42499, 2026-03-10).
  if (request.method === "GET") return listing(url.pathname, isKimi);
  if (mode === "connection_reset") return "reset";
  if (mode === "bad_gateway") return refused(BAD_GATEWAY);
  if (typeof mode === "object") return refused(mode);
  if (mode !== "normal") return refused(kimiRefusal(mode, errors));
  if (shape === undefined) return otherRoute(url.pathname, isKimi);
  if (isKimi) {
    // The key is looked at first: a bad one is told as 401 whatever the client (MoonshotAI/kimi-cli #1088).
    if (!isKnownKey(request, options.keys ?? [STAND_IN_KEY])) {
      return refused(kimiRefusal("unknown_key", errors));
    }
    const looksAtClient =
      shape.name !== "anthropic-messages" || (options.messagesLookAtClient ?? true);
    if (looksAtClient && !isKnownClient(request, options.clients ?? KNOWN_CLIENTS)) {
      return refused(kimiRefusal("unknown_client", errors));
    }
  }
  return completion(shape, url.pathname, body, options.text);
}

function kimiShape(path: string): ApiShape | undefined {
  return path === "/coding/v1/chat/completions" || path === "/coding/v1/messages"
    ? apiShapeFor(path)
    : undefined;
}

const NOT_FOUND = json(404, {
  error: { message: "The requested resource was not found", type: "resource_not_found_error" },
});

function listing(path: string, isKimi: boolean): Answer {
  if (isKimi) {
    return path === "/coding/v1/models"
      ? json(200, { object: "list", data: [{ id: "kimi-for-coding", object: "model" }] })
      : NOT_FOUND;
  }
  if (path.endsWith("/api/tags")) return json(200, { models: [{ name: "stand-in" }] });
  if (path.endsWith("/models")) {
    return json(200, { object: "list", data: [{ id: "stand-in", object: "model" }] });
  }
  return NOT_FOUND;
}

/** What hosts call beside the model itself: an embedding, Ollama's model card. */
function otherRoute(path: string, isKimi: boolean): Answer {
  if (isKimi) return NOT_FOUND;
  if (path.endsWith("/embeddings")) {
    return json(200, {
      object: "list",
      model: "stand-in",
      data: [{ object: "embedding", index: 0, embedding: [0.1, 0.2, 0.3] }],
      usage: { prompt_tokens: 1, total_tokens: 1 },
    });
  }
  if (path.endsWith("/api/show")) {
    return json(200, {
      capabilities: ["completion"],
      model_info: { "general.context_length": 8192 },
    });
  }
  return NOT_FOUND;
}

function isKnownKey(request: IncomingMessage, keys: readonly string[]): boolean {
  const bearer = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const apiKey = request.headers["x-api-key"];
  return [bearer, apiKey].some((key) => typeof key === "string" && keys.includes(key));
}

function isKnownClient(request: IncomingMessage, clients: readonly string[]): boolean {
  const userAgent = request.headers["user-agent"] ?? "";
  return clients.some((client) => userAgent.startsWith(client));
}

function completion(
  shape: ApiShape,
  path: string,
  text: string,
  reply: StandInOptions["text"],
): Answer {
  const body = parsed(text);
  const model = shape.model?.(path) ?? (typeof body.model === "string" ? body.model : "unknown");
  const answer = { model, text: reply?.(model) ?? `Answered by ${model}.` };
  if (!shape.streamed(path, body)) return json(200, shape.answer(answer));
  return {
    status: 200,
    headers: {
      "content-type": shape.framing === "sse" ? "text/event-stream" : "application/x-ndjson",
    },
    pieces: streamedLines(shape, answer, body),
  };
}

function parsed(text: string): RequestBody {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function send(response: ServerResponse, { status, headers, pieces }: Answer): void {
  response.writeHead(status, headers);
  for (const piece of pieces) response.write(piece);
  response.end();
}

function received(
  request: IncomingMessage,
  body: string,
  status: number | undefined,
): ReceivedRequest {
  const rawHeaders: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    rawHeaders.push([request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? ""]);
  }
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (values !== undefined) headers[name] = values.join(", ");
  }
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    rawHeaders,
    headers,
    body,
    status,
  };
}
