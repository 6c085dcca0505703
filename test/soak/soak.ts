import { setImmediate, setTimeout } from "node:timers/promises";
import type { ConfigInput } from "../../src/transport/config-input.ts";
import { installProviderHeaders } from "../../src/transport/install.ts";
import { type Draw, drawFrom, pickFrom } from "../fuzz/draw.ts";
import {
  HTTP1_ANSWERS,
  HTTP2_ANSWERS,
  type HostileServer,
  type Received,
  startHostileHttp1,
  startHostileHttp2,
} from "./hostile-servers.ts";
import { openClients, type SoakClient } from "./soak-clients.ts";

export interface SoakResult {
  readonly runs: number;
  readonly seed: number;
  /** One line for each class, with how often and the first of it. */
  readonly failures: readonly string[];
  readonly reloads: number;
  /** Requests by client and by answer, and what became of them. */
  readonly classes: Readonly<Record<string, number>>;
  /** MiB of the heap and of buffers, after the warm-up and at the end. */
  readonly memory: readonly [warm: number, end: number];
  /** What keeps the process alive. */
  readonly handles: readonly [warm: number, end: number];
  /** On the process itself. */
  readonly listeners: readonly [warm: number, end: number];
  /** Characters logged. */
  readonly log: readonly [warm: number, end: number];
}

const PROVIDERS = 50;
const AT_ONCE = 1000;
/** Requests from one reload to the next. */
const RELOAD = 50;
/** Milliseconds until a caller gives up what does not end by itself, and what does: a busy machine is slow. */
const PATIENCE = 500;
const MUCH_PATIENCE = 300_000;
/** Milliseconds until all have given up: undici the streams of a destroyed client, a watch the rest of a body. */
const SETTLED = 3500;
/** MiB, and bytes a request: tables that have a limit fill, and a garbage collector is never quite done. */
const MORE_MEMORY = 8;
const MORE_BY_REQUEST = 400;
/** Every provider may report each kind of failure whole once, and each again in one line a minute. */
const MORE_LOG = PROVIDERS * 8 * 2000;

const { gc } = globalThis as { gc?: () => void };

/** Needs Node 24, started with `--expose-gc`. */
export async function soak(options: {
  readonly requests: number;
  readonly seed: number;
  readonly plant?: boolean;
  /** Installs nothing: what grows then is the clients' or the servers' own. */
  readonly control?: boolean;
}): Promise<SoakResult> {
  const { requests, seed, plant = false, control = false } = options;
  if (gc === undefined) throw new Error("Start Node with --expose-gc.");
  const draw = drawFrom(seed);
  const failures = new Map<string, { times: number; readonly first: string }>();
  const fail: Fail = (kind, first) => {
    const known = failures.get(kind);
    if (known === undefined) failures.set(kind, { times: 1, first });
    else known.times += 1;
  };
  const crashed = (error: unknown): void =>
    fail("not caught", error instanceof Error ? String(error.stack) : String(error));
  const warned = ({ name, message }: Error): void => fail(`warning: ${name}`, message);
  process.on("uncaughtException", crashed).on("unhandledRejection", crashed).on("warning", warned);

  const received = new Set<string>();
  const look = (target: string, fields: Received): void => {
    received.add(target);
    if (!control) judge(target, fields, fail);
  };
  const servers = [await startHostileHttp1(look), await startHostileHttp2(look)] as const;
  let log = 0;
  const write = (text: string): void => void (log += text.length);
  const installation = control
    ? undefined
    : installProviderHeaders({
        ...configOf(servers, 0, plant),
        logger: { error: write, warn: write },
      });
  const classes: Record<string, number> = {};
  const planted = new Planted();
  let reloads = 0;
  let begun = 0;

  async function phase(count: number): Promise<void> {
    const clients = openClients();
    let left = count;
    const work = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        begun += 1;
        const at = begun;
        if (at % RELOAD === 0) {
          reloads += 1;
          installation?.update(configOf(servers, reloads, plant));
        }
        const { target, names, ...sent } = drawRequest(clients, servers, draw, at);
        const outcome = plant && at % 500 === 0 ? "status 200" : await send(sent);
        for (const key of [...names, outcome]) classes[key] = (classes[key] ?? 0) + 1;
        if (outcome.startsWith("status") && !received.has(target))
          fail("a request was lost", target);
        if (outcome === "given up" && !sent.endless) fail("a request had no end", target);
        received.delete(target);
        if (plant) planted.grow(at);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    for (const { close } of Object.values(clients)) await close().catch(() => {});
    for (const server of servers) server.hangUp();
    await setTimeout(SETTLED);
    received.clear();
  }

  const warmUp = Math.max(AT_ONCE, Math.round(requests / 5));
  await phase(warmUp);
  const warm = { memory: await memory(), handles: handles(), listeners: listeners(), log };
  await phase(requests - warmUp);
  // A busy machine closes connections late.
  for (let times = 0; handles() > warm.handles && times < 20; times += 1) await setTimeout(500);
  const end = { memory: await memory(), handles: handles(), listeners: listeners(), log };
  const more = (of: keyof typeof warm, most: number): void => {
    if (end[of] - warm[of] > most) fail(`${of} grew`, `from ${warm[of]} to ${end[of]}`);
  };
  more("memory", MORE_MEMORY + ((requests - warmUp) * MORE_BY_REQUEST) / 1024 / 1024);
  more("handles", 0);
  more("listeners", 0);
  more("log", MORE_LOG);
  planted.remove();
  installation?.uninstall();
  for (const server of servers) server.close();
  process.off("uncaughtException", crashed).off("unhandledRejection", crashed);
  process.off("warning", warned);
  return {
    runs: requests,
    seed,
    failures: Array.from(
      failures,
      ([kind, { times, first }]) => `${kind}: ${times}, first ${first}`,
    ),
    reloads,
    classes,
    memory: [warm.memory, end.memory],
    handles: [warm.handles, end.handles],
    listeners: [warm.listeners, end.listeners],
    log: [warm.log, end.log],
  };
}

type Fail = (kind: string, first: string) => void;

/** A map that grows, and listeners and handles that stay; `configOf` plants a wrong field, `soak` a lost request. */
class Planted {
  readonly #map = new Map<number, readonly number[]>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #listeners: (() => void)[] = [];

  grow(at: number): void {
    this.#map.set(
      at,
      Array.from({ length: 5000 }, (_, each) => each),
    );
    if (at % 100 !== 0) return;
    const listener = (): void => {};
    process.on("exit", listener);
    this.#listeners.push(listener);
    this.#timers.push(setInterval(listener, 1e6));
  }

  remove(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const listener of this.#listeners) process.off("exit", listener);
  }
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
function judge(target: string, fields: Received, fail: Fail): void {
  const own = /^\/p(\d+)\//.exec(target)?.[1];
  for (const name of ["x-tenant", "x-secret", "user-agent"]) {
    const values = fields.get(name) ?? [];
    const isRight =
      own === undefined
        ? name === "user-agent" || values.length === 0
        : values.length === 1 && values[0]?.split("-")[1] === own;
    if (!isRight) fail(`wrong ${name}`, `${values.join()} at ${target}`);
  }
}

interface Sent {
  readonly client: SoakClient;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Its answer does not end by itself. */
  readonly endless: boolean;
  readonly patience: number;
}

function drawRequest(
  clients: Readonly<Record<string, SoakClient>>,
  [http1, http2]: readonly [HostileServer, HostileServer],
  draw: Draw,
  at: number,
): Sent & { readonly target: string; readonly names: readonly string[] } {
  const [name, client] = pickFrom(draw, Object.entries(clients));
  const answer = pickFrom(draw, Object.keys(client.http2 ? HTTP2_ANSWERS : HTTP1_ANSWERS));
  const provider = draw(PROVIDERS);
  const path = draw(20) === 0 ? "/elsewhere" : `/p${provider}/chat`;
  const target = `${path}/${at}/${encodeURIComponent(answer)}`;
  const endless = /^(?:stalls|endless)/.test(answer);
  return {
    client,
    url: (client.http2 ? http2 : http1).origin + target,
    headers: {
      authorization: `Bearer ${keyOf(provider)}`,
      "content-type": "application/json",
    },
    endless,
    patience: endless ? PATIENCE + draw(PATIENCE) : MUCH_PATIENCE,
    target,
    names: [name, `${client.http2 ? "HTTP/2" : "HTTP/1.1"}: ${answer}`],
  };
}

async function send({ client, url, headers, patience }: Sent): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  const outcome = await client.ask(url, headers, signal).then(
    (status) => `status ${status}`,
    (error: unknown) => (signal.aborted ? "given up" : `error ${codeOf(error)}`),
  );
  // A client that fails at once must not keep the others from theirs.
  await setImmediate();
  return outcome;
}

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: string };
  return typeof code === "string" ? code : cause === undefined ? String(name) : codeOf(cause);
}

/** MiB. */
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

function listeners(): number {
  return process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
}
