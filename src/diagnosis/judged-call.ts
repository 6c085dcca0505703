import type { Provider } from "../providers/provider.ts";
import type { FailedCall } from "./failed-call.ts";
import type { Classification } from "./failure.ts";

/** A failed call and what it means: all that a report is made of. */
export interface JudgedCall extends FailedCall {
  readonly classification: Classification;
  /** Whose facts apply: found once, here, and carried from now on. */
  readonly provider: Provider | undefined;
}
