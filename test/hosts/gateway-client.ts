import { generateKeyPairSync, createHash, randomUUID, sign, type KeyObject } from "node:crypto";
import { WebSocket } from "ws";
import type { ChatTurn } from "./host.ts";

type Params = Record<string, unknown>;

const CLOSED: Frame = {
  type: "res",
  ok: false,
  error: { message: "the gateway closed the connection" },
};

interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly ok?: boolean;
  readonly event?: string;
  readonly payload?: unknown;
  readonly error?: { readonly message?: string };
}

/** Speaks the gateway's WebSocket protocol as its web chat does: a process a call would take seconds each. */
export class GatewayClient {
  readonly #pending = new Map<string, (frame: Frame) => void>();
  readonly #chatEvents: { runId?: string; state?: string; [key: string]: unknown }[] = [];
  #lastEventAt = 0;
  #challenged: (nonce: string) => void = () => {};
  readonly #challenge = new Promise<string>((resolve) => (this.#challenged = resolve));

  readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data) => this.#receive(JSON.parse(String(data)) as Frame));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      for (const settle of this.#pending.values()) settle(CLOSED);
      this.#challenged("");
    });
  }

  static async connect(port: number, token: string): Promise<GatewayClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    const client = new GatewayClient(socket);
    const nonce = await client.#challenge;
    const scopes = ["operator.admin", "operator.read", "operator.write"];
    await client.request("connect", {
      minProtocol: 3,
      maxProtocol: 4,
      client: { id: "cli", version: "test", platform: process.platform, mode: "cli" },
      role: "operator",
      scopes,
      caps: [],
      auth: { token },
      device: device(scopes, token, nonce),
    });
    return client;
  }

  async request(method: string, params: Params): Promise<unknown> {
    if (this.socket.readyState !== WebSocket.OPEN) throw new Error(`${method}: not connected`);
    const id = randomUUID();
    const answered = new Promise<Frame>((resolve) => this.#pending.set(id, resolve));
    this.socket.send(JSON.stringify({ type: "req", id, method, params }));
    const frame = await answered;
    if (!frame.ok) throw new Error(`${method}: ${frame.error?.message ?? "refused"}`);
    return frame.payload;
  }

  async chat(sessionKey: string, message: string, timeoutMs: number): Promise<ChatTurn> {
    const runId = randomUUID();
    await this.request("chat.send", { sessionKey, message, idempotencyKey: runId });
    const end = Date.now() + timeoutMs;
    for (;;) {
      const events = this.#chatEvents.filter((event) => event.runId === runId);
      const last = events.findLast((event) => event.state === "final" || event.state === "error");
      // An error is not the end where a fallback answers after it: hosts tell both under one run.
      const settled = last?.state === "final" || Date.now() - this.#lastEventAt > 2500;
      if (last && settled) return { text: textOf(last), state: String(last.state), events };
      if (this.socket.readyState !== WebSocket.OPEN) throw new Error("the gateway is gone");
      if (Date.now() > end) throw new Error(`no end of turn: ${JSON.stringify(events)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  chatEvents(): readonly unknown[] {
    return this.#chatEvents;
  }

  close(): void {
    this.socket.terminate();
  }

  #receive(frame: Frame): void {
    if (frame.event === "connect.challenge") {
      this.#challenged(String((frame.payload as { nonce?: string }).nonce));
    }
    if (frame.event === "chat") {
      this.#chatEvents.push(frame.payload as Params);
      this.#lastEventAt = Date.now();
    }
    if (frame.type === "res" && frame.id) {
      this.#pending.get(frame.id)?.(frame);
      this.#pending.delete(frame.id);
    }
  }
}

function textOf(event: Params): string {
  const message = event["message"] as { content?: unknown } | undefined;
  const content = message?.content;
  if (Array.isArray(content)) {
    return content.map((part: { text?: string }) => part.text ?? "").join("");
  }
  return typeof content === "string" ? content : String(event["errorMessage"] ?? "");
}

/** A fresh identity for each connection: the gateway pairs a device on loopback by itself. */
function device(scopes: readonly string[], token: string, nonce: string): Params {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = rawPublicKey(publicKey);
  const id = createHash("sha256").update(raw).digest("hex");
  const signedAt = Date.now();
  const text = [
    "v2",
    id,
    "cli",
    "cli",
    "operator",
    scopes.join(","),
    String(signedAt),
    token,
    nonce,
  ].join("|");
  return {
    id,
    publicKey: raw.toString("base64url"),
    signature: sign(null, Buffer.from(text), privateKey).toString("base64url"),
    signedAt,
    nonce,
  };
}

function rawPublicKey(key: KeyObject): Buffer {
  // The last 32 bytes of an Ed25519 key in SPKI form are the key itself (RFC 8410, section 4).
  return key.export({ type: "spki", format: "der" }).subarray(-32);
}
