import type { Vendor } from "../provider.ts";

export const snowflake: Vendor = {
  name: "snowflake",
  providers: [
    {
      ids: ["snowflake"],
      otherNames: ["cortex"],
      endpoints: ["snowflakecomputing.com"],
      keyPrefixes: [],
      takesAnyKey: true,
    },
  ],
  failures: [
    {
      since: "2026-11",
      source:
        "https://docs.snowflake.com/en/user-guide/client-connectivity-troubleshooting/error-messages",
      rows: [
        { kind: "invalid_credentials", codes: ["390100", "390101", "390144", "390303", "390318"] },
        { kind: "permission", codes: ["003001", "390422"] },
      ],
    },
  ],
};
