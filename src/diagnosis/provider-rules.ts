import type { FailureFact } from "../providers/provider.ts";
import { VENDORS } from "../providers/vendors.ts";

/** What a code or words mean at one vendor. */
export interface ProviderRule extends FailureFact {
  readonly vendor: string;
}

export const PROVIDER_RULES: readonly ProviderRule[] = VENDORS.flatMap(({ name, failures = [] }) =>
  failures.flatMap(({ rows }) => rows.map((row) => ({ ...row, vendor: name }))),
);
