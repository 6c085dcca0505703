import type { HeaderSource } from "../headers/header-layer.ts";

/** One problem of a configuration: where, what is wrong, and what to do. Never contains a secret. */
export interface Problem extends HeaderSource {
  readonly severity: "error" | "warning";
  /** Name of the rule, e.g. `line-break`; stable, so that it can be counted or filtered by. */
  readonly code?: string | undefined;
  readonly message: string;
  readonly fix: string;
}
