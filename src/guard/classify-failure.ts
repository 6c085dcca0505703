import { readEvidence, type FailureEvidence } from "./failure-evidence.ts";
import { CODE_MEANINGS, codeForms, squashCode } from "./code-meanings.ts";
import { GENERAL_RULES, type GeneralRule } from "./general-language.ts";
import { servicesOfKey, takesKey } from "./key-family.ts";
import { PhraseIndex } from "./phrase-index.ts";
import { PROVIDER_FACTS, type ProviderFact } from "./provider-facts.ts";
import { serviceAt, serviceNamed, sistersOf, type Service } from "./services.ts";

export const FAILURE_KINDS = [
  "invalid_credentials",
  "client_rejected",
  "wrong_endpoint_or_key",
  "permission",
  "billing",
  "rate_limit",
  "not_auth",
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What is known of a failed call. Everything is optional: a thread or a hook may tell only a part. */
export interface Failure {
  /** Provider id, as the user or the host names it. */
  readonly provider?: string | null | undefined;
  readonly status?: number | null | undefined;
  /** Response headers, names in any case. */
  readonly headers?: Readonly<Record<string, string>> | null | undefined;
  /** The response body: parsed JSON, or text of any kind. */
  readonly body?: unknown;
  /** What an SDK or agent made of it. */
  readonly message?: string | null | undefined;
  /** The URL that was asked. */
  readonly endpoint?: string | null | undefined;
  /** The public prefix of the key that was sent, e.g. `sk-kimi-`. Never the key. */
  readonly keyPrefix?: string | null | undefined;
}

/** What the provider wants instead, as far as the evidence tells. */
export interface Expectation {
  /** Name of the header that it looks at, lower case. */
  readonly header?: string | undefined;
  /** Public prefixes of the keys that the asked service takes. */
  readonly keyPrefixes?: readonly string[] | undefined;
  /** Services that the sent key belongs to, or may belong to. */
  readonly services?: readonly string[] | undefined;
  /** Where the sent key, or one like it, is taken. */
  readonly endpoints?: readonly string[] | undefined;
}

export interface Classification {
  readonly kind: FailureKind;
  /** False where the evidence cannot decide; `candidates` then holds what remains, `kind` the likeliest of them. */
  readonly sure: boolean;
  readonly candidates: readonly FailureKind[];
  /** The provider's own code or type, e.g. `access_terminated_error`. */
  readonly code?: string | undefined;
  /** The provider's own message: one line, unscrubbed. */
  readonly message?: string | undefined;
  /** Name of the rule that decided, for `--json` and for tests. */
  readonly rule: string;
  readonly expected?: Expectation | undefined;
}

/** A verdict before it is dressed with code and message. */
interface Verdict {
  readonly kind: FailureKind;
  readonly candidates?: readonly FailureKind[] | undefined;
  readonly rule: string;
  readonly header?: string | undefined;
}

type Row =
  | { readonly fact: ProviderFact; readonly rule?: undefined }
  | { readonly rule: GeneralRule; readonly fact?: undefined };

const INDEX = new PhraseIndex<Row>([
  ...PROVIDER_FACTS.map((fact) => [{ fact }, fact.phrases ?? []] as const),
  ...GENERAL_RULES.map((rule) => [{ rule }, rule.phrases] as const),
]);

/**
 * Tells what a failed call means. Evidence is heard in this order of trust: the provider's code or type, its
 * own message, what an SDK made of it, the response headers; then the shape of the key beside the endpoint;
 * then the status. Pure, never throws, and takes microseconds.
 */
export function classifyFailure(failure: Failure): Classification {
  const evidence = readEvidence(failure);
  const service = serviceOf(failure);
  const verdict = besideKey(decide(evidence, service?.vendor), failure, service, evidence);
  const candidates = verdict.candidates ?? [verdict.kind];
  return {
    kind: verdict.kind,
    sure: candidates.length === 1,
    candidates,
    code: evidence.codes.find((code) => !/^\d{3}$/u.test(code)) ?? evidence.codes[0],
    message: evidence.message,
    rule: verdict.rule,
    expected: expectation(verdict, service, failure),
  };
}

function decide(evidence: FailureEvidence, vendor: string | undefined): Verdict {
  const ofPage = pageVerdict(evidence);
  if (ofPage !== undefined) return ofPage;
  const own =
    hear(evidence.ownWords, evidence.codes, evidence, vendor) ??
    classVerdict(evidence.codes, evidence.status);
  if (own !== undefined) return own;
  return (
    hear(evidence.surfaced, [...evidence.codes, ...evidence.surfacedCodes], evidence, vendor) ??
    headerVerdict(evidence) ??
    classVerdict(evidence.surfacedCodes, evidence.status) ??
    spelledCodeVerdict(evidence) ??
    statusVerdict(evidence.status, evidence.ownWords === "")
  );
}

/** Facts of the provider, codes that name a cause, then phrases. */
function hear(
  text: string,
  codes: readonly string[],
  { status }: FailureEvidence,
  vendor: string | undefined,
): Verdict | undefined {
  const squashed = codes.flatMap(codeForms);
  // Under a status that blames the request, what stands in quotes is what the request said.
  const words = INDEX.read(blamesRequest(status) ? text.replace(QUOTED, " _ ") : text);
  const row = INDEX.find(words, ({ fact, rule }) =>
    fact === undefined
      ? rule.statuses === undefined || rule.statuses.includes(status)
      : factApplies(fact, vendor, squashed, status),
  );
  if (row?.fact !== undefined) return factVerdict(row.fact);
  const byCode = (FACTS_BY_CODE.get(vendor ?? "") ?? []).find((fact) =>
    factApplies(fact, vendor, squashed, status),
  );
  if (byCode !== undefined) return factVerdict(byCode);
  const cause = squashed
    .map((code) => CODE_MEANINGS.get(code))
    .find((meaning) => meaning?.weak === false);
  if (cause !== undefined) return { kind: cause.kind, rule: `code:${cause.kind}` };
  if (row?.rule === undefined) return undefined;
  const { kind, name, candidates, header } = row.rule;
  return { kind, candidates, rule: name, header };
}

export const QUOTED = /`[^`]{1,400}`|"[^"]{1,400}"|(?<![a-z])'[^']{1,400}'/giu;

function blamesRequest(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && !REFUSING_STATUSES.has(status) && status !== 429;
}

/** Facts that codes alone decide, by vendor. */
const FACTS_BY_CODE = new Map<string, ProviderFact[]>();
for (const fact of PROVIDER_FACTS) {
  if (fact.phrases !== undefined) continue;
  const known = FACTS_BY_CODE.get(fact.vendor);
  if (known === undefined) FACTS_BY_CODE.set(fact.vendor, [fact]);
  else known.push(fact);
}

function factApplies(
  fact: ProviderFact,
  vendor: string | undefined,
  squashed: readonly string[],
  status: number | undefined,
): boolean {
  if (fact.vendor !== vendor) return false;
  if (fact.statuses !== undefined && (status === undefined || !fact.statuses.includes(status))) {
    return false;
  }
  return fact.codes === undefined || fact.codes.some((code) => squashed.includes(squashCode(code)));
}

function factVerdict({ vendor, kind, candidates, header }: ProviderFact): Verdict {
  return { kind, candidates, rule: `${vendor}:${kind}`, header };
}

/** A class such as `permission_denied` or `AuthenticationError`: heard where the words told nothing. */
function classVerdict(codes: readonly string[], status: number | undefined): Verdict | undefined {
  for (const code of codes.flatMap(codeForms)) {
    const meaning = CODE_MEANINGS.get(code);
    if (meaning === undefined) continue;
    // A refusing status says more than `invalid_argument` or `quota_exceeded` does.
    const isVague = !AUTH_KINDS.has(meaning.kind) && meaning.weak;
    if (isVague && status !== 429 && REFUSING_STATUSES.has(status ?? 0)) continue;
    return { kind: meaning.kind, rule: `class:${meaning.kind}` };
  }
  return undefined;
}

/** A code of nobody's table may still speak: `API_KEY_REVOKED`, `ERROR_OUTDATED_CLIENT`. */
function spelledCodeVerdict({
  codes,
  surfacedCodes,
  status,
}: FailureEvidence): Verdict | undefined {
  // 402 is plainer than `quota_exceeded`.
  if (status === 402) return undefined;
  const spelled = [...codes, ...surfacedCodes]
    .slice(0, 8)
    .map((code) => code.slice(0, 80).replace(/([a-z])([A-Z])|[_.:-]/gu, "$1 $2"))
    .join(" . ");
  const row = INDEX.find(
    INDEX.read(spelled),
    ({ rule }) => rule !== undefined && rule.statuses?.includes(status) !== false,
  );
  return row?.rule === undefined
    ? undefined
    : { kind: row.rule.kind, rule: `code:${row.rule.name}` };
}

const AUTH_KINDS: ReadonlySet<FailureKind> = new Set([
  "invalid_credentials",
  "client_rejected",
  "wrong_endpoint_or_key",
  "permission",
]);

const REFUSING_STATUSES: ReadonlySet<number> = new Set([401, 402, 403, 407]);

/** Cloudflare's own numbers, https://developers.cloudflare.com/support/troubleshooting/http-status-codes/, 2026-11. */
const CLOUDFLARE_CODES: ReadonlyMap<number, Verdict> = new Map([
  [1010, { kind: "client_rejected", rule: "cloudflare:1010", header: "user-agent" }],
  [
    1020,
    {
      kind: "client_rejected",
      candidates: ["client_rejected", "permission"],
      rule: "cloudflare:1020",
      header: "user-agent",
    },
  ],
  [1006, { kind: "permission", rule: "cloudflare:1006" }],
  [1007, { kind: "permission", rule: "cloudflare:1007" }],
  [1008, { kind: "permission", rule: "cloudflare:1008" }],
  [1009, { kind: "permission", rule: "cloudflare:1009" }],
  [1015, { kind: "rate_limit", rule: "cloudflare:1015" }],
]);

/** An HTML page is judged by its title, its heading and Cloudflare's number: its text mentions anything. */
function pageVerdict({ page, status }: FailureEvidence): Verdict | undefined {
  if (page === undefined) return undefined;
  if (page.cloudflareCode !== undefined) {
    return (
      CLOUDFLARE_CODES.get(page.cloudflareCode) ?? { kind: "not_auth", rule: "cloudflare:origin" }
    );
  }
  const titleStatus = Number(/^\D{0,3}([45]\d\d)\b/u.exec(page.title)?.[1] ?? 0);
  const told = titleStatus === 0 ? status : titleStatus;
  if (told !== undefined && told >= 500) return { kind: "not_auth", rule: "page:server-error" };
  const words = INDEX.read(`${page.title} . ${page.heading}`);
  const row = INDEX.find(
    words,
    ({ rule }) => rule !== undefined && rule.statuses?.includes(told) !== false,
  );
  if (row?.rule?.kind === "client_rejected" || (page.byCloudflare && told === 403)) {
    return {
      kind: "client_rejected",
      candidates: ["client_rejected", "permission"],
      rule: "page:blocked-at-the-edge",
      header: "user-agent",
    };
  }
  if (row?.rule !== undefined) return { kind: row.rule.kind, rule: `page:${row.rule.name}` };
  return statusVerdict(told, true);
}

function headerVerdict({ headers, status }: FailureEvidence): Verdict | undefined {
  if (headers.get("cf-mitigated") === "challenge") {
    return { kind: "client_rejected", rule: "header:cf-mitigated", header: "user-agent" };
  }
  const challenge = headers.get("www-authenticate") ?? "";
  if (/error="?insufficient_scope/iu.test(challenge)) {
    return { kind: "permission", rule: "header:www-authenticate" };
  }
  if (/error="?invalid_(?:token|request)/iu.test(challenge)) {
    return { kind: "invalid_credentials", rule: "header:www-authenticate" };
  }
  if (status === 403 && headers.get("x-ratelimit-remaining") === "0") {
    return { kind: "rate_limit", rule: "header:x-ratelimit-remaining" };
  }
  if (status === 503 && headers.has("retry-after")) {
    return { kind: "not_auth", rule: "header:retry-after" };
  }
  return undefined;
}

/** The status alone, where nothing else spoke: 401 and 403 leave several kinds. */
function statusVerdict(status: number | undefined, wordless: boolean): Verdict {
  const rule = `status:${status ?? "none"}`;
  switch (status) {
    case 401:
    case 407: {
      return {
        kind: "invalid_credentials",
        candidates: ["invalid_credentials", "wrong_endpoint_or_key", "client_rejected"],
        rule,
      };
    }
    case 402: {
      return { kind: "billing", rule };
    }
    case 403: {
      // An API that refuses says why; what refuses without a word stands in front of it and looks at the client.
      return wordless
        ? {
            kind: "client_rejected",
            candidates: ["client_rejected", "permission", "invalid_credentials"],
            rule,
          }
        : {
            kind: "permission",
            candidates: ["permission", "client_rejected", "invalid_credentials"],
            rule,
          };
    }
    case 429: {
      return { kind: "rate_limit", candidates: ["rate_limit", "billing"], rule };
    }
    case 451: {
      return { kind: "permission", rule };
    }
    default: {
      return { kind: "not_auth", rule };
    }
  }
}

/** The endpoint knows best; an id is what somebody chose to write. */
function serviceOf({ provider, endpoint }: Failure): Service | undefined {
  const known = typeof endpoint === "string" ? serviceAt(endpoint) : undefined;
  return known ?? (typeof provider === "string" ? serviceNamed(provider) : undefined);
}

/** A key, mostly masked, that a provider quotes back. */
export const ECHOED_KEY = /\bprovided: {1,3}["'`]{0,2}([\w-]{2,24})/iu;

/** A bad key whose shape belongs to another service is a good key at the wrong door. */
function besideKey(
  verdict: Verdict,
  failure: Failure,
  service: Service | undefined,
  evidence: FailureEvidence,
): Verdict {
  if (verdict.kind !== "invalid_credentials" || service === undefined) return verdict;
  const prefix = failure.keyPrefix ?? ECHOED_KEY.exec(evidence.message ?? "")?.[1];
  const takes = typeof prefix === "string" ? takesKey(service, prefix) : undefined;
  if (takes === false) return { kind: "wrong_endpoint_or_key", rule: "key-of-another-service" };
  // Sisters refuse each other's keys in the words for a bad key, and keys without a shape do not tell.
  const undecided =
    verdict.candidates === undefined &&
    sistersOf(service).some((sister) => looksAlike(sister, service));
  return undecided
    ? { ...verdict, candidates: ["invalid_credentials", "wrong_endpoint_or_key"] }
    : verdict;
}

function looksAlike(left: Service, right: Service): boolean {
  return left.keyPrefixes.join(" ") === right.keyPrefixes.join(" ");
}

function expectation(
  verdict: Verdict,
  service: Service | undefined,
  failure: Failure,
): Expectation | undefined {
  if (verdict.header !== undefined) return { header: verdict.header };
  const candidates = verdict.candidates ?? [verdict.kind];
  if (!candidates.includes("wrong_endpoint_or_key") || service === undefined) return undefined;
  const owners = typeof failure.keyPrefix === "string" ? servicesOfKey(failure.keyPrefix) : [];
  const elsewhere = owners.length > 0 ? owners : sistersOf(service);
  return {
    keyPrefixes: service.keyPrefixes,
    services: elsewhere.map((row) => row.service),
    endpoints: elsewhere.flatMap((row) => row.endpoints),
  };
}
