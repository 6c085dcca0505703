import type { FieldList } from "../headers/field-list.ts";
import type { DressedRequest } from "./dress-request.ts";
import type { Guest } from "../guard/fail-open.ts";

/** Compares what went out with what should have; a header that is not on the wire is told loudly, once. */
export function reportMissing(dressed: DressedRequest, written: FieldList, guest: Guest): void {
  const names = dressed.missing(written);
  if (names.length === 0) return;
  const { providerId } = dressed.call;
  guest.sayOnce("error", `missing ${providerId} ${names.join()}`, () => {
    return `provider-headers: a request to ${providerId} (${dressed.endpoint}) went out without the configured ${names.join(", ")}: something in this process changed its headers after they were set. Look for an interceptor or an instrumentation that sets the same names.`;
  });
}
