import type { ModelCall } from "../guard/fallback-guard.ts";
import { sameModel } from "../guard/same-model.ts";
import { fieldOf, textOf } from "./host-api.ts";
import { coolingProvider, isCoolDown } from "./host-texts.ts";
import type { Turn, TurnWatch } from "./turn-watch.ts";

/** `runtime.events.onAgentEvent`: 2026.3.13 and later. */
export function takeAgentEvent(watch: TurnWatch, event: unknown): void {
  const runId = textOf(event, "runId");
  const data = fieldOf(event, "data");
  if (runId === undefined) return;
  if (textOf(event, "stream") === "assistant") {
    takeAnswerText(watch.turnOf(runId), textOf(data, "text"));
    return;
  }
  const take = PHASES[textOf(data, "phase") ?? ""];
  if (textOf(event, "stream") !== "lifecycle" || take === undefined) return;
  const turn = watch.turn(runId, textOf(event, "sessionKey"));
  turn.sessionId = textOf(event, "sessionId") ?? turn.sessionId;
  take(watch, runId, turn, data);
}

/** `llm_output`: up to 2026.4.22, and before what it tells is sent to the user. */
export function takeModelOutput(watch: TurnWatch, event: unknown): void {
  const runId = textOf(event, "runId");
  const answer = fieldOf(event, "lastAssistant");
  const texts = fieldOf(event, "assistantTexts");
  if (runId === undefined || !Array.isArray(texts)) return;
  const hostText = textOf(answer, "errorMessage");
  if (hostText !== undefined || textOf(answer, "stopReason") === "error") {
    watch.awaitNext(runId, hostText);
    return;
  }
  watch.turn(runId).texts = texts.filter((text) => typeof text === "string");
  const model = modelOf(event, "provider", "model");
  watch.ended(runId, model, model);
}

/** What is answered so far; kept only where it may be another model's than the one that was asked. */
function takeAnswerText(turn: Turn | undefined, text: string | undefined): void {
  const last = turn?.called.at(-1);
  if (turn?.asked === undefined || last === undefined || text === undefined) return;
  if (!sameModel(turn.asked, last)) turn.texts = [text];
}

type TakePhase = (watch: TurnWatch, runId: string, turn: Turn, data: unknown) => void;

const PHASES: Readonly<Record<string, TakePhase>> = {
  /** From one model of the chain to the next, or to its end: 2026.4.26 and later. */
  fallback_step(watch, runId, _turn, data) {
    const from = modelNamed(textOf(data, "fallbackStepFromModel"));
    if (from === undefined) return;
    const outcome = textOf(data, "fallbackStepFinalOutcome");
    if (outcome === "succeeded") {
      watch.ended(runId, from, modelNamed(textOf(data, "fallbackStepToModel")));
      return;
    }
    const hostText = textOf(data, "fallbackStepFromFailureDetail");
    watch.callSkipped({ runId, model: from, hostText });
    if (outcome === "chain_exhausted") watch.ended(runId, from, undefined, hostText);
  },

  /** The turn summed up: 2026.3.13 and later, for messages that a reply is delivered to. */
  fallback(watch, runId, turn, data) {
    if (turn.ended) return;
    // Where the first model was left out, the first that was called is not the one that was asked.
    turn.asked = undefined;
    const attempts = fieldOf(data, "attempts");
    for (const attempt of Array.isArray(attempts) ? attempts : []) {
      const model = modelOf(attempt, "provider", "model");
      if (model) watch.callSkipped({ runId, model, hostText: textOf(attempt, "error") });
    }
    const selected = modelOf(data, "selectedProvider", "selectedModel");
    watch.ended(runId, selected, modelOf(data, "activeProvider", "activeModel"));
  },

  /** A model has done its part, well or badly (seen on 2026.6.11 and 2026.9.6). Another may still be asked, after an empty answer. */
  finishing(_watch, _runId, turn, data) {
    if (textOf(data, "error") === undefined) turn.answering = turn.called.at(-1);
  },

  /** The last model that was asked has answered. */
  end(watch, runId, turn) {
    const last = turn.called.at(-1);
    if (last !== undefined) watch.ended(runId, last, last);
  },

  /** An attempt ended badly. Another may follow where nothing says that it is over; a cool-down names itself. */
  error(watch, runId, turn, data) {
    const hostText = textOf(data, "error");
    if (hostText === undefined || turn.ended) return;
    const cooling =
      turn.called.length === 0 && isCoolDown(hostText) ? coolingProvider(hostText) : undefined;
    if (cooling !== undefined) {
      watch.callSkipped({ runId, model: { providerId: cooling }, hostText });
    }
    const isOver = ["executionSettled", "fallbackExhaustedFailure"].some(
      (key) => fieldOf(data, key) === true,
    );
    if (isOver) watch.ended(runId, turn.called.at(-1), undefined, hostText);
    else if (cooling !== undefined) watch.awaitNext(runId, hostText);
  },
};

/** `provider/model`, as hosts name one. */
export function modelNamed(name: string | undefined): ModelCall | undefined {
  const slash = name?.indexOf("/") ?? -1;
  if (name === undefined || slash < 1) return undefined;
  return { providerId: name.slice(0, slash), modelId: name.slice(slash + 1) };
}

function modelOf(value: unknown, provider: string, model: string): ModelCall | undefined {
  const providerId = textOf(value, provider);
  return providerId === undefined ? undefined : { providerId, modelId: textOf(value, model) };
}
