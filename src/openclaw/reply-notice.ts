import type { ProviderConfig } from "../config/provider-entries.ts";
import type { FallbackGuard } from "../guard/fallback-guard.ts";
import { sameModel } from "../guard/same-model.ts";
import { modelText } from "../diagnosis/model-text.ts";
import { fieldOf, type SetHook, textOf } from "./host-api.ts";
import type { HostCapabilities } from "./host-capabilities.ts";
import type { Turn, TurnWatch } from "./turn-watch.ts";

/** What hosts call the chat of their own page. */
const WEB_CHAT = "webchat";

/** Says in the conversation that another model answered, where the host lets a plugin add to what it sends. */
export function addReplyNotice(
  on: SetHook,
  capabilities: HostCapabilities,
  plugin: {
    readonly watch: TurnWatch;
    readonly guard: Pick<FallbackGuard, "noticeFor">;
    readonly config: Pick<ProviderConfig, "notice">;
  },
): void {
  const { watch, guard } = plugin;
  /** Turns whose notice is on the page. */
  const told = new WeakSet<Turn>();

  /** `isStored`: for each reply, in the words that are kept with it. */
  function noticeFor(
    runId: string | undefined,
    turn: Turn | undefined,
    isStored = false,
  ): string | undefined {
    const answeredBy = turn?.answeredBy ?? turn?.answering;
    if (turn?.asked === undefined || answeredBy === undefined) return undefined;
    if (plugin.config.notice !== "reply" || sameModel(turn.asked, answeredBy)) return undefined;
    return guard.noticeFor({
      ...turn.asked,
      runId,
      sessionId: turn.sessionKey ?? turn.sessionId,
      answeredBy: modelText(answeredBy),
      isStored,
    });
  }

  /**
   * The page of 2026.6 shows at once what a model writes, and of the payloads only those that are notices; what is kept
   * with the answer it shows once it is loaded again.
   */
  function inWebChat(event: unknown, runId: string | undefined): object | undefined {
    const payload = fieldOf(event, "payload");
    const turn = watch.turnOf(runId);
    if (turn === undefined || told.has(turn)) return undefined;
    const isNotice = fieldOf(payload, "isFallbackNotice") === true;
    const isAnswer = textOf(event, "kind") === "final" && !hasMedia(payload);
    const notice = isNotice || isAnswer ? noticeFor(runId, turn, true) : undefined;
    if (notice === undefined) return undefined;
    told.add(turn);
    const text = isNotice ? withNotice(textOf(payload, "text") ?? "", notice) : notice;
    return {
      payload: { ...(payload as object), text, ...(!isNotice && { isStatusNotice: true }) },
    };
  }

  if (capabilities.rewritesPayloads) {
    on("reply_payload_sending", (event, context) => {
      const payload = fieldOf(event, "payload");
      const text = textOf(payload, "text");
      if (text === undefined || fieldOf(payload, "isReasoning") === true) return undefined;
      const runId = textOf(event, "runId") ?? textOf(context, "runId");
      if (textOf(event, "channel") === WEB_CHAT) {
        // The page shows what is kept with the answer.
        if (capabilities.keepsDisplayContent) return undefined;
        if (capabilities.showsNoticesOnly) return inWebChat(event, runId);
      }
      const notice = noticeFor(runId, watch.turnOf(runId));
      if (notice === undefined) return undefined;
      return { payload: { ...(payload as object), text: withNotice(text, notice) } };
    });
  }
  // Up to 2026.5 there is nothing else, and 2026.6.11's `agent --deliver` goes past the other. It does not name the
  // run; the text of the answer is the tie, and the session where the host tells it. What has its notice already gets no
  // second one: it is told once a session.
  on("message_sending", (event, context) => {
    const content = textOf(event, "content");
    const sessionKey = textOf(context, "sessionKey");
    if (content === undefined || (capabilities.rewritesPayloads && sessionKey === undefined)) {
      return undefined;
    }
    const found = watch.answeredWith(content, sessionKey);
    const notice = found && noticeFor(found.runId, found.turn);
    return notice ? { content: withNotice(content, notice) } : undefined;
  });
}

function hasMedia(payload: unknown): boolean {
  const urls = fieldOf(payload, "mediaUrls");
  return textOf(payload, "mediaUrl") !== undefined || (Array.isArray(urls) && urls.length > 0);
}

function withNotice(text: string, notice: string): string {
  return `${text}\n\n${notice}`;
}
