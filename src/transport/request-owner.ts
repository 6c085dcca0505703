import type { ProviderEntry } from "../config/provider-entries.ts";
import { type FieldList, valuesOf } from "../headers/field-list.ts";
import { sameFieldName } from "../headers/field-name.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import type { PlaceholderValues } from "../headers/placeholders.ts";
import { valueForRequest } from "../headers/planned-field.ts";
import { samePlan } from "./same-plan.ts";
import { credentialPlaces, modelNamedInPath } from "../providers/apis.ts";
import { CREDENTIAL_PLACES, type CredentialPlace } from "../providers/credential-places.ts";
import { canonicalProviderId } from "../providers/find.ts";
import type { CompiledProvider } from "./compiled-provider.ts";
import {
  type AnnouncedCall,
  announcedCall,
  areCallsAnnounced,
  type RequestContext,
} from "./request-context.ts";
import { namedIn, type OwnerIndex, ownerIndexOf } from "./owner-index.ts";
import type { PlainRequest } from "./request-plan.ts";
import type { RequestTarget } from "./parse-target.ts";

/** A credential that a request carries, and where: a field, or the query. */
export interface CarriedCredential {
  readonly where: CredentialPlace;
  readonly value: string;
}

/** RFC 9110 section 11.4: the scheme is not part of the key. */
const SCHEME = /^[a-z][a-z0-9._-]* +/iu;

const NO_PLACES: readonly CredentialPlace[] = [];
const LONGEST_PLACE = Math.max(...CREDENTIAL_PLACES.map(({ length }) => length));
const PLACES_BY_LENGTH = Array.from({ length: LONGEST_PLACE + 1 }, (_, length) =>
  CREDENTIAL_PLACES.filter((place) => place.length === length),
);

/** All that could be a key on a request; `path` with its query. */
export function carriedCredentials(fields: FieldList, path: string): CarriedCredential[] {
  const carried: CarriedCredential[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const where = fieldNamed(String(fields[at]));
    if (where === undefined) continue;
    const held = fields[at + 1] ?? "";
    for (const text of typeof held === "string" ? [held] : held) {
      const value = (where === "authorization" ? text.replace(SCHEME, "") : text).trim();
      if (value !== "") carried.push({ where, value });
    }
  }
  if (carried.length > 1) carried.sort((one, other) => rankOf(one) - rankOf(other));
  const query = path.indexOf("?");
  if (query !== -1 && path.includes("key=", query)) {
    const key = new URLSearchParams(path.slice(query)).get("key");
    if (key) carried.push({ where: "?key", value: key });
  }
  return carried;
}

function fieldNamed(name: string): CredentialPlace | undefined {
  for (const place of PLACES_BY_LENGTH[name.length] ?? NO_PLACES) {
    if (sameFieldName(name, place)) return place;
  }
  return undefined;
}

function rankOf({ where }: CarriedCredential): number {
  return CREDENTIAL_PLACES.indexOf(where);
}

/**
 * Whether the request is this provider's own by what it carries: the entry's key, or, where the key is kept from us,
 * anything in a place where one of its apis carries one.
 */
export function carriesCredentialOf(
  { api, credential, apiKey, otherKey }: KnownKeys,
  carried: readonly CarriedCredential[],
  apis: readonly (string | undefined)[] = [api],
): boolean {
  if (credential !== undefined) {
    return carried.some(({ value }) => value === credential || value === apiKey);
  }
  if (otherKey === "none") return false;
  const places = new Set(apis.flatMap(credentialPlaces));
  return carried.some(({ where }) => places.has(where));
}

type KnownKeys = Pick<ProviderEntry, "api" | "credential" | "apiKey" | "otherKey">;

/** A request that a host has prepared already carries the configured secret itself. */
export function carriesSecretOf(
  headers: HeaderPlan,
  fields: FieldList,
  values: PlaceholderValues,
): boolean {
  return headers.fields.some((field) => {
    const secret = field.secret ? valueForRequest(field, values) : undefined;
    return typeof secret === "string" && valuesOf(fields, field.name).includes(secret);
  });
}

/** What decides whose a request is. */
export interface OwnerEvidence {
  readonly announced: AnnouncedCall | undefined;
  /** The call that was announced, else what the caller itself says. */
  readonly exact: RequestContext | undefined;
  readonly carried: readonly CarriedCredential[];
  readonly modelInPath: string | undefined;
  /** By the path, else by the body where that is of use; null where that names none. */
  readonly modelNamed: string | null | undefined;
}

export function ownerEvidence(
  request: Pick<PlainRequest, "fields" | "path" | "context" | "modelInBody">,
  target: RequestTarget,
  tiers: readonly (readonly CompiledProvider[])[],
): OwnerEvidence {
  const announced = areCallsAnnounced()
    ? announcedCall(valuesOf(request.fields, "traceparent")[0])
    : undefined;
  const modelInPath = modelNamedInPath(target.path);
  const readsBody = modelInPath === undefined && ownerIndexOf(tiers).hasModelHeaders;
  return {
    announced,
    exact: announced ?? request.context,
    carried: carriedCredentials(request.fields, request.path),
    modelInPath,
    modelNamed: readsBody ? request.modelInBody?.() : modelInPath,
  };
}

/**
 * The entry that the request belongs to: of the longest base URL, unless its caller or its key names one of a shorter.
 * Where several are left they must make the same of it: mixing two tenants would be worse than doing nothing.
 */
export function ownerAmong(
  tiers: readonly (readonly CompiledProvider[])[],
  { exact, carried, modelNamed }: OwnerEvidence,
): CompiledProvider | undefined {
  const index = ownerIndexOf(tiers);
  const [only, second] = index.all;
  if (second === undefined) return only;
  const modelId = exact?.modelId ?? modelNamed ?? undefined;
  const isAsked = (provider: CompiledProvider) => isModelsAddress(provider, index, modelId);
  const named = exact?.providerId === undefined ? [] : namedIn(index, exact.providerId);
  const keyed = carried.flatMap(({ value }) => index.byKey.get(value) ?? []);
  const evidence = [named.filter(isAsked), keyed.filter(isAsked)].filter((set) => set.length > 0);
  // Where key and caller disagree, none is excluded.
  const agreed = inFirstTier(
    evidence.length === 0 ? index.all.filter(isAsked) : inAll(evidence, index),
    index,
  );
  const [owner, ...rest] = agreed.length > 0 ? agreed : index.all.filter(isAsked);
  if (owner === undefined) return undefined;
  const plan = owner.planFor(modelId);
  return rest.every((other) => samePlan(plan, other.planFor(modelId))) ? owner : undefined;
}

/** Where several addresses of one entry hold a request, its model may be asked at one of them only. */
function isModelsAddress(
  provider: CompiledProvider,
  { byId }: OwnerIndex,
  modelId: string | undefined,
): boolean {
  if (modelId === undefined || provider.configures(modelId)) return true;
  const addresses = byId.get(provider.entry.id) ?? [];
  return !addresses.some((other) => other.configures(modelId));
}

/** What all sets hold, in the order of their addresses. */
function inAll(
  [first = [], ...others]: readonly (readonly CompiledProvider[])[],
  { placeOf }: OwnerIndex,
): CompiledProvider[] {
  const sets = others.map((set) => new Set(set));
  const common = [...new Set(first)].filter((provider) => sets.every((set) => set.has(provider)));
  const at = (provider: CompiledProvider) => placeOf.get(provider)?.at ?? 0;
  return common.toSorted((one, other) => at(one) - at(other));
}

function inFirstTier(
  providers: readonly CompiledProvider[],
  { placeOf }: OwnerIndex,
): CompiledProvider[] {
  const tier = (provider: CompiledProvider | undefined) => provider && placeOf.get(provider)?.tier;
  const first = tier(providers[0]);
  return providers.filter((provider) => tier(provider) === first);
}

export function isProvider(provider: CompiledProvider, id: string): boolean {
  return provider.canonicalId === canonicalProviderId(id);
}
