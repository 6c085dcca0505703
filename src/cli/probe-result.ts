import type { Classification } from "../diagnosis/failure.ts";
import type { SentHeader } from "../diagnosis/model-call.ts";
import { type ModelTarget, targetName } from "./model-target.ts";

export type Verdict =
  | "answers"
  | "refused"
  | "rate limited"
  | "failed"
  | "redirected"
  | "no answer"
  | "no key"
  | "not tried";

/** What came of one model. Holds no secret. */
export interface ProbeResult {
  readonly target: ModelTarget;
  readonly api: string | undefined;
  /** Origin and path. */
  readonly url: string | undefined;
  readonly verdict: Verdict;
  readonly text: string;
  readonly status?: number | undefined;
  readonly classification?: Classification | undefined;
  /** The guard's report, where the failure is one that it is loud about. */
  readonly report?: string | undefined;
  readonly sent: readonly SentHeader[];
  readonly milliseconds?: number | undefined;
  /** `onAuthFailure: "stop"` keeps other models from answering. */
  readonly stops?: boolean | undefined;
}

/** Of what was not asked. */
export function describeResult({ target, verdict, text }: ProbeResult): string {
  return `${targetName(target)} ${verdict}${text === "" ? "" : `: ${text}`}`;
}

/** "client_rejected", or all that it may be where the evidence cannot decide. */
export function kindText({ kind, sure, candidates }: Classification): string {
  return sure ? kind : `not certain: ${[...new Set([kind, ...candidates])].join(" or ")}`;
}

/** Nothing was sent. */
export function isUntried({ verdict }: ProbeResult): boolean {
  return verdict === "no key" || verdict === "not tried";
}
