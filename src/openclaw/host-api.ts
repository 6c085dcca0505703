import type { IncomingMessage, ServerResponse } from "node:http";

/** What a host logs for a plugin. `info` is not here: on 2026.2.19 it goes to stdout and spoils `--json`. */
export interface HostLogger {
  warn(text: string): unknown;
  error(text: string): unknown;
}

/** The part of OpenClaw's plugin API that is used here; what is optional is missing in some versions. */
export interface HostApi {
  /** The configuration as the host resolved it, when it loaded the plugin. */
  readonly config?: unknown;
  readonly logger: HostLogger;
  /** Missing up to 2026.3.13, where every call is a full one. */
  readonly registrationMode?: string | undefined;
  readonly runtime?: HostRuntime | undefined;
  on(hook: string, handler: HookHandler): unknown;
  registerCli?(registrar: (context: CliContext) => unknown, options: CliOptions): unknown;
  /** 2026.3.31 and later: how a running gateway takes a change of the configuration. */
  registerReload?(reload: { readonly noopPrefixes: readonly string[] }): unknown;
  /** Run by a gateway alone, between its start and its end; a gateway may end and start again within one process. */
  registerService?(service: { readonly id: string; start(): unknown; stop(): unknown }): unknown;
  /** `gateway`: behind the gateway's own credential; `plugin`: open to all, the plugin looks itself. 2026.2 takes no `auth`. */
  registerHttpRoute?(route: {
    readonly path: string;
    readonly auth: "gateway" | "plugin";
    readonly match: "exact";
    readonly handler: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  }): unknown;
  /** An entry in the sidebar of the gateway's own page. */
  readonly session?:
    | {
        readonly controls?:
          | { registerControlUiDescriptor?(descriptor: ControlUiTab): unknown }
          | undefined;
      }
    | undefined;
  /** 2026.6 and later: changes texts on their way to a model. */
  registerTextTransforms?(transforms: {
    readonly input: readonly { readonly from: RegExp; readonly to: string }[];
  }): unknown;
  /** 2026.9: a running gateway loads, replaces and drops plugins. */
  readonly lifecycle?: { onDispose?(cleanup: () => void): unknown } | undefined;
}

export interface ControlUiTab {
  readonly surface: "tab";
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly path: string;
  readonly group: "control";
  /** Who lacks one sees no entry and is let in to nothing. */
  readonly requiredScopes: readonly string[];
}

/** Sets a hook; a host that refuses it goes without. */
export type SetHook = HostApi["on"];

export interface HostRuntime {
  readonly version?: string | undefined;
  readonly config?: { current?(): unknown; loadConfig?(): unknown } | undefined;
  readonly events?: { onAgentEvent?(listener: (event: unknown) => void): unknown } | undefined;
  readonly modelAuth?:
    | { resolveApiKeyForProvider?(query: { provider: string; cfg?: unknown }): Promise<unknown> }
    | undefined;
}

export type HookHandler = (event: unknown, context: unknown) => unknown;

/** A commander program, of the host's own copy. */
export interface HostCommand {
  command(name: string): HostCommand;
  description(text: string): HostCommand;
  helpOption(flags: false): HostCommand;
  allowUnknownOption(): HostCommand;
  argument(name: string): HostCommand;
  action(run: (...given: unknown[]) => unknown): HostCommand;
  readonly args: readonly string[];
}

export interface CliContext {
  readonly program: HostCommand;
  readonly config?: unknown;
}

export interface CliOptions {
  readonly commands: readonly string[];
  readonly descriptors: readonly {
    readonly name: string;
    readonly description: string;
    readonly hasSubcommands: boolean;
  }[];
}

/** A value inside of what a host hands over, whose shape is only known from running it. */
export function fieldOf(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

export function textOf(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = fieldOf(value, ...keys);
  return typeof found === "string" && found !== "" ? found : undefined;
}
