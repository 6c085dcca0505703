import { isChecked, type ProviderConfig } from "../config/provider-entries.ts";
import type { FailOpen } from "../guard/fail-open.ts";
import { type CompiledProvider, compileProvider } from "./compiled-provider.ts";
import {
  type BuiltInStatements,
  warnOfAmbiguity,
  warnOfBuiltIn,
  warnOfUnknownModel,
  warnOfWithheld,
} from "./plan-warnings.ts";
import { compileProviderMatcher, type ProviderRoute } from "./provider-match.ts";
import { isRepeated, type RepeatedRequest, showsAll, toBeRepeated } from "./repeated-request.ts";
import { ownerAmong, ownerEvidence } from "./request-owner.ts";
import { createPathMask } from "../secrets/address.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import {
  type PlainRequest,
  planRequest,
  type RequestPlan,
  type ShownRoute,
} from "./request-plan.ts";
import type { RequestTarget } from "./parse-target.ts";
import { targetOf } from "./request-target.ts";

/** A configuration, compiled: plans the requests of its providers. Immutable; a reload makes another. */
export interface RequestPlanner {
  /** Whether it makes a difference anywhere which model is asked. */
  readonly hasModelHeaders: boolean;
  /** Cheap, and undefined for nearly every request of a process. */
  find(request: Pick<PlainRequest, "method" | "origin" | "path">): FoundProvider | undefined;
  /** Undefined where it cannot be told which of several entries the request belongs to. */
  plan(found: FoundProvider, request: PlainRequest): RequestPlan | undefined;
}

export interface FoundProvider {
  /** What the configuration calls it, or the first of those that share its address. */
  readonly id: string;
  readonly target: RequestTarget;
  readonly route: ProviderRoute;
  /** Those of the longest base URL that holds the target, then those of the next longer, and so on. */
  readonly tiers: readonly (readonly CompiledProvider[])[];
}

/** `scrub` takes the secrets of the configuration out of text. */
export function createRequestPlanner(
  config: ProviderConfig,
  failOpen: FailOpen,
  scrub: Scrub,
  statements: BuiltInStatements,
): RequestPlanner {
  const { routes, match } = compileProviderMatcher(config);
  const compiled = new Map<ProviderRoute, CompiledProvider[]>();
  const tiersOf = new Map<ProviderRoute, CompiledProvider[][]>();

  /** Each when a first request needs it: a process asks few of many providers. */
  function compiledAt(route: ProviderRoute): CompiledProvider[] {
    const known = compiled.get(route) ?? compileAll(route, failOpen);
    compiled.set(route, known);
    return known;
  }

  function tiersAt(route: ProviderRoute): CompiledProvider[][] {
    const known = tiersOf.get(route);
    if (known !== undefined) return known;
    const tiers = [route, ...route.wider].map(compiledAt).filter((tier) => tier.length > 0);
    tiersOf.set(route, tiers);
    return tiers;
  }

  // What nobody has read yet may have faults, which are logged now.
  if (!isChecked(config)) for (const route of routes) compiledAt(route);

  const maskPath = createPathMask(config.secrets);
  const shown = new Map<ProviderRoute, ShownRoute>();
  const latest = new Map<ProviderRoute, RepeatedRequest>();

  function shownRoute(route: ProviderRoute): ShownRoute {
    const known = shown.get(route);
    if (known !== undefined) return known;
    const { origin, prefix } = route;
    const made = { prefix, address: origin + maskPath(prefix), scrub };
    shown.set(route, made);
    return made;
  }

  return {
    hasModelHeaders: routes.some(({ entries }) =>
      entries.some(({ models }) => models.some(({ layers }) => layers.length > 0)),
    ),
    find(request) {
      const target = targetOf(request);
      const route = match(target);
      const tiers = route && tiersAt(route);
      if (target === undefined || route === undefined || !tiers?.length) return undefined;
      return { id: route.entries[0]?.id ?? "", target, route, tiers };
    },
    plan(found, request) {
      const { target, route, tiers } = found;
      const isShown = showsAll(found, request);
      const known = isShown ? latest.get(route) : undefined;
      if (known !== undefined && isRepeated(known, request)) return known.plan;
      const evidence = ownerEvidence(request, target, tiers);
      const owner = ownerAmong(tiers, evidence);
      if (owner === undefined) {
        warnOfAmbiguity(route, shownRoute(route).address, failOpen);
        return undefined;
      }
      const plan = planRequest(owner, target, request, evidence, {
        shown: shownRoute(route),
        tiers,
      });
      warnOfBuiltIn(plan, failOpen, statements);
      warnOfWithheld(plan, failOpen);
      warnOfUnknownModel(plan, failOpen);
      const kept = isShown ? toBeRepeated(request, plan) : undefined;
      if (kept !== undefined) latest.set(route, kept);
      return plan;
    },
  };
}

function compileAll({ entries }: ProviderRoute, failOpen: FailOpen): CompiledProvider[] {
  return entries.flatMap((entry) => {
    try {
      return [compileProvider(entry)];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failOpen.log("error", `provider-headers: ${entry.id} is left alone. ${reason}`);
      return [];
    }
  });
}
