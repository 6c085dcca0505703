import { createHash } from "node:crypto";
import type { ProviderConfig } from "../config/provider-entries.ts";
import { publicKeyPrefix } from "../providers/find.ts";
import type { ModelCall, SentHeader } from "../guard/fallback-guard.ts";
import {
  applyHeaderPlan,
  type FieldList,
  headerChanges,
  valueForRequest,
} from "../headers/apply-plan.ts";
import { builtInNotice } from "../report/built-in-notice.ts";
import { canonicalProviderId } from "../providers/find.ts";
import { normalizeFieldName, sameFieldName } from "../headers/field-name.ts";
import { trimFieldValue } from "../headers/field-value.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import { createPathMask, secretsInAddress } from "../secrets/address.ts";
import { maskFieldValue } from "../secrets/mask.ts";
import { createScrubber } from "../secrets/scrubber.ts";
import { type PlaceholderValues, sessionDigest } from "../headers/placeholders.ts";
import { samePlan } from "../headers/same-plan.ts";
import { sentFields } from "../headers/sent-fields.ts";
import { type CompiledProvider, compileProvider } from "./compiled-provider.ts";
import type { Guest } from "../guard/fail-open.ts";
import { compileProviderMatcher, type ProviderRoute } from "./provider-match.ts";
import { announcedCall, currentContext, type RequestContext } from "./request-context.ts";
import {
  type CarriedCredential,
  carriedCredentials,
  carriesCredentialOf,
  valuesOf,
} from "./request-owner.ts";
import { type RequestTarget, targetOf } from "./request-target.ts";

/** A request before it is written, whichever client holds it. */
export interface PlainRequest {
  readonly method: string;
  /** Origin as the client holds it; a string or a URL object. */
  readonly origin: unknown;
  readonly path: string;
  readonly fields: FieldList;
  /** What the caller itself says: exact, unlike what `AsyncLocalStorage` says. */
  readonly context?: RequestContext | undefined;
}

/** What is on a provider's request now, and all that is known of it. */
export interface DressedRequest {
  readonly fields: FieldList;
  readonly call: ModelCall;
  /** Origin and path, without query; fit to be shown. */
  readonly endpoint: string;
  /** The public prefix of the key that it carries. */
  keyPrefix(): string | undefined;
  /** A page that a tool fetched from a provider's address is no model call, and its failure none of the guard's. */
  readonly isModelCall: boolean;
  /** The `Content-Length` of a configuration, which belongs to no request: to be taken off. */
  readonly refusedLength: number | undefined;
  /** Names that the plan takes off. */
  readonly removed: readonly string[];
  /** Names of the plan that are not on these fields as they must be. */
  missing(sent: FieldList): string[];
  /** Every field, masked, and what the plan took off; the report chooses what concerns the failure. */
  sent(fields: FieldList): SentHeader[];
  /** Scrubs the secrets of the configuration, and whatever of the request itself is shown masked or not at all. */
  scrubber(): (text: string) => string;
}

/** A configuration, compiled: dresses the requests of its providers. Immutable; a reload makes another. */
export interface Dresser {
  /** Cheap, and undefined for nearly every request of a process. */
  find(request: Pick<PlainRequest, "method" | "origin" | "path">): FoundProvider | undefined;
  /** Undefined where it cannot be told which of several entries the request belongs to. */
  dress(found: FoundProvider, request: PlainRequest): DressedRequest | undefined;
}

export interface FoundProvider {
  readonly target: RequestTarget;
  readonly route: ProviderRoute;
  /** Those of the longest base URL that holds the target, then those of the next longer, and so on. */
  readonly tiers: readonly (readonly CompiledProvider[])[];
}

/** Google's apis name the model in the path: `/v1beta/models/<model>:generateContent`. */
const MODEL_IN_PATH = /\/models\/([^/:]+):/u;
/** RFC 9110 section 9.2.1: asking for a page, which no model call does. */
const READING_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const DIGEST = /[0-9a-f]{32}/u;

export function createDresser(config: ProviderConfig, guest: Guest): Dresser {
  const matcher = compileProviderMatcher(config);
  const scrub = createScrubber(config.secrets);
  const maskPath = createPathMask(config.secrets);
  const shownAddresses = new Map<ProviderRoute, string>();
  const compiled = new Map(
    matcher.routes.map((route) => [
      route,
      route.entries.flatMap((entry) => {
        try {
          return [compileProvider(entry)];
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          guest.say("error", `provider-headers: ${entry.id} is left alone. ${reason}`);
          return [];
        }
      }),
    ]),
  );
  const tiersOf = new Map(
    matcher.routes.map((route) => [
      route,
      [route, ...route.wider]
        .map((one) => compiled.get(one) ?? [])
        .filter((tier) => tier.length > 0),
    ]),
  );

  /** The base URL as it may be shown: a variable may stand in it. */
  function shownAddress(route: ProviderRoute): string {
    const known = shownAddresses.get(route) ?? route.origin + maskPath(route.prefix);
    shownAddresses.set(route, known);
    return known;
  }

  function find(
    request: Pick<PlainRequest, "method" | "origin" | "path">,
  ): FoundProvider | undefined {
    const target = targetOf(request);
    const route = matcher.match(target);
    const tiers = route && tiersOf.get(route);
    if (target === undefined || route === undefined || !tiers?.length) return undefined;
    return { target, route, tiers };
  }

  function dress(found: FoundProvider, request: PlainRequest): DressedRequest | undefined {
    const { target, route, tiers } = found;
    const { fields } = request;
    const announced = announcedCall(valuesOf(fields, "traceparent")[0]);
    const exact: RequestContext | undefined = announced ?? request.context;
    const carried = carriedCredentials(fields, request.path);
    const modelInPath = MODEL_IN_PATH.exec(target.path)?.[1];

    const provider = ownerAmong(tiers, exact, carried, modelInPath);
    if (provider === undefined) {
      guest.sayOnce("warn", `ambiguous ${route.origin}${route.prefix}`, () =>
        ambiguous(route, shownAddress(route)),
      );
      return undefined;
    }
    const { entry } = provider;
    const named = exact?.providerId !== undefined && isProvider(provider, exact.providerId);
    const ambient = exact === undefined ? currentContext() : undefined;
    const context = [exact, ambient].find((one) => one !== undefined && fits(provider, one));

    const modelId = context?.modelId ?? modelInPath;
    const plan = provider.planFor(modelId);
    const values = placeholderValues(provider, plan, context, modelId, fields, exact !== undefined);
    const proven =
      named || carriesCredentialOf(entry, carried) || carriesSecretOf(plan, fields, values);
    const options = { withSecrets: proven };
    const mended = withoutRefused(entry.refused ?? [], fields);
    const dressed = applyHeaderPlan(plan, mended, values, options);

    sayOfBuiltIn(provider, plan, dressed);
    if (!proven) sayOfSecrets(provider, plan, values, dressed);

    return {
      fields: dressed,
      endpoint: shownAddress(route) + target.path.slice(route.prefix.length),
      keyPrefix: () =>
        carried.map(({ value }) => publicKeyPrefix(value)).find((prefix) => prefix !== undefined),
      call: {
        providerId: entry.source === undefined && named ? (exact.providerId ?? entry.id) : entry.id,
        modelId: context?.modelId,
        wireModel: announced?.wireModel ?? modelInPath,
        sessionId: context?.sessionId,
        runId: context?.runId,
      },
      isModelCall: proven || !READING_METHODS.has(request.method),
      refusedLength: refusedLength(entry.refused ?? []),
      removed: plan.fields.filter(({ value }) => value === null).map(({ name }) => name),
      missing: (sent) => headerChanges(plan, sent, values, options).map(({ name }) => name),
      sent: (sent) => [...sentFields(plan, sent, values), ...removedFields(plan, sent)],
      scrubber: () => {
        const scrubOwn = createScrubber([
          ...carried.map(({ value }) => value),
          ...secretsInAddress(request.path, target.origin),
          ...hiddenValues(plan, dressed),
        ]);
        return (text) => scrubOwn(scrub(text));
      },
    };
  }

  function sayOfBuiltIn(provider: CompiledProvider, plan: HeaderPlan, fields: FieldList): void {
    const { builtIn, entry } = provider;
    if (builtIn === undefined) return;
    const applied = plan.fields.some(
      (field) => field.layer === "built-in" && valuesOf(fields, field.name)[0] === field.text,
    );
    if (applied)
      guest.sayOnce("warn", `built-in ${entry.id}`, () => builtInNotice(builtIn, entry.id));
  }

  function sayOfSecrets(
    { entry }: CompiledProvider,
    plan: HeaderPlan,
    values: PlaceholderValues,
    fields: FieldList,
  ): void {
    if (!plan.fields.some((field) => field.secret)) return;
    const changes = headerChanges(plan, fields, values, { withSecrets: true });
    if (changes.length === 0) return;
    guest.sayOnce("warn", `withheld ${entry.id}`, () => {
      const names = changes.map(({ name }) => name).join(", ");
      return `provider-headers: a request to ${entry.id} carries no credential of that provider, so ${names} (secret) was not put on it. If it is a model call, send it with the provider's API key.`;
    });
  }

  return { find, dress };
}

function isProvider(provider: CompiledProvider, id: string): boolean {
  return provider.canonicalId === canonicalProviderId(id);
}

/** A context that names another provider was meant for another request. */
function fits(provider: CompiledProvider, context: RequestContext): boolean {
  return context.providerId === undefined || isProvider(provider, context.providerId);
}

/**
 * The entry that the request belongs to: of the longest base URL, unless its caller or its key names one of a shorter.
 * Where several are left they must make the same of it: mixing two tenants would be worse than doing nothing.
 */
function ownerAmong(
  tiers: FoundProvider["tiers"],
  exact: RequestContext | undefined,
  carried: readonly CarriedCredential[],
  modelInPath: string | undefined,
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

/** By the very id, else by what the alias table takes for the same. */
function namedAmong(
  providers: readonly CompiledProvider[],
  id: string | undefined,
): readonly CompiledProvider[] {
  if (id === undefined) return [];
  const exactly = providers.filter(({ entry }) => entry.id === id);
  return exactly.length > 0 ? exactly : providers.filter((provider) => isProvider(provider, id));
}

function ambiguous({ entries, wider }: ProviderRoute, address: string): string {
  const all = [...entries, ...wider.flatMap((route) => route.entries)];
  const ids = all.map(({ id }) => id).join(", ");
  return `provider-headers: ${ids} have one baseUrl (${address}) and different headers, and a request there did not tell which it belongs to: it was left alone. Give them different API keys or base URLs.`;
}

function placeholderValues(
  { entry }: CompiledProvider,
  plan: HeaderPlan,
  context: RequestContext | undefined,
  modelId: string | undefined,
  fields: FieldList,
  isExact: boolean,
): PlaceholderValues {
  if (context?.sessionId === undefined) return { modelId };
  // A digest that is there already came from somebody who knew; an ambient context may be somebody else's.
  const told =
    !isExact &&
    plan.fields.some(
      ({ template, name }) =>
        template !== undefined && valuesOf(fields, name).some((value) => DIGEST.test(value)),
    );
  return {
    modelId,
    sessionId: told ? undefined : sessionDigest(entry.id, context.sessionId, sha256),
  };
}

/** A request that a host has dressed already carries the configured secret itself. */
function carriesSecretOf(plan: HeaderPlan, fields: FieldList, values: PlaceholderValues): boolean {
  return plan.fields.some((field) => {
    const secret = field.secret ? valueForRequest(field, values) : undefined;
    return typeof secret === "string" && valuesOf(fields, field.name).includes(secret);
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

type Refused = NonNullable<CompiledProvider["entry"]["refused"]>;

/** Takes off what a host put on from a header that the configuration may not hold. */
function withoutRefused(refused: Refused, fields: FieldList): FieldList {
  if (refused.length === 0) return fields;
  const kept: FieldList = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const name = fields[at] ?? "";
    const value = fields[at + 1] ?? "";
    const isRefused = refused.some(
      (header) =>
        sameFieldName(String(name), header.name) &&
        trimFieldValue([value].flat().join(", ")) === trimFieldValue(header.value),
    );
    if (!isRefused) kept.push(name, value);
  }
  return kept.length === fields.length ? fields : kept;
}

function refusedLength(refused: Refused): number | undefined {
  const header = refused.find(({ name }) => sameFieldName(name, "content-length"));
  return header === undefined ? undefined : Number.parseInt(header.value, 10);
}

/** Every value that is shown masked; a provider may echo it. */
function hiddenValues(plan: HeaderPlan, fields: FieldList): string[] {
  return fields.flatMap((value, index) => {
    if (index % 2 === 0) return [];
    const name = normalizeFieldName(String(fields[index - 1]));
    const secret = plan.byName.get(name)?.secret;
    return [value].flat().filter((each) => maskFieldValue(name, each, { secret }) !== each);
  });
}

function removedFields(plan: HeaderPlan, fields: FieldList): SentHeader[] {
  const removed = plan.fields.filter(
    ({ name, value }) => value === null && valuesOf(fields, name).length === 0,
  );
  return [
    ...removed.map(({ name, layer, source }) => ({ name, layer, source })),
    ...plan.families.map(({ spelling, layer, source }) => ({ name: spelling, layer, source })),
  ].map((field) => ({ ...field, value: "", removed: true }));
}
