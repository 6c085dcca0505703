import type { SentHeader } from "../diagnosis/model-call.ts";
import { BoundedMap } from "../guard/bounded-map.ts";
import { type FieldList, valuesOf } from "../headers/field-list.ts";
import { hiddenValues, type SentField, sentFields } from "../report/sent-fields.ts";
import { publicKeyPrefix } from "../providers/find.ts";
import { secretsInAddress } from "../secrets/address.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import { lightScrubber } from "./light-scrubber.ts";
import type { RequestPlan } from "./request-plan.ts";

/** The public prefix of the key that a request carries. */
export function keyPrefixOf({ carried }: RequestPlan): string | undefined {
  return carried.map(({ value }) => publicKeyPrefix(value)).find((prefix) => prefix !== undefined);
}

/**
 * Every field, masked, and what the plan took off; the report chooses what concerns the failure. `written` is undefined
 * where the client publishes none.
 */
export function sentHeaders(plan: RequestPlan, written: FieldList | undefined): SentHeader[] {
  const { headers, values, fields } = plan;
  const sent = written ?? fields;
  const all = [
    ...sentFields(headers, sent, values).map((field) => withKeySource(plan, field)),
    ...removedHeaders(plan, sent),
  ];
  return written === undefined ? all.map((header) => ({ ...header, unverified: true })) : all;
}

/** The client puts the key on, and the configuration says where it has it from. */
function withKeySource({ provider, carried }: RequestPlan, field: SentField): SentHeader {
  const { credential, credentialSource } = provider.entry;
  const own = carried.filter(({ where }) => where === field.name);
  if (field.layer === "client" && credential !== undefined && own.length > 0) {
    const isOther = own.every(({ value }) => value !== credential);
    if (isOther) return { ...field, unlike: credentialSource };
  }
  const isKey =
    field.layer === "client" &&
    (credentialSource?.line !== undefined ||
      credentialSource?.reference !== undefined ||
      credentialSource?.foreign !== undefined) &&
    carried.some(({ where, value }) => where === field.name && value === credential);
  return isKey ? { ...field, source: credentialSource } : field;
}

function removedHeaders({ headers }: RequestPlan, sent: FieldList): SentHeader[] {
  const removed = headers.fields.filter(
    ({ name, value }) => value === null && valuesOf(sent, name).length === 0,
  );
  return [
    ...removed.map(({ name, layer, source }) => ({ name, layer, source })),
    ...headers.families.map(({ spelling, layer, source }) => ({ name: spelling, layer, source })),
  ].map((field) => ({ ...field, value: "", removed: true }));
}

/** By the scrubber of a configuration, those of its latest requests by their own secrets. */
const scrubbers = new WeakMap<Scrub, BoundedMap<string, Scrub>>();
const MOST_SCRUBBERS = 256;

/**
 * Scrubs the secrets of the configuration, and whatever of the request itself is shown masked or not at all. Requests
 * with the same secrets share one, which the guard keeps once.
 */
export function scrubberOf(plan: RequestPlan): Scrub {
  const { headers, fields, values, carried, address, scrub } = plan;
  const own = new Set([
    ...carried.map(({ value }) => value),
    ...secretsInAddress(address.path, address.origin),
    ...hiddenValues(headers, fields, values),
  ]);
  const known = scrubbers.get(scrub) ?? new BoundedMap<string, Scrub>(MOST_SCRUBBERS);
  scrubbers.set(scrub, known);
  // Clients differ in the order of their fields.
  const key = JSON.stringify([...own].sort());
  const found = known.get(key) ?? scrubBoth(lightScrubber(own), scrub);
  known.set(key, found);
  return found;
}

/** What belongs to one request, and the secrets of the whole configuration, whose table is made once. */
export function scrubBoth(own: Scrub, configured: Scrub): Scrub {
  return (text) => own(configured(text));
}
