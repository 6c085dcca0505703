import type { FailureKind } from "../src/diagnosis/classify-failure.ts";

/** One labelled failure: a line of the file. */
export interface LabelledFailure {
  readonly id: string;
  readonly provider?: string | null;
  readonly status?: number | null;
  readonly body?: unknown;
  readonly message?: string | null;
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly context?: { readonly endpoint?: string; readonly key_prefix?: string } | null;
  readonly label: FailureKind;
  /** The label is arguable. */
  readonly doubt?: boolean;
  /** Near-identical texts with another label. */
  readonly twins?: readonly string[];
}

export interface Judged {
  readonly failure: LabelledFailure;
  readonly kind: FailureKind;
  readonly sure: boolean;
  /** Not sure, as no verdict may be: of a status without words, and of a key that may be another service's. */
  readonly isWithheld: boolean;
}

export interface Scores {
  readonly total: number;
  /** Of all lines; `undoubted` is the F1 of those without doubt or twins. */
  readonly auth: {
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    readonly undoubted: number;
  };
  /** Share of lines whose kind is right: all of them, and those without doubt or twins. */
  readonly kind: { readonly all: number; readonly undoubted: number };
  readonly clientRejected: { readonly right: number; readonly of: number };
  readonly notAuthCalledAuth: { readonly count: number; readonly of: number };
  /** How far `sure` is to be trusted, and how often a verdict is that, on the lines without doubt or twins. */
  readonly sure: {
    readonly precision: number;
    readonly coverage: number;
    /** Of those of them that are authentication failures. */
    readonly authCoverage: number;
    /** Of the others of those, see `isWithheld`. */
    readonly withheld: { readonly count: number; readonly of: number };
  };
  readonly misses: readonly { id: string; label: FailureKind; kind: FailureKind; sure: boolean }[];
}

const AUTH_KINDS: ReadonlySet<FailureKind> = new Set([
  "invalid_credentials",
  "client_rejected",
  "wrong_endpoint_or_key",
  "permission",
]);

export function isAuth(kind: FailureKind): boolean {
  return AUTH_KINDS.has(kind);
}

export function scoresOf(judged: readonly Judged[]): Scores {
  const isRight = ({ failure, kind }: Judged) => kind === failure.label;
  const undoubted = judged.filter(
    ({ failure }) => failure.doubt !== true && (failure.twins ?? []).length === 0,
  );
  const trusted = undoubted.filter((line) => line.sure);
  const auth = undoubted.filter(({ failure }) => isAuth(failure.label));
  const open = auth.filter((line) => !line.sure);
  const sorts = ({ failure, kind }: Judged) => [isAuth(failure.label), isAuth(kind)] as const;
  const labelled = (label: FailureKind) => judged.filter(({ failure }) => failure.label === label);
  return {
    total: judged.length,
    auth: { ...authScores(judged.map(sorts)), undoubted: authScores(undoubted.map(sorts)).f1 },
    kind: {
      all: share(judged.filter(isRight).length, judged.length),
      undoubted: share(undoubted.filter(isRight).length, undoubted.length),
    },
    clientRejected: {
      right: labelled("client_rejected").filter(isRight).length,
      of: labelled("client_rejected").length,
    },
    notAuthCalledAuth: {
      count: labelled("not_auth").filter(({ kind }) => isAuth(kind)).length,
      of: labelled("not_auth").length,
    },
    sure: {
      precision: share(trusted.filter(isRight).length, trusted.length),
      coverage: share(trusted.length, undoubted.length),
      authCoverage: share(auth.length - open.length, auth.length),
      withheld: { count: open.filter(({ isWithheld }) => isWithheld).length, of: open.length },
    },
    misses: judged
      .filter((line) => !isRight(line))
      .map(({ failure, kind, sure }) => ({ id: failure.id, label: failure.label, kind, sure })),
  };
}

/** Authentication failures against the rest. A share of nothing is 1: no mistake was made. */
export function authScores(pairs: readonly (readonly [is: boolean, called: boolean])[]): {
  precision: number;
  recall: number;
  f1: number;
} {
  const both = pairs.filter(([is, called]) => is && called).length;
  const precision = share(both, pairs.filter(([, called]) => called).length);
  const recall = share(both, pairs.filter(([is]) => is).length);
  const sum = precision + recall;
  return { precision, recall, f1: sum === 0 ? 0 : round((2 * precision * recall) / sum) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : round(part / whole);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
