import type { CredentialResolver } from "../cli/config-source.ts";
import { type ProviderIndex, providerIndex } from "../config/override-block.ts";
import type { ProviderConfig, ProviderEntry } from "../config/provider-entries.ts";
import { stateFolder } from "../config/state-folder.ts";
import type { Environment } from "../config/variables.ts";
import type { ModelCall, RememberingGuard } from "../guard/fallback-guard.ts";
import { canonicalProviderId } from "../providers/find.ts";
import { createOutputScrubber } from "../config/output-scrubber.ts";
import { problemText } from "../transport/config-input.ts";
import { createFallbackGuard } from "../transport/create-fallback-guard.ts";
import { createFailOpen, type FailOpen } from "../guard/fail-open.ts";
import { type Installation, installProviderHeaders } from "../transport/install.ts";
import { COMMANDS } from "../transport/installed-reader.ts";
import { nextModel } from "../transport/next-model.ts";
import type { HostApi } from "./host-api.ts";
import { type HostCapabilities, hostCapabilities } from "./host-capabilities.ts";
import { orderOfAgent } from "../config/agent-models.ts";
import { currentHostConfig, fingerprintOf, readHostConfig } from "./host-config.ts";
import { credentialFrom } from "./host-commands.ts";
import { takeAgentEvent } from "./host-events.ts";
import { ReportJournal } from "./page/report-journal.ts";
import { missingPermission, StoppedProviders } from "./stop-fallback.ts";
import { type StoredState, storedState } from "./stored-state.ts";
import { TurnWatch } from "./turn-watch.ts";

/** What runs in a host's process, however often the host loads the plugin. */
export class InstalledPlugin {
  readonly guard: RememberingGuard;
  readonly watch: TurnWatch;
  readonly stopped: StoppedProviders;
  readonly stored: StoredState;
  readonly failOpen: FailOpen;
  /** What the guard has reported. */
  readonly journal: ReportJournal;
  readonly #env: Environment;
  /** A host hands over a new logger with every registration, so the latest one is asked each time. */
  readonly #logger = {
    error: (text: string) => this.#api.logger.error(this.#scrub(text)),
    warn: (text: string) => this.#api.logger.warn(this.#scrub(text)),
  };
  #api: HostApi;
  #installation: Installation | undefined;
  #unsubscribe = (): void => undefined;
  #retired = false;
  #hostConfig: unknown;
  #fingerprint = "";
  #config: ProviderConfig;
  /** Those of the configuration, found by any name. */
  #entries: ProviderIndex<ProviderEntry>;
  #scrub: (text: string) => string = (text) => text;

  constructor(api: HostApi, env: Environment) {
    this.#api = api;
    this.#env = env;
    this.failOpen = createFailOpen(this.#logger);
    this.stored = storedState(env);
    this.journal = new ReportJournal(this.#logger);
    this.#config = this.#read(currentHostConfig(api));
    this.#entries = providerIndex(this.#config.entries);
    this.stopped = new StoppedProviders(
      (id) => this.#policyOf(id),
      (text) => this.#scrub(text),
    );
    this.guard = this.stopped.watching(
      createFallbackGuard({
        logger: this.journal,
        command: COMMANDS.openclaw,
        onAuthFailure: (id) => this.#policyOf(id),
        nextModel: (call) => nextModel(this.modelsOf(this.watch.turnOf(call.runId)?.agentId), call),
        scrubNames: (text) => this.#scrub(text),
      }),
    );
    this.watch = new TurnWatch({
      guard: () => this.guard,
      asWritten: (call) => this.#asWritten(call),
      scrub: (text) => this.#scrub(text),
      nextModel: (agentId, call) => nextModel(this.modelsOf(agentId), call),
      retryInMs: (agentId = "main", { providerId }) =>
        this.stored.coolDowns(agentId).get(canonicalProviderId(providerId)),
    });
    this.start();
  }

  get config(): ProviderConfig {
    return this.#config;
  }

  /** The host's whole configuration, as the plugin reads it now. */
  get hostConfig(): unknown {
    return this.#hostConfig;
  }

  /** The key of a provider, as the host holds it. */
  get credential(): CredentialResolver {
    return credentialFrom(this.#api, this.#env);
  }

  get installation(): Installation | undefined {
    return this.#installation;
  }

  get capabilities(): HostCapabilities {
    return hostCapabilities(this.#api);
  }

  /** Who is asked first and next: an agent may have an order of its own. */
  modelsOf(agentId: string | undefined): Pick<ProviderConfig, "models"> {
    const { models, agents } = this.#config;
    if (agentId === undefined) return { models };
    return { models: orderOfAgent(models, agents, agentId, this.capabilities.agentFallbacks) };
  }

  /** The host has loaded the plugin again. */
  reattach(api: HostApi): void {
    this.#api = api;
    this.start();
    this.refresh();
  }

  start(): void {
    if (this.#retired) return;
    this.#installation ??= this.#install();
    this.#unsubscribe();
    const unsubscribe = this.failOpen.attempt("listening to the host's events", () =>
      this.#api.runtime?.events?.onAgentEvent?.((event) =>
        this.failOpen.attempt("a host's event", () => takeAgentEvent(this.watch, event)),
      ),
    );
    this.#unsubscribe =
      typeof unsubscribe === "function" ? (unsubscribe as () => void) : () => undefined;
  }

  #install(): Installation {
    process.once("exit", this.#tellTheRest);
    const logger = this.#logger;
    const config = this.#config;
    // The host names its models by itself.
    return installProviderHeaders({
      config,
      guard: this.guard,
      logger,
      readFetchBodies: false,
      command: COMMANDS.openclaw,
      stateFolder: stateFolder(this.#env),
    });
  }

  /** Leaves the process as it was before, and stays out of it however often the host loads the plugin. */
  retire(): void {
    this.#retired = true;
    this.stop();
  }

  /** Leaves the process as it was before; `start` begins anew. */
  stop(): void {
    if (this.#installation === undefined) return;
    process.off("exit", this.#tellTheRest);
    this.#installation.uninstall();
    this.#installation = undefined;
    this.#unsubscribe();
    this.#unsubscribe = () => undefined;
    this.#tellTheRest();
  }

  /** What is only counted yet, or waited for. */
  readonly #tellTheRest = (): void => {
    this.watch.close();
    this.guard.close();
  };

  /** Takes a changed configuration of a running host. */
  refresh(): void {
    const hostConfig = currentHostConfig(this.#api);
    if (hostConfig === this.#hostConfig) return;
    if (fingerprintOf(hostConfig) === this.#fingerprint) {
      this.#hostConfig = hostConfig;
      return;
    }
    this.#config = this.#read(hostConfig);
    this.#entries = providerIndex(this.#config.entries);
    this.#installation?.update(this.#config);
  }

  #read(hostConfig: unknown): ProviderConfig {
    const { config, problems } = readHostConfig(hostConfig, this.#env, this.#api.runtime?.version);
    this.#scrub = createOutputScrubber(config.secrets);
    // What was said of a configuration is not said again of the next one.
    for (const problem of problems) {
      const text = problemText(problem);
      this.failOpen.logOnce(problem.severity === "error" ? "error" : "warn", text, () => text);
    }
    this.#sayWhereStopCannot(config, hostConfig);
    this.#hostConfig = hostConfig;
    this.#fingerprint = fingerprintOf(hostConfig);
    return config;
  }

  #sayWhereStopCannot({ entries }: ProviderConfig, hostConfig: unknown): void {
    const stopping = entries.find(({ onAuthFailure }) => onAuthFailure === "stop");
    const missing = missingPermission(hostConfig, this.capabilities);
    if (stopping === undefined || missing === undefined) return;
    this.failOpen.logOnce(
      "warn",
      missing,
      () =>
        `provider-headers: onAuthFailure "stop" of ${stopping.id} acts as "warn" on this OpenClaw until ${missing} is true; set it to let this plugin end a turn`,
    );
  }

  #policyOf(id: string): ProviderConfig["entries"][number]["onAuthFailure"] {
    const cannotStop = missingPermission(this.#hostConfig, this.capabilities) !== undefined;
    return cannotStop ? "warn" : (this.#entries.find(id)?.onAuthFailure ?? "warn");
  }

  #asWritten(call: ModelCall): ModelCall {
    const id = this.#entries.find(call.providerId)?.id;
    return id === undefined ? call : { ...call, providerId: id };
  }
}
