import type { FailureKind } from "./failure.ts";

/** One fact about one provider: what its code or its words mean there, where that differs from the general sense. */
export interface ProviderFact {
  readonly vendor: string;
  readonly kind: FailureKind;
  /** The provider's codes or types, in any spelling (`AccessDenied` = `access_denied`). */
  readonly codes?: readonly string[];
  /** Phrases (see PhraseIndex); where codes stand too, both must match. */
  readonly phrases?: readonly string[];
  readonly statuses?: readonly number[];
  /** Kinds that remain where the fact does not decide. */
  readonly candidates?: readonly FailureKind[];
  /** The header that the provider looks at. */
  readonly header?: string;
  /** When the row was written. */
  readonly since: string;
  /** Where the provider documents its errors, or who reported them: the place to check the row against, not a proof of it. */
  readonly source: string;
}

type Row = Omit<ProviderFact, "vendor" | "since" | "source">;

function factsOf(
  vendor: string,
  since: string,
  source: string,
  rows: readonly Row[],
): ProviderFact[] {
  return rows.map((row) => ({ vendor, since, source, ...row }));
}

/** Read in their order: within a vendor the first row that matches decides. */
export const PROVIDER_FACTS: readonly ProviderFact[] = [
  ...factsOf(
    "moonshot",
    "2026-11",
    "https://www.kimi.com/code/docs/en/ and openclaw/openclaw #30099",
    [
      {
        kind: "client_rejected",
        phrases: ["only available for coding agents"],
        header: "user-agent",
      },
      // One type for a refused client, a used-up window and a lapsed membership.
      {
        kind: "rate_limit",
        codes: ["access_terminated_error"],
        phrases: ["usage limit|quota", "limit|quota .... refreshed|resets|reset"],
      },
      {
        kind: "billing",
        codes: ["access_terminated_error"],
        phrases: ["membership|subscription|billing"],
      },
      {
        kind: "client_rejected",
        codes: ["access_terminated_error"],
        candidates: ["client_rejected", "rate_limit", "billing"],
        header: "user-agent",
      },
    ],
  ),
  ...factsOf("moonshot", "2026-11", "https://platform.moonshot.ai/docs/api/errors", [
    { kind: "billing", codes: ["exceeded_current_quota_error"] },
    {
      kind: "invalid_credentials",
      codes: ["invalid_authentication_error", "incorrect_api_key_error"],
    },
    { kind: "rate_limit", codes: ["rate_limit_reached_error", "engine_overloaded_error"] },
    { kind: "permission", codes: ["permission_denied_error"] },
  ]),
  ...factsOf("qwen", "2026-11", "https://help.aliyun.com/zh/model-studio/error-code", [
    {
      kind: "client_rejected",
      phrases: ["coding plan .. only available for"],
      header: "user-agent",
    },
    { kind: "client_rejected", statuses: [405], phrases: ["coding agents"], header: "user-agent" },
    {
      kind: "billing",
      codes: [
        "Arrearage",
        "CommodityNotPurchased",
        "PrepaidBillOverdue",
        "PostpaidBillOverdue",
        "AllocationQuota.FreeTierOnly",
      ],
    },
    {
      kind: "permission",
      codes: [
        "AccessDenied",
        "AccessDenied.Unpurchased",
        "Model.AccessDenied",
        "Workspace.AccessDenied",
        "App.AccessDenied",
        "access_denied",
      ],
    },
    { kind: "not_auth", codes: ["DataInspectionFailed", "data_inspection_failed"] },
    {
      kind: "rate_limit",
      codes: ["insufficient_quota", "LimitRequests", "limit_requests"],
      statuses: [429],
    },
  ]),
  ...factsOf("zhipu", "2026-11", "https://docs.bigmodel.cn/cn/faq/api-code", [
    { kind: "invalid_credentials", codes: ["1000", "1001", "1002", "1003", "1004", "1111"] },
    { kind: "permission", codes: ["1110", "1112", "1220", "1311", "1313"] },
    { kind: "billing", codes: ["1113", "1309"] },
    { kind: "rate_limit", codes: ["1302", "1303", "1304", "1305", "1308", "1310", "1312"] },
    {
      kind: "not_auth",
      codes: [
        "1200",
        "1210",
        "1211",
        "1212",
        "1213",
        "1214",
        "1215",
        "1221",
        "1222",
        "1230",
        "1231",
        "1234",
        "1261",
        "1300",
        "1301",
      ],
    },
  ]),
  ...factsOf("minimax", "2026-11", "https://platform.minimax.io/docs/api-reference/errorcode", [
    { kind: "invalid_credentials", codes: ["1004"] },
    { kind: "invalid_credentials", phrases: ["login fail"] },
    // A key of the other region reads the same.
    {
      kind: "invalid_credentials",
      codes: ["2049"],
      candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
    },
    {
      kind: "invalid_credentials",
      phrases: ["invalid api key 2049", "2049 invalid api key"],
      candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
    },
    { kind: "billing", codes: ["1008"] },
    { kind: "rate_limit", codes: ["1002", "1039", "1041", "2045", "2056"] },
    { kind: "permission", codes: ["2061"] },
    { kind: "permission", phrases: ["plan .. not support model"] },
    {
      kind: "not_auth",
      codes: [
        "1000",
        "1001",
        "1013",
        "1024",
        "1026",
        "1027",
        "1033",
        "1042",
        "1043",
        "1044",
        "2013",
      ],
    },
  ]),
  ...factsOf("baidu", "2026-11", "https://cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh", [
    {
      kind: "invalid_credentials",
      codes: ["13", "14", "100", "110", "111", "invalid_iam_token", "invalid_appid"],
    },
    { kind: "permission", codes: ["6", "15", "336101", "access_denied", "no_permission"] },
    {
      kind: "rate_limit",
      codes: ["4", "17", "18", "19", "336117", "336200", "336501", "336502", "336503"],
    },
    { kind: "billing", codes: ["336118", "336119"] },
    {
      kind: "not_auth",
      codes: [
        "1",
        "2",
        "3",
        "336000",
        "336001",
        "336002",
        "336003",
        "336006",
        "336007",
        "336008",
        "336100",
        "336104",
      ],
    },
  ]),
  ...factsOf("iflytek", "2026-11", "https://www.xfyun.cn/doc/spark/Web.html", [
    { kind: "wrong_endpoint_or_key", codes: ["10313"] },
    // Not licensed, or the licensed volume is used up.
    {
      kind: "permission",
      codes: ["11200", "AppIdNoAuthError", "10016"],
      candidates: ["permission", "billing"],
    },
    {
      kind: "permission",
      phrases: ["11200", "appidnoautherror"],
      candidates: ["permission", "billing"],
    },
    { kind: "rate_limit", codes: ["10007", "10110", "11201", "11202", "11203"] },
    { kind: "not_auth", codes: ["10013", "10014", "10019", "10163", "10907", "10910"] },
  ]),
  ...factsOf("tencent", "2026-11", "https://cloud.tencent.com/document/api/1729/101838", [
    {
      kind: "permission",
      codes: [
        "AuthFailure.UnauthorizedOperation",
        "UnauthorizedOperation",
        "FailedOperation.UserUnAuthError",
        "FailedOperation.ServiceNotActivated",
      ],
    },
    { kind: "invalid_credentials", codes: ["AuthFailure"] },
    {
      kind: "billing",
      codes: [
        "FailedOperation.ResourcePackExhausted",
        "FailedOperation.FreeResourcePackExhausted",
        "ResourceInsufficient.ChargeResourceExhausted",
        "ResourceUnavailable.InArrears",
        "ResourceUnavailable.LowBalance",
      ],
    },
    { kind: "rate_limit", codes: ["LimitExceeded", "RequestLimitExceeded"] },
  ]),
  ...factsOf("doubao", "2026-11", "https://www.volcengine.com/docs/82379/1299023", [
    { kind: "billing", codes: ["AccountOverdueError", "OperationDenied.ServiceOverdue"] },
    {
      kind: "permission",
      codes: [
        "AccessDenied",
        "ModelNotOpen",
        "OperationDenied.ServiceNotOpen",
        "InvalidSubscription",
        "UnsupportedModel",
        "OperationDenied.PermissionDenied",
      ],
    },
    {
      kind: "rate_limit",
      codes: ["QuotaExceeded", "AccountQuotaExceeded", "SetLimitExceeded", "ServerOverloaded"],
    },
    // Speech: a wrong path reads like a wrong key.
    {
      kind: "invalid_credentials",
      codes: ["45000010"],
      candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
    },
    {
      kind: "invalid_credentials",
      codes: ["AuthenticationError", "SignatureDoesNotMatch", "InvalidAccessKey"],
    },
  ]),
  ...factsOf("siliconflow", "2026-11", "https://docs.siliconflow.cn/en/faqs/error-code", [
    { kind: "billing", codes: ["30001", "30011"] },
    { kind: "not_auth", codes: ["20012", "20015", "30003", "50505", "50603"] },
  ]),
  ...factsOf("google", "2026-11", "https://ai.google.dev/gemini-api/docs/troubleshooting", [
    // The free tier's windows speak of plan and billing too.
    {
      kind: "billing",
      codes: ["RESOURCE_EXHAUSTED"],
      phrases: ["credits|credit|prepayment .. depleted|exhausted", "spending cap|limit"],
    },
    {
      kind: "rate_limit",
      codes: [
        "RESOURCE_EXHAUSTED",
        "RATE_LIMIT_EXCEEDED",
        "MODEL_CAPACITY_EXHAUSTED",
        "QUOTA_EXHAUSTED",
      ],
    },
    { kind: "rate_limit", phrases: ["exceeded your current quota"] },
    {
      kind: "invalid_credentials",
      codes: ["API_KEY_INVALID", "ACCESS_TOKEN_EXPIRED", "invalid_grant"],
    },
    { kind: "wrong_endpoint_or_key", codes: ["ACCESS_TOKEN_TYPE_UNSUPPORTED"] },
    { kind: "wrong_endpoint_or_key", phrases: ["api keys are not supported by this api"] },
    { kind: "billing", codes: ["BILLING_DISABLED"] },
    { kind: "client_rejected", codes: ["UNSUPPORTED_CLIENT"] },
    {
      kind: "permission",
      codes: [
        "API_KEY_SERVICE_BLOCKED",
        "API_KEY_HTTP_REFERRER_BLOCKED",
        "API_KEY_IP_ADDRESS_BLOCKED",
        "API_KEY_ANDROID_APP_BLOCKED",
        "API_KEY_IOS_APP_BLOCKED",
        "SERVICE_DISABLED",
        "CONSUMER_INVALID",
        "CONSUMER_SUSPENDED",
        "IAM_PERMISSION_DENIED",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "VALIDATION_REQUIRED",
        "USER_PROJECT_DENIED",
        "SECURITY_POLICY_VIOLATED",
      ],
    },
  ]),
  ...factsOf("xai", "2026-11", "https://docs.x.ai/docs/key-information/debugging", [
    { kind: "not_auth", phrases: ["content violates", "violates usage guidelines"] },
    // Seen for a client without its header and for an account without the right.
    {
      kind: "permission",
      phrases: ["access to the chat endpoint is denied"],
      candidates: ["permission", "client_rejected"],
    },
    { kind: "billing", phrases: ["any|available credits", "spending limit"] },
  ]),
  ...factsOf("anthropic", "2026-11", "https://docs.anthropic.com/en/api/errors", [
    {
      kind: "client_rejected",
      phrases: ["only authorized for use with claude code"],
      header: "user-agent",
    },
    {
      kind: "client_rejected",
      phrases: ["anthropic version header is required"],
      header: "anthropic-version",
    },
    {
      kind: "client_rejected",
      phrases: ["anthropic version .... not a valid version"],
      candidates: ["client_rejected", "not_auth"],
      header: "anthropic-version",
    },
    {
      kind: "billing",
      phrases: ["out of extra usage", "credit balance is too low"],
    },
    {
      kind: "billing",
      phrases: ["specified api usage limits"],
      candidates: ["billing", "rate_limit"],
    },
    // A client that is taken for another's loses the plan, not the money.
    {
      kind: "client_rejected",
      phrases: ["third party apps now draw from"],
      candidates: ["client_rejected", "billing"],
    },
    {
      kind: "rate_limit",
      phrases: ["extra usage is required"],
      statuses: [429],
      candidates: ["rate_limit", "billing"],
    },
    { kind: "billing", phrases: ["draw from .. extra usage", "extra usage is required"] },
    // OAuth tokens are taken with a beta header only.
    {
      kind: "invalid_credentials",
      phrases: ["oauth authentication is currently not supported"],
      candidates: ["invalid_credentials", "client_rejected", "wrong_endpoint_or_key"],
      header: "anthropic-beta",
    },
    {
      kind: "permission",
      phrases: ["request not allowed"],
      candidates: ["permission", "client_rejected"],
    },
    {
      kind: "permission",
      phrases: ["organization has been disabled"],
      candidates: ["permission", "invalid_credentials"],
    },
  ]),
  ...factsOf("openai", "2026-11", "https://platform.openai.com/docs/guides/error-codes", [
    {
      kind: "billing",
      codes: ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"],
    },
    { kind: "rate_limit", codes: ["usage_limit_reached", "rate_limit_exceeded"] },
    {
      kind: "permission",
      codes: [
        "unsupported_country_region_territory",
        "ip_not_authorized",
        "account_deactivated",
        "no_organization",
        "usage_not_included",
        "missing_scope",
      ],
    },
    {
      kind: "wrong_endpoint_or_key",
      codes: ["mismatched_organization", "mismatched_project"],
      header: "openai-organization",
    },
    {
      kind: "permission",
      phrases: ["not supported when using codex with"],
      candidates: ["permission", "not_auth"],
    },
    {
      kind: "client_rejected",
      phrases: ["instructions are not valid"],
      statuses: [400],
      candidates: ["client_rejected", "not_auth"],
    },
  ]),
  ...factsOf(
    "azure",
    "2026-11",
    "https://learn.microsoft.com/azure/ai-services/openai/how-to/troubleshooting",
    [
      // Lists every cause that it knows.
      {
        kind: "invalid_credentials",
        phrases: ["token is missing invalid audience is incorrect"],
        candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
      },
      {
        kind: "wrong_endpoint_or_key",
        phrases: ["invalid subscription key or wrong api endpoint"],
        candidates: ["wrong_endpoint_or_key", "invalid_credentials"],
      },
      { kind: "wrong_endpoint_or_key", codes: ["AuthenticationTypeDisabled"] },
      { kind: "wrong_endpoint_or_key", phrases: ["token tenant .. not match"] },
      {
        kind: "not_auth",
        codes: ["DeploymentNotFound", "content_filter", "OperationNotSupported"],
      },
    ],
  ),
  ...factsOf(
    "aws",
    "2026-11",
    "https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html",
    [
      { kind: "permission", phrases: ["use case details have not been submitted"] },
      { kind: "billing", phrases: ["invalid_payment_instrument"] },
      {
        kind: "invalid_credentials",
        codes: [
          "UnrecognizedClientException",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "InvalidClientTokenId",
          "MissingAuthenticationTokenException",
          "IncompleteSignatureException",
          "CredentialsProviderError",
          "NoCredentialsError",
        ],
      },
      {
        kind: "rate_limit",
        codes: ["ThrottlingException", "TooManyRequestsException", "ServiceQuotaExceededException"],
      },
      {
        kind: "not_auth",
        codes: [
          "ValidationException",
          "ModelTimeoutException",
          "ModelNotReadyException",
          "ModelErrorException",
          "ServiceUnavailableException",
          "InternalServerException",
        ],
      },
    ],
  ),
  ...factsOf(
    "github",
    "2026-11",
    "https://docs.github.com/copilot/troubleshooting-github-copilot",
    [
      { kind: "wrong_endpoint_or_key", phrases: ["personal access tokens are not supported"] },
      {
        kind: "permission",
        phrases: [
          "not authorized to use this",
          "models permission is required",
          "no_access",
          "no access to model",
        ],
      },
      {
        kind: "client_rejected",
        phrases: ["access to this endpoint is forbidden"],
        candidates: ["client_rejected", "permission"],
        header: "user-agent",
      },
    ],
  ),
  ...factsOf("nvidia", "2026-06", "HKUDS/Vibe-Trading #528", [
    // The same body for a bad key and for a refused User-Agent.
    {
      kind: "invalid_credentials",
      phrases: ["authorization failed"],
      statuses: [403],
      candidates: ["invalid_credentials", "client_rejected"],
      header: "user-agent",
    },
  ]),
  ...factsOf("groq", "2026-11", "https://console.groq.com/docs/errors", [
    {
      kind: "permission",
      codes: [
        "organization_restricted",
        "model_permission_blocked_org",
        "model_permission_blocked_project",
        "model_terms_required",
      ],
    },
    { kind: "permission", phrases: ["check your network settings"] },
    { kind: "billing", codes: ["blocked_api_access"] },
  ]),
  ...factsOf("cloudflare", "2026-11", "https://developers.cloudflare.com/ai-gateway/", [
    { kind: "invalid_credentials", codes: ["2009", "9106", "9109", "10000", "10001"] },
    { kind: "rate_limit", codes: ["2003", "3036", "3040"] },
    { kind: "not_auth", codes: ["2001", "5007", "7003"] },
  ]),
  ...factsOf("elevenlabs", "2026-11", "https://elevenlabs.io/docs/api-reference/authentication", [
    { kind: "billing", codes: ["quota_exceeded", "payment_required", "paid_plan_required"] },
    {
      kind: "permission",
      codes: [
        "missing_permissions",
        "detected_unusual_activity",
        "model_access_denied",
        "only_for_creator+",
      ],
    },
  ]),
  ...factsOf("opencode", "2026-11", "https://opencode.ai/docs/zen/", [
    { kind: "not_auth", codes: ["ModelError"] },
    { kind: "billing", codes: ["CreditsError", "MonthlyLimitError"] },
    {
      kind: "rate_limit",
      codes: ["FreeUsageLimitError", "GoUsageLimitError", "SubscriptionUsageLimitError"],
    },
  ]),
  ...factsOf(
    "snowflake",
    "2026-11",
    "https://docs.snowflake.com/en/user-guide/client-connectivity-troubleshooting/error-messages",
    [
      { kind: "invalid_credentials", codes: ["390100", "390101", "390144", "390303", "390318"] },
      { kind: "permission", codes: ["003001", "390422"] },
    ],
  ),
  // A tool server's refusal is not the model provider's.
  ...factsOf("mcp", "2026-11", "https://modelcontextprotocol.io/specification/", [
    {
      kind: "client_rejected",
      phrases: ["invalid client_id"],
      candidates: ["client_rejected", "not_auth"],
    },
    {
      kind: "client_rejected",
      codes: ["invalid_client"],
      candidates: ["client_rejected", "not_auth"],
    },
    { kind: "not_auth" },
  ]),
];
