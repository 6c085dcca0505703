import type { HeaderSource } from "../headers/header-layer.ts";

/** One thing wrong with a configuration: where, what, and what to do about it. Never holds a secret. */
export interface Problem extends HeaderSource {
  readonly severity: "error" | "warning";
  /** Names the rule, e.g. `line-break`; stable, for those who count or filter. */
  readonly code?: string | undefined;
  readonly message: string;
  readonly fix: string;
}
