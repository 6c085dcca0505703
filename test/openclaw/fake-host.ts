import type { CliContext, CliOptions, HookHandler, HostApi } from "../../src/openclaw/host-api.ts";

/** A host's plugin API that keeps what a plugin registers and lets a test play the host. */
export class FakeHost {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  readonly hooks = new Map<string, HookHandler[]>();
  readonly listeners: ((event: unknown) => void)[] = [];
  readonly services: { start(): unknown; stop(): unknown }[] = [];
  readonly cleanups: (() => void)[] = [];
  /** What a running host that loads and drops plugins offers. */
  managesPlugins = false;
  /** A logger that breaks, as a plugin must expect. */
  brokenLogger: (() => unknown) | undefined;
  readonly commands: { registrar: (context: CliContext) => unknown; options: CliOptions }[] = [];
  config: unknown;
  version: string;

  constructor(version: string, config: unknown = {}) {
    this.version = version;
    this.config = config;
  }

  api(
    registrationMode: string | undefined = this.version === "unknown" ? undefined : "full",
  ): HostApi {
    return {
      config: this.config,
      registrationMode,
      logger: {
        error: (text) => this.brokenLogger?.() ?? this.errors.push(text),
        warn: (text) => this.brokenLogger?.() ?? this.warnings.push(text),
      },
      runtime: {
        version: this.version,
        config: { current: () => this.config },
        events: {
          onAgentEvent: (listener) => {
            this.listeners.push(listener);
            return () => this.listeners.splice(this.listeners.indexOf(listener), 1);
          },
        },
      },
      on: (hook, handler) => this.hooks.set(hook, [...(this.hooks.get(hook) ?? []), handler]),
      registerService: (service) => this.services.push(service),
      ...(this.managesPlugins && {
        lifecycle: { onDispose: (cleanup) => this.cleanups.push(cleanup) },
      }),
      registerCli: (registrar, options) => this.commands.push({ registrar, options }),
    };
  }

  /** The last result that a handler gave, as hosts merge them. */
  async fire(hook: string, event: unknown, context: unknown = {}): Promise<unknown> {
    let result: unknown;
    for (const handler of this.hooks.get(hook) ?? []) {
      result = (await handler(event, context)) ?? result;
    }
    return result;
  }

  emit(event: unknown): void {
    for (const listener of this.listeners) listener(event);
  }
}
