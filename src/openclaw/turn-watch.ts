import { copiedText } from "../diagnosis/copied-text.ts";
import type { FallbackGuard, ModelCall } from "../guard/fallback-guard.ts";
import { sameModel, sameProvider } from "../guard/same-model.ts";
import { textOf } from "./host-api.ts";
import { isCoolDown, retryTime } from "./host-texts.ts";
import type { HostCall } from "./host-calls.ts";

/** What is known of one run: a message and all that was tried to answer it. */
export interface Turn {
  /** Models that a request was about to be made for, each once, the latest last. */
  readonly called: ModelCall[];
  /** Models that the host left out. */
  readonly skipped: ModelCall[];
  sessionId?: string | undefined;
  sessionKey?: string | undefined;
  agentId?: string | undefined;
  /** The end of the message; forgotten with `texts`. */
  prompt?: string | undefined;
  /** Who was asked first. */
  asked?: ModelCall | undefined;
  answeredBy?: ModelCall | undefined;
  /** Who has written an answer of a turn that is not over: with `agent --deliver` it ends after its delivery. */
  answering?: ModelCall | undefined;
  /** The texts of the answer, where the host tells them. */
  texts?: readonly string[] | undefined;
  ended: boolean;
  lastAt: number;
}

export interface SkippedModel {
  /** One of both at least: some hooks of older hosts name the session only. */
  readonly runId: string | undefined;
  readonly sessionKey?: string | undefined;
  readonly agentId?: string | undefined;
  readonly prompt?: string | undefined;
  readonly model: ModelCall;
  /** What the host says of it; without one, `retryInMs` must say that it is a cool-down. */
  readonly hostText?: string | undefined;
  readonly retryInMs?: number | undefined;
}

export interface TurnWatchOptions {
  readonly guard: () => Pick<FallbackGuard, "turnEnded" | "callSkipped">;
  /** A call under the name that the user gave its provider. */
  readonly asWritten: (call: ModelCall) => ModelCall;
  /** Takes secrets out of a host's text: providers echo keys in their errors, and hosts quote those. */
  readonly scrub: (text: string) => string;
  /** Who is asked after a model; `null` for nobody. */
  readonly nextModel?: (agentId: string | undefined, call: ModelCall) => string | null | undefined;
  /** Milliseconds until the host asks a provider again, where its own text does not say it. */
  readonly retryInMs?: (agentId: string | undefined, call: ModelCall) => number | undefined;
  readonly now?: () => number;
}

const MOST_TURNS = 256;
/** How long a host may take from one model to the next: 1 to 10 s were seen on a busy machine. Milliseconds. */
const NEXT_MODEL_MS = 20_000;
/** How long after an answer its text may still be on its way to the user. Milliseconds. */
const DELIVERY_MS = 120_000;
/** Enough of a message to know it again. Characters. */
const PROMPT_TAIL = 2000;
/** A long answer is delivered in pieces; a piece this long is no other answer's by chance. Characters. */
const TELLING_PIECE = 200;

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
   * The turn that a hook is about. 2026.2.19 names the session only: a next attempt is then one with the very same
   * message, soon after one that was not answered.
   */
  turnAt(event: unknown, context: unknown): Turn | undefined {
    const runId = textOf(context, "runId") ?? textOf(event, "runId");
    if (runId !== undefined) {
      const turn = this.turnOf(runId);
      return turn !== undefined && this.#isOver(turn) ? undefined : turn;
    }
    const sessionKey = sessionOf(context);
    const prompt = endOf(textOf(event, "prompt"));
    if (prompt === undefined) return undefined;
    return [...this.#turns.values()].findLast(
      (turn) =>
        turn.sessionKey === sessionKey && this.#isUnderWay(turn) && endsWith(turn.prompt, prompt),
    );
  }

  /** Hosts use a run's name again, as that of a scheduled job: what comes a while after the end is another turn. */
  #isOver({ ended, lastAt }: Turn): boolean {
    return ended && this.#now() - lastAt >= NEXT_MODEL_MS;
  }

  #isUnderWay({ answeredBy, lastAt }: Turn): boolean {
    return answeredBy === undefined && this.#now() - lastAt < NEXT_MODEL_MS;
  }

  /**
   * The turn that another model answered with this text, or whose answer begins with it, if that is the latest with such
   * an answer; of this session, where the host names one.
   */
  answeredWith(
    content: string,
    sessionKey?: string | undefined,
  ): { readonly runId: string; readonly turn: Turn } | undefined {
    const since = this.#now() - DELIVERY_MS;
    const found = [...this.#turns].findLast(
      ([, turn]) =>
        turn.lastAt >= since &&
        mayBeOf(turn, sessionKey) &&
        turn.texts?.some((text) => text !== "" && isDeliveryOf(content, text)),
    );
    return found && isOfAnother(found[1]) ? { runId: found[0], turn: found[1] } : undefined;
  }

  /** Who was asked in the turn of this session that a model answers just now. */
  answerUnderWay(
    model: ModelCall,
    sessionKey: string | undefined,
  ):
    | { readonly runId: string; readonly asked: ModelCall; readonly answeredBy: ModelCall }
    | undefined {
    const answeredBy = this.#options.asWritten(model);
    const found = [...this.#turns].findLast(
      ([, turn]) => mayBeOf(turn, sessionKey) && turn.called.length > 0,
    );
    const asked = found?.[1].asked;
    const last = found?.[1].called.at(-1);
    if (found === undefined || asked === undefined || last === undefined) return undefined;
    return sameModel(last, answeredBy) ? { runId: found[0], asked, answeredBy } : undefined;
  }

  /** A request is about to be made. */
  callStarted(call: HostCall): void {
    if (call.runId === undefined) return;
    const sessionKey = call.sessionKey ?? call.sessionId;
    // Soon after nobody answered it is the next model.
    if (this.#turns.get(call.runId)?.answeredBy !== undefined) this.#turns.delete(call.runId);
    const turn = this.turn(call.runId, sessionKey);
    turn.ended = false;
    turn.answering = undefined;
    turn.sessionId = call.sessionId ?? turn.sessionId;
    turn.agentId = call.agentId ?? turn.agentId;
    turn.prompt = endOf(call.prompt) ?? turn.prompt;
    this.#unanswered.delete(call.runId);
    const { providerId, modelId } = call;
    const model = this.#options.asWritten({ providerId, modelId });
    turn.asked ??= model;
    const index = turn.called.findIndex((one) => sameModel(one, model));
    if (index >= 0) turn.called.splice(index, 1);
    turn.called.push(model);
  }

  /** The host left a model out for an earlier failure, unless this turn has asked it. */
  callSkipped({
    runId,
    sessionKey,
    agentId,
    prompt,
    model,
    hostText,
    retryInMs,
  }: SkippedModel): void {
    const key = runId ?? underSession(sessionKey);
    const before = this.#turns.get(key);
    const message = endOf(prompt);
    const isSameMessage =
      before !== undefined && this.#isUnderWay(before) && before.prompt === message;
    if (runId === undefined && !isSameMessage) this.#turns.delete(key);
    const turn = this.turn(key, sessionKey);
    turn.prompt ??= message;
    turn.agentId = agentId ?? turn.agentId;
    const skipped = this.#options.asWritten(model);
    turn.asked ??= skipped;
    // A model that has no key, say, is not asked either: the host says that itself, and it is no cool-down.
    if (retryInMs === undefined && !isCoolDown(hostText)) return;
    const isSame = (one: ModelCall) =>
      skipped.modelId === undefined ? sameProvider(one, skipped) : sameModel(one, skipped);
    if ([...turn.called, ...turn.skipped].some(isSame)) return;
    turn.skipped.push(skipped);
    this.#options.guard().callSkipped({
      ...skipped,
      runId,
      sessionId: turn.sessionId,
      nextModel: this.#options.nextModel?.(turn.agentId, skipped),
      retryInMs:
        retryInMs ??
        retryTime(hostText, this.#now()) ??
        this.#options.retryInMs?.(turn.agentId, skipped),
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
    const turn = this.turn(runId);
    this.#unanswered.delete(runId);
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

  /** The latest model has failed, and the host does not say whether another is asked: told when none was in time. */
  awaitNext(runId: string, hostText: string | undefined): void {
    this.turn(runId);
    const tell = () => {
      if (this.#unanswered.get(runId) === tell) this.ended(runId, undefined, undefined, hostText);
    };
    this.#unanswered.set(runId, tell);
    setTimeout(tell, NEXT_MODEL_MS).unref();
  }

  /** Tells of turns that no other model has answered yet: the process ends. */
  close(): void {
    for (const tell of this.#unanswered.values()) tell();
  }

  /** The turn of a run, begun here where nothing was seen of it. */
  turn(key: string, sessionKey?: string | undefined): Turn {
    let turn = this.#turns.get(key);
    if (turn === undefined || this.#isOver(turn)) {
      this.#turns.delete(key);
      turn = this.#begun(sessionKey) ?? { called: [], skipped: [], ended: false, lastAt: 0 };
      this.#turns.set(key, turn);
      this.#forgetTexts();
      const tooOld = [...this.#turns.keys()].slice(0, -MOST_TURNS);
      for (const one of tooOld) this.#turns.delete(one);
    }
    turn.sessionKey = sessionKey ?? turn.sessionKey;
    turn.agentId ??= agentOf(turn.sessionKey);
    turn.lastAt = this.#now();
    return turn;
  }

  /** A turn is remembered, what was written in it only while something may be compared with it. */
  #forgetTexts(): void {
    const since = this.#now() - DELIVERY_MS;
    for (const turn of this.#turns.values()) {
      if (turn.lastAt < since) turn.texts = turn.prompt = undefined;
    }
  }

  /** What was skipped before the run had a name belongs to it, if that is not long ago. */
  #begun(sessionKey: string | undefined): Turn | undefined {
    const key = underSession(sessionKey);
    const begun = this.#turns.get(key);
    this.#turns.delete(key);
    return begun !== undefined && this.#isUnderWay(begun) ? begun : undefined;
  }
}

/** `agent:<id>:...`: newer hosts name the agent nowhere else. */
export function agentOf(sessionKey: string | undefined): string | undefined {
  return /^agent:([^:]+):/u.exec(sessionKey ?? "")?.[1];
}

/** The session that a hook is about; 2026.2.19 knows it by either. */
export function sessionOf(context: unknown): string | undefined {
  return textOf(context, "sessionKey") ?? textOf(context, "sessionId");
}

const underSession = (sessionKey: string | undefined) => `session ${sessionKey ?? ""}`;

function endOf(prompt: string | undefined): string | undefined {
  return prompt && copiedText(prompt.slice(-PROMPT_TAIL));
}

/** Hosts put what they know before a message, on lines of its own. */
function endsWith(whole: string | undefined, message: string): boolean {
  if (whole?.endsWith(message) !== true) return false;
  const before = whole.at(-message.length - 1);
  return before === undefined || before === "\n";
}

function isOfAnother({ asked, answeredBy, answering }: Turn): boolean {
  const by = answeredBy ?? answering;
  return asked !== undefined && by !== undefined && !sameModel(asked, by);
}

/** A turn whose session is known by its id only may be of any. */
function mayBeOf(turn: Turn, sessionKey: string | undefined): boolean {
  const known = turn.sessionKey === turn.sessionId ? undefined : turn.sessionKey;
  return sessionKey === undefined || known === undefined || known === sessionKey;
}

function isDeliveryOf(content: string, answer: string): boolean {
  return (
    content === answer ||
    content.startsWith(`${answer}\n`) ||
    (content.length >= TELLING_PIECE && answer.startsWith(content))
  );
}
