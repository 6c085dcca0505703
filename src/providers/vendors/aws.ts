import type { Vendor } from "../provider.ts";

export const aws: Vendor = {
  name: "aws",
  providers: [
    {
      ids: ["bedrock"],
      otherNames: ["amazon-bedrock", "aws"],
      endpoints: ["amazonaws.com"],
      keyPrefixes: ["AKIA", "ASIA", "ABSK"],
      takesAnyKey: true,
    },
  ],
  failures: [
    {
      since: "2026-11",
      source:
        "https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html",
      rows: [
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
          codes: [
            "ThrottlingException",
            "TooManyRequestsException",
            "ServiceQuotaExceededException",
          ],
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
    },
  ],
};
