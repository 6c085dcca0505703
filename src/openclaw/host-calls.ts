import type { Installation } from "../transport/install.ts";
import type { HostCapabilities } from "./host-capabilities.ts";
import { fieldOf, type SetHook, textOf } from "./host-api.ts";

/** A model call that a host is about to make. */
export interface HostCall {
  readonly providerId: string;
  readonly modelId: string;
  readonly runId: string | undefined;
  readonly sessionId: string | undefined;
  readonly sessionKey: string | undefined;
  readonly agentId: string | undefined;
  readonly prompt: string | undefined;
}

/** Ties the host's model calls to their requests, and reports each to `started` before its request is made. */
export function announceHostCalls(
  on: SetHook,
  capabilities: HostCapabilities,
  installation: () => Pick<Installation, "announceCall" | "enterContext"> | undefined,
  started: (call: HostCall) => void,
): void {
  if (capabilities.announcesCalls) {
    on("model_call_started", (event, context) => {
      const call = hostCall(event, context);
      if (call === undefined) return;
      started(call);
      const traceId = textOf(context, "trace", "traceId");
      const spanId = textOf(context, "trace", "spanId");
      if (traceId === undefined || spanId === undefined) return;
      const { providerId, modelId, runId, sessionId } = call;
      installation()?.announceCall({ providerId, modelId, runId, sessionId, traceId, spanId });
    });
  }
  if (capabilities.opensConversations) {
    on("llm_input", (event, context) => {
      const call = hostCall(event, context);
      if (call === undefined) return;
      started(call);
      const { providerId, modelId, runId, sessionId } = call;
      installation()?.enterContext({ providerId, modelId, runId, sessionId });
    });
  }
}

export function hostCall(event: unknown, context: unknown): HostCall | undefined {
  const told = (key: string) => textOf(event, key) ?? textOf(context, key);
  const providerId = told("provider") ?? told("modelProviderId");
  const modelId = told("model") ?? told("modelId");
  if (providerId === undefined || modelId === undefined) return undefined;
  const prompt = fieldOf(event, "prompt");
  const sessionKey = told("sessionKey");
  return {
    providerId,
    modelId,
    runId: told("runId"),
    sessionId: told("sessionId"),
    sessionKey,
    agentId: told("agentId"),
    prompt: typeof prompt === "string" ? prompt : undefined,
  };
}
