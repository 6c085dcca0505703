import { type Classification, FAILURE_KINDS, type FailureKind } from "../diagnosis/failure.ts";
import { isLoudKind, type LoudKind } from "../diagnosis/loud-kind.ts";

interface Wording {
  /** What the provider did, to follow its name: "kimi-coding/k2p5 refused this client". */
  readonly deed: string;
  readonly cause: string;
  /** What an undecided failure may have been. */
  readonly candidate: string;
  /** Whether a new key or login would leave everything as it is. */
  readonly keyWasFine: boolean;
}

export const LOUD_WORDING: Readonly<Record<LoudKind, Wording>> = {
  invalid_credentials: {
    // In the plural: 2026.9 blanks out in its log what follows "credential:".
    deed: "refused the credentials",
    cause: "The key or token that was sent is not valid there: mistyped, expired or revoked.",
    candidate: "the credential",
    keyWasFine: false,
  },
  client_rejected: {
    deed: "refused this client",
    cause: "The API key was not the problem.",
    candidate: "this client's headers",
    keyWasFine: true,
  },
  wrong_endpoint_or_key: {
    deed: "refused a key that does not belong there",
    cause: "The key may be valid, but not at this address.",
    candidate: "a key that belongs to another address",
    keyWasFine: false,
  },
  permission: {
    deed: "denied permission",
    cause: "The key is known there, but may not do this.",
    candidate: "a missing permission",
    keyWasFine: true,
  },
  billing: {
    deed: "requires payment",
    cause: "The account lacks credit, a plan or a membership; the key itself was not refused.",
    candidate: "the account's credit or plan",
    keyWasFine: true,
  },
};

const QUIET_CANDIDATES: Readonly<Record<Exclude<FailureKind, LoudKind>, string>> = {
  rate_limit: "a rate limit",
  not_auth: "another kind of failure",
};

/** "refused this client"; where the evidence cannot decide, only that it refused. */
export function deedOf({ kind, sure }: Classification): string {
  return sure && isLoudKind(kind) ? LOUD_WORDING[kind].deed : "refused the request";
}

/** Of a model that a host leaves out. */
export const SKIP_DEED = "was not asked: the host keeps it on cool-down after an earlier failure";

/** Whether it is certain that a new key or login changes nothing. */
export function keyWasFine({ kind, sure }: Classification): boolean {
  return sure && isLoudKind(kind) && LOUD_WORDING[kind].keyWasFine;
}

/** "the credential (invalid_credentials), this client's headers (client_rejected) or a missing permission (permission)" */
export function candidatesText({ kind, candidates }: Classification): string {
  const remaining = new Set<FailureKind>([kind, ...candidates]);
  const texts = FAILURE_KINDS.filter((candidate) => remaining.has(candidate)).map((candidate) => {
    const text = isLoudKind(candidate)
      ? LOUD_WORDING[candidate].candidate
      : QUIET_CANDIDATES[candidate];
    return `${text} (${candidate})`;
  });
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} or ${last}`;
}
