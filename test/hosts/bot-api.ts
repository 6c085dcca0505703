import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Telegram's Bot API as far as a bot needs it to be asked and to answer: https://core.telegram.org/bots/api, 2026-11. */
export class BotApi {
  readonly #server: Server;
  readonly #updates: object[] = [];
  /** By id: what a person has on the screen, oldest first. */
  readonly #messages = new Map<number, Message>();
  #lastId = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#respond(request, response);
    });
  }

  static async start(): Promise<BotApi> {
    const api = new BotApi();
    await new Promise<void>((resolve) => api.#server.listen(0, "127.0.0.1", resolve));
    return api;
  }

  get root(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A person writes to the bot. */
  write(person: number, text: string): void {
    const update_id = (this.#lastId += 1);
    const from = { id: person, is_bot: false, first_name: "Person" };
    const chat = { id: person, type: "private", first_name: "Person" };
    this.#updates.push({
      update_id,
      message: { message_id: update_id, date: seconds(), from, chat, text },
    });
  }

  /** What a person has on the screen of what the bot has sent, oldest first. */
  textsFor(person: number): readonly string[] {
    return [...this.#messages.values()]
      .filter(({ chat_id }) => chat_id === String(person))
      .map(({ text }) => text ?? "");
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = await this.#answer(request);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ok: true, result }));
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    const method = request.url?.split("?")[0]?.split("/").at(-1) ?? "";
    const body = await bodyOf(request);
    if (method === "getUpdates") return this.#poll(Number(body.offset ?? 0));
    if (method === "getMe") {
      return { id: 1, is_bot: true, first_name: "Fixture", username: "fixture_bot" };
    }
    if (method === "getWebhookInfo") return { url: "", pending_update_count: 0 };
    if (method === "deleteMessage") return this.#messages.delete(Number(body.message_id));
    if (method !== "sendMessage" && method !== "editMessageText") return true;
    const message_id = Number(body.message_id ?? (this.#lastId += 1));
    this.#messages.set(message_id, body);
    const chat = { id: Number(body.chat_id), type: "private", first_name: "Person" };
    return { message_id, date: seconds(), chat, text: body.text };
  }

  async #poll(offset: number): Promise<object[]> {
    const fresh = () =>
      this.#updates.filter((update) => (update as { update_id: number }).update_id >= offset);
    for (let tries = 0; tries < 10 && fresh().length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return fresh();
  }
}

type Message = Readonly<Record<string, string | undefined>>;

const seconds = () => Math.floor(Date.now() / 1000);

/** JSON, as the clients of the tried hosts send it; every value as text. */
async function bodyOf(request: IncomingMessage): Promise<Message> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const given: unknown = text.startsWith("{") ? JSON.parse(text) : {};
  return Object.fromEntries(
    Object.entries(given as object).map(([name, value]) => [name, String(value)]),
  );
}
