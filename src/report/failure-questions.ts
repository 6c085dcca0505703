import { sameFieldName } from "../headers/field-name.ts";
import type { HeaderSource } from "../headers/header-layer.ts";
import type { Classification, FailureKind } from "../diagnosis/failure.ts";
import type { ClientGate } from "../providers/provider.ts";
import type { JudgedCall } from "../diagnosis/judged-call.ts";
import { isCredentialName } from "../secrets/mask.ts";

/** Whether the client's headers are, or may be, what was refused. */
export function isClientQuestion({ kind, sure, candidates }: Classification): boolean {
  return kind === "client_rejected" || (!sure && candidates.includes("client_rejected"));
}

export function isCredentialQuestion({ kind, sure, candidates }: Classification): boolean {
  const kinds: readonly FailureKind[] = sure ? [kind] : [kind, ...candidates];
  return kinds.some((candidate) => candidate !== "client_rejected" && candidate !== "billing");
}

/** Where the credential that was sent is written, if it is another tool's reference and no key at all, and may be the cause. */
export function foreignCredential({ classification, sent }: JudgedCall): HeaderSource | undefined {
  if (!isCredentialQuestion(classification)) return undefined;
  return sent.find(({ name, source }) => source?.foreign !== undefined && isCredentialName(name))
    ?.source;
}

/** Whether nothing but the credential, or where it belongs, can be the cause. */
export function isKeyQuestionAlone({ kind, sure, candidates }: Classification): boolean {
  const kinds: readonly FailureKind[] = sure ? [kind] : [kind, ...candidates];
  return kinds.every((one) => one === "invalid_credentials" || one === "wrong_endpoint_or_key");
}

/** The fields that decide whether a client is accepted: what the refusal itself names, else what is known of the provider. */
export function decidingFields(
  { expected }: Classification,
  gate: ClientGate | undefined,
): ClientGate["fields"] {
  if (expected?.header !== undefined) return [spelled(expected.header)];
  // Of an unknown rule only this is certain: clients name themselves by it.
  return gate?.fields ?? ["User-Agent"];
}

/** Deciding fields that the request did not have. */
export function missingFields(
  { classification, sent }: JudgedCall,
  gate: ClientGate | undefined,
): readonly string[] {
  if (!isClientQuestion(classification)) return [];
  return decidingFields(classification, gate).filter(
    (field) => !sent.some(({ name }) => sameFieldName(name, field)),
  );
}

/** As people write it: `user-agent` to `User-Agent`. */
function spelled(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (initial) => initial.toUpperCase());
}
