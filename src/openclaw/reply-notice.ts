import type { ProviderConfig } from "../config/provider-entries.ts";
import type { FallbackGuard } from "../guard/fallback-guard.ts";
import { modelText } from "../guard/failure-report.ts";
import { fieldOf, type HostApi, textOf } from "./host-api.ts";
import type { HostBand } from "./host-band.ts";
import type { Turn, TurnWatch } from "./turn-watch.ts";

/** Says in the conversation that another model answered, where the host lets a plugin add to what it sends. */
export function addReplyNotice(
  api: HostApi,
  band: HostBand,
  plugin: {
    readonly watch: TurnWatch;
    readonly guard: Pick<FallbackGuard, "noticeFor">;
    readonly config: Pick<ProviderConfig, "notice">;
  },
): void {
  const { watch, guard } = plugin;

  function noticeFor(turn: Turn | undefined): string | undefined {
    if (turn?.asked === undefined || turn.answeredBy === undefined) return undefined;
    if (plugin.config.notice !== "reply") return undefined;
    return guard.noticeFor({
      ...turn.asked,
      sessionId: turn.sessionKey ?? turn.sessionId,
      answeredBy: modelText(turn.answeredBy),
    });
  }

  if (band.rewritesPayloads) {
    api.on("reply_payload_sending", (event, context) => {
      const payload = fieldOf(event, "payload");
      const text = textOf(payload, "text");
      if (text === undefined || fieldOf(payload, "isReasoning") === true) return undefined;
      const runId = textOf(event, "runId") ?? textOf(context, "runId");
      const notice = noticeFor(watch.turnOf(runId));
      if (notice === undefined) return undefined;
      return { payload: { ...(payload as object), text: withNotice(text, notice) } };
    });
  } else {
    // These hosts do not name the session here; the text of the answer is the tie.
    api.on("message_sending", (event) => {
      const content = textOf(event, "content");
      const notice = content && noticeFor(watch.answeredWith(content));
      return notice ? { content: withNotice(content, notice) } : undefined;
    });
  }
}

function withNotice(text: string, notice: string): string {
  return `${text}\n\n${notice}`;
}
