import type { ProviderConfig } from "../config/provider-entries.ts";
import { sameProvider } from "../guard/same-model.ts";
import { type HostApi, textOf } from "./host-api.ts";
import { hostCall } from "./request-context.ts";
import type { StoredState } from "./stored-state.ts";
import { modelNamed, type TurnWatch } from "./turn-watch.ts";

/**
 * Hosts up to 2026.5 leave a provider out without telling anybody. What they go by is in their files: looked up when a
 * turn begins.
 */
export function tellStoredCoolDowns(
  api: HostApi,
  plugin: {
    readonly watch: TurnWatch;
    modelsOf(agentId: string): Pick<ProviderConfig, "models">;
  },
  stored: StoredState,
): void {
  const { watch } = plugin;

  api.on("before_model_resolve", async (event, context) => {
    const sessionKey = textOf(context, "sessionKey") ?? textOf(context, "sessionId") ?? "";
    const agentId = textOf(context, "agentId") ?? "main";
    const turn = watch.turnAt(event, context);
    if (turn !== undefined && turn.called.length > 0) return;
    const asked =
      (await stored.chosenModel(agentId, sessionKey)) ??
      modelNamed(plugin.modelsOf(agentId).models.primary);
    // Where the host names the model, it is the one that will be asked.
    const next = hostCall(undefined, context);
    if (asked === undefined || (next !== undefined && sameProvider(asked, next))) return;
    const retryInMs = await stored.coolDown(agentId, asked.providerId);
    if (retryInMs === undefined) return;
    watch.callSkipped({ runId: textOf(context, "runId"), sessionKey, model: asked, retryInMs });
  });
}
