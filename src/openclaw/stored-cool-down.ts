import type { ProviderConfig } from "../config/provider-entries.ts";
import { durationText } from "../report/duration.ts";
import { sameProvider } from "../guard/same-model.ts";
import { canonicalProviderId } from "../providers/find.ts";
import { textOf } from "./host-api.ts";
import { modelNamed } from "./host-events.ts";
import { hostCall } from "./host-calls.ts";
import type { StoredState } from "./stored-state.ts";
import { sessionOf, type SkippedModel, type TurnWatch } from "./turn-watch.ts";

interface Orders {
  modelsOf(agentId: string | undefined): Pick<ProviderConfig, "models">;
}

/**
 * The model that a turn is about to leave out, as hosts do without telling anybody before 2026.4.26: looked up in what they
 * store when a turn begins (`before_model_resolve`).
 */
export function storedSkip(
  event: unknown,
  context: unknown,
  {
    watch,
    orders,
    stored,
  }: { watch: Pick<TurnWatch, "turnAt">; orders: Orders; stored: StoredState },
): SkippedModel | undefined {
  if ((watch.turnAt(event, context)?.called.length ?? 0) > 0) return undefined;
  const agentId = textOf(context, "agentId") ?? "main";
  const coolDowns = stored.coolDowns(agentId);
  if (coolDowns.size === 0) return undefined;
  const sessionKey = sessionOf(context) ?? "";
  const primary = modelNamed(orders.modelsOf(agentId).models.primary);
  const asked = stored.chosenModel(agentId, sessionKey) ?? primary;
  // Where the host names the model, it is the one that will be asked.
  const next = hostCall(undefined, context);
  if (asked === undefined || (next !== undefined && sameProvider(asked, next))) return undefined;
  const retryInMs = coolDowns.get(canonicalProviderId(asked.providerId));
  if (retryInMs === undefined) return undefined;
  const prompt = textOf(event, "prompt");
  const runId = textOf(context, "runId");
  return { runId, sessionKey, agentId, prompt, model: asked, retryInMs };
}

/**
 * Said when the plugin is loaded: without another model to ask, 2026.2.19 ends a turn of a key on cool-down before any
 * hook.
 */
export function restingProviderText(orders: Orders, stored: StoredState): string | undefined {
  const primary = modelNamed(orders.modelsOf(undefined).models.primary);
  if (primary === undefined) return undefined;
  const left = stored.coolDowns("main").get(canonicalProviderId(primary.providerId));
  return left === undefined
    ? undefined
    : `provider-headers: OpenClaw keeps the key of ${primary.providerId} on cool-down after an earlier failure and sends it nothing, even if the cause is fixed; it is asked again in ${durationText(left)}`;
}
