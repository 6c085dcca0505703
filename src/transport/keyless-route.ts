import type { ProviderEntry } from "../config/provider-entries.ts";
import { type FieldList, valuesOf } from "../headers/field-list.ts";
import { basePathOf, isChatRoute } from "../providers/apis.ts";
import type { CompiledProvider } from "./compiled-provider.ts";
import type { CarriedCredential } from "./request-owner.ts";
import { parseTarget, type RequestTarget } from "./parse-target.ts";

/** Without an `apiKey` a request can carry: configured headers may be its only credential. */
export function isKeyless({ apiKey, otherKey }: ProviderEntry): boolean {
  return apiKey === undefined && otherKey !== "kept";
}

interface KeylessRequest {
  readonly method: string;
  readonly target: RequestTarget;
  readonly fields: FieldList;
  readonly carried: readonly CarriedCredential[];
}

/** RFC 8259 section 11; a parameter may follow. */
const JSON_TYPE = /^application\/json[\t ]*(?:;|$)/iu;

/**
 * Why a request does not get the secret headers of an entry without a key; undefined where it gets them: a POST of JSON
 * to the very chat route of this entry alone, with no credential on it.
 */
export function keylessObstacle(
  provider: CompiledProvider,
  tiers: readonly (readonly CompiledProvider[])[],
  { method, target, fields, carried }: KeylessRequest,
): string | undefined {
  const { id } = provider.entry;
  const isAsked =
    method === "POST" &&
    JSON_TYPE.test(valuesOf(fields, "content-type").join()) &&
    asksAt(provider, target) === true;
  if (!isAsked) return "is not a POST of JSON to its chat route";
  if (carried.length > 0)
    return "carries a credential, and that entry has no apiKey to compare it with";
  const others = tiers
    .flat()
    .filter((other) => other.entry.id !== id && asksAt(other, target) !== false)
    .map(({ entry }) => entry.id);
  return others.length === 0 ? undefined : `has an address that ${others.join(", ")} also uses`;
}

/** Whether a target is a chat route of the entry; undefined where the routes of its api are not known. */
export function asksAt(
  { entry, apis }: Pick<CompiledProvider, "entry" | "apis">,
  { path }: RequestTarget,
): boolean | undefined {
  const base = parseTarget(entry.baseUrl ?? "")?.path ?? "";
  const answers = new Set(
    apis.map((api) => {
      const prefix = basePathOf(base, api);
      return path.startsWith(prefix) && isChatRoute(api, path.slice(prefix.length));
    }),
  );
  return answers.has(true) ? true : answers.has(undefined) ? undefined : false;
}
