import type { GeneralRule } from "./general-rule.ts";
import {
  HOLDER,
  KEY,
  KEY_ADJECTIVE,
  KEY_SORT,
  PLACE,
  PLAN,
  PROGRAM,
  SERVICE,
  TOOL_NAME,
} from "./words.ts";

/** A key for sure, where a token may be a part of a text. */
const A_KEY = "key|keys|apikey|api_key|credential|credentials|jwt";

/** Programs that may have asked, and what is done to them. */
const PROGRAMS =
  "client|clients|cli|app|apps|application|extension|extensions|plugin|plugins|editor|agents|program|programs|harness|ide";
const TURNED_AWAY =
  "refused|denied|rejected|blocked|banned|barred|forbidden|disallowed|prohibited|restricted|turned|alone|exclusively|cleared|retired|dropped";

/** Whether somebody may. */
const ACCESS =
  "access|permission|permissions|allowed|permitted|enabled|authorized|forbidden|denied|blocked|banned|restricted|prohibited|disabled|suspended|refused|unauthorized|eligib*|ineligib*|entitled|trusted|admin|administrator|owner|policy|license|licence|approval|seat|seats";

/** Of these, neither a refusal nor a request that went wrong is the likelier. */
const SAY_LITTLE = [200, 400, 405, 406, 409, 412, 418, 428, 466, undefined];

/**
 * What a text is about, in words of one sense and no sentence: asked only where nothing else decided. Who speaks of
 * nothing but the request and its answer refuses nobody.
 */
export const topicRules = (): readonly GeneralRule[] => [
  {
    name: "about-the-key",
    // In a language that no table holds, these words are still Latin.
    rank: 310,
    kind: "invalid_credentials",
    isTopic: true,
    phrases: [
      "api key|keys|token|tokens",
      "api_key|apikey|jwt",
      "key|token api",
      "authorization header|headers|came|bearer|scheme",
      "header|headers authorization",
    ],
    statuses: [400, 401, 403, undefined],
    candidates: [
      "invalid_credentials",
      "permission",
      "wrong_endpoint_or_key",
      "client_rejected",
      "not_auth",
    ],
  },
  {
    name: "about-another-place",
    // A key, and where or what it is good for.
    rank: 308,
    kind: "wrong_endpoint_or_key",
    isTopic: true,
    phrases: [
      `${A_KEY} .... ${PLACE}|apiaddress|another|other|different|instead`,
      `${PLACE}|apiaddress .... ${A_KEY}`,
      `${KEY_SORT}|${SERVICE} ${KEY} .... ${KEY_SORT}|${SERVICE}|one|ones`,
      `${KEY_ADJECTIVE} ${KEY} .... ${PLACE}|${KEY_SORT} .. ${KEY}|api`,
      `${KEY} .... meant|intended|issued|belongs|belong to|for|by`,
      `${KEY} is|was|were given|passed|sent|used|supplied to|with|for|at|against|in`,
      `using|used|sent|pasted|gave a|an|your ${SERVICE}|${KEY_SORT} ${KEY_SORT}? ${KEY}`,
      `wrong|different|another|other ${HOLDER}|region|account .. ${KEY}`,
    ],
    statuses: [401, 403, undefined],
    candidates: ["wrong_endpoint_or_key", "invalid_credentials", "permission", "not_auth"],
  },
  {
    name: "mentions-a-key",
    // A server's error, most likely: but one that is not sure.
    rank: 309,
    kind: "not_auth",
    isTopic: true,
    phrases: [A_KEY, `${KEY_ADJECTIVE} ${KEY}`, "authorization|authentication|oauth|verified"],
    statuses: [404, 405, 422, 500, 502, 503],
    candidates: ["not_auth", "invalid_credentials", "permission"],
  },
  {
    name: "about-a-key",
    // What a tool says where no status is known.
    rank: 311,
    kind: "invalid_credentials",
    isTopic: true,
    phrases: [
      A_KEY,
      `${KEY_ADJECTIVE} ${KEY}`,
      "log|logged|logging|sign|signed|signing you|me|us? back? in|out",
      "login|signin !page|form|screen|tool|field",
    ],
    statuses: [200, undefined],
    candidates: ["invalid_credentials", "wrong_endpoint_or_key", "permission", "not_auth"],
  },
  {
    name: "about-an-allowance",
    rank: 313,
    kind: "rate_limit",
    isTopic: true,
    phrases: [
      "free|today's|daily|weekly|monthly|hourly messages|requests|prompts|generations|calls|uses|usage",
      "usage|uses .. max|maximum|limit|cap",
    ],
    statuses: [undefined],
    candidates: ["rate_limit", "billing", "not_auth"],
  },
  {
    name: "about-money",
    rank: 314,
    kind: "billing",
    isTopic: true,
    phrases: [
      "balance|invoice|invoices|unpaid|overdue|wallet|refill|recharge|credits|payment|paid|subscribe|subscription|prepaid|buy|purchase",
    ],
    statuses: [undefined],
    candidates: ["billing", "rate_limit", "not_auth"],
  },
  {
    name: "about-a-permission",
    rank: 316,
    kind: "permission",
    isTopic: true,
    phrases: [
      "administrator|administrators|admin|admins|owner|owners",
      "rolled|opened|released|open out? to|for you|your",
    ],
    statuses: [undefined],
    candidates: ["permission", "not_auth", "client_rejected"],
  },
  {
    name: "names-a-refusal",
    rank: 312,
    kind: "invalid_credentials",
    isTopic: true,
    phrases: ["401"],
    statuses: [undefined],
    candidates: ["invalid_credentials", "not_auth", "permission"],
  },
  {
    name: "about-the-release",
    // A program and its version, or that it was turned away, and nothing about a model, a key or a limit.
    rank: 315,
    kind: "client_rejected",
    isTopic: true,
    phrases: [
      "version too|is? low|old|outdated|unsupported|mismatch|expired",
      "force|forced|must|mandatory update|upgrade",
      `update|upgrade|outdated|newest|latest|newer .... ${PROGRAM}|${TOOL_NAME}`,
      `${PROGRAM}|${TOOL_NAME} .... upgrade|outdated|newest|latest|newer`,
      `refuses|refuse|denies|rejects|blocks|bars|forbids|turns|turned .... ${PROGRAMS}`,
      `${PROGRAMS} .... ${TURNED_AWAY}`,
    ],
    statuses: [400, 401, 403, 406, 409, 412, 418, 428, 466, undefined],
    candidates: ["client_rejected", "not_auth", "permission"],
  },
  {
    name: "only-about-the-release",
    rank: 317,
    kind: "client_rejected",
    isTopic: "alone",
    phrases: [
      "newer|newest|latest|outdated|useragent|captcha|robot|human|challenge",
      "user agent",
      "out of date",
    ],
    statuses: [200, undefined],
    candidates: ["client_rejected", "permission", "not_auth"],
  },
  {
    name: "only-about-the-key",
    rank: 318,
    kind: "invalid_credentials",
    isTopic: "alone",
    phrases: [
      KEY,
      "signed|logged|auth|authentication|authorization|authorize|authenticate|oauth|bearer|login|signin|passcode",
      "sign|log in",
      "access code",
    ],
    statuses: [200, undefined],
    candidates: ["invalid_credentials", "permission", "not_auth"],
  },
  {
    name: "only-about-access",
    rank: 319,
    kind: "permission",
    isTopic: "alone",
    phrases: [
      ACCESS,
      "account|accounts|organization|organisation|subscription|tenant",
      "region|country|ip|origin|referer",
    ],
    statuses: [200, undefined],
    candidates: ["permission", "client_rejected", "not_auth"],
  },
  {
    name: "about-a-header",
    // One of the client's own, in whatever language.
    rank: 307,
    kind: "client_rejected",
    isTopic: true,
    phrases: ["fieldname"],
    statuses: [400, 401, 403, 406, 412, 422, 426, 428, undefined],
    candidates: ["client_rejected", "permission", "not_auth"],
  },
  {
    name: "about-access",
    rank: 320,
    kind: "not_auth",
    isTopic: true,
    phrases: [
      KEY,
      "sign|signed|log|logged|auth|authentication|authorization|authorize|authenticate|oauth|bearer|login|signin|session|subscribe|registered|verify|verification|verified|identity|human|robot|captcha|challenge",
      PROGRAM,
      "client|clients|apps|applications|clis|extensions|plugins|editors|browser|browsers|bot|bots|useragent|harness|sdk|version|versions|update|upgrade|outdated|old|older|build|release|newer|newest|latest",
      "user agent",
      "401|403|407",
      `${ACCESS}|official|only|reserved`,
      HOLDER,
      PLAN,
      "credit|credits|balance|billing|payment|paid|quota|limit|limits|rate|throttled|region|country|location|ip|domain|origin|referer|header|headers|fieldname",
    ],
    statuses: SAY_LITTLE,
    candidates: ["not_auth", "client_rejected", "permission"],
  },
  {
    name: "about-content",
    // Under a refusal: what was asked, not who asks.
    rank: 305,
    kind: "not_auth",
    isTopic: true,
    phrases: [
      "content|contents|prompt|prompts|safety|unsafe|moderation|audit|review|sensitive|harmful|misalignment",
      "policy violation",
      "内容|敏感|审核|审计|违规|风险",
    ],
    statuses: [403],
    candidates: ["not_auth", "permission"],
  },
  {
    name: "about-the-request",
    rank: 330,
    kind: "not_auth",
    isTopic: true,
    phrases: [
      "not found|exist|exists",
      "folder|directory|sandbox|telemetry|checkpoint|repository|safety|candidate|chat|conversation|message|messages|role|roles|image|images|file|files|stream|streaming|response|responses|answer|output|outputs|input|inputs|server|upstream|provider|json|schema|parse|parsing|decode|string|array|object|content|text|tool|tools|function|functions|model|models|thread|run|prompt|prompts|parameter|parameters|argument|arguments|field|fields|value|values|format|size|length|timeout|memory|choices|completion|reasoning|thinking|encrypted_content|embedding|embeddings|vector|dimension|dimensions|request|connection|network|undefined|null|property|type|temperature|body|payload|byte|bytes|audio|video|document|task|job|worker|queue|retry|retries|attempts|process|crashed|exception|engine|gpu|inference|weights|index|batch|batches|url|link|previous_response_id|response_id|thread_id|chunk|chunks|database|query|cache|exited|spawn",
    ],
    statuses: SAY_LITTLE,
  },
];
