import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  type StandIn,
  STAND_IN_KEY,
  startKimiStandIn,
} from "../../../src/kimi-stand-in/kimi-stand-in.ts";
import { Host } from "../../hosts/host.ts";
import type { InstalledHost } from "../../hosts/install-host.ts";
import { model } from "../../hosts/scenarios.ts";
import { builtHost } from "./host-scenarios.ts";
import type { Scenario } from "./scenario.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../hosts/fixtures/${name}`, import.meta.url));

/** A provider entry as somebody writes it, and what Kimi Code must get to see of it. */
interface Entry {
  readonly id: string;
  readonly model: string;
  readonly provider: Record<string, unknown>;
  /** The User-Agent that was received; `sdk` for what the SDK or undici sends by itself. */
  readonly userAgent: string | "sdk";
  readonly answered: boolean;
  /** A relay on loopback instead of the public address. */
  readonly relay?: boolean;
  /** 2026.7.2 sends nothing for it, patched or not: "requires a positive maxTokens value". */
  readonly needsCatalog?: boolean;
}

const OPENAI = { baseUrl: "https://api.kimi.com/coding/v1", api: "openai-completions" };
const ANTHROPIC = { baseUrl: "https://api.kimi.com/coding/", api: "anthropic-messages" };
const DECLARED = "claude-code/0.1.0";

const ENTRIES: Readonly<Record<string, Entry>> = {
  "the hand-written entry of #30099": {
    id: "kimi-coding",
    model: "k2p5",
    provider: { ...OPENAI, models: [model("k2p5")] },
    userAgent: DECLARED,
    answered: true,
  },
  "the id kimi-code": {
    id: "kimi-code",
    model: "kimi-for-coding",
    provider: { ...OPENAI, models: [model("kimi-for-coding")] },
    userAgent: DECLARED,
    answered: true,
  },
  "`kimi` as onboarding writes it, without models": {
    id: "kimi",
    model: "kimi-for-coding",
    provider: { ...ANTHROPIC, models: [] },
    userAgent: DECLARED,
    answered: true,
    needsCatalog: true,
  },
  "`kimi` with models of its own": {
    id: "kimi",
    model: "kimi-for-coding",
    provider: { ...ANTHROPIC, models: [model("kimi-for-coding")] },
    userAgent: DECLARED,
    answered: true,
  },
  "a User-Agent of the user's own": {
    id: "kimi-coding",
    model: "k2p5",
    provider: { ...OPENAI, headers: { "user-agent": "KimiCLI/1.5" }, models: [model("k2p5")] },
    userAgent: "KimiCLI/1.5",
    answered: true,
  },
  "a relay's address": {
    id: "kimi-coding",
    model: "k2p5",
    provider: { ...OPENAI, models: [model("k2p5")] },
    userAgent: "sdk",
    answered: false,
    relay: true,
  },
};

/** A client that Kimi Code refuses, with a second model that is refused as well: the host then gives its advice. */
const REFUSED: Entry = {
  id: "relay",
  model: "k2p5",
  provider: {
    ...OPENAI,
    headers: { "User-Agent": "my-agent/1.0" },
    models: [model("k2p5"), model("kimi-for-coding")],
  },
  userAgent: "my-agent/1.0",
  answered: false,
  relay: true,
};

/** The built host of a patched checkout, with the Kimi plugin that was built there. */
export function todayScenarios(checkout: string, version: string): Scenario[] {
  const installed = builtHost(checkout, version);
  return [
    ...entryScenarios(installed, path.join(checkout, "extensions/kimi-coding")),
    ...[[], ["relay/kimi-for-coding"]].map((fallbacks) => refusal(installed, fallbacks)),
    { name: "a model's headers in config.get", run: () => withHeaders(installed, shownConfig) },
    {
      name: "a header that cannot be sent, in the doctor",
      run: () => withHeaders(installed, note),
    },
  ];
}

/** Any host, with the plugin in this folder. */
export function entryScenarios(installed: InstalledHost, kimiPlugin: string): Scenario[] {
  return Object.entries(ENTRIES)
    .filter(([, { needsCatalog }]) => !needsCatalog || installed.version !== "2026.7.2")
    .map(([name, entry]) => ({
      name,
      run: async () => {
        const { requests, shown } = await turnOf(installed, kimiPlugin, entry);
        return [...differences(entry, requests, shown)];
      },
    }));
}

function refusal(installed: InstalledHost, fallbacks: readonly string[]): Scenario {
  return {
    name: `a refused client, ${fallbacks.length} fallbacks`,
    run: async () => {
      const options = { fallbacks, inChat: true };
      const { requests, shown } = await turnOf(installed, undefined, REFUSED, options);
      const wrong = [...differences(REFUSED, requests, shown)];
      if (!shown.includes("only available for Coding Agents")) {
        wrong.push(`the provider's own words are not shown: ${shown}`);
      }
      if (/re-authenticate|auth login/i.test(shown)) wrong.push(`advice to log in: ${shown}`);
      return wrong;
    },
  };
}

const CONFIGURED = {
  Authorization: "Bearer model-secret-0123456789",
  "X Tenant": "tenant-secret-0123456789",
  "User-Agent": "my-agent/1.0",
};

/** What is wrong in a fresh host with a model that has these headers. */
async function withHeaders(
  installed: InstalledHost,
  look: (host: Host) => Promise<string[]>,
): Promise<string[]> {
  const host = await Host.create(installed);
  try {
    const relay = {
      baseUrl: "http://127.0.0.1:11/v1",
      api: "openai-completions",
      apiKey: STAND_IN_KEY,
      models: [{ ...model("k2p5"), headers: CONFIGURED }],
    };
    await host.configure({
      plugins: { allow: ["none"] },
      agents: { defaults: { model: { primary: "relay/k2p5" } } },
      models: { providers: { relay } },
    });
    return await look(host);
  } finally {
    await host.dispose();
  }
}

async function shownConfig(host: Host): Promise<string[]> {
  const gateway = await host.startGateway();
  try {
    const shown = JSON.stringify(await gateway.call("config.get"));
    return [
      ...(shown.includes("my-agent/1.0") ? [] : ["the User-Agent is not shown"]),
      ...(shown.includes("model-secret-0123456789") ? ["Authorization is shown"] : []),
    ];
  } finally {
    await gateway.stop();
  }
}

async function note(host: Host): Promise<string[]> {
  const { stdout, stderr } = await host.run(["doctor", "--non-interactive"]);
  // The doctor draws a box around its notes and breaks their lines.
  const shown = `${stdout}\n${stderr}`.replaceAll(/[\s│|]+/g, "");
  const wanted = 'models.providers.relay.models[0].headers["XTenant"]isnotaheadername';
  return [
    ...(shown.includes(wanted) ? [] : [`no note: ${stdout.slice(-3000)}\n${stderr.slice(-1000)}`]),
    ...(shown.includes("tenant-secret-0123456789") ? ["the value is shown"] : []),
  ];
}

function* differences(
  { userAgent, answered }: Entry,
  requests: Turn["requests"],
  shown: string,
): Generator<string> {
  if (requests.length === 0) yield `nothing was sent: ${shown.slice(-1500)}`;
  for (const { status, userAgent: sent } of requests) {
    const isSdk = /^(?:OpenAI|Anthropic)\/JS|^undici$|^node$/.test(sent);
    if (userAgent === "sdk" ? !isSdk : sent !== userAgent) yield `user-agent was ${sent}`;
    if ((status === 200) !== answered) yield `answered with ${status}`;
  }
}

interface Turn {
  readonly requests: readonly { readonly status: number | undefined; readonly userAgent: string }[];
  /** What the user gets to see: on the console, or in the web chat. */
  readonly shown: string;
}

/** One turn of a fresh host against the stand-in, whose public name leads to loopback within the host. */
async function turnOf(
  installed: InstalledHost,
  kimiPlugin: string | undefined,
  { id, model: modelId, provider, relay = false }: Entry,
  {
    fallbacks = [],
    inChat = false,
  }: { readonly fallbacks?: readonly string[]; readonly inChat?: boolean } = {},
): Promise<Turn> {
  const tls = {
    key: readFileSync(fixture("tls/key.pem")),
    cert: readFileSync(fixture("tls/cert.pem")),
  };
  const kimi: StandIn = await startKimiStandIn({
    messagesLookAtClient: true,
    ...(relay ? {} : { tls }),
  });
  const host = await Host.create(installed);
  try {
    host.environment = {
      NODE_OPTIONS: `--require ${fixture("lead-to-loopback.cjs")}`,
      NODE_EXTRA_CA_CERTS: host.joinedFile("ca.pem", [
        fixture("tls/ca.pem"),
        process.env["NODE_EXTRA_CA_CERTS"],
      ]),
      TEST_KIMI_PORT: String(kimi.port),
    };
    await host.configure({
      // No other plugin: a source tree has dozens, each compiled as it loads.
      plugins: kimiPlugin
        ? { allow: ["kimi"], load: { paths: [kimiPlugin] }, entries: { kimi: { enabled: true } } }
        : { allow: ["none"] },
      agents: {
        defaults: {
          model: { primary: `${id}/${modelId}`, fallbacks },
          workspace: path.join(host.folder, "workspace"),
          // Some forks carry no templates for a workspace.
          skipBootstrap: true,
        },
      },
      models: {
        providers: {
          [id]: {
            ...provider,
            ...(relay && { baseUrl: kimi.baseUrl }),
            apiKey: STAND_IN_KEY,
          },
        },
      },
    });
    const shown = inChat ? await chatTurn(host) : await agentTurn(host);
    return {
      requests: kimi.requests
        .filter(({ method }) => method === "POST")
        .map(({ status, headers }) => ({ status, userAgent: headers["user-agent"] ?? "" })),
      shown,
    };
  } finally {
    await host.dispose();
    await kimi.close();
  }
}

async function agentTurn(host: Host): Promise<string> {
  const { stdout, stderr } = await host.agent("s1");
  return `${stdout}\n${stderr}`;
}

async function chatTurn(host: Host): Promise<string> {
  const gateway = await host.startGateway();
  try {
    const { text, events } = await gateway.chat("agent:main:main", "ping", 180_000);
    return `${text}\n${JSON.stringify(events)}`;
  } finally {
    await gateway.stop();
  }
}
