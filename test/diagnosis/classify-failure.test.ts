import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  classifyFailure,
  type Failure,
  FAILURE_KINDS,
} from "../../src/diagnosis/classify-failure.ts";

const AUTH_KINDS = [
  "invalid_credentials",
  "client_rejected",
  "wrong_endpoint_or_key",
  "permission",
];

/** Kind of a failure; a `?` after it where the verdict is not sure. */
function verdict(failure: Failure): string {
  const { kind, sure } = classifyFailure(failure);
  return sure ? kind : `${kind}?`;
}

function said(status: number | null, message: string, more: Failure = {}): Failure {
  return { status, body: { error: { message } }, ...more };
}

function table(rows: readonly (readonly [failure: Failure, expected: string])[]): void {
  it.each(rows.map(([failure, expected]) => [JSON.stringify(failure), expected, failure] as const))(
    "%s: %s",
    (_title, expected, failure) => {
      expect(verdict(failure)).toBe(expected);
    },
  );
}

/** The rule that decided, and the kinds that remain. */
function ruled(rows: readonly (readonly [failure: Failure, rule: string, kinds: string])[]): void {
  it.each(
    rows.map(([failure, ...expected]) => [JSON.stringify(failure), ...expected, failure] as const),
  )("%s: %s: %s", (_title, rule, kinds, failure) => {
    const found = classifyFailure(failure);
    expect([found.rule, found.candidates.join(" ")]).toEqual([rule, kinds]);
  });
}

describe("words that stand beside other words", () => {
  table([
    // A limit to retries is the agent's; the refusal is the provider's.
    [said(401, "exceeded retry limit, last status: 401 Unauthorized"), "invalid_credentials"],
    [said(429, "exceeded retry limit, last status: 429 Too Many Requests"), "rate_limit"],
    [said(null, "exceeded the request limit of this account"), "rate_limit"],
    // The variable that holds the key.
    [said(503, "PET_SHOP_API_KEY is not set"), "invalid_credentials"],
    [said(400, "UNEXPECTED_TOKEN at position 4"), "not_auth?"],
    // Permission is named first, a missing resource is a guess.
    [
      said(null, "Permission 'pets.read' denied on resource 'dogs' (or it may not exist)."),
      "permission",
    ],
    [said(404, "Model 'dog' does not exist"), "not_auth"],
    [said(400, "Tool result: permission denied, open /etc/dogs"), "not_auth"],
    // A server's error under a status that asks for payment.
    [
      { status: 402, body: { error: { type: "server_error", message: "No account funds" } } },
      "billing",
    ],
    [{ status: 500, body: { error: { type: "server_error", message: "Oops" } } }, "not_auth"],
    [said(403, "The token quota is not enough: 3 left, 5 needed"), "billing"],
    [said(402, "Limit exceeded: see https://shop.test/settings/credits"), "billing"],
    [said(400, "The maximum of questions was reached for this month"), "rate_limit"],
    [said(null, "Free usage exceeded, come back tomorrow"), "rate_limit"],
    [said(403, "Token expired, or wrong"), "invalid_credentials"],
    [said(400, "Token refresh failed"), "invalid_credentials"],
    [said(400, "The aud claim is not ours"), "wrong_endpoint_or_key"],
    [said(401, "Your account type is not supported"), "permission"],
    [said(401, "This resource is not accessible by bots of your sort"), "permission"],
    [
      said(400, "Pet client 1.2 is too far behind: version 1.4.0 or newer is required"),
      "client_rejected",
    ],
    [said(500, "the worker needs version 12 or newer of its driver"), "not_auth"],
    [said(null, "The model 'dog' is not available: disabled by your organization"), "permission"],
    [said(400, "There is no kennel available for it under your current plan"), "billing"],
    [said(null, "No model available. Check the policy settings of your house"), "permission"],
    [said(404, "No kennel available that matches your data policy"), "not_auth"],
    [said(400, "No eligible workspaces were found"), "permission"],
    [{ status: 403, body: { detail: { code: "invalid_workspace_selected" } } }, "permission"],
    [said(403, "Invalid request origin"), "client_rejected"],
    [said(403, "Blocked: this egress IP"), "permission"],
  ]);
});

describe("a status inside another", () => {
  table([
    // A firewall's page under a status of its own; a server's page says what it says.
    [{ status: 405, body: '<!doctypehtml><div id="block_message"></div>' }, "client_rejected?"],
    [{ status: 405, body: "<html><title>405 Not Allowed</title></html>" }, "not_auth"],
    // A gateway's 5xx around the provider's refusal.
    [{ status: 502, body: { error: { code: "403", message: "No entry" } } }, "permission?"],
    [{ status: 500, body: { error: { code: 401, message: "Nope" } } }, "invalid_credentials?"],
    [{ status: 502, body: { error: { code: 404, message: "Nope" } } }, "not_auth"],
    [{ status: 400, body: { error: { code: 401, message: "Bad field" } } }, "not_auth?"],
    [{ message: "Chat failed, 403" }, "client_rejected?"],
    [{ message: "3 of 403 chats failed" }, "not_auth?"],
  ]);
});

describe("the general language of credentials", () => {
  table([
    [said(401, "The API key you sent is not valid"), "invalid_credentials"],
    [said(401, "Your access token has expired"), "invalid_credentials"],
    [said(400, "API key not found"), "invalid_credentials"],
    [said(403, "Invalid or missing bearer token"), "invalid_credentials"],
    [said(401, "No credentials were provided"), "invalid_credentials"],
    [said(401, "Please log in again"), "invalid_credentials"],
    [said(401, "Nope: unauthorized"), "invalid_credentials"],
    [said(null, "PET_API_KEY is not set: missing API key"), "invalid_credentials"],
    [said(401, "令牌无效"), "invalid_credentials"],
    [said(401, "您的密钥已经过期"), "invalid_credentials"],
    [said(401, "请求头缺少 Authorization"), "invalid_credentials"],
    [said(401, "This key belongs to another region"), "wrong_endpoint_or_key"],
    [
      said(403, "Keys of this type are not supported: key type not supported"),
      "wrong_endpoint_or_key",
    ],
    [said(401, "密钥与区域不匹配"), "wrong_endpoint_or_key"],
    [said(401, "该密钥仅适用于国际站"), "wrong_endpoint_or_key"],
    [said(401, "Incorrect key for this endpoint"), "wrong_endpoint_or_key"],
    [said(401, "Authentication failed"), "invalid_credentials"],
    [said(403, "Authentication failed: the key lacks the permission"), "permission"],
    // The same words about something else.
    [said(400, "Invalid value for 'access_token': expected an object"), "not_auth"],
    [said(400, "Unexpected token < in JSON"), "not_auth"],
    [said(400, "The author of this key was not found"), "not_auth?"],
  ]);
});

describe("the general language of clients", () => {
  table([
    [said(403, "Only available for coding agents"), "client_rejected"],
    [said(403, "This plan only accepts requests from the official CLI"), "client_rejected"],
    [said(400, "Your client is not supported"), "client_rejected"],
    [said(426, "Please update your client"), "client_rejected"],
    [said(403, "User-Agent is not allowed"), "client_rejected"],
    [said(403, "Third-party apps are not permitted here"), "client_rejected"],
    [said(400, "Missing X-Pet-Version header"), "client_rejected"],
    [said(403, "仅限 Claude Code 客户端"), "client_rejected"],
    [said(403, "请使用官方客户端"), "client_rejected"],
    [said(403, "Your request was blocked"), "client_rejected?"],
    [said(503, "No available accounts: only official clients are served"), "client_rejected"],
    [said(403, "Your editor version is too old"), "client_rejected"],
    [said(403, "本套餐仅供编程工具使用"), "client_rejected"],
    [
      said(403, "pet-cli version 2.9.0 exceeds the maximum allowed version 2.1.0"),
      "client_rejected",
    ],
    [said(403, "Client version 3.2 is newer than the highest supported one"), "client_rejected"],
    [said(400, "Limited to approved applications"), "client_rejected"],
    [said(403, "Denied by our security policy"), "client_rejected?"],
    [said(403, "您的请求已被本站安全策略拦截"), "client_rejected"],
    [said(null, "本接口仅对 Coding Agent 开放"), "client_rejected"],
    // A header of the credential is no client's.
    [said(401, "Missing Authorization header"), "invalid_credentials"],
    [said(400, "Only available for two images"), "not_auth?"],
  ]);
});

describe("the general language of permission", () => {
  table([
    [said(403, "You do not have access to this model"), "permission"],
    [said(401, "The token lacks the required scope"), "permission"],
    [said(400, "This organization has been suspended"), "permission"],
    [said(400, "Not available in your country"), "permission"],
    [said(403, "Needs a paid plan: requires a subscription"), "billing"],
    [said(404, "The model is not available on your current plan"), "billing"],
    [said(404, "The model is not available in your region"), "permission"],
    [said(429, "当前套餐暂未开放该模型"), "billing"],
    [said(403, "无权访问该模型"), "permission"],
    [said(403, "不支持您所在的地区"), "permission"],
    // Where the model may be what is missing, nothing is wrong with the key.
    [said(404, "The model does not exist or you do not have access to it"), "not_auth?"],
    [said(400, "Streaming is not enabled for this model"), "not_auth?"],
  ]);
});

describe("the general language of limits and money", () => {
  table([
    [said(402, "Pay first"), "billing"],
    [said(403, "Insufficient balance"), "billing"],
    [said(400, "Your credits are exhausted"), "billing"],
    [said(429, "See your plan and billing details"), "billing"],
    [said(403, "账户余额不足，请充值"), "billing"],
    [said(429, "Rate limit reached: add credits to raise it"), "rate_limit"],
    [said(403, "Weekly limit reached, it resets on Monday"), "rate_limit"],
    [said(429, "The engine is overloaded"), "rate_limit"],
    [said(429, "请求过于频繁"), "rate_limit"],
    [said(403, "您已达到每日请求上限"), "rate_limit"],
    [said(null, "Message: Budget has been exceeded! Now 2, max 1"), "billing"],
    [said(429, "Wait"), "rate_limit?"],
    [said(503, "The engine is overloaded"), "not_auth"],
  ]);
});

describe("a proxy on the way", () => {
  table([
    [{ status: 407, body: { error: { message: "Invalid API key" } } }, "not_auth"],
    [
      { status: 403, body: "<html><title>Access Denied</title>by Zscaler, Inc.</html>" },
      "not_auth",
    ],
    [
      { status: 503, body: "<html><h1>ERROR</h1>Generated by proxy (squid/5.7)</html>" },
      "not_auth",
    ],
    [{ status: 403, headers: { "X-Squid-Error": "ERR_ACCESS_DENIED 0" } }, "not_auth"],
    [{ message: "httpcore.ProxyError: 407 Proxy Authentication Required" }, "not_auth"],
  ]);
});

describe("what is never sure", () => {
  const badKey = said(401, "Invalid API key");
  table([
    // A local program's sentence over a body that held nothing.
    [{ status: 401, body: "", message: "Your API key is not valid" }, "invalid_credentials?"],
    [
      { status: 403, body: " ", message: "Only the official client is allowed" },
      "client_rejected?",
    ],
    // A key that a sister may have issued.
    [
      { ...badKey, endpoint: "https://ark.cn-beijing.volces.com/api/plan/v3" },
      "invalid_credentials?",
    ],
    [
      { ...badKey, endpoint: "https://ark.cn-beijing.volces.com/api/coding/v3" },
      "invalid_credentials?",
    ],
    [{ ...badKey, provider: "xiaomi" }, "invalid_credentials?"],
    [{ ...badKey, provider: "xiaomi", keyPrefix: "tp-" }, "wrong_endpoint_or_key"],
    [
      said(401, "invalid x-api-key", { provider: "anthropic", keyPrefix: "sk-ant-oat" }),
      "wrong_endpoint_or_key?",
    ],
    [said(403, "No answer that we know"), "permission?"],
  ]);
});

describe("stray words", () => {
  table([
    [said(400, "max_tokens must be below 4096 tokens"), "not_auth"],
    [said(400, "Invalid schema for tool 'authorize': token is required"), "not_auth"],
    [said(400, "messages.3: the text 'invalid api key' is too long"), "not_auth"],
    [
      said(500, 'Failed to parse the output "401 Unauthorized: invalid api key" as JSON'),
      "not_auth",
    ],
    [said(403, "The prompt violates the content policy"), "not_auth"],
    [said(403, "内容包含敏感信息"), "not_auth"],
    [said(403, "I cannot help with that"), "not_auth"],
    [said(400, "Thought signature is not valid"), "not_auth"],
    [said(404, "Model not found"), "not_auth"],
    [said(413, "Too many tokens"), "not_auth"],
    [{ message: "fetch failed: connect ECONNREFUSED 127.0.0.1:401" }, "not_auth"],
    [
      { status: 200, body: { choices: [{ message: { content: "401: invalid api key" } }] } },
      "not_auth",
    ],
    [
      {
        status: 400,
        body: { error: { message: "Bad tool call", failed_generation: "403 invalid api key" } },
      },
      "not_auth",
    ],
    [
      {
        status: 502,
        body: "<html><title>502 Bad Gateway</title><p>no access: invalid api key</p></html>",
      },
      "not_auth",
    ],
    [
      {
        status: 200,
        body: 'data: {"choices":[{"delta":{"content":"{\\"error\\":\\"invalid api key\\"}"}}]}',
      },
      "not_auth",
    ],
    [{ provider: "mcp", status: 401, message: "invalid token" }, "not_auth"],
    [{ provider: "mcp", status: 401 }, "not_auth"],
    [{}, "not_auth"],
  ]);
});

describe("codes", () => {
  it("an overload that an event adds to a refusal is none of its cause", () => {
    const event = 'event: error\ndata: {"error":{"message":"error","type":"overloaded_error"}}';
    const body = `{"message":"The bearer token included in the request is invalid."}\n${event}\n\n`;
    expect(classifyFailure({ status: 403, body }).kind).toBe("invalid_credentials");
  });

  it.each([
    ["rate_limit", 429, "HTTP 429"],
    ["client_rejected", 426, "Upgrade Required"],
  ])("a relay's class says nothing of the cause: %s", (kind, status, message) => {
    const body = { error: { type: "upstream_error", message } };
    expect(classifyFailure({ status, body }).kind).toBe(kind);
  });

  table([
    [
      said(401, "", { body: { error: { message: "", code: "invalid_organization" } } }),
      "permission",
    ],
    [{ status: 401, body: { error: { code: "invalid_api_key" } } }, "invalid_credentials"],
    [{ status: 401, body: { error: { code: "InvalidApiKey" } } }, "invalid_credentials"],
    [{ status: 400, body: { code: "AuthFailure.SignatureExpire" } }, "invalid_credentials"],
    [
      { status: 429, body: { error: { type: "insufficient_quota", message: "Too bad" } } },
      "billing",
    ],
    // A cause goes before the words, a class after them.
    [
      { status: 403, body: { error: { code: "content_filter", message: "Access denied" } } },
      "not_auth",
    ],
    [
      { status: 403, body: { error: { code: "permission_denied", message: "Out of credits" } } },
      "billing",
    ],
    [{ status: 403, body: { error: { code: "permission_denied", message: "No" } } }, "permission"],
    [
      { status: 401, body: { error: { code: "internal_error", message: "No" } } },
      "invalid_credentials?",
    ],
    [{ status: 401, body: { error: "ERROR_API_KEY_REVOKED" } }, "invalid_credentials"],
    [{ status: 402, body: { error: { code: "quota_exceeded" } } }, "billing"],
    // A code for any bad request says less than words that name what is refused, a word or two less than a code.
    [
      {
        status: 400,
        body: { error: { code: "invalid_parameter", message: "Your account is banned for abuse" } },
      },
      "permission",
    ],
    [
      { status: 403, body: { error: { code: "ERROR_API_KEY_REVOKED", message: "No app today" } } },
      "invalid_credentials",
    ],
    [
      { status: 403, headers: { "X-Amzn-ErrorType": "ExpiredTokenException:http://pets/" } },
      "invalid_credentials",
    ],
    [{ message: "7 PERMISSION_DENIED: no" }, "permission"],
  ]);
});

it("a verdict by a code's words names the rule of these words", () => {
  const failure = { status: 401, body: { error: "ERROR_API_KEY_REVOKED" } };
  expect(classifyFailure(failure).rule).toBe("code:credential-refused");
});

describe("what it is wrapped in", () => {
  const inner = JSON.stringify({ error: { code: "invalid_api_key", message: "No such pet key" } });
  table([
    [{ status: 401, body: inner }, "invalid_credentials"],
    [
      { status: 500, body: { error: { message: `upstream said ${inner}` } } },
      "invalid_credentials",
    ],
    [
      { status: 400, body: { error: { message: JSON.stringify({ error: { message: inner } }) } } },
      "invalid_credentials",
    ],
    [{ status: 401, body: new TextEncoder().encode(inner) }, "invalid_credentials"],
    [
      { status: 400, body: "{'error': {'code': 'invalid_api_key', 'param': None}}" },
      "invalid_credentials",
    ],
    [{ message: `Error code: 401 - ${inner}` }, "invalid_credentials"],
    [{ message: '400 bad [reason: "API_KEY_INVALID" domain: "pets.test"]' }, "invalid_credentials"],
    [{ status: 401, body: `event: error\ndata: ${inner}\n\ndata: [DONE]` }, "invalid_credentials"],
    [
      { status: 401, body: [{ error: { message: "The token is expired" } }] },
      "invalid_credentials",
    ],
    [{ status: 401, body: inner.slice(0, 40) }, "invalid_credentials"],
    [{ status: 401, body: '"The token is expired"' }, "invalid_credentials"],
    [
      { status: 200, body: { base_resp: { status_code: 7, status_msg: "invalid api key" } } },
      "invalid_credentials",
    ],
  ]);
});

describe("a field where others put an answer", () => {
  const content = "Invalid API key";
  table([
    [{ status: 200, body: { success: false, data: { content } } }, "invalid_credentials"],
    [{ status: 200, body: { data: { ok: false, content } } }, "invalid_credentials"],
    [{ status: 200, body: { success: true, data: { content } } }, "not_auth"],
    [{ status: 200, body: { data: { content } } }, "not_auth"],
  ]);
});

describe("pages", () => {
  table([
    [
      { status: 401, body: "<html><title>401 Authorization Required</title></html>" },
      "invalid_credentials",
    ],
    [{ status: 403, body: "<html><title>403 Forbidden</title></html>" }, "client_rejected?"],
    [{ status: 403, body: "<html><title>Just a moment...</title></html>" }, "client_rejected"],
    [{ status: 403, body: "error code: 1010" }, "client_rejected"],
    [{ status: 403, body: "error code: 1020" }, "client_rejected?"],
    [{ status: 403, body: "error code: 1006" }, "permission"],
    [{ status: 403, body: "error code: 1007" }, "permission"],
    [{ status: 403, body: "error code: 1008" }, "permission"],
    [{ status: 403, body: "error code: 1009" }, "permission"],
    [{ status: 429, body: "error code: 1015" }, "rate_limit"],
    [{ status: 530, body: "error code: 1033" }, "not_auth"],
    [{ status: 200, body: "<html><title>Pets</title></html>" }, "not_auth"],
    [{ status: 200, body: "<html><title>Please log in</title></html>" }, "not_auth"],
    [{ status: 403, body: "<html><title>Please log in</title></html>" }, "client_rejected?"],
    [{ status: 403, body: "<html><h1>Insufficient balance</h1></html>" }, "billing"],
    [{ status: 503, body: "<html><p>Checking your browser</p></html>" }, "client_rejected"],
    [
      {
        status: 567,
        body: "<html><p>The security policy of this website has blocked you.</p></html>",
      },
      "client_rejected?",
    ],
    [
      { status: 503, body: "<html><h1>Scheduled maintenance</h1><p>recaptcha</p></html>" },
      "not_auth",
    ],
    [
      { status: 502, body: '<html><div id="cf-error-details">Bad gateway</div></html>' },
      "not_auth",
    ],
    [{ status: 403, body: "<html><h1>Not available in your country</h1></html>" }, "permission"],
    [
      { message: "403: <html><title>Sorry</title><h1>You have been blocked</h1></html>" },
      "client_rejected?",
    ],
  ]);
});

describe("the rule of a page", () => {
  const EDGE = "client_rejected permission";
  ruled([
    [{ status: 403, body: "<html>Zscaler</html>" }, "page:proxy", "not_auth"],
    [{ status: 403, body: "error code: 1010" }, "cloudflare:1010", "client_rejected"],
    [{ status: 403, body: "error code: 1020" }, "cloudflare:1020", EDGE],
    [{ status: 500, body: "<html><h1>Please log in</h1>" }, "page:server-error", "not_auth"],
    [{ status: 200, body: "<html><title>500 Oops</title>" }, "page:server-error", "not_auth"],
    [{ status: 499, body: "<html><title>Oops</title>" }, "status:499", "not_auth"],
    [{ status: 403, body: "<html><h1>Just a moment...</h1>" }, "page:challenge", "client_rejected"],
    [{ status: 200, body: "<html>cf-turnstile" }, "page:challenge", "client_rejected"],
    [{ status: 405, body: "<html>aliyun_waf" }, "page:blocked", EDGE],
    [{ status: 400, body: "<html><h1>You have been blocked</h1>" }, "page:blocked", EDGE],
    [{ status: 403, body: "<html><h1>Please log in</h1>" }, "page:blocked", EDGE],
    [{ status: 403, body: "<html><h1>No access to this</h1>" }, "page:blocked", EDGE],
    [{ status: 403, body: "<html><h1>Pets</h1>" }, "page:blocked", EDGE],
    [
      { status: 403, body: "<html><h1>Not available in your country</h1>" },
      "page:region",
      "permission",
    ],
    [{ status: 403, body: "<html><h1>Insufficient balance</h1>" }, "page:billing", "billing"],
    [
      { status: 401, body: "<html><title>401 Invalid API key</title>" },
      "page:credential-refused",
      "invalid_credentials",
    ],
    [{ status: 299, body: "<html><h1>Please log in</h1>" }, "status:299", "not_auth"],
    [{ status: 200, body: "<html><h1>Insufficient balance</h1>" }, "page:billing", "billing"],
    [
      { status: 302, body: "<html><h1>Please log in</h1>" },
      "page:credential-missing",
      "invalid_credentials",
    ],
    [{ body: "<html><h1>Please log in</h1>" }, "page:credential-missing", "invalid_credentials"],
    [{ status: 404, body: "<html><h1>Pets</h1>" }, "status:404", "not_auth"],
  ]);
});

describe("what a server makes up for a status is a bad request", () => {
  const maybe = "not_auth client_rejected permission";
  ruled([
    [said(423, "No pets"), "status:400", maybe],
    [said(430, "No pets"), "status:430", "not_auth"],
    [said(431, "No pets"), "status:431", "not_auth"],
    [said(432, "No pets"), "status:432", "not_auth"],
    [said(433, "No pets"), "status:400", maybe],
    [said(449, "No pets"), "status:400", maybe],
    [said(497, "No pets"), "status:400", maybe],
    [said(499, "No pets"), "status:499", "not_auth"],
    [said(500, "No pets"), "status:500", "not_auth"],
    [said(507, "No pets"), "status:507", "not_auth"],
    [said(null, "No pets"), "status:none", maybe],
  ]);
});

describe("what an SDK says beside the body that it repeats", () => {
  const ownWords = "key of the kennel lies under the mat";
  const beside = (message: string) => said(403, ownWords, { message });
  const silent = "permission client_rejected invalid_credentials";
  ruled([
    [beside(`Invalid API ${ownWords}`), "status:403", silent],
    // The same where the body did not hold it.
    [
      { status: 403, message: `Invalid API ${ownWords}` },
      "credential-refused",
      "invalid_credentials",
    ],
    [
      said(403, `Oh my, dear ${ownWords}`, { message: `Invalid API Oh my, dear ${ownWords}` }),
      "status:403",
      silent,
    ],
    [beside(`Insufficient balance: ${ownWords}`), "billing", "billing"],
    [beside(`${ownWords}. Insufficient balance`), "billing", "billing"],
    [said(403, "", { message: "Insufficient balance" }), "billing", "billing"],
    [
      said(403, `${ownWords} ${"and so on ".repeat(20)}`, {
        message: `Invalid API ${ownWords} ${"and so on ".repeat(20)}`.slice(0, 220),
      }),
      "status:403",
      silent,
    ],
  ]);
});

describe("a class", () => {
  const classed = (status: number, type: string, more: Failure = {}): Failure => ({
    status,
    body: { error: { type, message: "No" } },
    ...more,
  });
  ruled([
    [classed(403, "permission_denied"), "class:permissiondenied", "permission"],
    [classed(402, "authentication_error"), "class:authenticationerror", "invalid_credentials"],
    [classed(401, "invalid_client"), "class:invalidclient", "client_rejected"],
    [classed(400, "quota_exceeded"), "class:quotaexceeded", "rate_limit"],
    [classed(400, "not_found_error"), "class:notfounderror", "not_auth"],
    // A status that refuses is plainer than one of these.
    [classed(402, "quota_exceeded"), "status:402", "billing"],
    [
      classed(401, "not_found_error"),
      "status:401",
      "invalid_credentials wrong_endpoint_or_key client_rejected",
    ],
    // Where any word of a provider is none of authentication, a class alone still is.
    [classed(403, "permission_denied", { provider: "mcp" }), "mcp:not_auth", "not_auth"],
    [
      { provider: "mcp", status: 403, body: { type: "permission_denied" } },
      "class:permissiondenied",
      "permission",
    ],
    [{ provider: "mcp", status: 403, message: "No" }, "mcp:not_auth", "not_auth"],
  ]);
});

describe("a denial and nothing else, by its rule", () => {
  const silent = "permission client_rejected invalid_credentials";
  ruled([
    [said(403, "Access denied"), "entitlement", silent],
    [said(403, "Access denied to this model of ours"), "entitlement", "permission"],
    ...["禁止访问", "未授权", "拒绝访问", "no autorizado"]
      .concat(["nao autorizado", "não autorizado", "non autorisé"])
      .map((message) => [said(403, message), "account-state", silent] as const),
    ...["禁止", "禁止アクセス", "prohibido", "proibido", "interdit", "verboten", "запрещено"].map(
      (message) => [said(403, message), "bare-permission", silent] as const,
    ),
    [said(403, "禁止访问 here"), "account-state", "permission"],
  ]);
});

describe("the name of a variable", () => {
  const MISSING = "credential-missing";
  const REFUSED = "credential-refused";
  const named = (variable: string) => said(400, `Sorry for this: ${variable}`);
  ruled([
    [named("INVALID_PET_KEY"), REFUSED, "invalid_credentials"],
    [named("MISSING_PET_KEY"), MISSING, "invalid_credentials"],
    [named("EXPIRED_PET_TOKEN"), REFUSED, "invalid_credentials"],
    [named("WRONG_PET_KEY"), REFUSED, "invalid_credentials"],
    [named("BAD_PET_SECRET"), REFUSED, "invalid_credentials"],
    [named("UNKNOWN_PET_KEY"), REFUSED, "invalid_credentials"],
    [named("REVOKED_PET_KEY"), REFUSED, "invalid_credentials"],
    [named("NO_PET_KEY"), MISSING, "invalid_credentials"],
  ]);
});

describe("a header that is missing, in any words", () => {
  table([
    [said(400, "Got no `originator`."), "client_rejected"],
    [said(403, "x-pet-id is absent"), "client_rejected"],
    [said(403, "x-pet-id manca"), "client_rejected"],
    [said(403, "缺少 x-pet-id"), "client_rejected"],
    [said(401, "缺少 x-api-key"), "invalid_credentials"],
    [said(400, "The originator of this pet is a dog"), "client_rejected?"],
  ]);
});

describe("the name of a field", () => {
  const required = (name: string) => said(400, `${name} header is required by this shop`);
  ruled(
    [
      "x-pet",
      "copilot-integration-id",
      "editor-version",
      "editor-plugin-version",
      "The x-pet",
      "The `x-pet`",
      "(x-pet)",
      "X-Pet-Session",
      "`x-pet`",
      '"x-pet-1"',
      "'Copilot-Integration-Id'",
    ].map((name) => [required(name), "header-value", "client_rejected"] as const),
  );
  ruled([
    [required("ax-pet"), "client-header-missing", "client_rejected"],
    [required("pet-id"), "client-header-missing", "client_rejected"],
    [required("`ax-pet`"), "client-header-missing", "client_rejected"],
  ]);
});

describe("words that only repeat the status", () => {
  it.each([
    "Forbidden",
    "HTTP 403",
    "HTTP/1.1 403 Forbidden",
    "Error: 403 - Forbidden!",
    "403: access forbidden",
    "Unauthorised",
    "unauthorized.",
    "nicht autorisiert",
    "403",
    "HTTP403",
    "http/2 403",
    "HTTP/2.0 403",
    "error",
    "error:",
    "Error 403",
    "error: http 403: forbidden",
    "access forbidden",
    "403 - Forbidden!!",
    "未经授权",
  ])("say no more than it: %s", (message) => {
    const silent = classifyFailure({ status: 403 });
    expect(classifyFailure(said(403, message))).toEqual({ ...silent, message });
    expect(classifyFailure(said(403, `${message} here`)).candidates).not.toEqual(silent.candidates);
  });
});

describe("words that repeat more than the status", () => {
  it.each([
    "4031",
    "403 -- Forbidden",
    "Forbidden!!!",
    "a Forbidden",
    "error:: 403",
    "HTTP/1.12 403",
    `Forbidden${" ".repeat(60)}!`,
  ])("%s", (message) => {
    expect(classifyFailure(said(403, message)).candidates).toEqual([
      "permission",
      "client_rejected",
      "invalid_credentials",
    ]);
  });
});

describe("headers and statuses, where no word was said", () => {
  table([
    [
      { status: 401, headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' } },
      "invalid_credentials",
    ],
    [
      { status: 403, headers: { "www-authenticate": 'Bearer error="insufficient_scope"' } },
      "permission",
    ],
    [{ status: 403, headers: { "cf-mitigated": "challenge" } }, "client_rejected"],
    [{ status: 403, headers: { "x-ratelimit-remaining": "0" } }, "rate_limit"],
    [{ status: 401 }, "invalid_credentials?"],
    [{ status: 402 }, "billing"],
    [{ status: 403 }, "client_rejected?"],
    [{ status: 403, body: { error: "Nope." } }, "permission?"],
    [{ status: 403, body: { error: "Forbidden" } }, "client_rejected?"],
    [{ status: 403, body: { error: { message: "403 Forbidden", code: 403 } } }, "client_rejected?"],
    [{ body: { message: "Unauthorized" } }, "invalid_credentials"],
    [{ body: { message: "Forbidden" } }, "client_rejected?"],
    [{ status: 407 }, "not_auth"],
    [{ status: 426 }, "client_rejected?"],
    [{ status: 426, message: "No pets today" }, "client_rejected"],
    [said(426, "No pets today"), "client_rejected"],
    [{ status: 429 }, "rate_limit?"],
    [{ status: 451 }, "permission"],
    [{ status: 404 }, "not_auth"],
    [{ message: "HTTP 401" }, "invalid_credentials?"],
    [{ message: "[403] no" }, "client_rejected?"],
    [{ message: "401 status code (no body)" }, "invalid_credentials?"],
  ]);
});

describe("facts of one provider", () => {
  const terminated = (message: string): Failure => ({
    provider: "kimi-coding",
    status: 403,
    body: { error: { type: "access_terminated_error", message } },
  });
  table([
    [terminated("Only available for Coding Agents."), "client_rejected"],
    [terminated("The usage limit of this week is reached."), "rate_limit"],
    [terminated("The membership has lapsed."), "billing"],
    [terminated("No."), "client_rejected?"],
    [terminated("Please read our community guidelines."), "permission"],
    [{ provider: "qwen", status: 405, body: { error: "For Coding Agents" } }, "client_rejected"],
    [{ provider: "zai", status: 429, body: { error: { code: "1113" } } }, "billing"],
    [{ provider: "pets", status: 429, body: { error: { code: "1113" } } }, "rate_limit?"],
    [
      {
        provider: "xai",
        status: 403,
        body: { code: "permission-denied", error: "Content violates the rules" },
      },
      "not_auth",
    ],
    [said(429, "You exceeded your current quota", { provider: "google" }), "rate_limit"],
    [
      said(429, "You exceeded your current quota: see plan and billing details", {
        provider: "openai",
      }),
      "billing",
    ],
    [said(403, "Authorization failed", { provider: "nvidia" }), "invalid_credentials?"],
    [{ provider: "mcp", body: { error: "invalid_client" } }, "client_rejected?"],
    [
      said(400, "Third-party apps now draw from another budget", { provider: "anthropic" }),
      "client_rejected?",
    ],
    // A code for any denial says less than words that name a limit.
    [
      { provider: "qwen", status: 403, body: { code: "AccessDenied", message: "Rate exceeded" } },
      "rate_limit",
    ],
    // The endpoint knows better than the id.
    [
      { provider: "mine", endpoint: "https://api.z.ai/api", status: 429, body: { code: 1113 } },
      "billing",
    ],
  ]);
});

describe("the key beside the endpoint", () => {
  const refused = said(401, "Invalid Authentication");
  const at = (endpoint: string, keyPrefix?: string): Failure => ({
    ...refused,
    endpoint,
    keyPrefix,
  });
  table([
    [at("https://api.kimi.com/coding/v1", "sk-kimi-"), "invalid_credentials"],
    [at("https://api.kimi.com/coding/v1", "sk-"), "wrong_endpoint_or_key"],
    [at("https://api.moonshot.ai/v1", "sk-kimi-"), "wrong_endpoint_or_key"],
    [at("https://api.moonshot.ai/v1", "sk-"), "invalid_credentials?"],
    [at("https://api.moonshot.ai/v1"), "invalid_credentials?"],
    [at("https://openrouter.ai/api/v1", "sk-ant-"), "wrong_endpoint_or_key"],
    [at("https://relay.test/v1", "sk-kimi-"), "invalid_credentials"],
    [
      said(401, "Incorrect API key provided: sk-or-v1-***abc", { provider: "openai" }),
      "wrong_endpoint_or_key",
    ],
    [
      said(401, "Incorrect API key provided: sk-proj-***abc", { provider: "openai" }),
      "invalid_credentials",
    ],
  ]);
});

describe("what another one than the provider refuses", () => {
  table([
    [said(null, "Permission to use Bash has been denied because no one is asked"), "not_auth"],
    [said(null, "Access denied for user 'pets'@'localhost' (using password: YES)"), "not_auth"],
  ]);
});

describe("a reason behind what broke", () => {
  table([
    [said(500, "Internal server error: the API key is invalid"), "invalid_credentials?"],
    [said(502, "Bad gateway: your organization has no access to this model"), "permission?"],
    [said(503, "Service unavailable: your balance is 0"), "billing?"],
    [
      { message: "stream disconnected before completion: This organization has been disabled" },
      "permission?",
    ],
    [{ message: "stream disconnected before completion: error sending request" }, "not_auth"],
    [said(500, "Internal server error: the pets have gone"), "not_auth"],
    [said(503, "Overloaded: please check your API key"), "not_auth"],
    [said(500, "Internal server error: forbidden"), "not_auth"],
    [said(503, `Service unavailable${" for now".repeat(10)}: invalid API key`), "not_auth"],
    [said(405, "Method not allowed"), "not_auth"],
  ]);
});

describe("the first of two causes", () => {
  table([
    [
      said(null, "The provider rejected the request, the key has no quota or is in arrears"),
      "billing",
    ],
    [said(null, "Your default credentials were not found"), "invalid_credentials"],
  ]);
});

describe("a denial and nothing else", () => {
  table([
    [said(403, "Access denied"), "permission?"],
    [said(403, "Acceso denegado"), "permission?"],
    [said(403, "Доступ запрещён"), "permission?"],
    [said(403, "Zugriff verweigert"), "permission?"],
    [said(403, "拒绝访问"), "permission?"],
    [said(403, "未授权"), "permission?"],
    [said(403, "Prohibido"), "permission?"],
    // Of whom or of what.
    [said(403, "Acceso denegado a este modelo para su cuenta"), "permission"],
    [said(403, "拒绝访问该模型"), "permission"],
    [said(403, "Team access not enabled"), "permission"],
  ]);
});

describe("what never reached who decides", () => {
  table([
    [
      said(null, "Authentication error: error sending request for url (https://pet.test/token)"),
      "not_auth",
    ],
    [said(null, "Could not connect to the pet server. Check the key and the port"), "not_auth"],
  ]);
});

describe("a field whose name holds the letters of a key", () => {
  table([
    [said(400, "x-keyboard-layout header is required"), "client_rejected"],
    [said(400, "x-monkey-config header is required"), "client_rejected"],
    [said(400, "x-pet-api-key header is required"), "invalid_credentials"],
    [said(400, "x-apikey header is required"), "invalid_credentials"],
  ]);
});

it.each(["Unknown client id", "Exceeded retry limit", "The access code is wrong"])(
  "in capitals two words mean the same: %s",
  (text) => {
    expect(verdict(said(403, text.toUpperCase()))).toBe(verdict(said(403, text)));
  },
);

describe("the client of OAuth", () => {
  table([
    [said(401, "Unknown client id"), "invalid_credentials"],
    [said(401, "The client secret is wrong"), "invalid_credentials"],
    [said(401, "Unknown client"), "client_rejected"],
  ]);
});

describe("an address beside the key", () => {
  const belongs = (address: string) => said(401, `Keys of this sort belong to ${address} alone`);
  table([
    [belongs("https://api.pet.com/v1"), "wrong_endpoint_or_key"],
    [belongs("api.pet.com/v1"), "wrong_endpoint_or_key"],
    [belongs("pet.com/v1"), "wrong_endpoint_or_key"],
    // Of a manual, a website, or none.
    [belongs("https://docs.pet.com/v1"), "wrong_endpoint_or_key?"],
    [belongs("doc.pet.com/v1"), "wrong_endpoint_or_key?"],
    [belongs("https://github.pet.dev/v1"), "wrong_endpoint_or_key?"],
    [belongs("https://pet.com/keys"), "wrong_endpoint_or_key?"],
    [belongs("see:api.pet.com/v1"), "wrong_endpoint_or_key?"],
    ...["api.pet.ai", "api.pet.cn", "api.pet.io", "api.pet.net", "api.pet.dev", "http://pet.com/v1"]
      .concat(["api.pet.com.", "a.b.c.d.com/v1", "1api.pet.com/v1", `${"p".repeat(40)}.com/v1`])
      .map((address) => [belongs(address), "wrong_endpoint_or_key"] as const),
    ...["api.pet.org", "a.b.c.d.e.com/v1", `${"p".repeat(41)}.com/v1`, "http://docs.pet.com/v1"]
      .concat(["pet.com", "pet.com/", "pet.com/v", "pet.com/vx", "developer.pet.com/v1"])
      .concat(["developers.pet.com/v1", "account.pet.com/v1", "accounts.pet.com/v1"])
      .map((address) => [belongs(address), "wrong_endpoint_or_key?"] as const),
  ]);
});

describe("an address at the end of a sentence", () => {
  ruled([
    [
      said(401, "See api.pet.com: Key was not ours"),
      "about-another-place",
      "wrong_endpoint_or_key invalid_credentials permission not_auth",
    ],
    [
      said(401, "See api.pet.com. Key was not ours"),
      "status:401",
      "invalid_credentials wrong_endpoint_or_key client_rejected",
    ],
  ]);
});

describe("what the report needs", () => {
  it("names the header that the provider names, before the one that is known", () => {
    const missing = said(400, "missing Pet-Version header", { provider: "copilot" });
    expect(classifyFailure(missing).expected).toEqual({ header: "pet-version" });
    const kimi = said(403, "Only available for Coding Agents", { provider: "kimi-coding" });
    expect(classifyFailure(kimi).expected).toEqual({ header: "user-agent" });
    const challenge = { status: 403, body: "<html><title>Just a moment...</title></html>" };
    expect(classifyFailure(challenge).expected).toEqual({ header: "user-agent" });
  });

  it("does not guess a header where only the verdict is known", () => {
    expect(classifyFailure(said(403, "This client is not allowed")).expected).toBeUndefined();
  });

  it("tells the provider's own code and message, in one line", () => {
    const body = { error: { code: 403, type: "no_pet", message: "No\n  pet here" } };
    expect(classifyFailure({ status: 403, body })).toMatchObject({
      code: "no_pet",
      message: "No pet here",
    });
    expect(classifyFailure({ message: "Error code: 403 - {'code': 'no_pet'}" }).code).toBe(
      "no_pet",
    );
    expect(classifyFailure({ status: 403 })).toMatchObject({ code: undefined, message: undefined });
  });

  it("tells the innermost message, and leaves out what only repeats the status", () => {
    const inner = JSON.stringify({ title: "Forbidden", detail: "No pet here" });
    const body = { error: { message: `The relay says: ${inner}` } };
    expect(classifyFailure({ status: 403, body }).message).toBe("No pet here");
  });

  it("tells what remains, the likeliest first", () => {
    expect(classifyFailure({ status: 403 }).candidates).toEqual([
      "client_rejected",
      "permission",
      "invalid_credentials",
    ]);
    expect(classifyFailure(said(403, "Your team has no access to that")).candidates).toEqual([
      "permission",
    ]);
    expect(classifyFailure(said(400, "No pets today")).candidates).toEqual([
      "not_auth",
      "client_rejected",
      "permission",
    ]);
    const message = "You do not have access to this model";
    const disagrees = { status: 403, body: { error: { code: "invalid_api_key", message } } };
    expect(classifyFailure(disagrees).candidates).toEqual(["invalid_credentials", "permission"]);
    const local = { status: 403, body: " ", message: "Insufficient balance" };
    expect(classifyFailure(local).candidates).toEqual([
      "billing",
      "client_rejected",
      "permission",
      "invalid_credentials",
      "not_auth",
    ]);
  });
});

/** Failures with nothing of authentication in them, of every shape. */
const NOT_AUTH: readonly Failure[] = [
  said(400, "The prompt is too long: 9000 tokens, the maximum is 8000"),
  said(400, "Invalid value for parameter 'temperature'"),
  said(404, "The model pet-1 does not exist"),
  said(400, "The response was stopped by the content filter"),
  said(400, "Tool call arguments are not valid JSON"),
  said(500, "Internal server error"),
  said(503, "The service is overloaded"),
  { status: 400, body: { error: { code: "context_length_exceeded", message: "Shorten it" } } },
  {
    status: 400,
    body: { type: "error", error: { type: "invalid_request_error", message: "messages.0: empty" } },
  },
  { status: 502, body: "<html><head><title>502 Bad Gateway</title></head></html>" },
];

const noise = fc.constantFrom(
  "",
  "API Error: ",
  "Request failed, see the log. ",
  "litellm.BadRequestError: ",
  "The agent stopped. Retrying in 4 seconds (attempt 2/10). ",
  "request id: req_0123456789abcdef ",
  "at generate (file:///app/node_modules/sdk/core.mjs:256:25) ",
  "the author spent 401 tokens on keys of a map ",
  "提示：请查看日志 ",
);

/** Ways in which relays, SDKs and agents pass a body on. */
const WRAPPERS: readonly ((body: unknown, before: string, after: string) => unknown)[] = [
  (body) => body,
  (body) => JSON.stringify(body),
  (body, before, after) => `${before}${JSON.stringify(body)}${after}`,
  (body) => ({ error: body }),
  (body, before) => ({ error: { message: `${before}${JSON.stringify(body)}` } }),
  (body, before) => ({ message: before, upstream_error: body }),
  (body) => [body],
  (body, _before, after) => `event: error\ndata: ${JSON.stringify(body)}\n\ndata: [DONE]\n${after}`,
  (body, before) => `${before}${JSON.stringify(body).replaceAll('"', "'")}`,
];

describe("properties", () => {
  it("noise around a failure that is none of authentication never makes it one", () => {
    const wrapper = fc.constantFrom(...WRAPPERS);
    fc.assert(
      fc.property(
        fc.constantFrom(...NOT_AUTH),
        wrapper,
        wrapper,
        noise,
        noise,
        fc.option(fc.constantFrom("openai", "anthropic", "kimi-coding", "relay")),
        (failure, inner, outer, before, after, provider) => {
          const body = outer(inner(failure.body, before, after), after, before);
          const wrapped = { ...failure, provider, body, message: `${before}${after}` };
          expect(AUTH_KINDS).not.toContain(classifyFailure(wrapped).kind);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("has an answer for anything", () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            provider: fc.oneof(fc.string(), fc.constant(null)),
            status: fc.oneof(fc.integer(), fc.double(), fc.constant(null)),
            body: fc.anything({ withTypedArray: true, withBigInt: true, withSparseArray: true }),
            message: fc.oneof(fc.string({ unit: "binary" }), fc.constant(null)),
            endpoint: fc.oneof(fc.string(), fc.webUrl()),
            keyPrefix: fc.string(),
            headers: fc.dictionary(fc.string(), fc.string()),
          },
          { requiredKeys: [] },
        ),
        (failure) => {
          const { kind, sure, candidates } = classifyFailure(failure);
          expect(FAILURE_KINDS).toContain(kind);
          expect(candidates[0]).toBe(kind);
          expect(sure).toBe(candidates.length === 1);
        },
      ),
    );
  });

  it("reads every part of a body, however it was cut", () => {
    const text = JSON.stringify({
      error: { message: `it said {"a": ["b", 'c'], <p>401</p>} \\ 余额 \u0000`, code: "no_pet" },
    });
    const bytes = new TextEncoder().encode(text);
    for (let end = 0; end <= bytes.length; end += 1) {
      const cut = bytes.subarray(0, end);
      expect(() => classifyFailure({ status: 400, body: cut })).not.toThrow();
      expect(() => classifyFailure({ body: text.slice(0, end) })).not.toThrow();
    }
  });

  it("does not throw on text that is not UTF-8", () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0xa0, 0xa1, 0xed, 0xa0, 0x80]);
    expect(verdict({ status: 401, body })).toBe("invalid_credentials?");
    expect(verdict({ status: 401, body: "\ud800 \udfff" })).toBe("invalid_credentials?");
  });
});

describe("words that name what is refused, beside a code for any bad request", () => {
  const NAMING = [
    ["Your version of PetShop is too old", "client-version"],
    ["Only available for coding agents", "client-allow-list"],
    ["Complete the captcha first", "bot-check"],
    ["Your account is banned for abuse", "banned-for-abuse"],
    ["Not available in your country", "region"],
    ["The model is not available on your current plan", "plan-lacks-model"],
    ["The model is not enabled for your organization", "holder-lacks-model"],
    ["Permission to read pets denied on resource dogs", "named-permission"],
  ] as const;
  it.each(NAMING)("%s: %s", (message, rule) => {
    const error = { code: "invalid_parameter", message };
    expect(classifyFailure({ status: 400, body: { error } }).rule).toBe(rule);
    const numbered = { status: 400, body: { error: { code: "1210", message } } };
    expect(classifyFailure({ ...numbered, provider: "zai" }).rule).toBe(rule);
  });

  ruled([
    [
      {
        provider: "zai",
        status: 400,
        body: { error: { code: "1210", message: "No key lacks it" } },
      },
      "zhipu:not_auth",
      "not_auth",
    ],
    [
      {
        provider: "doubao",
        status: 403,
        body: { error: { code: "AccessDenied", message: "Insufficient balance" } },
      },
      "billing",
      "billing",
    ],
    [
      {
        provider: "doubao",
        status: 403,
        body: { error: { code: "AccessDenied", message: "Only available for coding agents" } },
      },
      "doubao:permission",
      "permission",
    ],
  ]);
});

describe("words and a code of another kind", () => {
  const coded = (status: number, code: string, message: string, more: Failure = {}): Failure => ({
    status,
    body: { error: { code, message } },
    ...more,
  });
  const noAccess = "You do not have access to this model";
  const wrongPlace = "Incorrect key for this endpoint";
  ruled([
    [coded(401, "invalid_api_key", "Invalid API key"), "code:invalidapikey", "invalid_credentials"],
    [
      coded(401, "invalid_api_key", noAccess),
      "code:invalidapikey",
      "invalid_credentials permission",
    ],
    // What an SDK says beside it leaves no doubt.
    [
      { status: 401, body: { code: "invalid_api_key" }, message: noAccess },
      "code:invalidapikey",
      "invalid_credentials",
    ],
    [
      { status: 401, message: `code: invalid_api_key, ${noAccess}` },
      "code:invalidapikey",
      "invalid_credentials",
    ],
    [coded(401, "invalid_api_key", wrongPlace), "other-service", "wrong_endpoint_or_key"],
    [
      coded(403, "insufficient_quota", wrongPlace),
      "code:insufficientquota",
      "billing wrong_endpoint_or_key",
    ],
    [
      coded(429, "insufficient_quota", "Weekly limit reached, it resets on Monday"),
      "window-opens-again",
      "rate_limit",
    ],
    [
      coded(429, "insufficient_quota", "Rate limit reached"),
      "code:insufficientquota",
      "billing rate_limit",
    ],
    [coded(429, "rate_limit_exceeded", "Insufficient balance"), "billing", "billing"],
    [coded(403, "content_filter", "Invalid API key"), "credential-refused", "invalid_credentials"],
    [
      coded(400, "content_filter", "Invalid API key"),
      "code:contentfilter",
      "not_auth invalid_credentials",
    ],
    [
      coded(403, "content_filter", "Only available for coding agents"),
      "client-allow-list",
      "client_rejected",
    ],
    // Words that only miss a model, beside a code that says who was refused what.
    [
      coded(403, "API_KEY_REVOKED", "Model not found"),
      "code:credential-refused",
      "invalid_credentials",
    ],
    [coded(404, "API_KEY_REVOKED", "Model not found"), "model-not-found", "not_auth"],
    [
      coded(403, "KENNEL_QUOTA_EXCEEDED", "Model not found"),
      "model-unsupported",
      "not_auth permission",
    ],
    [coded(403, "PETS_ARE_GONE", "Model not found"), "model-unsupported", "not_auth permission"],
  ]);
});

describe("two words of a credential", () => {
  const maybe = "invalid_credentials not_auth";
  const sure = "invalid_credentials";
  ruled([
    [said(400, "Invalid token"), "credential-in-a-word", maybe],
    [said(404, "token invalid"), "credential-in-a-word", maybe],
    [said(500, "Bad session"), "credential-in-a-word", maybe],
    [said(401, "Invalid token"), "bare-credential", sure],
    [said(401, "Invalid token here"), "bare-credential", sure],
    [said(429, "Invalid token"), "status:429", "rate_limit billing"],
    // Three are more likely of the request.
    [said(404, "Invalid token here"), "status:404", "not_auth"],
    [said(500, "Invalid token - pet"), "status:500", "not_auth"],
  ]);
});

describe("a local program's words beside a body that held nothing", () => {
  ruled([
    [{ status: 200, body: "", message: "Insufficient balance" }, "billing", "billing not_auth"],
    [
      { status: 429, body: " ", message: "Rate limit reached" },
      "rate",
      "rate_limit billing not_auth",
    ],
    [
      { status: 403, body: "", message: "Access denied" },
      "entitlement",
      "permission client_rejected invalid_credentials",
    ],
  ]);
});

describe("a server's error that mentions a key", () => {
  const maybe = "not_auth invalid_credentials permission";
  ruled([
    [said(500, "the key of the pet"), "mentions-a-key", maybe],
    [said(500, "Verified pets only"), "mentions-a-key", maybe],
    [said(500, "something of a pet"), "status:500", "not_auth"],
  ]);
});

describe("words that say little, beside a code", () => {
  ruled(
    [
      "Permission denied",
      "Not authorized",
      "Your app today",
      "Your account today",
      "forbidden for users",
    ].flatMap((message) => [
      [
        { status: 403, body: { error: { code: "ERROR_API_KEY_REVOKED", message } } },
        "code:credential-refused",
        "invalid_credentials",
      ] as const,
      [
        { status: 403, body: { error: { code: "invalid_api_key", message } } },
        "code:invalidapikey",
        "invalid_credentials",
      ] as const,
    ]),
  );
  ruled([
    [
      said(403, "Permission denied"),
      "entitlement",
      "permission client_rejected invalid_credentials",
    ],
    [
      said(403, `Access denied${"-".repeat(26)}`),
      "entitlement",
      "permission client_rejected invalid_credentials",
    ],
    [said(403, `Access denied${"-".repeat(27)}`), "entitlement", "permission"],
  ]);
});

describe("words that no rule knows, beside a code that is read as words", () => {
  const coded = (code: string, message: string) => ({
    status: 403,
    body: { error: { code, message } },
  });
  ruled([
    [
      coded("API_KEY_REVOKED", "Oops, so here we are"),
      "code:credential-refused",
      "invalid_credentials not_auth",
    ],
    [coded("API_KEY_REVOKED", "Oops"), "code:credential-refused", "invalid_credentials"],
    [coded("NO_PERMISSION_FOR_KENNEL", "Oops, so here"), "code:entitlement", "permission not_auth"],
    [
      coded("KENNEL_MODEL_NOT_FOUND", "Oops, so here we are"),
      "code:model-unsupported",
      "not_auth permission",
    ],
    [coded("KENNEL_MODEL_NOT_FOUND", "Oops"), "code:model-unsupported", "not_auth permission"],
  ]);
});

describe("a class of refusals beside words that no rule knows", () => {
  const coded = (status: number, code: string, message: string): Failure => ({
    status,
    body: { error: { code, message } },
  });
  table([
    [coded(403, "permission_denied", "Flumm wumm"), "permission?"],
    [coded(401, "unauthenticated", "Flumm wumm"), "invalid_credentials?"],
    [coded(403, "permission_denied", "Flumm"), "permission"],
    [coded(403, "permission_denied", "wumm: key, and flumm the cluster"), "wrong_endpoint_or_key?"],
    [coded(403, "permission_denied", "Flumm X-Pet-Name wumm"), "client_rejected?"],
    [coded(401, "unauthenticated", "wumm: key, and flumm the cluster"), "invalid_credentials?"],
    [coded(500, "api_error", "Flumm wumm"), "not_auth"],
    [
      { message: "403 {'error': {'code': 'permission_denied', 'message': 'Flumm wumm'}}" },
      "permission?",
    ],
  ]);
});

describe("a credential beside a denial", () => {
  table([
    [said(401, "You may not do this: no API key was sent"), "invalid_credentials"],
    [
      said(401, "You do not have permission for this. Your API key is invalid"),
      "invalid_credentials",
    ],
    [said(401, "Your API key is not authorized to access this endpoint"), "permission"],
    [said(401, "Your API key is not authorized"), "invalid_credentials"],
    [said(403, "You do not have permission for this. Your API key is invalid"), "permission"],
    [said(401, "Not available in your region: the API key is missing"), "permission"],
  ]);
});

describe("another code beside a class of bad requests", () => {
  const codes = (code: string, error: string): Failure => ({
    status: 400,
    body: { code, message: "Error", debug: { error } },
  });
  table([
    [codes("invalid_argument", "ERROR_OUTDATED_CLIENT"), "client_rejected"],
    [codes("invalid_argument", "ERROR_PET_TOO_LARGE"), "not_auth"],
    [codes("invalid_argument", "ERROR_RATE_LIMIT"), "not_auth"],
    // What is not met may be anything.
    [codes("failed_precondition", "ERROR_PET_TOO_LARGE"), "not_auth?"],
  ]);
});

describe("a fact of a refused key, in words that name another service's", () => {
  table([
    [
      {
        provider: "minimax",
        status: 200,
        body: {
          base_resp: {
            status_code: 2049,
            status_msg: "invalid api key, keys from pets.com work only on api.pets.com",
          },
        },
      },
      "wrong_endpoint_or_key",
    ],
  ]);
});

describe("two causes", () => {
  const both = "invalid_credentials billing";
  ruled([
    [said(403, "Invalid API key or insufficient balance"), "key-or-credit", both],
    ...["oder", "ou", "o", "или"].map(
      (or) =>
        [
          said(403, `Invalid API key ${or} insufficient balance`),
          "credential-refused",
          both,
        ] as const,
    ),
    ...["或", "または", "또는", "혹은"].map(
      (or) => [said(403, `API key 无效${or}余额不足`), "credential-refused", both] as const,
    ),
    [said(403, "Invalid API key for insufficient balance"), "billing", "billing"],
    [
      said(403, `Invalid API key ${"-".repeat(200)} oder insufficient balance`),
      "billing",
      "billing",
    ],
  ]);
});

describe("a code that is read as words", () => {
  ruled(
    [
      "API_KEY_REVOKED",
      "ApiKeyRevoked",
      "api.key.revoked",
      "api:key:revoked",
      "api-key-revoked",
    ].map(
      (code) =>
        [
          { status: 401, body: { error: { code } } },
          "code:credential-refused",
          "invalid_credentials",
        ] as const,
    ),
  );

  it.each([
    [{ code: 403, type: "no_pet" }, "no_pet"],
    [{ code: 4034, type: "no_pet" }, "4034"],
    [{ code: 40, type: "no_pet" }, "40"],
    [{ code: "a403", type: "no_pet" }, "a403"],
    [{ code: 403, status: 404 }, "403"],
  ])("a status is told as a code only where there is no other: %j: %s", (error, code) => {
    expect(classifyFailure({ status: 403, body: { error } }).code).toBe(code);
  });
});

describe("the key of an object", () => {
  const refused = "invalid_credentials";
  ruled([
    [said(400, 'Missing key "pet" in map'), "invalid-request", "not_auth"],
    [said(400, "Missing token 'pet' in map"), "invalid-request", "not_auth"],
    [said(400, "missing key `pet.toy_a` in map"), "invalid-request", "not_auth"],
    [said(400, `missing key "${"p".repeat(24)}" in map`), "invalid-request", "not_auth"],
    [said(400, 'Missing API key "pet" in map'), "credential-missing", refused],
    [said(400, 'missing access key "pet" in map'), "credential-missing", refused],
    [said(400, 'missing secret key "pet" in map'), "credential-missing", refused],
    [said(400, 'missing auth token "pet" in map'), "credential-missing", refused],
  ]);

  table([
    [said(400, "Falta la clave obligatoria 'pets' en la solicitud"), "not_auth?"],
    [said(400, "La clé 'pets' est absente de cette requête"), "not_auth?"],
    [said(400, "В этом запросе отсутствует ключ 'pets'"), "not_auth?"],
    [said(400, "この要求の本文に 'pets' キーがありません"), "not_auth?"],
    [said(400, "Invalid token provided 'pets', send it again"), "not_auth?"],
  ]);

  it.each([`"${"p".repeat(25)}"`, '"Pet shop"', '"pet', '"7"'])("is a short name: %s", (name) => {
    expect(classifyFailure(said(400, `missing key ${name} in map`)).rule).not.toBe(
      "invalid-request",
    );
  });
});

describe("a quotation", () => {
  it("under 429 is the provider's reason, not a part of the request as under 400", () => {
    const message = 'The tool said "insufficient balance", which it may not';
    const kind = (status: number) => classifyFailure({ status, body: { error: { message } } }).kind;
    expect([kind(429), kind(400)]).toEqual(["billing", "not_auth"]);
  });

  table([
    [said(400, "'Insufficient balance' was the text of the third message"), "not_auth?"],
    ...["`", '"', " '", ":'", "('", "='"].map(
      (mark) =>
        [
          said(
            400,
            `Field${mark}insufficient balance${mark.trim().slice(-1)} is none of this text`,
          ),
          "not_auth?",
        ] as const,
    ),
    [said(400, String.raw`Field \"insufficient balance\" is none of this text`), "not_auth?"],
    [said(400, "The pet's insufficient balance of the owner's third text"), "billing"],
    [said(400, "Field insufficient balance is none of this text"), "billing"],
    // So few words only introduce it.
    [said(400, '"insufficient balance" aa bb cc'), "billing"],
    [said(400, '"insufficient balance" aa bb cc d'), "billing"],
    [said(400, '"insufficient balance" aa bb cc dd'), "not_auth?"],
    // A long one is what another server said.
    [
      said(
        400,
        'The upstream server replied to us with "Your API key is not valid any more, please go to the console of the pet shop and make a new one"',
      ),
      "invalid_credentials",
    ],
  ]);
});
