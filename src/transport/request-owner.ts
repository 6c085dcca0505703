import type { ProviderEntry } from "../config/provider-entries.ts";
import { type FieldList, valuesOf } from "../headers/field-list.ts";
import { samePlan } from "../headers/same-plan.ts";
import { credentialPlaces, modelNamedInPath } from "../providers/apis.ts";
import { CREDENTIAL_PLACES, type CredentialPlace } from "../providers/credential-places.ts";
import { canonicalProviderId } from "../providers/find.ts";
import type { CompiledProvider } from "./compiled-provider.ts";
import { type AnnouncedCall, announcedCall, type RequestContext } from "./request-context.ts";
import type { PlainRequest } from "./request-plan.ts";
import type { RequestTarget } from "./request-target.ts";

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
  for (const where of CREDENTIAL_PLACES) {
    if (where === "?key") continue;
    for (const value of valuesOf(fields, where)) {
      const key = where === "authorization" ? value.replace(SCHEME, "").trim() : value.trim();
      if (key !== "") carried.push({ where, value: key });
    }
  }
  const query = path.indexOf("?");
  if (query !== -1 && path.includes("key=", query)) {
    const key = new URLSearchParams(path.slice(query)).get("key");
    if (key) carried.push({ where: "?key", value: key });
  }
  return carried;
}

/**
 * Whether the request is this provider's own by what it carries: the entry's key, or, where the key is kept from us,
 * anything in a place where the entry's api carries one.
 */
export function carriesCredentialOf(
  entry: Pick<ProviderEntry, "api" | "credential">,
  carried: readonly CarriedCredential[],
): boolean {
  if (entry.credential !== undefined) {
    return carried.some((credential) => credential.value === entry.credential);
  }
  const places = credentialPlaces(entry.api);
  return carried.some((credential) => places.includes(credential.where));
}

/** What decides whose a request is. */
export interface OwnerEvidence {
  readonly announced: AnnouncedCall | undefined;
  /** The call that was announced, else what the caller itself says. */
  readonly exact: RequestContext | undefined;
  readonly carried: readonly CarriedCredential[];
  readonly modelInPath: string | undefined;
}

export function ownerEvidence(
  request: Pick<PlainRequest, "fields" | "path" | "context">,
  target: RequestTarget,
): OwnerEvidence {
  const announced = announcedCall(valuesOf(request.fields, "traceparent")[0]);
  return {
    announced,
    exact: announced ?? request.context,
    carried: carriedCredentials(request.fields, request.path),
    modelInPath: modelNamedInPath(target.path),
  };
}

/**
 * The entry that the request belongs to: of the longest base URL, unless its caller or its key names one of a shorter.
 * Where several are left they must make the same of it: mixing two tenants would be worse than doing nothing.
 */
export function ownerAmong(
  tiers: readonly (readonly CompiledProvider[])[],
  { exact, carried, modelInPath }: OwnerEvidence,
): CompiledProvider | undefined {
  const providers = tiers.flat();
  const [only, ...others] = providers;
  if (only === undefined || others.length === 0) return only;
  const keyed = providers.filter(
    ({ entry }) => entry.credential !== undefined && carriesCredentialOf(entry, carried),
  );
  const evidence = [namedAmong(providers, exact?.providerId), keyed].filter(
    (set) => set.length > 0,
  );
  const agreed = tiers
    .map((tier) => tier.filter((provider) => evidence.every((set) => set.includes(provider))))
    .find((tier) => tier.length > 0);
  // Where key and caller disagree, none is excluded.
  const [owner, ...rest] = agreed ?? providers;
  if (owner === undefined) return undefined;
  const modelId = exact?.modelId ?? modelInPath;
  const plan = owner.planFor(modelId);
  return rest.every((other) => samePlan(plan, other.planFor(modelId))) ? owner : undefined;
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
