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
import type { PlainRequest } from "./request-plan.ts";
import type { RequestTarget } from "./parse-target.ts";

/** A credential that a request carries, and where: a field, or the query. */
export interface CarriedCredential {
  readonly where: CredentialPlace;
  readonly value: string;
}

/** RFC 9110 section 11.4: the scheme is not part of the key. */
const SCHEME = /^[a-z][a-z0-9._-]* +/iu;

/** All that could be a key on a request; `path` with its query. */
export function carriedCredentials(fields: FieldList, path: string): CarriedCredential[] {
  const carried: CarriedCredential[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const where = fieldNamed(String(fields[at]));
    if (where === undefined) continue;
    for (const value of [fields[at + 1] ?? []].flat()) {
      const key = where === "authorization" ? value.replace(SCHEME, "").trim() : value.trim();
      if (key !== "") carried.push({ where, value: key });
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
  for (const place of CREDENTIAL_PLACES) if (sameFieldName(name, place)) return place;
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
  const readsBody =
    modelInPath === undefined && tiers.some((tier) => tier.some((one) => one.hasModelHeaders));
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
  const [[first, second] = []] = tiers;
  if (tiers.length === 1 && second === undefined) return first;
  const modelId = exact?.modelId ?? modelNamed ?? undefined;
  const providers = atModelsAddress(tiers.flat(), modelId);
  const [only, ...others] = providers;
  if (only === undefined || others.length === 0) return only;
  const keyed = providers.filter(
    (provider) =>
      provider.entry.credential !== undefined && carriesCredentialOf(provider.entry, carried),
  );
  const evidence = [namedAmong(providers, exact?.providerId), keyed].filter(
    (set) => set.length > 0,
  );
  const agreed = tiers
    .map((tier) =>
      tier.filter((provider) => [providers, ...evidence].every((set) => set.includes(provider))),
    )
    .find((tier) => tier.length > 0);
  // Where key and caller disagree, none is excluded.
  const [owner, ...rest] = agreed ?? providers;
  if (owner === undefined) return undefined;
  const plan = owner.planFor(modelId);
  return rest.every((other) => samePlan(plan, other.planFor(modelId))) ? owner : undefined;
}

/** Where several addresses of one entry hold a request, its model may be asked at one of them only. */
function atModelsAddress(
  providers: readonly CompiledProvider[],
  modelId: string | undefined,
): readonly CompiledProvider[] {
  const asked = new Set(
    providers.filter((one) => one.configures(modelId)).map(({ entry }) => entry.id),
  );
  return providers.filter((one) => !asked.has(one.entry.id) || one.configures(modelId));
}

export function isProvider(provider: CompiledProvider, id: string): boolean {
  return provider.canonicalId === canonicalProviderId(id);
}

/** By the very id, else by what the alias table takes for the same. */
function namedAmong(
  providers: readonly CompiledProvider[],
  id: string | undefined,
): readonly CompiledProvider[] {
  if (id === undefined) return [];
  const exactly = providers.filter(({ entry }) => entry.id === id);
  return exactly.length > 0 ? exactly : providers.filter((provider) => isProvider(provider, id));
}
