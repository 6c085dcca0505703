import type { ProviderEntry } from "../config/provider-entries.ts";
import { type FieldList, pairsOf, textOf } from "../headers/field-list.ts";
import { sameFieldName } from "../headers/field-name.ts";
import { trimFieldValue } from "../headers/field-value.ts";

type Refused = ProviderEntry["refused"];

/** Takes off what a host put on from a header that the configuration may not hold. */
export function withoutRefused(refused: Refused, fields: FieldList): FieldList {
  if (refused === undefined || refused.length === 0) return fields;
  const kept = pairsOf(fields).filter(
    ([name, held]) =>
      !refused.some(
        (header) =>
          sameFieldName(String(name), header.name) && textOf(held) === trimFieldValue(header.value),
      ),
  );
  return kept.length * 2 === fields.length ? fields : kept.flat();
}

/** Whether a request's length is the `Content-Length` of a configuration, which belongs to no request. */
export function isRefusedLength(refused: Refused, length: unknown): boolean {
  const header = refused?.find(({ name }) => sameFieldName(name, "content-length"));
  return header !== undefined && Number.parseInt(header.value, 10) === length;
}
