import { providerOf } from "../providers/find.ts";
import { judgeFailure } from "./classify-failure.ts";
import { scrubClassification } from "./scrub-classification.ts";
import type { FailedCall } from "./failed-call.ts";
import type { JudgedCall } from "./judged-call.ts";

export function judgeCall(call: FailedCall): JudgedCall {
  const provider = providerOf(call.providerId, call.endpoint);
  const failure = { ...call, message: call.error?.message };
  const classification = scrubClassification(judgeFailure(failure, provider), call.scrub);
  return { ...call, provider, classification };
}
