import { providerOf } from "../providers/find.ts";
import type { Provider } from "../providers/provider.ts";
import { judgeFailure } from "./classify-failure.ts";
import type { FailedCall } from "./failed-call.ts";
import type { Classification } from "./failure.ts";
import { scrubClassification } from "./scrub-classification.ts";

/** A failed call and what it means: all that a report is made of. */
export interface JudgedCall extends FailedCall {
  readonly classification: Classification;
  /** Whose facts apply: found once, here, and carried from now on. */
  readonly provider: Provider | undefined;
}

export function judgeCall(call: FailedCall): JudgedCall {
  const provider = providerOf(call.providerId, call.endpoint);
  const failure = { ...call, message: call.error?.message };
  const classification = scrubClassification(judgeFailure(failure, provider), call.scrub);
  return { ...call, provider, classification };
}
