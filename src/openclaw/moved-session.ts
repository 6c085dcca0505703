import type { ReportedFailure } from "../guard/reported.ts";
import { sameModel } from "../guard/same-model.ts";
import type { HostCall } from "./host-calls.ts";
import type { StoredState } from "./stored-state.ts";
import { agentOf, type SkippedModel, type TurnWatch } from "./turn-watch.ts";

/** How long hosts leave the configured model out of a session (read in 2026.5.12 to 2026.8.1). Milliseconds. */
const STAY_MS = 300_000;

interface Known {
  readonly watch: Pick<TurnWatch, "turnOf">;
  readonly guard: { remembered(): { readonly failures: readonly ReportedFailure[] } };
  readonly stored: Pick<StoredState, "fallbackOf">;
}

/**
 * The model that a turn leaves out because its session stays with the fallback that answered before: 2026.5
 * and 2026.6 ask the fallback alone in later turns, and no plugin is told. Looked up when such a turn makes its first call.
 */
export function movedSkip(
  call: HostCall,
  { watch, guard, stored }: Known,
  now: number = Date.now(),
): SkippedModel | undefined {
  const { failures } = guard.remembered();
  const { runId, sessionKey } = call;
  const turn = watch.turnOf(runId);
  const isBegun = turn?.asked !== undefined && turn.answeredBy === undefined;
  if (failures.length === 0 || sessionKey === undefined || isBegun) return undefined;
  const agentId = call.agentId ?? agentOf(sessionKey);
  const fallback = stored.fallbackOf(agentId ?? "main", sessionKey);
  if (fallback === undefined || !sameModel(fallback.to, call)) return undefined;
  const failure = failures.findLast((one) => sameModel(one, fallback.from));
  if (failure === undefined) return undefined;
  const retryInMs = Math.max(0, failure.lastAt + STAY_MS - now);
  return { runId, sessionKey, agentId, prompt: call.prompt, model: fallback.from, retryInMs };
}
