import { agentFallbacksOf, type ModelOrder, orderOfAgent } from "../config/agent-models.ts";
import type { ProviderConfig } from "../config/provider-entries.ts";
import { orderNames, sameTarget, targetParser } from "./model-target.ts";
import { isUntried, type ProbeResult } from "./probe-result.ts";

export interface FailoverStep {
  /** As the configuration names it. */
  readonly name: string;
  /** Undefined where it was not asked this time. */
  readonly result: ProbeResult | undefined;
}

export interface FailoverWalk {
  /** Whose turn it is; none stands for every agent that has no order of its own. */
  readonly agents: readonly string[];
  readonly steps: readonly FailoverStep[];
  /** Null where none would answer, or where it cannot be told. */
  readonly answers: string | null;
  readonly text: string;
  /** What a cool-down of a running host may change about it; null where there is none to think of. */
  readonly note: string | null;
}

interface WalkOptions {
  readonly tried: boolean;
  readonly ofHost: boolean;
  /** Of that OpenClaw; undefined where it is not known. */
  readonly version?: string | undefined;
}

const ONLY_TRIED = "That is with the header that was tried, which is not in the configuration.";

/**
 * Who would answer a turn: the configured primary, else the first fallback that answers. First that of the defaults,
 * then those of agents with another order, one for all that share it; none without a primary. `tried`: the results are
 * those of headers that are not written yet. `ofHost`: an OpenClaw reads this configuration.
 */
export function walkFailover(
  config: ProviderConfig,
  results: readonly ProbeResult[],
  { tried, ofHost, version }: WalkOptions,
): FailoverWalk[] {
  const parse = targetParser(config);
  const failed = results.some((result) => result.verdict !== "answers" && !isUntried(result));
  const note = ofHost && failed ? COOL_DOWN_NOTE : null;
  return modelOrders(config, version).flatMap(({ agents, order }) => {
    if (order.primary === undefined) return [];
    const steps = orderNames(order).map((name) => {
      const target = parse(name);
      return { name, result: results.find((result) => sameTarget(result.target, target)) };
    });
    const { answers, text } = outcome(order.primary, steps);
    return { agents, steps, answers, text: tried ? `${text} ${ONLY_TRIED}` : text, note };
  });
}

/** The order of the defaults, then each other one with the agents that have it. */
export function modelOrders(
  { models, agents }: ProviderConfig,
  version: string | undefined,
): readonly { readonly agents: readonly string[]; readonly order: ModelOrder }[] {
  const fallbacks = agentFallbacksOf(version);
  const others = new Map<string, { agents: string[]; order: ModelOrder }>();
  for (const id of agents?.own.keys() ?? []) {
    const order = orderOfAgent(models, agents, id, fallbacks);
    const key = JSON.stringify(orderNames(order));
    const known = others.get(key);
    if (known === undefined) others.set(key, { agents: [id], order });
    else known.agents.push(id);
  }
  others.delete(JSON.stringify(orderNames(models)));
  return [{ agents: [], order: models }, ...others.values()];
}

function outcome(
  primary: string,
  steps: readonly FailoverStep[],
): { answers: string | null; text: string } {
  const unknown: string[] = [];
  for (const { name, result } of steps) {
    if (result === undefined || isUntried(result)) {
      unknown.push(name);
      continue;
    }
    if (result.verdict === "answers") {
      if (unknown.length > 0) {
        const text = `${name} answers, but whether ${unknown.join(" or ")} would answer before it was not tried.`;
        return { answers: null, text };
      }
      const text =
        name === primary
          ? `${name} would answer, as asked for.`
          : `${name} would answer instead of ${primary}.`;
      return { answers: name, text };
    }
    if (result.stops === true) {
      const text = `No model would answer after ${name}: its onAuthFailure is "stop".`;
      return { answers: null, text };
    }
  }
  const text =
    unknown.length === 0
      ? "No model would answer."
      : `Which model would answer is not known: ${unknown.join(" and ")} ${unknown.length === 1 ? "was" : "were"} not tried.`;
  return { answers: null, text };
}

/**
 * Hosts keep it in the profile store: `auth-profiles.json`, later `auth-state.json` (openclaw/openclaw #70903,
 * 2026-04), SQLite from the summer of 2026 on (#107671). One to sixty minutes by the number of failures (#17853).
 */
const COOL_DOWN_NOTE =
  "A running OpenClaw may still hold a provider on cool-down from earlier failures, and then sends it nothing, " +
  "whatever is said here: a minute or two after a first failure, up to an hour after several, hours after a billing failure. " +
  "Wait; or, for a key in an auth profile, stop the gateway, take cooldownUntil, disabledUntil and errorCount of that " +
  "profile out of usageStats in ~/.openclaw/agents/<agent>/agent/auth-profiles.json (later versions: auth-state.json), " +
  "and start it again.";
