import type { Vendor } from "../provider.ts";

export const google: Vendor = {
  name: "google",
  providers: [
    {
      ids: ["google"],
      otherNames: ["gemini", "google-gemini-cli", "google-antigravity"],
      endpoints: ["generativelanguage.googleapis.com"],
      keyPrefixes: ["AIza", "AQ.", "ya29."],
      access: {
        baseUrl: "https://generativelanguage.googleapis.com/v1beta",
        api: "google-generative-ai",
        keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
      },
    },
    {
      ids: ["vertex"],
      otherNames: ["google-vertex", "vertex_ai"],
      endpoints: ["aiplatform.googleapis.com"],
      keyPrefixes: ["ya29.", "AIza", "AQ."],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://ai.google.dev/gemini-api/docs/troubleshooting",
      rows: [
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
        // The key is good for a website or an app: who asks names itself by a header, or leaves it out.
        { kind: "client_rejected", codes: ["API_KEY_HTTP_REFERRER_BLOCKED"], header: "referer" },
        {
          kind: "client_rejected",
          codes: ["API_KEY_ANDROID_APP_BLOCKED"],
          header: "x-android-package",
        },
        {
          kind: "client_rejected",
          codes: ["API_KEY_IOS_APP_BLOCKED"],
          header: "x-ios-bundle-identifier",
        },
        {
          kind: "permission",
          codes: [
            "API_KEY_SERVICE_BLOCKED",
            "API_KEY_IP_ADDRESS_BLOCKED",
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
      ],
    },
  ],
};
