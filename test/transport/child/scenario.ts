import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Installation, installProviderHeaders } from "../../../src/transport/install.ts";
import type { ConfigInput } from "../../../src/transport/config-input.ts";

/*
 * What scenarios stand on that run as a process of their own, outside the test runner. Each prints what the server
 * received as one JSON text.
 */

export interface ScenarioServer {
  readonly origin: string;
  readonly port: number;
  readonly server: Server;
  /** Raw header lists, by the last segment of the path. */
  readonly received: Record<string, Record<string, string[]>>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export function collect(raw: readonly string[]): Record<string, string[]> {
  const lines: Record<string, string[]> = {};
  for (let at = 0; at < raw.length; at += 2) {
    (lines[(raw[at] ?? "").toLowerCase()] ??= []).push(raw[at + 1] ?? "");
  }
  return lines;
}

export async function startServer(
  answer: Answer = (_request, response) => void response.end("{}"),
): Promise<ScenarioServer> {
  const received: ScenarioServer["received"] = {};
  const server = createServer((request, response) => {
    received[nameOf(request.url)] = collect(request.rawHeaders);
    request.resume();
    request.on("end", () => answer(request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, server, received };
}

export function nameOf(url = ""): string {
  return url.replace(/\?.*/u, "").split("/").at(-1) ?? "";
}

export interface Watched {
  readonly installation: Installation;
  readonly said: string[];
  readonly failures: unknown[];
  /** The last segment of the path, and the model on the wire. */
  readonly successes: [at: string, model: string | null][];
}

export function installHere(config: ConfigInput): Watched {
  const said: string[] = [];
  const failures: unknown[] = [];
  const successes: Watched["successes"] = [];
  const installation = installProviderHeaders({
    ...config,
    logger: { error: (text) => said.push(text), warn: (text) => said.push(text) },
    guard: {
      requestFailed({ endpoint, status, body, error }) {
        failures.push({ at: nameOf(endpoint), status, body, error: error?.message });
        return { kind: "not_auth", sure: true, candidates: [], rule: "none" };
      },
      requestSucceeded: ({ endpoint, wireModel = null }) =>
        void successes.push([nameOf(endpoint), wireModel]),
      turnEnded: () => {},
      callSkipped: () => {},
      noticeFor: () => undefined,
      decide: () => "continue",
      close: () => {},
    },
  });
  return { installation, said, failures, successes };
}

export async function until(reached: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!reached()) {
    if (Date.now() > end) throw new Error("did not come within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Prints the result and ends the process, whatever connections are still kept. */
export function finish(result: unknown): void {
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}
