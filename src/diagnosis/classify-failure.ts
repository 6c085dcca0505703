import { CODE_MEANINGS, codeForms, squashCode } from "./code-meanings.ts";
import type { ErrorPage } from "./error-page.ts";
import type { Classification, Failure, FailureKind } from "./failure.ts";
import { readEvidence, type FailureEvidence } from "./failure-evidence.ts";
import { generalRules } from "./general-language.ts";
import type { GeneralRule } from "./language/general-rule.ts";
import { isAuthKind } from "./loud-kind.ts";
import { headerNamedIn } from "./named-header.ts";
import { PhraseIndex, type Words } from "./phrase-index.ts";
import { providerOf } from "../providers/find.ts";
import type { Provider } from "../providers/provider.ts";
import { PROVIDER_RULES, type ProviderRule } from "./provider-rules.ts";
import {
  headerVerdict,
  numberVerdict,
  proxyVerdict,
  statusVerdict,
  type Verdict,
} from "./status-verdict.ts";
import { withKeyShape } from "./wrong-service-key.ts";

export { FAILURE_KINDS } from "./failure.ts";
export type { Classification, Expectation, Failure, FailureKind } from "./failure.ts";

type Row = ProviderRule | GeneralRule;

interface Rules {
  readonly phrases: PhraseIndex<Row>;
  /** Those that a rule asks for, and 499: the client has gone. */
  readonly statuses: ReadonlySet<number | undefined>;
  readonly topicStatuses: ReadonlySet<number | undefined>;
}

let made: Rules | undefined;

/** Made at the first failure: a start has no use for them. */
function rules(): Rules {
  return (made ??= makeRules());
}

function makeRules(): Rules {
  const general = generalRules();
  const rows: readonly Row[] = [...PROVIDER_RULES, ...general];
  const topics = general.filter(({ isTopic }) => isTopic === true);
  return {
    phrases: new PhraseIndex<Row>(rows.map((row) => [row, row.phrases ?? []] as const)),
    statuses: new Set([499, ...rows.flatMap(({ statuses = [] }) => statuses)]),
    topicStatuses: new Set(topics.flatMap(({ statuses = [] }) => statuses)),
  };
}

/**
 * What a failed call means. Evidence is matched in this order of trust: the provider's code or type, its
 * own message, what an SDK made of it, the response headers; then the shape of the key beside the endpoint;
 * then the status. Pure, never throws, and takes microseconds.
 */
export function classifyFailure(failure: Failure): Classification {
  return judgeFailure(failure, providerOf(failure.provider ?? undefined, failure.endpoint ?? ""));
}

/** The same where the provider is known already. */
export function judgeFailure(failure: Failure, provider: Provider | undefined): Classification {
  const evidence = readEvidence(failure);
  const { message } = evidence;
  const decided = decide(evidence, {
    vendor: provider?.vendor,
    keyPrefix: failure.keyPrefix ?? "",
  });
  const verdict = withKeyShape(decided, provider, failure.keyPrefix, message);
  const { kind, candidates = [kind], rule } = verdict;
  const mayBeClient = candidates.includes("client_rejected");
  // The provider's own words go before what is known of it.
  const header = (mayBeClient ? headerNamedIn(message ?? "") : undefined) ?? verdict.header;
  return {
    kind,
    sure: candidates.length === 1,
    candidates,
    code: shownCode(evidence),
    message,
    rule,
    expected: header === undefined ? undefined : { header },
  };
}

/** Many bodies repeat the status as their code or message, which means nothing. */
function repeatsStatus(text: string): boolean {
  return (
    text.length < 60 &&
    /^(?:error[: ]{0,2}|)(?:http[ /]?[\d.]{0,3} ?|)(?:\d{3}|)[^\p{L}\d]{0,3}(?:forbidden|unauthori[sz]ed|access forbidden|\u7981\u6b62\u8bbf\u95ee|\u7981\u6b62|\u672a\u6388\u6743|\u672a\u7ecf\u6388\u6743|\u62d2\u7edd\u8bbf\u95ee|\u7981\u6b62\u30a2\u30af\u30bb\u30b9|verboten|nicht autorisiert|prohibido|no autorizado|proibido|nao autorizado|n\u00e3o autorizado|interdit|non autoris\u00e9|\u0437\u0430\u043f\u0440\u0435\u0449\u0435\u043d\u043e|\u043d\u0435 \u0430\u0432\u0442\u043e\u0440\u0438\u0437\u043e\u0432\u0430\u043d|)[^\p{L}\d]{0,2}$/iu.test(
      text,
    )
  );
}

function shownCode({ codes, message, sdkText }: FailureEvidence): string | undefined {
  const known = codes.length > 0 || message === undefined ? codes : sdkText().codes;
  return known.find((code) => !/^\d{3}$/u.test(code)) ?? known[0];
}

/** Who was asked, and with what. */
interface Asked {
  readonly vendor: string | undefined;
  readonly keyPrefix: string;
  readonly read: (text: string) => Words;
}

/** One text is often read for two questions in turn. */
function reader(): (text: string) => Words {
  let last = "";
  let words: Words = [];
  return (text) => {
    if (text === "") return [];
    if (text !== last) [last, words] = [text, rules().phrases.read(text)];
    return words;
  };
}

function decide(evidence: FailureEvidence, { vendor, keyPrefix }: Omit<Asked, "read">): Verdict {
  const { codes, ownWords } = evidence;
  const status = commonStatus(evidence.status);
  const asked: Asked = { vendor, keyPrefix, read: reader() };
  const byProxy = proxyVerdict(evidence.headers, status);
  if (byProxy !== undefined) return byProxy;
  const forms = codes.flatMap(codeForms);
  const own =
    pageVerdict(evidence.page, status) ??
    matchText(ownWords, codes, forms, status, asked, false) ??
    doubtedClass(classVerdict(codes, forms, status), ownWords, status, asked);
  if (own !== undefined) return own;
  const sdkText = evidence.sdkText();
  const untold = unread(sdkText.words, ownWords);
  const sdkForms = sdkText.codes.flatMap(codeForms);
  const allCodes = [...codes, ...sdkText.codes];
  const told =
    pageVerdict(sdkText.page, status) ??
    matchText(untold, allCodes, [...forms, ...sdkForms], status, asked, true);
  if (told !== undefined) return evidence.isEmpty ? inDoubt(told, status) : told;
  return (
    headerVerdict(evidence.headers, status) ??
    doubtedClass(classVerdict(sdkText.codes, sdkForms, status), untold, status, asked) ??
    doubted(spelledCodeVerdict(allCodes, status), ownWords) ??
    topicVerdict(
      [ownWords, untold, ...codes.slice(0, 8).map(spelled)].filter(Boolean).join(" . "),
      status,
      asked,
    ) ??
    statusVerdict(status, [ownWords, ...codes].every(repeatsStatus), sdkText.words === "")
  );
}

/** An SDK repeats the body, in which no rule had matched, and cuts it. */
function unread(words: string, ownWords: string): string {
  const at = ownWords === "" ? -1 : words.indexOf(ownWords.slice(0, MOST_REPEATED));
  return at < 0 ? words : `${words.slice(0, at)} ${words.slice(at + ownWords.length)}`;
}

/** So much of a text is enough to know it by. */
const MOST_REPEATED = 200;

/** What a local program says of a response that held nothing is a guess like any other. */
function inDoubt(verdict: Verdict, status: number | undefined): Verdict {
  if (verdict.candidates !== undefined) return verdict;
  const { kind, candidates = [kind] } = statusVerdict(status, true, true);
  const remaining = new Set<FailureKind>([verdict.kind, ...candidates, "not_auth"]);
  return { ...verdict, candidates: [...remaining] };
}

/** An HTML page is judged by its title, its heading and Cloudflare's number: its text mentions anything. */
function pageVerdict(page: ErrorPage | undefined, outer: number | undefined): Verdict | undefined {
  if (page === undefined) return undefined;
  if (page.byProxy) return { kind: "not_auth", rule: "page:proxy" };
  if (page.cloudflareNumber !== undefined) return numberVerdict(page.cloudflareNumber);
  const status = page.status ?? outer;
  // Firewalls answer under any status; Cloudflare's mark is on its pages about the origin too.
  const isStopped =
    (page.isChallenge || (page.isBlock && !page.byCloudflare)) &&
    !OUTAGE.test(`${page.title} ${page.heading}`);
  if (status !== undefined && status >= 500 && !isStopped) {
    return { kind: "not_auth", rule: "page:server-error" };
  }
  const rule = generalRule(rules().phrases.read(`${page.title} . ${page.heading}`), status);
  if (page.isChallenge || rule?.name === "bot-check") {
    return { kind: "client_rejected", rule: "page:challenge", header: "user-agent" };
  }
  // A page that refuses, where JSON was asked for, comes from what stands in front of the API.
  const isRefusal = status === 403 && (rule === undefined || AT_THE_EDGE.has(rule.kind));
  if (page.isBlock || rule?.kind === "client_rejected" || (isRefusal && rule?.name !== "region")) {
    const candidates = ["client_rejected", "permission"] as const;
    return { kind: "client_rejected", candidates, rule: "page:blocked", header: "user-agent" };
  }
  // "Sign in" under a success is the page of a network or of a website, not a provider's refusal.
  const isPortal = status !== undefined && status < 300 && rule?.kind === "invalid_credentials";
  return rule === undefined || isPortal
    ? statusVerdict(status, true, true)
    : { kind: rule.kind, rule: `page:${rule.name}` };
}

/** In a title: the page is of a server that is down, whatever scripts it loads. */
const OUTAGE =
  /bad gateway|unavailable|maintenance|time-?out|internal server error|failed to connect/iu;

const AT_THE_EDGE: ReadonlySet<FailureKind> = new Set(["invalid_credentials", "permission"]);

/** Facts of the provider, then codes that name a cause, then phrases of the general language. */
function matchText(
  text: string,
  codes: readonly string[],
  forms: readonly string[],
  status: number | undefined,
  asked: Asked,
  isLast: boolean,
): Verdict | undefined {
  // A fact asks for words, or for a code where the text is not the last.
  if (text === "" && codes.length === 0 && !isLast) return undefined;
  const { vendor } = asked;
  // Under a status that blames the request, what stands in quotes is a part of the request.
  const plain = withoutOwnNames(text);
  const readable = blamesRequest(status) ? withoutQuotations(plain) : plain;
  const words = asked.read(readable);
  const found = rules().phrases.find(words, (candidate) =>
    isFact(candidate)
      ? factApplies(candidate, asked, forms, status)
      : candidate.isTopic === undefined && candidate.statuses?.includes(status) !== false,
  );
  const row = reasonBehind(found, readable, status) ?? found;
  if (row !== undefined && isFact(row)) return factVerdict(row);
  if (row === undefined && blamesRequest(status) && isOfFewWords(text, 2)) {
    const refusal = generalRule(words, 403);
    if (refusal?.kind === "invalid_credentials") {
      return { ...rowVerdict(refusal), candidates: [refusal.kind, "not_auth"] };
    }
  }
  const byCode = WORDLESS_FACTS.get(vendor)?.find(
    (fact) =>
      factApplies(fact, asked, forms, status) &&
      (fact.codes !== undefined || text !== "" || isLast),
  );
  // A code for any bad request says less than words that name the client, the region or the plan; one for any
  // denial less than words that name a limit.
  const isNamed = row !== undefined && !isFact(row) && NAMED.has(row.name);
  const isLimit = row?.kind === "rate_limit" || row?.kind === "billing";
  const saysMore =
    byCode !== undefined &&
    ((isNamed && byCode.kind === "not_auth") || (isLimit && byCode.kind === "permission"));
  // A key that is refused may still be named as another service's.
  const isElsewhere =
    byCode?.kind === "invalid_credentials" && row?.kind === "wrong_endpoint_or_key";
  if (byCode !== undefined && !saysMore && !isElsewhere) return factVerdict(byCode);
  const isDenial =
    (row?.name === "entitlement" && isOfFewWords(text)) ||
    (row?.kind === "permission" && repeatsStatus(text));
  const saysLittle = row !== undefined && (isDenial || SAYING_LITTLE.has(row.name));
  // An event of an overload may follow the key's refusal.
  const isRefusedKey = row?.kind === "invalid_credentials" && REFUSING_STATUSES.has(status);
  for (const form of forms) {
    const meaning = CODE_MEANINGS.get(form);
    if (meaning?.isCause !== true) continue;
    if ((isNamed || isRefusedKey) && meaning.kind === "not_auth") continue;
    // An empty account has no day on which it is full again.
    if (meaning.kind === "billing" && row?.name === "window-opens-again") return rowVerdict(row);
    // Nor does waiting fill it, though many send it as a limit of rates.
    if (meaning.kind === "rate_limit" && row?.name === "billing") return rowVerdict(row);
    // A key that is refused may still be named as another service's.
    if (meaning.kind === "invalid_credentials" && row?.kind === "wrong_endpoint_or_key") {
      return rowVerdict(row);
    }
    const disagrees = row !== undefined && row.kind !== meaning.kind && !isLast && !saysLittle;
    const candidates = disagrees ? [meaning.kind, row.kind] : undefined;
    return { kind: meaning.kind, candidates, rule: `code:${form}` };
  }
  if (row === undefined) return undefined;
  // A code says who was refused what, where its words only miss a model.
  if (row.kind === "not_auth" && REFUSING_STATUSES.has(status)) {
    const refusal = spelledCodeVerdict(codes, status, SAYING_LITTLE);
    if (refusal !== undefined && isAuthKind(refusal.kind)) return refusal;
  }
  const credential = credentialBeside(row, words, status);
  if (credential !== undefined) return rowVerdict(credential);
  if (!saysLittle) return firstCause(readable, row, status) ?? rowVerdict(row);
  const byCodeWords = spelledCodeVerdict(codes, status, SAYING_LITTLE);
  if (byCodeWords !== undefined) return byCodeWords;
  return isDenial
    ? { ...rowVerdict(row), candidates: ["permission", "client_rejected", "invalid_credentials"] }
    : rowVerdict(row);
}

/** What is said of a credential and not of its holder. */
const OF_A_CREDENTIAL: ReadonlySet<string> = new Set([
  "credential-missing",
  "credential-refused",
  "header-malformed",
  "key-header-missing",
]);

/** Who may not, as the credential is missing or bad: under 401 the credential comes first. */
function credentialBeside(
  row: GeneralRule,
  words: Words,
  status: number | undefined,
): GeneralRule | undefined {
  if (status !== 401 || row.kind !== "permission" || NAMED.has(row.name)) return undefined;
  return generalRule(words, status, ({ name }) => OF_A_CREDENTIAL.has(name));
}

/** Rules for what broke; the reason may follow: `Bad gateway: ...`, `stream disconnected before completion: ...`. */
const BREAKS: ReadonlySet<string> = new Set(["cut-off", "overloaded"]);
/** Of a text, where such a lead ends. */
const MOST_LEAD = 80;
const ADVICE = /^(?:please|check|verify|make sure|ensure|try)\b/iu;

function reasonBehind(
  row: Row | undefined,
  text: string,
  status: number | undefined,
): GeneralRule | undefined {
  if (row === undefined || isFact(row) || !BREAKS.has(row.name)) return undefined;
  const colon = text.slice(0, MOST_LEAD).indexOf(": ");
  if (colon < 0) return undefined;
  const rest = text.slice(colon + 2);
  const reason = ADVICE.test(rest) ? undefined : generalRule(rules().phrases.read(rest), status);
  if (reason === undefined || reason.kind === "not_auth" || SAYING_LITTLE.has(reason.name)) {
    return undefined;
  }
  return { ...reason, candidates: [reason.kind, "not_auth"] };
}

/** Between two causes; in a text, not in a list of words. */
const OR = /\s(?:or|oder|ou|o|или)\s|或|または|또는|혹은/iu;
/** Of a text, where the first of two causes ends. */
const MOST_CAUSE = 200;

/** Who names two causes names the likelier first: so it is read where that one refuses. */
function firstCause(
  text: string,
  { kind, name }: GeneralRule,
  status: number | undefined,
): Verdict | undefined {
  const end = OR.exec(text.slice(0, MOST_CAUSE))?.index;
  if (end === undefined || name.includes("-or-")) return undefined;
  const first = generalRule(rules().phrases.read(text.slice(0, end)), status);
  if (first === undefined || first.kind === kind || SAYING_LITTLE.has(first.name)) return undefined;
  return isAuthKind(first.kind) && first.candidates === undefined
    ? { ...rowVerdict(first), candidates: [first.kind, kind] }
    : undefined;
}

function rowVerdict({ kind, candidates, name, header }: GeneralRule): Verdict {
  return { kind, candidates, rule: name, header };
}

/** Rules whose words name what is refused. */
const NAMED: ReadonlySet<string> = new Set([
  "client-version",
  "client-allow-list",
  "bot-check",
  "banned-for-abuse",
  "region",
  "plan-lacks-model",
  "holder-lacks-model",
  "named-permission",
]);

/** Rules of a word or two: a code that reads as more is believed before them. */
const SAYING_LITTLE: ReadonlySet<string> = new Set([
  "bare-permission",
  "bare-credential",
  "bare-not-authorized",
  "about-the-program",
  "about-the-holder",
]);

/** `Access denied`, and nothing else. */
function isOfFewWords(text: string, most = 3): boolean {
  return text.length < 40 && (text.match(/\p{L}+/gu) ?? []).length <= most;
}

const IN_CAPITALS = /\b[A-Z][A-Z\d_]+/gu;
const CREDENTIAL_VARIABLE =
  /^(?!(?:UNEXPECTED|NEXT|PAGE|CONTINUATION|CSRF|XSRF|PRIMARY|FOREIGN|CACHE|SORT|PARTITION|DUPLICATE|UNIQUE)_).*_(?:KEY|TOKEN|SECRET)$/u;
/** What a code of the same shape says of a key. */
const SAID_OF_KEY = /^(?:INVALID|MISSING|EXPIRED|WRONG|BAD|UNKNOWN|REVOKED|NO)_/u;
/** Two words that mean one, looked for in small letters. OAuth's client has an id and a secret for name and password. */
const PAIRS: readonly (readonly [hallmark: string, pair: RegExp, sense: string])[] = [
  ["access code", /\baccess code\b/giu, "access_code"],
  ["client", /\bclient[ -](?:id|secret)\b/giu, "API key"],
  ["retry limit", /\bretry limit\b/giu, "retries"],
];

/** A word with its hyphens, quoted or not; behind a stroke it is a part of a model's name or of a path. */
const HYPHENATED = /(?<![/\w-])["'`]?[a-z\d-]+["'`]?/giu;
const FIELD_NAME =
  /^["'`]?(?:x-[a-z]|originator["'`]?$|copilot-integration-id|editor-(?:plugin-)?version)/iu;
const MAY_NAME_FIELD = /x-[a-z]|-id\b|-version|originator/iu;
/** `x-api-key` and `x-apikey`, not `x-portkey-config`. */
const CREDENTIAL_FIELD = /(?:\b|api)keys?\b|token|auth/iu;

const MAY_NAME_ADDRESS = /\.(?:com|ai|cn|io|net|dev)\b/u;
const UNSPACED = /[^\s"'`<>()]+/gu;
const ADDRESS = /^(?:https?:\/\/)?(?:[a-z\d-]{1,40}\.){1,4}(?:com|ai|cn|io|net|dev)\b/iu;
/** Of a console, a manual, a shop: an address that people open. */
const PAGE_ADDRESS =
  /^(?:https?:\/\/)?(?:(?:www|docs?|platform|console|dashboard|help|support|status|developers?|accounts?|login|cloud|aistudio|github|discord)\.|[^./]*\.[^./]*(?:\/(?!v\d)|$))/iu;

function addressSense(word: string): string {
  if (!ADDRESS.test(word) || PAGE_ADDRESS.test(word)) return word;
  return word.endsWith(".") ? "apiaddress." : "apiaddress";
}

/**
 * The name of a variable or a field that holds a credential means the credential, that of any other field a field; the
 * address of an API is one word, whatever it is made of; a limit to retries is the agent's.
 */
function withoutOwnNames(whole: string): string {
  const text = MAY_NAME_ADDRESS.test(whole) ? whole.replace(UNSPACED, addressSense) : whole;
  const named = /_(?:KEY|TOKEN|SECRET)/u.test(text);
  const variables = named ? text.replace(IN_CAPITALS, variableSense) : text;
  let plain = MAY_NAME_FIELD.test(variables)
    ? variables.replace(HYPHENATED, fieldSense)
    : variables;
  const lowerCased = plain.toLowerCase();
  for (const [hallmark, pair, sense] of PAIRS) {
    if (lowerCased.includes(hallmark)) plain = plain.replace(pair, sense);
  }
  return plain;
}

function variableSense(name: string): string {
  if (!CREDENTIAL_VARIABLE.test(name)) return name;
  return `${SAID_OF_KEY.exec(name)?.[0].slice(0, -1) ?? ""} API key`;
}

function fieldSense(word: string): string {
  if (!FIELD_NAME.test(word)) return word;
  return CREDENTIAL_FIELD.test(word) ? "API key" : "fieldname";
}

const QUOTATION_MARK = /["'`]/u;
const QUOTED = /`[^`]*`|"[^"]*"|(?:^|[\s(:=])'[^']*'/gu;

/** A longer quotation is more likely the whole message. */
const MOST_QUOTED = 80;
/** Fewer words than these beside a quotation only introduce it. */
const LEAST_BESIDE = 4;

/** Of an object or a schema. */
const NAMED_KEY =
  /(?<!api |access |secret |auth )\b(?:key|token) (?=["'`][a-z_.]{1,24}["'`])|(?<!\p{L})(?:schlüssel|clé|clave|chave|chiave|ключ) (?:\p{L}{1,16} )?(?=["'`][a-z_.]{1,24}["'`])|(?<=["'`][a-z_.]{1,24}["'`] ?)(?:キー|키|键)/giu;

function withoutQuotations(text: string): string {
  if (!QUOTATION_MARK.test(text)) return text;
  // A quotation mark with a backslash stands inside of a quotation.
  const rest = text
    .replaceAll('\\"', "`")
    .replace(NAMED_KEY, "property ")
    .replace(QUOTED, (quoted) => (quoted.length > MOST_QUOTED ? quoted : " _ "));
  // Where no space stands between words, two characters are about one.
  const words = /[\u3041-\u9fff\uac00-\ud7a3]{2}|\p{L}{2,}/gu;
  const beside = rest.slice(0, 200).match(words)?.length ?? 0;
  return beside < LEAST_BESIDE ? text : rest;
}

/** What a server makes up for itself, and `Locked`, means no more than a bad request: 449, 460. */
function commonStatus(status: number | undefined): number | undefined {
  const isOwn = status === 423 || (status !== undefined && status > 431 && status < 500);
  return isOwn && !rules().statuses.has(status) ? 400 : status;
}

const REFUSING_STATUSES: ReadonlySet<number | undefined> = new Set([401, 402, 403]);

function blamesRequest(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status !== 429 && !REFUSING_STATUSES.has(status);
}

function generalRule(
  words: Words,
  status: number | undefined,
  isAsked: (rule: GeneralRule) => boolean = ({ isTopic }) => isTopic === undefined,
): GeneralRule | undefined {
  const row = rules().phrases.find(
    words,
    (candidate) =>
      !isFact(candidate) && isAsked(candidate) && candidate.statuses?.includes(status) !== false,
  );
  return row === undefined || isFact(row) ? undefined : row;
}

/** What the text is about, where none of its words decide. */
function topicVerdict(
  text: string,
  status: number | undefined,
  { read }: Asked,
): Verdict | undefined {
  if (!rules().topicStatuses.has(status)) return undefined;
  // Of a server's error only a key is asked for: looking for letters costs less than reading words.
  if ((status ?? 0) >= 500 && !MAY_MENTION_KEY.test(text)) return undefined;
  const words = read(withoutOwnNames(text));
  const rule = generalRule(words, status, (candidate) => candidate.isTopic === true);
  if (rule === undefined) return undefined;
  // Who names no part of a request or its answer speaks of who asks.
  const isOfRequest = (): boolean =>
    generalRule(words, status, ({ name }) => name === "about-the-request") !== undefined;
  const alone =
    rule.name === "about-access" && !isOfRequest()
      ? generalRule(words, status, ({ isTopic }) => isTopic === "alone")
      : undefined;
  return rowVerdict(alone ?? rule);
}

const MAY_MENTION_KEY = /key|auth|credential|token|jwt|verified/iu;

function isFact(row: Row): row is ProviderRule {
  return "vendor" in row;
}

/** Facts that codes and statuses alone decide. */
const WORDLESS_FACTS = new Map<string | undefined, ProviderRule[]>();
for (const fact of PROVIDER_RULES.filter(({ phrases }) => phrases === undefined)) {
  WORDLESS_FACTS.set(fact.vendor, [...(WORDLESS_FACTS.get(fact.vendor) ?? []), fact]);
}

const CODES_OF_FACT: ReadonlyMap<ProviderRule, ReadonlySet<string>> = new Map(
  PROVIDER_RULES.flatMap((fact) =>
    fact.codes === undefined ? [] : [[fact, new Set(fact.codes.map(squashCode))] as const],
  ),
);

function factApplies(
  fact: ProviderRule,
  { vendor, keyPrefix }: Asked,
  forms: readonly string[],
  status: number | undefined,
): boolean {
  if (fact.vendor !== vendor || !keyPrefix.startsWith(fact.keyPrefix ?? "")) return false;
  if (fact.statuses !== undefined && !fact.statuses.includes(status ?? 0)) return false;
  const codes = CODES_OF_FACT.get(fact);
  return codes === undefined || forms.some((form) => codes.has(form));
}

function factVerdict({ vendor, kind, candidates, header }: ProviderRule): Verdict {
  return { kind, candidates, rule: `${vendor}:${kind}`, header };
}

/** A class such as `permission_denied` or `AuthenticationError`: counts where no words match. */
function classVerdict(
  codes: readonly string[],
  forms: readonly string[],
  status: number | undefined,
): Verdict | undefined {
  for (const form of forms) {
    const meaning = CODE_MEANINGS.get(form);
    // A refusing status is plainer than `invalid_argument` or `quota_exceeded`.
    const isVague = VAGUE_KINDS.has(meaning?.kind) && REFUSING_STATUSES.has(status);
    if (meaning === undefined || isVague) continue;
    // Beside a class of bad requests another code may be the cause: `invalid_argument`, `ERROR_OUTDATED_CLIENT`.
    const cause =
      meaning.kind === "not_auth" ? spelledCodeVerdict(codes, status, SAYING_LITTLE) : undefined;
    return cause !== undefined && isAuthKind(cause.kind)
      ? cause
      : { kind: meaning.kind, rule: `class:${form}` };
  }
  return undefined;
}

const VAGUE_KINDS: ReadonlySet<FailureKind | undefined> = new Set(["rate_limit", "not_auth"]);

/** A code of nobody's table may still be read as words: `API_KEY_REVOKED`, `ERROR_OUTDATED_CLIENT`. */
function spelledCodeVerdict(
  codes: readonly string[],
  status: number | undefined,
  tooLittle: ReadonlySet<string> = new Set(),
): Verdict | undefined {
  // 402 is plainer than `quota_exceeded`.
  if (status === 402) return undefined;
  const text = codes.slice(0, 8).map(spelled).join(" . ");
  const rule = generalRule(rules().phrases.read(text), status);
  if (rule === undefined || tooLittle.has(rule.name)) return undefined;
  return { kind: rule.kind, candidates: rule.candidates, rule: `code:${rule.name}` };
}

/** Words that no rule knows may say another thing than the code beside them, and a code of no refusal may be one. */
function doubted(verdict: Verdict | undefined, ownWords: string): Verdict | undefined {
  if (verdict === undefined || verdict.candidates !== undefined) return verdict;
  const { kind } = verdict;
  if (kind === "not_auth") return { ...verdict, candidates: [kind, "permission"] };
  return ownWords.includes(" ") ? { ...verdict, candidates: [kind, "not_auth"] } : verdict;
}

/** What a class refuses for, words that no rule knows may tell otherwise. */
function doubtedClass(
  verdict: Verdict | undefined,
  words: string,
  status: number | undefined,
  asked: Asked,
): Verdict | undefined {
  const mayBe = verdict === undefined ? undefined : OF_A_CLASS.get(verdict.kind);
  if (verdict === undefined || mayBe === undefined || !words.includes(" ")) return verdict;
  const topic = verdict.kind === "permission" ? topicVerdict(words, status, asked) : undefined;
  if (topic !== undefined && PLAINER_THAN_DENIAL.has(topic.kind)) return topic;
  return { ...verdict, candidates: verdict.candidates ?? mayBe };
}

/** What words tell and no class of denials. */
const PLAINER_THAN_DENIAL: ReadonlySet<FailureKind> = new Set([
  "client_rejected",
  "wrong_endpoint_or_key",
]);

const OF_A_CLASS: ReadonlyMap<FailureKind, readonly FailureKind[]> = new Map([
  ["invalid_credentials", ["invalid_credentials", "permission"]],
  ["permission", ["permission", "client_rejected", "wrong_endpoint_or_key"]],
]);

function spelled(code: string): string {
  return code.slice(0, 80).replace(/([a-z])([A-Z])|[_.:-]/gu, "$1 $2");
}
