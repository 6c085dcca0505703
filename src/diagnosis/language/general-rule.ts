import type { FailureKind } from "../failure.ts";

/** What providers of any name mean by a phrase. */
export interface GeneralRule {
  readonly name: string;
  /** Of several rules that match, the one of the lowest rank decides. Unique; the gaps are for new rules. */
  readonly rank: number;
  readonly kind: FailureKind;
  /** English; see PhraseIndex. What other languages say stands in `other-languages`. */
  readonly phrases: readonly string[];
  /** Matches only under these statuses; `undefined` in it: also where the status is not known. */
  readonly statuses?: readonly (number | undefined)[];
  /** Asked only where nothing else decided; alone: where the text names no part of a request or its answer besides. */
  readonly isTopic?: true | "alone";
  /** Kinds that remain where the words do not decide. */
  readonly candidates?: readonly FailureKind[];
  /** The header that is looked at, where the words imply one. */
  readonly header?: string;
}

/** Statuses under which a bare word such as `unauthorized` or `forbidden` is the provider's verdict. */
export const REFUSALS: readonly (number | undefined)[] = [401, 403, undefined];

/** Under which gateways and firewalls pass a refusal on. */
export const PASSED_ON: readonly number[] = [
  200, 302, 400, 404, 405, 406, 409, 410, 412, 418, 419, 422, 424, 426, 428, 429, 440, 451, 466,
  498, 500, 502, 503,
];
