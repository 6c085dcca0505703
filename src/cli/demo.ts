import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import type OpenAI from "openai";

import { readOpenClawConfig } from "../config/openclaw-config.ts";
import {
  type ProviderConfig,
  providerConfigFrom,
  type ProviderEntry,
} from "../config/provider-entries.ts";
import { packageFile } from "../package-files.ts";
import { type Candidate, runWithFallback } from "../transport/run-with-fallback.ts";
import {
  type ReceivedRequest,
  STAND_IN_KEY,
  type StandIn,
  startKimiStandIn,
} from "../kimi-stand-in/kimi-stand-in.ts";
import { installProviderHeaders } from "../transport/install.ts";
import { withRequestContext } from "../transport/request-context.ts";
import { paintFor } from "./colour.ts";
import { CommandError, type CommandIo, EXIT_CODES } from "./command-io.ts";
import { roomOf, wrapHanging } from "./text-width.ts";

const EXAMPLE = packageFile("examples/kimi-coding.json5");
const REFUSED_USER_AGENT = "my-agent/1.0";

/** What one scene came to. */
interface Outcome {
  readonly answer: string;
  /** What was logged; empty in the scene without this project. */
  readonly log: readonly string[];
}

interface Scene {
  readonly title: string;
  readonly explanation: string;
  /** Added to the kimi-coding entry. */
  readonly headers?: string;
  readonly play: (config: ProviderConfig, sdk: typeof OpenAI, io: CommandIo) => Promise<Outcome>;
  /** The model that must answer, for the demo to be one. */
  readonly answeredBy: string;
}

const SCENES: readonly Scene[] = [
  {
    title: "As today: the SDK names itself",
    explanation: "Kimi Code refuses it, the next model answers, and nothing tells the user.",
    play: asToday,
    answeredBy: "fallback-model",
  },
  {
    title: "With this project: the same configuration, the same SDK",
    explanation: "The built-in default for kimi-coding is sent, and Kimi's model answers.",
    play: withThisProject,
    answeredBy: "k2p5",
  },
  {
    title: "With this project, and a User-Agent of one's own that Kimi Code does not accept",
    explanation: "Another model answers, but not silently.",
    headers: `headers: { "User-Agent": "${REFUSED_USER_AGENT}" },`,
    play: withThisProject,
    answeredBy: "fallback-model",
  },
];

/** Plays the failure and the fix with the real OpenAI SDK against an embedded Kimi Code. Needs no key and no network. */
export async function runDemo(io: CommandIo): Promise<number> {
  const sdk = await loadSdk();
  const kimi = await startKimiStandIn();
  const fallback = await startKimiStandIn({ role: "plain" });
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-demo-"));
  try {
    const paint = paintFor(io.stdout, io.env);
    const room = roomOf(io.stdout, io.env);
    let exitCode: number = EXIT_CODES.fine;
    for (const [index, scene] of SCENES.entries()) {
      kimi.forgetRequests();
      fallback.forgetRequests();
      const config = sceneConfig(scene, folder, { kimi, fallback });
      const outcome = await scene.play(config, sdk, io);
      const lines =
        `${index + 1}. ${scene.title}\n   ${scene.explanation}\n\n${report(outcome, { kimi, fallback })}`
          .split("\n")
          .flatMap((line) => wrapHanging(line, room))
          .map((line, at) => (at === 0 ? paint("bold", line) : line));
      io.stdout.write(`${lines.join("\n")}\n`);
      if (outcome.answer !== `Answered by ${scene.answeredBy}.`) {
        io.stderr.write(
          `provider-headers: scene ${index + 1} should have been answered by ${scene.answeredBy}\n`,
        );
        exitCode = EXIT_CODES.problemsFound;
      }
    }
    return exitCode;
  } catch (error) {
    io.signal.throwIfAborted();
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([kimi.close(), fallback.close()]);
  }
}

async function loadSdk(): Promise<typeof OpenAI> {
  try {
    return (await import("openai")).default;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new CommandError(
      "the demo drives the real OpenAI SDK, which is not installed beside this package. Install it with " +
        "`npm install openai`, or run `npx -p provider-headers -p openai provider-headers demo`",
    );
  }
}

interface Endpoints {
  readonly kimi: StandIn;
  readonly fallback: StandIn;
}

/** The example as it is shipped, read from a file as any other; only its addresses are led to the loopback servers. */
function sceneConfig(scene: Scene, folder: string, { kimi, fallback }: Endpoints): ProviderConfig {
  let file = EXAMPLE;
  if (scene.headers !== undefined) {
    file = join(folder, basename(EXAMPLE));
    const text = readFileSync(EXAMPLE, "utf8");
    writeFileSync(file, text.replace(/"kimi-coding": \{\n( +)/, `$&${scene.headers}\n$1`));
  }
  // Never the user's own key: the stand-in writes down what it receives.
  const read = readOpenClawConfig(file, { env: { KIMI_API_KEY: STAND_IN_KEY } });
  const { config } = providerConfigFrom(read.config, read);
  const addresses: Readonly<Record<string, string>> = {
    "kimi-coding": kimi.baseUrl,
    fb: fallback.baseUrl,
  };
  return {
    ...config,
    entries: config.entries.map((entry) => ({ ...entry, baseUrl: addresses[entry.id] })),
  };
}

/** What hosts do: the next model is asked when one fails, and the failure is forgotten. */
async function asToday(
  config: ProviderConfig,
  sdk: typeof OpenAI,
  io: CommandIo,
): Promise<Outcome> {
  let failure: unknown;
  for (const candidate of candidatesOf(config)) {
    try {
      return { answer: await ask(sdk, candidate, io.signal), log: [] };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function withThisProject(
  config: ProviderConfig,
  sdk: typeof OpenAI,
  io: CommandIo,
): Promise<Outcome> {
  const log: string[] = [];
  const logger = {
    error: (text: string) => log.push(text),
    warn: (text: string) => log.push(text),
  };
  const installation = installProviderHeaders({ config, logger });
  try {
    const { value } = await runWithFallback(
      candidatesOf(config),
      (candidate) => {
        const { providerId, modelId } = candidate;
        return withRequestContext({ providerId, modelId }, () => ask(sdk, candidate, io.signal));
      },
      installation.guard,
      { signal: io.signal },
    );
    return { answer: value, log };
  } finally {
    installation.uninstall();
  }
}

interface DemoCandidate extends Candidate {
  readonly modelId: string;
  readonly entry: ProviderEntry;
}

/** The primary model and its fallbacks, as `agents.defaults.model` names them. */
function candidatesOf({ models, entries }: ProviderConfig): readonly DemoCandidate[] {
  return [models.primary, ...models.fallbacks].flatMap((name = "") => {
    const [providerId = "", modelId = ""] = name.split("/");
    const entry = entries.find(({ id }) => id === providerId);
    return entry === undefined
      ? []
      : [{ providerId, modelId, entry, credential: entry.credential }];
  });
}

async function ask(
  Sdk: typeof OpenAI,
  { entry, modelId }: DemoCandidate,
  signal: AbortSignal,
): Promise<string> {
  const client = new Sdk({
    apiKey: entry.credential ?? "",
    baseURL: entry.baseUrl,
    organization: null,
    project: null,
  });
  const completion = await client.chat.completions.create(
    { model: modelId, messages: [{ role: "user", content: "ping" }] },
    { signal },
  );
  return completion.choices[0]?.message.content ?? "";
}

function report({ answer, log }: Outcome, { kimi, fallback }: Endpoints): string {
  const said = log.length === 0 ? ["nothing"] : log.flatMap((text) => text.split("\n"));
  return [
    ...kimi.requests.flatMap((request) => received("Kimi received", request)),
    ...fallback.requests.flatMap((request) => received("the next one received", request)),
    "   the user reads",
    `     ${answer}`,
    "   the log says",
    ...said.map((line) => `     ${line}`),
    "",
  ].join("\n");
}

function received(who: string, request: ReceivedRequest): readonly string[] {
  const userAgents = request.rawHeaders.filter(([name]) => name.toLowerCase() === "user-agent");
  return [
    `   ${who}`,
    `     ${request.method} ${request.path}   answered with ${request.status}`,
    ...userAgents.map(([name, value]) => `     ${name}: ${value}`),
  ];
}
