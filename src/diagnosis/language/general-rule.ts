import type { FailureKind } from "../failure.ts";

/** What providers of any name mean by a phrase. */
export interface GeneralRule {
  readonly name: string;
  /** Of several rules that match, the one of the lowest rank decides. Unique; the gaps are for new rules. */
  readonly rank: number;
  readonly kind: FailureKind;
  /** See PhraseIndex. */
  readonly phrases: readonly string[];
  /** Matches only under these statuses; `undefined` in it: also where the status is not known. */
  readonly statuses?: readonly (number | undefined)[];
  /** Kinds that remain where the words do not decide. */
  readonly candidates?: readonly FailureKind[];
  /** The header that is looked at, where the words imply one. */
  readonly header?: string;
}

/** Statuses under which a bare word such as `unauthorized` or `forbidden` is the provider's verdict. */
export const REFUSALS: readonly (number | undefined)[] = [401, 403, 407, undefined];

export const NOT = "not|isn't|wasn't|cannot|can't|couldn't|doesn't|don't|didn't|never";
