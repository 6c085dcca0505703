import type { ProviderConfig } from "../config/provider-entries.ts";
import type { FallbackGuard, ModelCall } from "../guard/fallback-guard.ts";
import { canonicalProviderId } from "../headers/built-in.ts";
import { createScrubber } from "../headers/mask.ts";
import { createFallbackGuard } from "../transport/create-fallback-guard.ts";
import { type Installation, installProviderHeaders } from "../transport/install.ts";
import { nextModel, problemText } from "../transport/seam.ts";
import { fieldOf, type HostApi } from "./host-api.ts";
import { hostBand } from "./host-band.ts";
import {
  currentHostConfig,
  type Environment,
  fingerprintOf,
  modelsOfAgent,
  readHostConfig,
} from "./host-config.ts";
import { missingPermission, StoppedProviders } from "./stop-fallback.ts";
import { TurnWatch } from "./turn-watch.ts";

/** What runs in a host's process, however often the host loads the plugin. */
export class InstalledPlugin {
  readonly guard: FallbackGuard;
  readonly installation: Installation;
  readonly watch: TurnWatch;
  readonly stopped = new StoppedProviders();
  readonly #env: Environment;
  #api: HostApi;
  #config: ProviderConfig;
  #fingerprint: string;
  #agents: unknown;
  #scrub: (text: string) => string;
  /** What was said of a configuration is not said again of the next one. */
  readonly #said = new Set<string>();

  constructor(api: HostApi, env: Environment) {
    this.#api = api;
    this.#env = env;
    const config = currentHostConfig(api);
    this.#fingerprint = fingerprintOf(config);
    this.#config = this.#read(config);
    this.#scrub = createScrubber(this.#config.secrets);
    // A host hands over a new logger with every registration, so the latest one is asked each time.
    const logger = {
      error: (text: string) => this.#api.logger.error(text),
      warn: (text: string) => this.#api.logger.warn(text),
    };
    this.guard = this.stopped.watching(
      createFallbackGuard({
        logger,
        onAuthFailure: (id) => this.#entryOf(id)?.onAuthFailure ?? "warn",
        nextModel: (call) => nextModel(this.modelsOf(this.watch.turnOf(call.runId)?.agentId), call),
      }),
    );
    this.watch = new TurnWatch({
      guard: () => this.guard,
      asWritten: (call) => this.#asWritten(call),
      scrub: (text) => this.#scrub(text),
    });
    this.installation = installProviderHeaders({ config: this.#config, guard: this.guard, logger });
  }

  get config(): ProviderConfig {
    return this.#config;
  }

  /** Who is asked first and next: an agent may have an order of its own. */
  modelsOf(agentId: string | undefined): Pick<ProviderConfig, "models"> {
    return agentId === undefined
      ? this.#config
      : modelsOfAgent(this.#config, this.#agents, agentId);
  }

  /** The host has loaded the plugin again. */
  reattach(api: HostApi): void {
    this.#api = api;
    this.refresh();
  }

  /** Takes a changed configuration of a running host. */
  refresh(): void {
    const config = currentHostConfig(this.#api);
    const fingerprint = fingerprintOf(config);
    if (fingerprint === this.#fingerprint) return;
    this.#fingerprint = fingerprint;
    this.#config = this.#read(config);
    this.#scrub = createScrubber(this.#config.secrets);
    this.installation.update(this.#config);
  }

  #read(hostConfig: unknown): ProviderConfig {
    this.#agents = fieldOf(hostConfig, "agents");
    const { config, problems } = readHostConfig(hostConfig, this.#env);
    for (const problem of problems) {
      this.#sayOnce(problem.severity === "error" ? "error" : "warn", problemText(problem));
    }
    this.#sayWhereStopCannot(config, hostConfig);
    return config;
  }

  /** Hooks are set when a host loads the plugin, so a policy that comes later may have none. */
  #sayWhereStopCannot(config: ProviderConfig, hostConfig: unknown): void {
    const stopping = config.entries.find(({ onAuthFailure }) => onAuthFailure === "stop");
    const missing = missingPermission(hostConfig, hostBand(this.#api));
    if (stopping !== undefined && missing !== undefined) {
      this.#sayOnce(
        "warn",
        `provider-headers: onAuthFailure "stop" of ${stopping.id} acts as "warn" on this OpenClaw until ${missing} is true; set it to let this plugin end a turn`,
      );
    }
  }

  #sayOnce(level: "error" | "warn", text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#api.logger[level](text);
  }

  #entryOf(id: string): ProviderConfig["entries"][number] | undefined {
    const wanted = canonicalProviderId(id);
    return this.#config.entries.find((entry) => canonicalProviderId(entry.id) === wanted);
  }

  #asWritten(call: ModelCall): ModelCall {
    const id = this.#entryOf(call.providerId)?.id;
    return id === undefined ? call : { ...call, providerId: id };
  }
}
