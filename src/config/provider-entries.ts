import type { HeaderLayer, HeaderSource } from "../headers/header-plan.ts";

/** What happens when a provider refuses the credential or the client: answer from the next model and say so, or stop. */
export type AuthFailurePolicy = "warn" | "stop";

export interface ModelEntry {
  readonly id: string;
  readonly api?: string | undefined;
  /** Layers `model` and `override` (of this model). */
  readonly layers: readonly HeaderLayer[];
}

/**
 * A header of `models.providers` that we refuse and a host sends all the same: `Content-Length`, the literal text of
 * an unset `${VAR}`, `""`.
 */
export interface RefusedHeader {
  readonly name: string;
  /** As it is written, which is how the host sends it. */
  readonly value: string;
}

/** One provider of `models.providers`, with what the override block adds: values resolved, bad headers left out. */
export interface ProviderEntry {
  /** As the user wrote it. */
  readonly id: string;
  readonly baseUrl?: string | undefined;
  readonly api?: string | undefined;
  /** The resolved API key; undefined where a host keeps it (auth profile) or it is not resolvable here. */
  readonly credential?: string | undefined;
  /** Layers `provider`, `request` and `override` (of the whole provider), in any order. */
  readonly layers: readonly HeaderLayer[];
  readonly models: readonly ModelEntry[];
  /** Left out of every layer, but a host puts them on the request as written: taken off again at the seam. */
  readonly refused?: readonly RefusedHeader[] | undefined;
  readonly builtInDefaults: boolean;
  readonly onAuthFailure: AuthFailurePolicy;
  /** Where the entry was written. */
  readonly source?: HeaderSource | undefined;
}

/** All that transport, guard, CLI and plugin need to know of a configuration. */
export interface ProviderConfig {
  readonly entries: readonly ProviderEntry[];
  /** For all providers, those without an entry included. */
  readonly builtInDefaults: boolean;
  readonly notice: "reply" | "log";
  /** `agents.defaults.model`: what the user asked for, and who is next when it fails (`provider/model`). */
  readonly models: { readonly primary?: string | undefined; readonly fallbacks: readonly string[] };
  /** Every resolved secret value, to be scrubbed from free text. */
  readonly secrets: readonly string[];
}
