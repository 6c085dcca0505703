import { isRecord } from "./is-record.ts";

/** The name of a provider of `secrets.providers`. */
export const SECRET_PROVIDER_NAME = /^[a-z][a-z0-9_-]{0,63}$/;

/** The name of a variable, as a SecretRef of source `env` has it. */
export const SECRET_VARIABLE_NAME = /^[A-Z][A-Z0-9_]{0,127}$/;

/** An object with a `source` is meant as a SecretRef, OpenClaw's `{ source, provider, id }`, right or wrong. */
export function isSecretReference(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.hasOwn(value, "source");
}
