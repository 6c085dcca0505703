import type { ModelCall } from "../diagnosis/model-call.ts";
import { applyHeaderPlan } from "../headers/apply-plan.ts";
import { type FieldList, valuesOf } from "../headers/field-list.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import { type PlaceholderValues, sessionDigest } from "../headers/placeholders.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import type { CompiledProvider } from "./compiled-provider.ts";
import { asksAt, isKeyless, keylessObstacle } from "./keyless-route.ts";
import { withoutRefused } from "./refused-fields.ts";
import { currentContext, type RequestContext } from "./request-context.ts";
import {
  type CarriedCredential,
  carriesCredentialOf,
  carriesSecretOf,
  isProvider,
  type OwnerEvidence,
} from "./request-owner.ts";
import type { RequestTarget } from "./parse-target.ts";

/** A request before it is written, whichever client holds it. */
export interface PlainRequest {
  readonly method: string;
  /** Origin as the client holds it; a string or a URL object. */
  readonly origin: unknown;
  readonly path: string;
  readonly fields: FieldList;
  /** What the caller itself says: exact, unlike what `AsyncLocalStorage` says. */
  readonly context?: RequestContext | undefined;
  /** The model that its body names, as `modelAtTop` returns it; absent where the client has no body yet. */
  readonly modelInBody?: (() => string | null | undefined) | undefined;
}

/** What one request is to be, and all that a report of it is made from. */
export interface RequestPlan {
  readonly provider: CompiledProvider;
  readonly headers: HeaderPlan;
  /** What its placeholders stand for. */
  readonly values: PlaceholderValues;
  /** Whether it is known to be the provider's own, so that it gets the fields that carry a secret. */
  readonly withSecrets: boolean;
  /** Why it does not get them, where the entry has no key that it could carry. */
  readonly keyless?: string | undefined;
  /** It is a model call whose model is not known, and models of this provider have headers. */
  readonly isModelMissing?: boolean | undefined;
  /** With the plan on them. */
  readonly fields: FieldList;
  /** The same as HTTP/1.1 writes them, where that is known already. */
  readonly lines?: string | undefined;
  /** The credentials that it came with. */
  readonly carried: readonly CarriedCredential[];
  readonly call: ModelCall;
  /** Origin and path, without query; fit to be shown. */
  readonly endpoint: string;
  /** The base URL that it is asked under; fit to be shown. */
  readonly route: string;
  /** A page that a tool fetched from a provider's address is no model call, and its failure none of the guard's. */
  readonly isModelCall: boolean;
  /** The address as it is asked, query included: not to be shown. */
  readonly address: { readonly origin: string; readonly path: string };
  /** Takes the secrets of the configuration out of text. */
  readonly scrub: Scrub;
}

/** What of a route's address and of a configuration may be shown. */
export interface ShownRoute {
  readonly prefix: string;
  /** The base URL as it may be shown: a variable may stand in it. */
  readonly address: string;
  readonly scrub: Scrub;
}

/** What of its route a plan needs: what may be shown, and who else has it. */
export interface Surroundings {
  readonly shown: ShownRoute;
  readonly tiers: readonly (readonly CompiledProvider[])[];
}

/** RFC 9110 section 9.2.1: asking for a page, which no model call does. */
const READING_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const DIGEST = /[0-9a-f]{32}/u;

export function planRequest(
  provider: CompiledProvider,
  target: RequestTarget,
  { method, path, fields }: PlainRequest,
  { announced, exact, carried, modelInPath, modelNamed }: OwnerEvidence,
  { shown, tiers }: Surroundings,
): RequestPlan {
  const { entry } = provider;
  const named = exact?.providerId !== undefined && isProvider(provider, exact.providerId);
  const ambient = exact === undefined ? currentContext() : undefined;
  const told = exact ?? ambient;
  const context = told !== undefined && fits(provider, told) ? told : undefined;
  // What a body names may be the wire's name of a model, which says nothing of the configuration.
  const inBody = provider.configures(modelNamed) ? modelNamed : undefined;
  const modelId = context?.modelId ?? modelInPath ?? inBody;
  const headers = provider.planFor(modelId);
  // A digest that is there already came from somebody who knew; an ambient context may be somebody else's.
  const session = context?.sessionId;
  const keepsDigest = session !== undefined && context === ambient && holdsDigest(headers, fields);
  const values = {
    modelId,
    sessionId:
      session === undefined || keepsDigest ? undefined : sessionDigest(entry.id, session, sha256),
  };
  const isOwn =
    named ||
    carriesCredentialOf(entry, carried, provider.apis) ||
    carriesSecretOf(headers, fields, values);
  const keyless =
    isOwn || !isKeyless(entry)
      ? undefined
      : keylessObstacle(provider, tiers, { method, target, fields, carried });
  const withSecrets = isOwn || (isKeyless(entry) && keyless === undefined);
  const allowed = withoutRefused(entry.refused, fields);
  return {
    provider,
    headers,
    values,
    withSecrets,
    keyless,
    isModelMissing:
      method === "POST" &&
      provider.hasModelHeaders &&
      modelId === undefined &&
      modelNamed === undefined &&
      asksAt(provider, target) !== false,
    fields: applyHeaderPlan(headers, allowed, values, { withSecrets }),
    carried,
    call: {
      providerId: entry.source === undefined && named ? (exact.providerId ?? entry.id) : entry.id,
      modelId: context?.modelId,
      wireModel: announced?.wireModel ?? modelInPath,
      sessionId: context?.sessionId,
      runId: context?.runId,
    },
    route: shown.address,
    endpoint: shown.address + target.path.slice(shown.prefix.length),
    address: { origin: target.origin, path },
    scrub: shown.scrub,
    isModelCall: withSecrets || !READING_METHODS.has(method),
  };
}

/** A context that names another provider was meant for another request. */
function fits(provider: CompiledProvider, context: RequestContext): boolean {
  return context.providerId === undefined || isProvider(provider, context.providerId);
}

function holdsDigest(headers: HeaderPlan, fields: FieldList): boolean {
  return headers.fields.some(
    ({ template, name }) =>
      template !== undefined && valuesOf(fields, name).some((value) => DIGEST.test(value)),
  );
}

function sha256(text: string): string {
  // Not imported: few requests need it, and a process would start later.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("hex");
}
