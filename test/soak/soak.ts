import http from "node:http";
import { setImmediate, setTimeout } from "node:timers/promises";
import * as undici7 from "undici";
import * as undici6 from "undici-6";
import * as undici8 from "undici-8";
import type { ConfigInput } from "../../src/transport/config-input.ts";
import { installProviderHeaders } from "../../src/transport/install.ts";
import { type Draw, drawFrom, pickFrom } from "../fuzz/draw.ts";
import { CERTIFICATE } from "../fuzz/wire-server.ts";
import {
  HTTP1_ANSWERS,
  HTTP2_ANSWERS,
  type HostileServer,
  type Received,
  startHostileHttp1,
  startHostileHttp2,
} from "./hostile-servers.ts";

export interface SoakResult {
  readonly runs: number;
  readonly seed: number;
  readonly failures: readonly string[];
  readonly reloads: number;
  /** Requests by client and by answer, and what became of them. */
  readonly classes: Readonly<Record<string, number>>;
  /** MiB of the heap and of buffers, and what keeps the process alive, after the warm-up and at the end. */
  readonly memory: readonly [warm: number, end: number];
  readonly handles: readonly [warm: number, end: number];
  /** Characters logged. */
  readonly log: readonly [warm: number, end: number];
}

const PROVIDERS = 50;
const AT_ONCE = 1000;
/** Milliseconds from one reload to the next. */
const RELOAD = 100;
/** Milliseconds until a caller gives up what does not end by itself, and what does: a busy machine is slow. */
const PATIENCE = 500;
const MUCH_PATIENCE = 60_000;
/** A garbage collector is never quite done. */
const MORE_MEMORY = 8;
/** Every provider may report each kind of failure whole once, and each again in one line a minute. */
const MORE_LOG = PROVIDERS * 8 * 2000;

type Undici = typeof undici7;
const { gc } = globalThis as { gc?: () => void };

/** A request that its caller gives up after a while, and whose body it reads to no more than 64 KiB. */
type Ask = (url: string, headers: Record<string, string>, signal: AbortSignal) => Promise<number>;

interface Client {
  readonly http2: boolean;
  readonly ask: Ask;
  readonly close: () => Promise<unknown>;
}

/** Needs Node 24, started with `--expose-gc`. */
export async function soak(options: {
  readonly requests: number;
  readonly seed: number;
  readonly plant?: boolean;
}): Promise<SoakResult> {
  const { requests, seed, plant = false } = options;
  if (gc === undefined) throw new Error("Start Node with --expose-gc.");
  const draw = drawFrom(seed);
  const failures = new Map<string, number>();
  const fail = (text: string): void => void failures.set(text, (failures.get(text) ?? 0) + 1);
  const crashed = (error: unknown): void =>
    fail(`not caught: ${error instanceof Error ? error.stack : String(error)}`);
  process.on("uncaughtException", crashed).on("unhandledRejection", crashed);

  const look = (target: string, received: Received): void => judge(target, received, fail);
  const servers = [await startHostileHttp1(look), await startHostileHttp2(look)] as const;
  let log = 0;
  const write = (text: string): void => void (log += text.length);
  const installation = installProviderHeaders({
    ...configOf(servers, 0, plant),
    logger: { error: write, warn: write },
  });
  const classes: Record<string, number> = {};
  const kept: unknown[] = [];
  let reloads = 0;

  async function phase(count: number): Promise<void> {
    const clients = openClients();
    let left = count;
    const reloading = setInterval(() => {
      reloads += 1;
      installation.update(configOf(servers, reloads, plant));
    }, RELOAD);
    const work = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const [name, outcome] = await askOnce(clients, servers, draw);
        for (const key of [...name, outcome]) classes[key] = (classes[key] ?? 0) + 1;
        if (plant) kept.push(Buffer.alloc(16 * 1024));
        if (plant && left % 100 === 0) setInterval(() => {}, 1e6);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    clearInterval(reloading);
    for (const { close } of Object.values(clients)) await close().catch(() => {});
    for (const server of servers) server.hangUp();
    // What waits for the rest of a body gives up after 2 s.
    await setTimeout(3000);
  }

  const warmUp = Math.max(AT_ONCE, Math.round(requests / 5));
  await phase(warmUp);
  const warm = { memory: await memory(), handles: handles(), log };
  await phase(requests - warmUp);
  const end = { memory: await memory(), handles: handles(), log };
  if (end.memory - warm.memory > MORE_MEMORY)
    fail(`memory grew from ${warm.memory} to ${end.memory} MiB`);
  if (end.handles > warm.handles) fail(`handles grew from ${warm.handles} to ${end.handles}`);
  if (end.log - warm.log > MORE_LOG) fail(`the log grew from ${warm.log} to ${end.log} characters`);
  installation.uninstall();
  for (const server of servers) server.close();
  process.off("uncaughtException", crashed).off("unhandledRejection", crashed);
  return {
    runs: requests,
    seed,
    failures: Array.from(failures, ([text, times]) => `${text} (${times} times)`),
    reloads,
    classes,
    memory: [warm.memory, end.memory],
    handles: [warm.handles, end.handles],
    log: [warm.log, end.log],
  };
}

/** Every provider has an address on both servers, a key, a secret and a name of its own, and each reload a new number. */
function configOf(
  servers: readonly HostileServer[],
  generation: number,
  plant: boolean,
): Extract<ConfigInput, { config?: undefined }> {
  const entries = servers.flatMap(({ origin }, server) =>
    Array.from({ length: PROVIDERS }, (_, at) => {
      // The fault that is planted.
      const tenant = plant && at === 7 ? 8 : at;
      return [
        `p${at}-${server}`,
        {
          baseUrl: `${origin}/p${at}`,
          apiKey: keyOf(at),
          headers: {
            "X-Tenant": `tenant-${tenant}-${generation}`,
            "X-Secret": "${SECRET_" + tenant + "}",
            "User-Agent": `agent-${tenant}`,
          },
        },
      ];
    }),
  );
  const env = Array.from({ length: PROVIDERS }, (_, at) => [`SECRET_${at}`, `secret-${at}-00000`]);
  return { providers: Object.fromEntries(entries), env: Object.fromEntries(env) };
}

const keyOf = (at: number) => `sk-tenant-${at}-0000000000`;

/** Every provider's own, once, and nothing of another's; a request to no provider carries nothing at all. */
function judge(target: string, received: Received, fail: (text: string) => void): void {
  const own = /^\/p(\d+)\//.exec(target)?.[1];
  const wanted = (name: string): boolean => {
    const values = received.get(name) ?? [];
    return own === undefined
      ? values.length === 0
      : values.length === 1 && values[0]?.split("-")[1] === own;
  };
  for (const name of ["x-tenant", "x-secret"]) {
    if (!wanted(name)) fail(`${own ?? "no provider"}: ${name} was ${received.get(name)}`);
  }
  if (own !== undefined && !wanted("user-agent"))
    fail(`${own}: user-agent was ${received.get("user-agent")}`);
}

async function askOnce(
  clients: Readonly<Record<string, Client>>,
  [http1, http2]: readonly [HostileServer, HostileServer],
  draw: Draw,
): Promise<[names: string[], outcome: string]> {
  const [name, client] = pickFrom(draw, Object.entries(clients));
  const answer = pickFrom(draw, Object.keys(client.http2 ? HTTP2_ANSWERS : HTTP1_ANSWERS));
  const at = draw(PROVIDERS);
  const path = draw(20) === 0 ? "/elsewhere" : `/p${at}/chat`;
  const { origin } = client.http2 ? http2 : http1;
  const headers = { authorization: `Bearer ${keyOf(at)}`, "content-type": "application/json" };
  const signal = AbortSignal.timeout(
    /^(?:stalls|endless)/.test(answer) ? PATIENCE + draw(PATIENCE) : MUCH_PATIENCE,
  );
  const url = `${origin}${path}/${encodeURIComponent(answer)}`;
  const outcome = await client.ask(url, headers, signal).then(
    (status) => `status ${status}`,
    (error: unknown) => (signal.aborted ? "given up" : `error ${codeOf(error)}`),
  );
  // A client that fails at once must not keep the others from theirs.
  await setImmediate();
  return [[name, `${client.http2 ? "HTTP/2" : "HTTP/1.1"}: ${answer}`], outcome];
}

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: string };
  return typeof code === "string" ? code : cause === undefined ? String(name) : codeOf(cause);
}

const BODY = '{"model":"m1","messages":[]}';
const MOST_READ = 64 * 1024;

function openClients(): Record<string, Client> {
  const agent = new http.Agent({ keepAlive: true });
  return {
    "node:http": {
      http2: false,
      ask: (url, headers, signal) => askNodeHttp(agent, url, headers, signal),
      close: async () => agent.destroy(),
    },
    fetch: { http2: false, ask: askFetch(fetch, {}), close: async () => {} },
    "undici 6": askRequest(undici6 as unknown as Undici, false),
    "undici 7": askRequest(undici7, false),
    "undici 8": askRequest(undici8 as unknown as Undici, false),
    "undici 7, HTTP/2": askRequest(undici7, true),
    "undici 8, HTTP/2": askRequest(undici8 as unknown as Undici, true),
  };
}

function askFetch(send: typeof fetch, more: object): Ask {
  return async (url, headers, signal) => {
    const response = await send(url, { method: "POST", body: BODY, headers, signal, ...more });
    let read = 0;
    for await (const chunk of response.body ?? []) if ((read += chunk.length) > MOST_READ) break;
    return response.status;
  };
}

function askRequest(undici: Undici, allowH2: boolean): Client {
  const dispatcher = new undici.Agent({ allowH2, connect: { ca: CERTIFICATE }, connections: 200 });
  return {
    http2: allowH2,
    async ask(url, headers, signal) {
      const options = { method: "POST", body: BODY, headers, signal, dispatcher } as const;
      const { statusCode, body } = await undici.request(url, options);
      let read = 0;
      for await (const chunk of body) if ((read += (chunk as Buffer).length) > MOST_READ) break;
      return statusCode;
    },
    close: () => dispatcher.destroy(),
  };
}

function askNodeHttp(
  agent: http.Agent,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .request(url, { method: "POST", agent, headers, signal }, (response) => {
        let read = 0;
        response.on("data", (chunk: Buffer) => {
          if ((read += chunk.length) > MOST_READ) response.destroy();
        });
        response.on("error", reject).on("close", () => resolve(response.statusCode ?? 0));
      })
      .on("error", reject)
      .end(Buffer.from(BODY));
  });
}

async function memory(): Promise<number> {
  for (let times = 0; times < 5; times += 1) {
    gc?.();
    await setTimeout(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1024 / 102.4) / 10;
}

function handles(): number {
  return process.getActiveResourcesInfo().length;
}
