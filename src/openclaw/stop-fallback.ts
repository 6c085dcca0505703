import type {
  AuthFailurePolicy,
  ModelCall,
  ObservedFailure,
  RememberingGuard,
} from "../guard/fallback-guard.ts";
import { sameProvider } from "../guard/same-model.ts";
import { fieldOf, type SetHook } from "./host-api.ts";
import type { HostCapabilities } from "./host-capabilities.ts";
import { hostCall } from "./host-calls.ts";
import type { Turn, TurnWatch } from "./turn-watch.ts";

/** Entries, by the user's names, whose refusal ends a turn (`onAuthFailure: "stop"`), until they answer again. */
export class StoppedProviders {
  readonly #policyOf: (providerId: string) => AuthFailurePolicy;
  #stopped: { readonly call: ModelCall; readonly reason: string }[] = [];

  readonly #scrub: (text: string) => string;

  /** `policyOf`: as it is now; one that was changed counts at once. `scrub`: over the reasons, which a host shows. */
  constructor(
    policyOf: (providerId: string) => AuthFailurePolicy,
    scrub: (text: string) => string = (text) => text,
  ) {
    this.#policyOf = policyOf;
    this.#scrub = scrub;
  }

  /** The same guard, listened to. */
  watching(guard: RememberingGuard): RememberingGuard {
    return {
      requestFailed: (failure) => {
        const classification = guard.requestFailed(failure);
        // Another failure is none to stop for: the next model may be asked.
        this.#release(failure);
        if (guard.decide(failure.providerId, classification) === "stop") this.#stop(failure);
        return classification;
      },
      requestSucceeded: (call) => {
        guard.requestSucceeded(call);
        // Without a model it may be a listing, which any client may ask for.
        if ((call.modelId ?? call.wireModel) !== undefined) this.#release(call);
      },
      turnEnded: (turn) => guard.turnEnded(turn),
      callSkipped: (call) => guard.callSkipped(call),
      noticeFor: (call) => guard.noticeFor(call),
      remembered: () => guard.remembered(),
      decide: (providerId, classification) => guard.decide(providerId, classification),
      close: () => guard.close(),
    };
  }

  /** Why no other model may be asked in this turn; undefined where one may. */
  reasonIn(turn: Turn, next: ModelCall | undefined): string | undefined {
    const tried = [...turn.called, ...turn.skipped];
    return this.#stopped.find(
      ({ call }) =>
        this.#policyOf(call.providerId) === "stop" &&
        tried.some(({ providerId }) => providerId === call.providerId) &&
        (next === undefined || !sameProvider(next, call)),
    )?.reason;
  }

  #release(call: ModelCall): void {
    this.#stopped = this.#stopped.filter((one) => one.call.providerId !== call.providerId);
  }

  #stop({ providerId, modelId, status }: ObservedFailure): void {
    const call = { providerId, modelId };
    const model = modelId === undefined ? providerId : `${providerId}/${modelId}`;
    const answer = status === undefined ? "" : ` (HTTP ${status})`;
    const reason = `${model} refused the request${answer}, and onAuthFailure is "stop": no other model is asked`;
    this.#stopped.push({ call, reason: this.#scrub(reason) });
  }
}

/** Keeps the host from asking another model after a refusal that `onAuthFailure: "stop"` is about. */
export function stopFallbacks(
  on: SetHook,
  { gate }: HostCapabilities,
  { watch, stopped }: { readonly watch: TurnWatch; readonly stopped: StoppedProviders },
): void {
  on(gate, (event, context) => {
    const turn = watch.turnAt(event, context);
    const reason = turn && stopped.reasonIn(turn, hostCall(undefined, context));
    if (reason === undefined) return undefined;
    return gate === "before_agent_run"
      ? { outcome: "block", reason, message: `provider-headers: ${reason}.` }
      : // There is no such model, so the host asks none and names this one in its message.
        { providerOverride: "provider-headers", modelOverride: reason };
  });
}

/** What a user has to allow before `stop` can work; undefined where nothing. */
export function missingPermission(config: unknown, { gate }: HostCapabilities): string | undefined {
  if (gate !== "before_agent_run") return undefined;
  const path = ["plugins", "entries", "provider-headers", "hooks", "allowConversationAccess"];
  return fieldOf(config, ...path) === true ? undefined : path.join(".");
}
