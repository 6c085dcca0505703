import type { HeaderLayer } from "./header-layer.ts";
import { compileHeaderPlan, type HeaderPlan } from "./header-plan.ts";

interface KeptPlan {
  readonly plan: HeaderPlan;
  /** What they said: layers are a caller's objects and may be written to. */
  readonly said: readonly HeaderLayer[];
}

const kept = new WeakMap<HeaderLayer, KeptPlan>();

/** The plan of these very layers, compiled once as long as they say the same. Throws `InvalidHeadersError`. */
export function keptPlanOf(layers: readonly HeaderLayer[]): HeaderPlan {
  const [first] = layers;
  const known = first && kept.get(first);
  if (known !== undefined && areSaid(layers, known.said)) return known.plan;
  const plan = compileHeaderPlan(layers);
  const said = layers.map((layer) => ({ ...layer, headers: { ...layer.headers } }));
  if (first !== undefined) kept.set(first, { plan, said });
  return plan;
}

function areSaid(layers: readonly HeaderLayer[], said: readonly HeaderLayer[]): boolean {
  if (layers.length !== said.length) return false;
  return layers.every(({ layer, sources, secrets, headers }, at) => {
    const before = said[at];
    if (layer !== before?.layer || sources !== before.sources) return false;
    return secrets === before.secrets && sameHeaders(headers, before.headers);
  });
}

function sameHeaders(some: HeaderLayer["headers"], others: HeaderLayer["headers"]): boolean {
  const names = Object.keys(some);
  if (names.length !== Object.keys(others).length) return false;
  return names.every((name) => some[name] === others[name]);
}
