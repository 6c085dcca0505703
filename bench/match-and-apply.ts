/**
 * What the installation costs a request: `fetch` on loopback with and without it, turn by turn in one run; and the part
 * that is ours, with one provider and with a thousand. Absolute times are this machine's. `npm run bench`
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import diagnosticsChannel from "node:diagnostics_channel";
import { type Installation, installProviderHeaders } from "../src/transport/install.ts";

const KEY = "sk-kimi-test-000000000000";
const server = createServer((request, response) => {
  request.resume().on("end", () => response.end("{}"));
}).listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const silent = { error: () => {}, warn: () => {} };
const headers = {
  "User-Agent": "my-agent/1.0",
  "X-Title": "mine",
  "HTTP-Referer": "https://a.example",
};

function install(providers: number): Installation {
  const others = Array.from({ length: providers - 1 }, (_, at) => [
    `other-${at}`,
    { baseUrl: `https://h${at % 100}.example/p${at}/v1`, headers },
  ]);
  const relay = { baseUrl: `${origin}/v1`, apiKey: KEY, headers };
  return installProviderHeaders({
    providers: { ...Object.fromEntries(others), relay },
    logger: silent,
  });
}

async function ask(path: string): Promise<void> {
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    body: '{"model":"k2p5"}',
    headers: { Authorization: `Bearer ${KEY}`, "User-Agent": "OpenAI/JS 6.10.0" },
  });
  await response.text();
}

/** Microseconds of processor time a request, the server's included: what else runs here does not count. */
async function time(count: number, work: () => Promise<void> | void): Promise<number> {
  const start = process.cpuUsage();
  for (let at = 0; at < count; at++) await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / count;
}

const ROUNDS = 21;
const KINDS: Readonly<Record<string, { readonly providers: number; readonly path: string }>> = {
  "not installed": { providers: 0, path: "/v1/chat" },
  "installed, one provider": { providers: 1, path: "/v1/chat" },
  "installed, a thousand": { providers: 1000, path: "/v1/chat" },
  "installed, not a provider's": { providers: 1000, path: "/other" },
};
const whole: Record<string, number[]> = {};
await time(2000, () => ask("/v1/chat"));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, { providers, path }] of Object.entries(KINDS)) {
    const installation = providers === 0 ? undefined : install(providers);
    (whole[name] ??= []).push(await time(200, () => ask(path)));
    installation?.uninstall();
  }
}
print("fetch on loopback", whole, "not installed");

const create = diagnosticsChannel.channel("undici:request:create");
const fields = [
  "accept",
  "application/json",
  "user-agent",
  "OpenAI/JS 6.10.0",
  "authorization",
  `Bearer ${KEY}`,
];
const own: Record<string, number[]> = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, { providers, path }] of Object.entries(KINDS)) {
    const installation = providers === 0 ? undefined : install(providers);
    const publish = (): void =>
      create.publish({ request: { origin, path, method: "POST", headers: fields.slice() } });
    await time(500, publish);
    (own[name] ??= []).push(await time(2000, publish));
    installation?.uninstall();
  }
}
print("finding, dressing", own, "installed, one provider");
server.close();
server.closeAllConnections();

function print(
  title: string,
  times: Readonly<Record<string, readonly number[]>>,
  base: string,
): void {
  const unit = Math.min(...(times[base] ?? []));
  console.log(
    `${title}, microseconds of processor time a request (the quickest of ${ROUNDS} rounds)`,
  );
  for (const [name, measured] of Object.entries(times)) {
    const quickest = Math.min(...measured);
    console.log(
      `  ${name.padEnd(28)} ${quickest.toFixed(1).padStart(8)}   x ${(quickest / unit).toFixed(2)}`,
    );
  }
}
