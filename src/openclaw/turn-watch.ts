import type { FallbackGuard, ModelCall } from "../guard/fallback-guard.ts";
import { sameModel, sameProvider } from "../guard/same-model.ts";
import { fieldOf, textOf } from "./host-api.ts";
import type { HostCall } from "./request-context.ts";

/** What is known of one run: a message and all that was tried to answer it. */
export interface Turn {
  /** Models that a request was about to be made for, in order. */
  readonly called: ModelCall[];
  /** Models that the host left out. */
  readonly skipped: ModelCall[];
  sessionId?: string | undefined;
  sessionKey?: string | undefined;
  agentId?: string | undefined;
  prompt?: string | undefined;
  /** Who was asked first. */
  asked?: ModelCall | undefined;
  answeredBy?: ModelCall | undefined;
  /** The texts of the answer, where the host tells them. */
  texts?: readonly string[] | undefined;
  ended: boolean;
  lastAt: number;
}

export interface SkippedModel {
  /** One of both at least: some hooks of older hosts name the session only. */
  readonly runId: string | undefined;
  readonly sessionKey?: string | undefined;
  readonly model: ModelCall;
  readonly hostText?: string | undefined;
  readonly retryInMs?: number | undefined;
}

export interface TurnWatchOptions {
  readonly guard: () => Pick<FallbackGuard, "turnEnded" | "callSkipped">;
  /** A call under the name that the user gave its provider. */
  readonly asWritten: (call: ModelCall) => ModelCall;
  /** Takes secrets out of a host's text: providers echo keys in their errors, and hosts quote those. */
  readonly scrub: (text: string) => string;
  readonly now?: () => number;
}

const MOST_TURNS = 256;
/** How long a host may take from one model to the next: 1 to 10 s were seen on a busy machine. Milliseconds. */
const NEXT_MODEL_MS = 20_000;
/** An identical message this soon after is taken for the same turn, where a host does not name the run. Milliseconds. */
const SAME_TURN_MS = 60_000;

/** Follows the host's turns by what its hooks and events say, and tells the guard how each ended. */
export class TurnWatch {
  readonly #options: TurnWatchOptions;
  readonly #now: () => number;
  /** By run, oldest first. A turn whose run is not known yet stands under its session. */
  readonly #turns = new Map<string, Turn>();
  /** Runs whose latest model has failed, where the host does not say whether another is asked. */
  readonly #unanswered = new Map<string, () => void>();

  constructor(options: TurnWatchOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The turn of a run; undefined where nothing was seen of it. */
  turnOf(runId: string | undefined): Turn | undefined {
    return runId === undefined ? undefined : this.#turns.get(runId);
  }

  /**
   * The turn that a hook is about. 2026.2.19 names the session only: a fallback is then the attempt that follows with
   * the very same message.
   */
  turnAt(event: unknown, context: unknown): Turn | undefined {
    const runId = textOf(context, "runId") ?? textOf(event, "runId");
    if (runId !== undefined) return this.turnOf(runId);
    const sessionKey = textOf(context, "sessionKey") ?? textOf(context, "sessionId");
    const begun = this.#turns.get(underSession(sessionKey));
    if (begun !== undefined) return begun;
    const prompt = fieldOf(event, "prompt");
    const latest = [...this.#turns.values()].findLast((turn) => turn.sessionKey === sessionKey);
    if (latest?.prompt === undefined || typeof prompt !== "string") return undefined;
    const isRecent = this.#now() - latest.lastAt < SAME_TURN_MS;
    return isRecent && latest.prompt.includes(prompt) ? latest : undefined;
  }

  /** The latest turn whose answer begins with this text, or that begins with this answer. */
  answeredWith(content: string): Turn | undefined {
    return [...this.#turns.values()].findLast(({ texts = [] }) =>
      texts.some((text) => text !== "" && content.startsWith(text)),
    );
  }

  /** A request is about to be made. */
  callStarted(call: HostCall): void {
    if (call.runId === undefined) return;
    const sessionKey = call.sessionKey ?? call.sessionId;
    const turn = this.#open(call.runId, sessionKey);
    turn.sessionId = call.sessionId ?? turn.sessionId;
    turn.agentId = call.agentId ?? turn.agentId;
    turn.prompt = call.prompt ?? turn.prompt;
    this.#unanswered.delete(call.runId);
    const { providerId, modelId } = call;
    const model = this.#options.asWritten({ providerId, modelId });
    turn.asked ??= model;
    turn.called.push(model);
  }

  /** The host left a model out for an earlier failure, unless this turn has asked it. */
  callSkipped({ runId, sessionKey, model, hostText, retryInMs }: SkippedModel): void {
    const turn = this.#open(runId ?? underSession(sessionKey), sessionKey);
    const skipped = this.#options.asWritten(model);
    turn.asked ??= skipped;
    // A model that has no key, say, is not asked either: the host says that itself, and it is no cool-down.
    if (hostText !== undefined && !COOL_DOWN.test(hostText)) return;
    const isSame = (one: ModelCall) =>
      skipped.modelId === undefined ? sameProvider(one, skipped) : sameModel(one, skipped);
    if ([...turn.called, ...turn.skipped].some(isSame)) return;
    turn.skipped.push(skipped);
    this.#options.guard().callSkipped({
      ...skipped,
      runId,
      sessionId: turn.sessionId,
      retryInMs: retryInMs ?? retryTime(hostText, this.#now()),
      hostText: hostText && this.#options.scrub(hostText),
    });
  }

  /** A model has answered, or none (`answeredBy` undefined). */
  ended(
    runId: string | undefined,
    asked: ModelCall | undefined,
    answeredBy: ModelCall | undefined,
    hostText?: string | undefined,
  ): void {
    if (runId === undefined) return;
    const turn = this.#open(runId);
    if (turn.ended) return;
    turn.asked ??= asked && this.#options.asWritten(asked);
    if (turn.asked === undefined) return;
    turn.ended = true;
    turn.answeredBy = answeredBy && this.#options.asWritten(answeredBy);
    const of = { runId, sessionId: turn.sessionId };
    this.#options.guard().turnEnded({
      asked: { ...turn.asked, ...of },
      answeredBy: turn.answeredBy && { ...turn.answeredBy, ...of },
      hostText: hostText && this.#options.scrub(hostText),
    });
  }

  /** `llm_output`: up to 2026.4, and before what it tells is sent to the user. */
  modelSpoke(event: unknown): void {
    const runId = textOf(event, "runId");
    const answer = fieldOf(event, "lastAssistant");
    const texts = fieldOf(event, "assistantTexts");
    if (runId === undefined || !Array.isArray(texts)) return;
    const hostText = textOf(answer, "errorMessage");
    if (hostText !== undefined || textOf(answer, "stopReason") === "error") {
      this.#awaitNext(runId, hostText);
      return;
    }
    this.#open(runId).texts = texts.filter((text) => typeof text === "string");
    const model = modelOf(event, "provider", "model");
    this.ended(runId, model, model);
  }

  /** Tells of turns that no other model has answered yet: the process ends. */
  close(): void {
    for (const tell of this.#unanswered.values()) tell();
  }

  /** These hosts do not say that nobody else is asked: told when no other call has begun in time. */
  #awaitNext(runId: string, hostText: string | undefined): void {
    const tell = () => {
      if (this.#unanswered.get(runId) !== tell) return;
      this.#unanswered.delete(runId);
      this.ended(runId, undefined, undefined, hostText);
    };
    this.#unanswered.set(runId, tell);
    setTimeout(tell, NEXT_MODEL_MS).unref();
  }

  /** `runtime.events.onAgentEvent`: 2026.3.13 and later. */
  agentEvent(event: unknown): void {
    const runId = textOf(event, "runId");
    if (runId === undefined || textOf(event, "stream") !== "lifecycle") return;
    const data = fieldOf(event, "data");
    const tell = PHASES[textOf(data, "phase") ?? ""];
    if (tell === undefined) return;
    const turn = this.#open(runId, textOf(event, "sessionKey"));
    turn.sessionId = textOf(event, "sessionId") ?? turn.sessionId;
    tell(this, runId, turn, data);
  }

  #open(key: string, sessionKey?: string | undefined): Turn {
    let turn = this.#turns.get(key);
    if (turn === undefined) {
      // What was skipped before the run had a name belongs to it.
      const begun = this.#turns.get(underSession(sessionKey));
      this.#turns.delete(underSession(sessionKey));
      turn = begun ?? { called: [], skipped: [], ended: false, lastAt: 0 };
      this.#turns.set(key, turn);
      if (this.#turns.size > MOST_TURNS) {
        const [oldest] = this.#turns.keys();
        if (oldest !== undefined) this.#turns.delete(oldest);
      }
    }
    turn.sessionKey = sessionKey ?? turn.sessionKey;
    turn.lastAt = this.#now();
    return turn;
  }
}

const underSession = (sessionKey: string | undefined) => `session ${sessionKey ?? ""}`;

type TellPhase = (watch: TurnWatch, runId: string, turn: Turn, data: unknown) => void;

const PHASES: Readonly<Record<string, TellPhase>> = {
  /** From one model of the chain to the next, or to its end: 2026.5.12 and later. */
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

  /** The last model that was asked has answered. */
  end(watch, runId, turn) {
    const last = turn.called.at(-1);
    if (last !== undefined) watch.ended(runId, last, last);
  },

  /** An attempt ended badly. Up to 2026.5 another may follow; a cool-down names itself. */
  error(watch, runId, turn, data) {
    const hostText = textOf(data, "error");
    if (hostText === undefined || turn.ended) return;
    if (turn.called.length > 0) {
      const isOver = ["executionSettled", "fallbackExhaustedFailure"].some(
        (key) => fieldOf(data, key) === true,
      );
      if (isOver) watch.ended(runId, turn.called.at(-1), undefined, hostText);
      return;
    }
    const providerId = COOL_DOWN_OF.exec(hostText)
      ?.slice(1)
      .find((id) => id !== undefined);
    if (providerId === undefined) return;
    watch.callSkipped({ runId, model: { providerId }, hostText });
    watch.ended(runId, { providerId }, undefined, hostText);
  },
};

/** What hosts call it. */
const COOL_DOWN = /cool-?down|temporarily disabled|has \S+ issue|No available auth profile/iu;

/** `Inline API key for provider "x" is temporarily disabled ...` (2026.9.6), `No available auth profile for x (...)` (2026.2.19). */
const COOL_DOWN_OF =
  /for provider "([^"]+)" is temporarily disabled|No available auth profile for (\S+)|Provider (\S+) (?:is in cooldown|has \S+ issue)/u;

export function modelNamed(name: string | undefined): ModelCall | undefined {
  const slash = name?.indexOf("/") ?? -1;
  if (name === undefined || slash < 1) return undefined;
  return { providerId: name.slice(0, slash), modelId: name.slice(slash + 1) };
}

function modelOf(value: unknown, provider: string, model: string): ModelCall | undefined {
  const providerId = textOf(value, provider);
  return providerId === undefined ? undefined : { providerId, modelId: textOf(value, model) };
}

const UNIT_MS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** `Retry after about 1 minute`: as hosts say when they try again. */
export function retryTime(hostText: string | undefined, now: number): number | undefined {
  const about = /retry (?:after|in) (?:about )?(\d+) (second|minute|hour|day)s?/iu.exec(
    hostText ?? "",
  );
  const unit = UNIT_MS[about?.[2]?.toLowerCase() ?? ""];
  if (about !== null && unit !== undefined) return Number(about[1]) * unit;
  const until = /until (\d{4}-\d\d-\d\dT[\d:.]+Z)/u.exec(hostText ?? "")?.[1];
  const left = until === undefined ? Number.NaN : Date.parse(until) - now;
  return left > 0 ? left : undefined;
}
