import type { Translations } from "./translations.ts";

/** Words of one language, each the alternatives of one sense as phrases write them (see PhraseIndex). */
export interface PlainWords {
  readonly key: string;
  /** What is said of a key that is refused. */
  readonly bad: string;
  readonly not: string;
  readonly valid: string;
  readonly missing: string;
  /** Provided, set, found. */
  readonly given: string;
  /** Enter, provide, configure, check. */
  readonly enter: string;
  readonly authentication: string;
  readonly failed: string;
  readonly signIn: string;
  readonly client: string;
  readonly version: string;
  readonly update: string;
  readonly old: string;
  readonly only: string;
  readonly official: string;
  readonly allowed: string;
  readonly access: string;
  readonly denied: string;
  readonly permission: string;
  readonly account: string;
  readonly blocked: string;
  /** Region, project, environment. */
  readonly place: string;
  readonly other: string;
  readonly country: string;
  readonly money: string;
  /** Insufficient, used up. */
  readonly short: string;
  readonly enough: string;
  readonly plan: string;
  readonly needs: string;
  readonly limit: string;
  /** Reached, exceeded, used up. */
  readonly used: string;
  /** Today, daily, tomorrow. */
  readonly day: string;
  readonly tooMany: string;
  readonly requests: string;
  readonly model: string;
  /** Found, available, supported. */
  readonly found: string;
  readonly parameter: string;
  readonly text: string;
  readonly long: string;
  readonly contentPolicy: string;
  readonly service: string;
  readonly down: string;
  /** No connection, no answer in time, an error of the server. */
  readonly trouble: string;
  readonly tryAgain: string;
}

/** Services whose keys are taken for each other's, for a language's own turns. */
export const SERVICE = "openai|anthropic|openrouter|groq|mistral|deepseek|google|gemini|azure|kimi";

const PLANS = "premium|pro+plan|plus+plan|plan+pro|plan+plus|enterprise|business|vip";
/** May be a part of a text, in any script; `api` is an address too. */
const A_TOKEN = /^(?:api$|token|トークン|令牌|токен|токін|토큰|jeton)/u;
/** What is pasted with a failure names these and their version too. */
const A_PROGRAM_OF_MANY = /^(?:plugin|cli|ide|sdk)$/u;
/** A client that stops or hangs up is no client that is barred. */
const HUNG_UP =
  /^(?:geschlossen|eingefroren|ferme|fermee|cloture|cerrad|encerrad|закрыт|停止|停用|已暂停|정지|중지|chiuso)/u;
/** Words that stand beside a key, a version or an access that is no provider's, in all languages. */
const LIBRARY = "numpy|cuda|tls|ssl|glibc|openssl|pytorch";
const TOKEN = "token|tokens|jeton|jetons|токен*|トークン|토큰";
const STORE = "redis|memcached|cache|кэш*|кеш*|キャッシュ|캐시|缓存";
const FOLDER = "var|tmp|usr|etc|home|opt|mnt";
const VALUE =
  "wert|werte|bildformat|format|formato|valor|valores|valeur|формат*|значени*|形式|値|값|형식|格式";

const TOOLS = "claude+code|claude+cli|codex|opencode|cursor|cline";

/** Alternatives but for those that match. */
function without(pattern: RegExp, words: string): string {
  return words
    .split("|")
    .filter((word) => !pattern.test(word))
    .join("|");
}

/** The sentences that failures are told in, with the words of one language; `others` are its own turns. */
export function plainSentences(words: PlainWords, others: Translations = {}): Translations {
  const { key, bad, not, valid, missing, given, enter, authentication, failed, signIn } = words;
  const { client, version, update, old, only, official, allowed, access, denied } = words;
  const { permission, account, blocked, place, other, country, money, short, enough } = words;
  const { plan, needs, limit, used, day, tooMany, requests, model, found, parameter } = words;
  const { text, long, contentPolicy, service, down, trouble, tryAgain } = words;
  const keyAlone = without(A_TOKEN, key);
  const clientAlone = without(A_PROGRAM_OF_MANY, client);
  const barred = without(HUNG_UP, blocked);
  const noModel = [
    `${model} .... ${not} .. ${found}`,
    `${not} .. ${found} .. ${model}`,
    `${model} .. ${missing}`,
  ];
  const sentences: Translations = {
    "file-system": [`${permission} .... ${FOLDER}`, `${FOLDER} .... ${permission}`],
    "other-keys": [`${key} .. tls|ssl|${STORE}`, `tls|ssl|redis|memcached .. ${key}`],
    "other-versions": [
      `${version} _? _? ${model}`,
      `${version} .. ${LIBRARY}`,
      `${LIBRARY} .. ${version}`,
    ],
    "client-version": [
      `${update} .... ${client}|${version}`,
      `${clientAlone}|${version} .. ${update}|${old}`,
      `${old} .. ${client}|${version}`,
      `${version} .... ${not} .. ${found}`,
    ],
    "client-allow-list": [
      `${only} .... ${official} .. ${client}`,
      `${only} .... ${client} .. ${official}`,
      `${only} .. ${TOOLS}`,
      `${client} .... ${not} .. ${allowed}|${found}`,
      `${client} .. ${denied}|${barred}`,
      `${denied} ${client}`,
      `${not} ${official} ${client}`,
      `${client} ${not} ${official}`,
    ],
    // The name of a header that is the client's own reads as this one word in all languages.
    "header-value": [
      `${missing} .. fieldname`,
      `fieldname .... ${missing}|${bad}|${old}`,
      `${not} .. ${given} .. fieldname`,
      `fieldname .... ${not} .. ${given}|${valid}|${allowed}`,
    ],
    "content-policy": [contentPolicy],
    "context-length": [
      `${text} .. ${long}`,
      `${long} .. ${text}`,
      `${limit} .. ${TOKEN} .. ${model}`,
      `${TOKEN} .. ${limit} .. ${model}`,
      `${model} .. ${TOKEN} .. ${limit}`,
      `${limit} .. # ${TOKEN}`,
    ],
    region: [`${country} .... ${not}`, `${not} .... ${country}`],
    "plan-lacks-model": [
      `${needs} .. ${plan}|${PLANS}`,
      `${plan}|${PLANS} .. ${needs}`,
      `${only} .. ${plan}|${PLANS}`,
      `${plan}|${PLANS} .. ${only}`,
      `${not} .... ${plan}`,
    ],
    "holder-lacks-model": [`${model} .... ${not} .. ${found} .. ${key}`],
    "invalid-request": [
      `${parameter} .. ${bad}|${missing}`,
      `${bad}|${missing} .. ${parameter}`,
      `${parameter} .. ${not} .. ${valid}`,
      `${parameter}|${VALUE} .... ${not} .. ${allowed}`,
      `${not} .. ${allowed} .. ${parameter}|${VALUE}`,
    ],
    "model-not-found": noModel,
    "model-unsupported": noModel,
    overloaded: [`${service}|${model} .... ${down}`, `${down} .. ${service}|${model}`],
    network: [trouble],
    rate: [`${limit} .. ${requests}`, `${tooMany} .. ${requests}`, `${requests} .. ${tooMany}`],
    "window-opens-again": [
      `${day} .... ${used}`,
      `${used} .... ${day}`,
      `${day} .... ${limit} .... ${used}`,
    ],
    billing: [
      `${money} .. ${short}`,
      `${short} .. ${money}`,
      `${not} .. ${enough} .. ${money}`,
      `${money} .. ${not} .. ${enough}`,
    ],
    "usage-window": [`${limit}|${requests} .... ${used}`, `${used} .... ${limit}|${requests}`],
    "usage-window-passed-on": [`${limit} .. ${used}`, `${used} .. ${limit}`],
    "other-service": [
      `${key} .... ${other} .. ${place}`,
      `${key} .... ${place} .. ${other}`,
      `${key} .... ${not} .. ${other} .. ${place}`,
      `${key} .... ${place} .. ${not} .. ${valid}`,
      `${key} .... ${not} .. ${valid} .. ${place}`,
    ],
    "holder-may-not": [
      `${not}|${short} .. ${permission}`,
      `${permission} .. ${not}|${short}|${denied}|${missing}`,
      `${missing} .. ${permission}`,
    ],
    "credential-missing": [
      `${key} .... ${missing}`,
      `${missing} .. ${key}`,
      `${key} .... ${not} .. ${given}`,
      `${not} .. ${given} .. ${key}`,
      `${enter} .... ${key}`,
      `${key} .... ${enter}`,
      `${authentication} .. ${missing}`,
      `${missing} ${authentication}`,
      signIn,
    ],
    "holder-blocked": [`${account} .. ${blocked}`, `${blocked} .. ${account}`],
    "credential-refused": [
      `${key} .... ${bad}`,
      `${bad} .. ${key}`,
      `${key} .... ${not} .. ${valid}`,
      `${not} .. ${valid} .. ${key}`,
      `${authentication} .. ${failed}|${bad}`,
      `${failed} .. ${authentication}`,
    ],
    entitlement: [`${access} .. ${denied}`, `${denied} .. ${access}`],
    "bare-permission": [denied],
    "retry-hint": [tryAgain],
    "about-another-place": [`${key} .... ${place}|${other}`, `${place} .... ${key}`],
    "about-a-key": [keyAlone],
    "about-money": [money],
    "about-the-key": [`api ${key}`, `${key} api`],
    "about-the-release": [
      `${version}|${update} .... ${clientAlone}`,
      `${clientAlone} .... ${version}|${update}`,
    ],
    "about-access": [
      [key, client, version, update, only, permission, account, money, plan, limit].join("|"),
      [allowed, country, authentication, denied, blocked].join("|"),
    ],
    "about-the-request": [[model, text, parameter, service].join("|")],
  };
  return Object.fromEntries(
    [...new Set([...Object.keys(sentences), ...Object.keys(others)])].map((rule) => [
      rule,
      [...(sentences[rule] ?? []), ...(others[rule] ?? [])],
    ]),
  );
}
