import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type ReceivedRequest,
  STAND_IN_KEY,
  type StandIn,
  startKimiStandIn,
} from "../../../src/kimi-stand-in/kimi-stand-in.ts";
import { Host, type RunResult } from "../../hosts/host.ts";
import type { InstalledHost } from "../../hosts/install-host.ts";
import type { Scenario } from "./scenario.ts";

const APIS = ["openai-completions", "anthropic-messages"] as const;
type Api = (typeof APIS)[number];

interface Turn extends RunResult {
  /** Everything that was written to the console and to the log file. */
  readonly told: string;
}

interface Stage {
  readonly api: Api;
  readonly kimi: StandIn;
  readonly next: StandIn;
  readonly requests: () => readonly ReceivedRequest[];
  /** A fresh host with this provider entry; further turns use the same one. */
  readonly configure: (options: {
    readonly id?: string;
    readonly headers?: Record<string, string | null>;
    readonly modelHeaders?: Record<string, string | null>;
    readonly model?: string;
    readonly keyInProfile?: boolean;
  }) => Promise<void>;
  readonly turn: () => Promise<Turn>;
}

/** What the patched host must do against the stand-in for Kimi Code, and the unpatched one does not. */
type StagedScenario = (stage: Stage) => AsyncGenerator<string>;

const USER_AGENT = "claude-code/0.1.0";
const FALLBACK_TEXT = /fallback-model/;

/** Each yields what is wrong; nothing where all is well. */
const SCENARIOS: Readonly<Record<string, StagedScenario>> = {
  async *"works without a headers block"({ configure, turn, requests }) {
    await configure({});
    const { stdout } = await turn();
    yield* expectUserAgents(requests(), [USER_AGENT]);
    if (FALLBACK_TEXT.test(stdout)) yield `another model answered: ${stdout.slice(0, 300)}`;
  },

  async *"an alias as the provider's id"({ configure, turn, requests }) {
    // Not a model of the host's own catalog, which would be found first, with its public address.
    await configure({
      id: "kimi-code",
      headers: { "X-Tenant": "a" },
      model: "kimi-code/kimi-listed",
    });
    await turn();
    yield* expectUserAgents(requests(), [USER_AGENT]);
    yield* expectField(requests(), "x-tenant", ["a"]);
  },

  async *"a model that is not listed"({ configure, turn, requests }) {
    await configure({ headers: { "X-Tenant": "a" }, model: "kimi-coding/other" });
    await turn();
    yield* expectUserAgents(requests(), [USER_AGENT]);
    yield* expectField(requests(), "x-tenant", ["a"]);
  },

  async *"one copy of a name whatever its case, the model above the provider"({
    configure,
    turn,
    requests,
  }) {
    await configure({
      headers: { "user-agent": "KimiCLI/1.5", "X-Tenant": "provider" },
      modelHeaders: { "x-tenant": "model" },
    });
    await turn();
    yield* expectUserAgents(requests(), ["KimiCLI/1.5"]);
    yield* expectField(requests(), "x-tenant", ["model"]);
  },

  async *"null removes, families too"({ configure, turn, requests }) {
    await configure({ headers: { "x-stainless-*": null, "X-Tenant": null } });
    await turn();
    yield* expectUserAgents(requests(), [USER_AGENT]);
    for (const { rawHeaders } of requests()) {
      // The SDK sets `x-stainless-helper-method` on one call, above the defaults that null takes away.
      const left = rawHeaders.filter(
        ([name, value]) => /^x-stainless-(?!helper-method)/i.test(name) || value === "null",
      );
      if (left.length > 0) yield `still sent: ${JSON.stringify(left)}`;
    }
  },

  async *"a refused client is told, and so is the cool-down after it"({
    configure,
    turn,
    requests,
    kimi,
  }) {
    await configure({ headers: { "User-Agent": "my-agent/1.0" }, keyInProfile: true });
    const first = await turn();
    yield* expectUserAgents(requests(), ["my-agent/1.0"]);
    if (!FALLBACK_TEXT.test(first.stdout)) yield "the next model did not answer the first turn";
    yield* expectTold(first, /kimi-coding\/k2p5 refused this client: HTTP 403/);
    yield* expectTold(first, /User-Agent: my-agent\/1\.0/);
    kimi.forgetRequests();
    const second = await turn();
    if (requests().length > 0) {
      yield* expectTold(second, /refused this client/);
      return;
    }
    yield* expectTold(second, /kimi-coding\/k2p5 was not asked, nothing was sent: on cooldown/);
    if (`${first.told}${second.told}`.includes(STAND_IN_KEY)) yield "the key is in the log";
  },
};

/** The host that was built in a checkout, run by this Node. */
export function builtHost(checkout: string, version: string): InstalledHost {
  return {
    version,
    nodeBinary: process.execPath,
    entry: path.join(checkout, "openclaw.mjs"),
  } as InstalledHost;
}

/** All over both apis, on the host that was built in a checkout. */
export function hostScenarios(checkout: string, version: string): Scenario[] {
  const installed = builtHost(checkout, version);
  return APIS.flatMap((api) =>
    Object.entries(SCENARIOS).map(([name, scenario]) => ({
      name: `${api}: ${name}`,
      run: () => runStaged(installed, api, scenario),
    })),
  );
}

async function runStaged(
  installed: InstalledHost,
  api: Api,
  scenario: StagedScenario,
): Promise<string[]> {
  const kimi = await startKimiStandIn({ messagesLookAtClient: true });
  const next = await startKimiStandIn({ role: "plain" });
  const host = await Host.create(installed);
  const wrong: string[] = [];
  try {
    for await (const problem of scenario(stageOf(api, host, kimi, next))) wrong.push(problem);
    return wrong;
  } finally {
    await host.dispose();
    await Promise.all([kimi.close(), next.close()]);
  }
}

function stageOf(api: Api, host: Host, kimi: StandIn, next: StandIn): Stage {
  return {
    api,
    kimi,
    next,
    requests: () => kimi.requests.filter(({ method }) => method === "POST"),
    configure: async ({
      id = "kimi-coding",
      headers,
      modelHeaders,
      model = `${id}/k2p5`,
      keyInProfile = false,
    }) => {
      await host.configure({
        agents: { defaults: { model: { primary: model, fallbacks: ["fb/fallback-model"] } } },
        models: {
          providers: {
            [id]: {
              // The SDK of this api adds `/v1` by itself.
              baseUrl:
                api === "anthropic-messages" ? kimi.baseUrl.replace(/\/v1$/, "") : kimi.baseUrl,
              ...(keyInProfile ? {} : { apiKey: STAND_IN_KEY }),
              api,
              ...(headers && { headers }),
              models: [modelEntry("k2p5", modelHeaders), modelEntry("kimi-listed")],
            },
            fb: {
              baseUrl: next.baseUrl,
              apiKey: "sk-fallback-000000000000",
              api: "openai-completions",
              models: [modelEntry("fallback-model")],
            },
          },
        },
      });
      if (keyInProfile) await writeProfile(host, id);
    },
    turn: async () => {
      const before = (await host.logText()).length;
      const result = await host.agent("s1");
      const log = (await host.logText()).slice(before);
      return { ...result, told: `${result.stdout}\n${result.stderr}\n${log}` };
    },
  };
}

function modelEntry(id: string, headers?: Record<string, string | null>): unknown {
  return {
    id,
    name: id,
    reasoning: false,
    input: ["text"],
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextWindow: 200_000,
    maxTokens: 4096,
    ...(headers && { headers }),
  };
}

/** As `openclaw onboard` leaves it: with a key in a profile, a failure puts the provider on cool-down. */
async function writeProfile(host: Host, provider: string): Promise<void> {
  const folder = path.join(host.stateFolder, "agents", "main", "agent");
  await mkdir(folder, { recursive: true });
  const profiles = { [`${provider}:default`]: { type: "api_key", provider, key: STAND_IN_KEY } };
  await writeFile(
    path.join(folder, "auth-profiles.json"),
    JSON.stringify({ version: 1, profiles }),
  );
}

function* expectUserAgents(
  requests: readonly ReceivedRequest[],
  wanted: readonly string[],
): Generator<string> {
  yield* expectField(requests, "user-agent", wanted);
}

function* expectField(
  requests: readonly ReceivedRequest[],
  name: string,
  wanted: readonly string[],
): Generator<string> {
  if (requests.length === 0) yield "the provider was not asked";
  for (const { rawHeaders } of requests) {
    const values = rawHeaders
      .filter(([key]) => key.toLowerCase() === name)
      .map(([, value]) => value);
    if (values.join("\n") !== wanted.join("\n")) {
      yield `${name} was ${JSON.stringify(values)} instead of ${JSON.stringify(wanted)}`;
    }
  }
}

function* expectTold({ told }: Turn, pattern: RegExp): Generator<string> {
  if (!pattern.test(told)) yield `not told: ${String(pattern)} in\n${told.slice(-1500)}`;
}
