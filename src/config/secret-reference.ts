import { isRecord } from "./is-record.ts";

/** An object with a `source` is meant as a SecretRef, OpenClaw's `{ source, provider, id }`, right or wrong. */
export function isSecretReference(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.hasOwn(value, "source");
}
