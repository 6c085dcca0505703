import { kimiRefusal } from "../../src/kimi-stand-in/kimi-refusals.ts";
import {
  type ReceivedRequest,
  type StandIn,
  STAND_IN_KEY,
  type StandInOptions,
  startKimiStandIn,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";
import type { HostVersion } from "./host-versions.ts";

/** Values that must be found on the wire, and nowhere else. */
export const SECRETS = {
  variable: "variable-secret-5f1c0d",
  reference: "reference-secret-8a27be",
  override: "override-secret-93d410",
  modelOverride: "model-override-secret-2b6f",
  tenantA: "tenant-a-secret-77aa",
  tenantB: "tenant-b-secret-88bb",
} as const;

export const KEYS = {
  kimi: STAND_IN_KEY,
  wrong: "sk-kimi-test-wrong-00000000",
} as const;

export const APIS = [
  "openai-completions",
  "openai-responses",
  "anthropic-messages",
  "google-generative-ai",
  "ollama",
] as const;

export type Api = (typeof APIS)[number];

/** Those that any provider may speak: 2026.4 knows Ollama's for the provider of that name only. */
export const SHARED_APIS = APIS.filter((api) => api !== "ollama");

export function providerOf(api: Api): string {
  return api === "ollama" ? "ollama" : `h-${api}`;
}

const BASE_PATHS: Record<Api, string> = {
  "openai-completions": "/v1",
  "openai-responses": "/v1",
  "anthropic-messages": "",
  "google-generative-ai": "/v1beta",
  ollama: "",
};

/** The agent, and the provider, that is refused over one api. */
export function refusedOver(api: Api): string {
  return `refused-over-${api}`;
}

interface Failing {
  readonly stand: StandInOptions;
  readonly key: string;
  readonly headers?: object;
  readonly api?: Api;
}

/** How a provider that its agent asks first behaves. */
const FAILING: Readonly<Record<string, Failing>> = {
  "refused-client": { stand: {}, key: KEYS.kimi, headers: { "User-Agent": "curl/8.0" } },
  "wrong-key": { stand: {}, key: KEYS.wrong },
  "used-up": { stand: { mode: "used_up_window" }, key: KEYS.kimi },
  "rate-limited": { stand: { mode: "too_many_requests" }, key: KEYS.kimi },
  "server-error": { stand: { mode: "server_error" }, key: KEYS.kimi },
  reset: { stand: { mode: "connection_reset" }, key: KEYS.kimi },
  stopping: { stand: {}, key: KEYS.kimi, headers: { "User-Agent": "curl/8.0" } },
  chosen: { stand: {}, key: KEYS.kimi, headers: { "User-Agent": "curl/8.0" } },
  cooling: { stand: {}, key: KEYS.kimi, headers: { "User-Agent": "curl/8.0" } },
  ...Object.fromEntries(SHARED_APIS.map((api) => [refusedOver(api), refusing(api)])),
};

function refusing(api: Api): Failing {
  const shape = api === "anthropic-messages" ? "anthropic" : "openai";
  const mode = kimiRefusal("unknown_client", shape);
  return { stand: { role: "plain", mode }, key: `sk-test-refused-${APIS.indexOf(api)}-0000`, api };
}

/** The endpoints of every scenario: Kimi Code, one that answers anybody, and one for each way to fail. */
export class Endpoints {
  readonly #started: StandIn[];

  private constructor(
    readonly kimi: StandIn,
    readonly plain: StandIn,
    readonly failing: ReadonlyMap<string, StandIn>,
  ) {
    this.#started = [kimi, plain, ...failing.values()];
  }

  static async start(): Promise<Endpoints> {
    const failing = new Map<string, StandIn>();
    for (const [id, { stand }] of Object.entries(FAILING)) {
      failing.set(id, await startKimiStandIn(stand));
    }
    const plain = await startKimiStandIn({ role: "plain" });
    return new Endpoints(await startKimiStandIn(), plain, failing);
  }

  /** Whether the fallback was asked in place of a provider that fails. */
  answeredInstead(id: string): boolean {
    return this.plainRequests("fb").some(({ body }) => body.includes(`"instead-of-${id}"`));
  }

  /** What the plain endpoint received under a first path segment. */
  plainRequests(segment: string): ReceivedRequest[] {
    return this.plain.requests.filter(
      ({ path, method }) => method === "POST" && path.startsWith(`/${segment}/`),
    );
  }

  failed(id: string): readonly ReceivedRequest[] {
    return this.failing.get(id)?.requests ?? [];
  }

  forget(): void {
    for (const { forgetRequests } of this.#started) forgetRequests();
  }

  async close(): Promise<void> {
    await Promise.all(this.#started.map((standIn) => standIn.close()));
  }
}

export function model(id: string, more: object = {}): object {
  return {
    id,
    name: id,
    reasoning: false,
    input: ["text"],
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextWindow: 128_000,
    maxTokens: 4096,
    ...more,
  };
}

/** The entry of openclaw/openclaw #30099, with one fallback provider, and nothing else. */
export function seedConfig(endpoints: Endpoints, workspace: string): Record<string, unknown> {
  return {
    models: {
      providers: {
        "kimi-coding": {
          baseUrl: endpoints.kimi.baseUrl,
          api: "openai-completions",
          apiKey: KEYS.kimi,
          models: [model("k2p5")],
        },
        fb: fallbackProvider(endpoints),
      },
    },
    agents: {
      defaults: {
        workspace,
        model: { primary: "kimi-coding/k2p5", fallbacks: ["fb/fallback-model"] },
      },
    },
  };
}

function fallbackProvider(endpoints: Endpoints): object {
  const ids = Object.keys(FAILING).map((id) => `instead-of-${id}`);
  return {
    baseUrl: `${endpoints.plain.origin}/fb/v1`,
    api: "openai-completions",
    apiKey: "sk-fallback-test-0000000000",
    models: ["fallback-model", ...ids].map((id) => model(id)),
  };
}

/** Everything that one gateway can show at once: each scenario is an agent with a provider of its own. */
export function gatewayConfig(
  host: HostVersion,
  endpoints: Endpoints,
  workspace: string,
): Record<string, unknown> {
  const { plain } = endpoints;
  const seed = seedConfig(endpoints, workspace) as {
    models: { providers: Record<string, object> };
    agents: Record<string, unknown>;
  };
  const providers: Record<string, object> = { ...seed.models.providers };
  const overrides: Record<string, object> = {};
  const agents: object[] = [{ id: "main", default: true, workspace }];
  const agent = (id: string, primary: string, fallbacks: string[] = []) =>
    agents.push({ id, workspace, model: { primary, fallbacks } });

  for (const api of APIS) {
    const id = providerOf(api);
    providers[id] = {
      baseUrl: `${plain.origin}/${id}${BASE_PATHS[api]}`,
      api,
      // No piece of a key is shown, so it shares none with a name.
      apiKey: `sk-test-api-${APIS.indexOf(api)}-0000`,
      headers: {
        "X-Provider": "provider",
        "X-Layered": "provider",
        "X-Twin": "provider",
        "X-Gone": "provider",
        "X-Variable": "${PH_TEST_VARIABLE}",
        ...(host.secretRefs && {
          "X-Reference": { source: "env", provider: "default", id: "PH_TEST_REFERENCE" },
        }),
      },
      ...(host.providerRequestHeaders && { request: { headers: { "X-Request": "request" } } }),
      models: [model(`m-${api}`, { headers: { "X-Layered": "model", "x-twin": "model" } })],
    };
    overrides[id] = {
      headers: {
        "x-gone": null,
        "x-stainless-*": null,
        "X-Override": SECRETS.override,
        // The host resolves none of these here.
        "X-Override-Reference": { source: "env", provider: "default", id: "PH_TEST_REFERENCE" },
        "X-Bad": "line\nbreak",
      },
      models: { [`m-${api}`]: { headers: { "X-Model-Override": SECRETS.modelOverride } } },
    };
    agent(id, `${id}/m-${api}`);
  }

  // Two paths on which hosts drop configured headers: a model that is not listed, an id in mixed case.
  agent("unlisted", "h-openai-completions/m-unlisted");
  providers["Mixed-Case"] = {
    baseUrl: `${plain.origin}/mixed/v1`,
    api: "openai-completions",
    apiKey: "sk-test-mixed-0000",
    headers: { "X-Provider": "provider" },
    models: [model("m-mixed")],
  };
  agent("mixed", "Mixed-Case/m-mixed");

  providers["mended"] = {
    baseUrl: `${plain.origin}/mended/v1`,
    api: "openai-completions",
    apiKey: "sk-test-mended-0000",
    headers: {
      "X-Empty": "",
      "X-Kept": "kept",
    },
    models: [model("m-mended")],
  };
  agent("mended", "mended/m-mended");

  providers["length"] = {
    baseUrl: `${plain.origin}/length/v1`,
    api: "openai-completions",
    apiKey: "sk-test-length-0000",
    headers: { "Content-Length": "1" },
    models: [model("m-length")],
  };
  agent("length", "length/m-length");

  if (host.takesUnsetVariables) {
    providers["unset"] = {
      baseUrl: `${plain.origin}/unset/v1`,
      api: "openai-completions",
      apiKey: "sk-test-unset-0000",
      headers: { "X-Unset": "${PH_TEST_UNSET}" },
      models: [model("m-unset")],
    };
    agent("unset", "unset/m-unset");
  }

  if (host.secretRefs) {
    providers["by-reference"] = {
      baseUrl: `${plain.origin}/by-reference/v1`,
      api: "openai-completions",
      apiKey: { source: "env", provider: "default", id: "PH_TEST_REFERENCE" },
      headers: { "X-Provider": "provider" },
      models: [model("m-by-reference")],
    };
    agent("by-reference", "by-reference/m-by-reference");
  }

  // Nobody asks it: no client can send these.
  providers["unsendable"] = {
    baseUrl: `${plain.origin}/unsendable/v1`,
    api: "openai-completions",
    apiKey: "sk-test-unsendable-0000",
    headers: { "X Y": "1", "X-Wide": "\u010d", "X-Broken": "a\nb" },
    models: [model("m-unsendable")],
  };

  for (const tenant of ["a", "b"] as const) {
    providers[`tenant-${tenant}`] = {
      baseUrl: `${plain.origin}/tenant/v1`,
      api: "openai-completions",
      apiKey: `sk-test-tenant-${tenant}-0000`,
      models: [model("m-tenant")],
    };
    overrides[`tenant-${tenant}`] = {
      headers: {
        "X-Tenant": tenant,
        "X-Tenant-Key": tenant === "a" ? SECRETS.tenantA : SECRETS.tenantB,
        "X-Session": "{{sessionId}}",
        "X-Model": "{{modelId}}",
      },
    };
    agent(`tenant-${tenant}`, `tenant-${tenant}/m-tenant`);
  }

  providers["reloaded"] = {
    baseUrl: `${plain.origin}/reloaded/v1`,
    api: "openai-completions",
    apiKey: "sk-test-reloaded-0000",
    headers: { "X-Version": "one" },
    models: [model("m-reloaded")],
  };
  overrides["reloaded"] = { headers: { "X-Override-Version": "one" } };
  agent("reloaded", "reloaded/m-reloaded");

  for (const [id, { key, headers, api }] of Object.entries(FAILING)) {
    const standIn = endpoints.failing.get(id);
    providers[id] = {
      baseUrl: api === undefined ? standIn?.baseUrl : `${standIn?.origin}${BASE_PATHS[api]}`,
      api: api ?? "openai-completions",
      apiKey: key,
      ...(headers && { headers }),
      models: [model("k2p5")],
    };
    if (id === "chosen") agent(id, "fb/fallback-model", [`fb/instead-of-${id}`]);
    else agent(id, `${id}/k2p5`, [`fb/instead-of-${id}`]);
  }
  overrides["stopping"] = { onAuthFailure: "stop" };

  return {
    ...seed,
    models: { providers },
    agents: { ...seed.agents, list: agents },
    plugins: {
      entries: {
        "fetching-fixture": { enabled: true },
        "provider-headers": {
          enabled: true,
          config: { providers: overrides },
          ...(host.gatesConversations && { hooks: { allowConversationAccess: true } }),
        },
      },
    },
  };
}
