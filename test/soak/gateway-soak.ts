import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kimiRefusal } from "../../src/kimi-stand-in/kimi-refusals.ts";
import { type StandIn, startKimiStandIn } from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { type Gateway, Host, pause } from "../hosts/host.ts";
import { hostVersion } from "../hosts/host-versions.ts";
import { installHost } from "../hosts/install-host.ts";
import { model } from "../hosts/scenarios.ts";
import { npm, pack, run } from "../pack/packed.ts";

export interface GatewaySoakResult {
  readonly runs: number;
  readonly seed: number;
  readonly failures: readonly string[];
  /** Turns by what came of them, requests by what they were answered with, and lines that the plugin logged. */
  readonly classes: Readonly<Record<string, number>>;
  readonly withPlugin: Held;
  /** The same turns in a host with the same package, which does nothing: what grows or is lost there is the host's. */
  readonly without: Held & Pick<GatewaySoakResult, "classes" | "failures">;
}

/** After the warm-up and at the end. */
interface Held {
  readonly memory: readonly [warm: number, end: number];
  readonly handles: readonly [warm: number, end: number];
  /** Characters of the host's own log and output. */
  readonly log: readonly [warm: number, end: number];
  readonly seconds: number;
}

const VERSION = "2026.9.6";
const REFUSING = 5;
const AT_ONCE = 4;
const TURNS_PER_RELOAD = 50;
/** MiB that a run with the plugin may grow more than one without. */
const MORE_MEMORY = 8;
const MORE_HANDLES = 4;
/** Characters that the plugin may log: one report for each model that refuses, then a line a minute for each. */
const REPORT = 3000;
const LINE = 600;

/** Milliseconds that a start or a turn may take: a busy machine is slow. */
const PATIENCE = 600_000;

const STARTS = 10;
/** Milliseconds for which a turn that a reload ends is asked again: the host may end those of an agent for minutes. */
const ASKED_FOR = 300_000;
const ASKED_EVERY = 5000;

const OVERRIDE = "from-the-override-block";

/**
 * Needs Node 24 with `--experimental-transform-types`. Half of the turns ask a provider that refuses. After SIGINT no more turns
 * are asked, and those so far are judged.
 */
export async function soakGateway(options: {
  readonly turns: number;
  readonly seed: number;
  readonly plant?: boolean;
}): Promise<GatewaySoakResult> {
  const { turns, seed, plant = false } = options;
  const [own, control] = await Promise.all([
    soakHost({ turns, plant, withPlugin: true }),
    soakHost({ turns, plant: false, withPlugin: false }),
  ]);
  const failures = [...own.failures];
  const grown = growth(own.held) - growth(control.held);
  if (grown > MORE_MEMORY)
    failures.push(`memory grew ${grown.toFixed(1)} MiB more than without the plugin`);
  const [warm, end] = own.held.handles;
  if (end - warm > MORE_HANDLES) failures.push(`handles grew from ${warm} to ${end}`);
  return {
    runs: own.turns,
    seed,
    failures,
    classes: own.classes,
    withPlugin: own.held,
    without: { ...control.held, classes: control.classes, failures: control.failures },
  };
}

const growth = ({ memory: [warm, end] }: Held) => end - warm;

/** What one gateway comes to. */
async function soakHost({
  turns,
  plant,
  withPlugin,
}: {
  readonly turns: number;
  readonly plant: boolean;
  readonly withPlugin: boolean;
}): Promise<{
  readonly turns: number;
  readonly failures: readonly string[];
  readonly classes: Readonly<Record<string, number>>;
  readonly held: Held;
}> {
  const begun = Date.now();
  const classes: Record<string, number> = {};
  const failures = new Map<string, number>();
  const fail = (text: string): void => void failures.set(text, (failures.get(text) ?? 0) + 1);
  const count = (name: string): void => void (classes[name] = (classes[name] ?? 0) + 1);
  const kept = await startKimiStandIn({ role: "plain" });
  const refusing = await startKimiStandIn({
    role: "plain",
    mode: kimiRefusal("unknown_client", "openai"),
  });
  const host = await Host.create(await installHost(hostVersion(VERSION)));
  let gateway: Gateway | undefined;
  try {
    const probe = join(host.folder, "probe.json");
    host.environment = {
      NODE_OPTIONS: `--require=${join(import.meta.dirname, "gateway-probe.cjs")}`,
      GATEWAY_PROBE_FILE: probe,
      ...(plant && { GATEWAY_PROBE_PLANT: "1" }),
    };
    await configure(host, kept, refusing, withPlugin);
    const running = await startGateway(host);
    gateway = running;
    let generation = 0;
    let reloadedAt = 0;
    let sent = 0;
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());

    const turn = async (worker: number, at: number): Promise<void> => {
      const agent = at % 2 === 0 ? "kept" : `refused-${(at >> 1) % REFUSING}`;
      const wanted = at % 2 === 0 ? "m-kept" : "fallback-model";
      const ask = () => running.chat(`agent:${agent}:w${worker}`, `turn ${at}`, PATIENCE);
      try {
        let { text, state } = await ask();
        // The host's own, whatever its plugins do: a reload ends the turns that are under way, until it is through.
        const until = Date.now() + ASKED_FOR;
        while (text.includes("was superseded") && Date.now() < until) {
          count("turn: ended by a reload, asked again");
          await pause(ASKED_EVERY);
          ({ text, state } = await ask());
        }
        const isWhole = state === "final" && text.includes(`Answered by ${wanted}`);
        count(isWhole ? `turn of ${agent.split("-")[0]}: answered by ${wanted}` : "turn: lost");
        if (!isWhole) {
          const after = Math.round((Date.now() - reloadedAt) / 1000);
          fail(
            `a turn of ${agent} ended as ${state}, ${after} s after a reload: ${text.slice(0, 200)}`,
          );
        }
      } catch (error) {
        count("turn: lost");
        fail(`a turn of ${agent} was lost: ${String(error).slice(0, 200)}`);
        running.reconnect();
      }
    };

    const soak = async (until: number): Promise<void> => {
      const work = async (_: unknown, worker: number): Promise<void> => {
        while (sent < until && !stop.signal.aborted) {
          const at = sent;
          sent += 1;
          // The plant: a turn that is never asked.
          if (plant && at === 7) fail("a turn was lost: it was never asked");
          else await turn(worker, at);
          // Half way, so that no reload is under way where the memory is measured.
          const due = Math.round(sent / TURNS_PER_RELOAD);
          if (due > generation) {
            generation = due;
            reloadedAt = Date.now();
            await reload(host, plant ? 0 : generation);
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    };
    const measure = async () => {
      await pause(3000);
      const { bytes, handles } = await probed(probe);
      const log = (await host.logText()).length + running.output.stdout.length;
      return { memory: Math.round(bytes / 1024 / 102.4) / 10, handles, log };
    };

    await soak(Math.ceil(turns / 5));
    const warm = await measure();
    await soak(turns);
    const end = await measure();
    judgeRequests({ kept, refusing, generation, count, fail, withPlugin });
    const said = pluginLines(await host.logText());
    classes["characters that the plugin logged"] = said.length;
    const most = REFUSING * (REPORT + (LINE * (Date.now() - begun)) / 60_000);
    if (said.length > most) fail(`the plugin logged ${said.length} characters`);
    return {
      turns: sent,
      failures: Array.from(failures, ([text, times]) => `${text} (${times} times)`),
      classes,
      held: {
        memory: [warm.memory, end.memory],
        handles: [warm.handles, end.handles],
        log: [warm.log, end.log],
        seconds: Math.round((Date.now() - begun) / 1000),
      },
    };
  } finally {
    await gateway?.stop();
    await host.dispose();
    await Promise.all([kept.close(), refusing.close()]);
  }
}

/** Again where it does not start: on a busy machine the host itself gives up after 5 s. */
async function startGateway(host: Host): Promise<Gateway> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await host.startGateway(PATIENCE);
    } catch (error) {
      if (tries === STARTS) throw error;
    }
  }
}

async function configure(
  host: Host,
  kept: StandIn,
  refusing: StandIn,
  withPlugin: boolean,
): Promise<void> {
  const workspace = join(host.folder, "workspace");
  const entry = (baseUrl: string, id: string) => ({
    baseUrl,
    api: "openai-completions",
    apiKey: `sk-test-${id}-000000`,
    headers: { "X-Generation": "0" },
    models: [model(id)],
  });
  const agents = Array.from({ length: REFUSING }, (_, at) => `refused-${at}`);
  const config = {
    // The host's own work on a turn, which is most of it.
    memory: { search: { enabled: false } },
    tools: { profile: "minimal" },
    models: {
      providers: {
        kept: entry(`${kept.origin}/kept/v1`, "m-kept"),
        fb: entry(`${kept.origin}/fb/v1`, "fallback-model"),
        ...Object.fromEntries(
          agents.map((id) => [id, entry(`${refusing.origin}/${id}/v1`, "m-refused")]),
        ),
      },
    },
    agents: {
      defaults: { workspace, model: { primary: "kept/m-kept" } },
      list: [
        { id: "kept", default: true, workspace },
        ...agents.map((id) => ({
          id,
          workspace,
          model: { primary: `${id}/m-refused`, fallbacks: ["fb/fallback-model"] },
        })),
      ],
    },
  };
  await host.configure(config);
  await host.configure({ ...config, plugins: await installed(host, withPlugin) });
}

const HOOKS = { enabled: true, hooks: { allowConversationAccess: true } };

/** As a user has it: of a checkout the host would copy and keep the whole folder. */
async function installed(host: Host, withPlugin: boolean) {
  const { tarball, workspace, remove } = pack();
  if (!withPlugin) {
    const folder = join(workspace, "package");
    run("tar", ["-xzf", tarball], workspace);
    copyFileSync(
      join(import.meta.dirname, "idle-plugin.js"),
      join(folder, "dist/openclaw/plugin.js"),
    );
    npm(["pack", "--ignore-scripts", "--pack-destination", workspace], folder);
  }
  const { code, stdout, stderr } = await host.installPlugin(tarball);
  remove();
  if (code !== 0) throw new Error(`the host did not install the package: ${stdout}${stderr}`);
  const config = { providers: { kept: { headers: { "X-Override": OVERRIDE } } } };
  const own = (await host.readConfig())["plugins"] as object;
  return { ...own, entries: { "provider-headers": { ...HOOKS, config } } };
}

async function reload(host: Host, generation: number): Promise<void> {
  const text = JSON.stringify(await host.readConfig(), null, 2);
  const next = text.replaceAll(/"X-Generation": "\d+"/g, `"X-Generation": "${generation}"`);
  await writeFile(host.configFile, next);
}

/** Every request has the plan's fields once; generations only grow, and the last one arrives. */
function judgeRequests({
  kept,
  refusing,
  generation,
  count,
  fail,
  withPlugin,
}: {
  readonly kept: StandIn;
  readonly refusing: StandIn;
  readonly generation: number;
  readonly count: (name: string) => void;
  readonly fail: (text: string) => void;
  readonly withPlugin: boolean;
}): void {
  let latest = 0;
  for (const { method, path, headers, status } of [...kept.requests, ...refusing.requests]) {
    if (method !== "POST") continue;
    count(`request to ${path.split("/")[1]?.split("-")[0]}: ${status}`);
    if (!withPlugin || !path.startsWith("/kept/")) continue;
    if (headers["x-override"] !== OVERRIDE)
      fail(`X-Override was ${headers["x-override"] ?? "missing"}`);
    latest = Math.max(latest, Number(headers["x-generation"] ?? Number.NaN));
  }
  // The last reload may come with the last turn.
  if (withPlugin && !(latest >= generation - 1))
    fail(`after ${generation} reloads the latest value sent was ${latest}`);
}

/** Asks the probe within the gateway. */
async function probed(file: string): Promise<{ readonly bytes: number; readonly handles: number }> {
  rmSync(file, { force: true });
  process.kill(Number(readFileSync(`${file}.pid`, "utf8")), "SIGURG");
  for (let tries = 0; !existsSync(file); tries += 1) {
    if (tries > 600) throw new Error("the gateway did not say what it holds");
    await pause(100);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** What the plugin logged, as the host's own log has it. */
function pluginLines(log: string): string {
  return log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ 0: logger }) => String(logger).includes('"plugins"'))
    .map(({ 1: text }) => String(text))
    .filter((text) => /provider-headers|refused-\d\/m-refused/.test(text))
    .join("\n");
}
