import type { JudgedCall } from "../diagnosis/judged-call.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";

/** A failure that was reported whole: what later lines say of it, and what came of it since. Without bodies and headers. */
export interface ReportedFailure extends Pick<
  JudgedCall,
  "providerId" | "modelId" | "wireModel" | "classification"
> {
  /** "HTTP 403 access_terminated_error" */
  readonly outcome: string;
  readonly firstAt: number;
  lastAt: number;
  total: number;
  /** The model that was last reported to have answered instead. */
  answeredBy: string | undefined;
}

/** A model that the host leaves out. */
export interface ReportedSkip extends Pick<ModelCall, "providerId" | "modelId" | "wireModel"> {
  total: number;
  retryAt: number | undefined;
  /** The model that was last reported to have answered instead. */
  answeredBy: string | undefined;
}

/** A provider that a host skipped without a request, because an earlier failure put it on cool-down. */
export interface SkippedCall extends ModelCall {
  /** Milliseconds until the host tries again, if known. */
  readonly retryInMs?: number | undefined;
  /** The host's own text. */
  readonly hostText?: string | undefined;
  /** Overrides the guard's `nextModel` for this call. */
  readonly nextModel?: string | null | undefined;
}

export interface NoticedCall extends ModelCall {
  readonly answeredBy: string;
  /** For each reply, in words of ours alone, as a model may read it; else once a session until recovery. */
  readonly isStored?: boolean;
}
