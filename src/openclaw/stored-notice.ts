import { modelText } from "../diagnosis/model-text.ts";
import type { FallbackGuard } from "../guard/fallback-guard.ts";
import { sameModel } from "../guard/same-model.ts";
import { fieldOf, type HostApi, type SetHook, textOf } from "./host-api.ts";
import type { HostCapabilities } from "./host-capabilities.ts";
import type { TurnWatch } from "./turn-watch.ts";

/** Invisible. It ends each notice that stands in an answer's own text: no sentence that a person types ends so. */
const END = "\u2060";

/** A notice behind an answer's text, in a request that a host is about to make. */
const IN_TEXT = /\n\nThis reply is from [^\n\u2060]{1,1000}\u2060/gu;

/**
 * Adds to each answer of another model why the one that was asked did not answer, where the host keeps its messages: its
 * pages show what is kept, now and after the session is opened again.
 */
export function addStoredNotice(
  on: SetHook,
  { keepsDisplayContent }: HostCapabilities,
  plugin: {
    readonly watch: Pick<TurnWatch, "answerUnderWay">;
    readonly guard: Pick<FallbackGuard, "noticeFor">;
  },
): void {
  const add = keepsDisplayContent ? withDisplayContent : withText;
  on("before_message_write", (event, context) => {
    const message = fieldOf(event, "message");
    const answer = finalAnswer(message);
    if (answer === undefined) return undefined;
    const found = plugin.watch.answerUnderWay(answer.model, textOf(context, "sessionKey"));
    if (found === undefined || sameModel(found.asked, found.answeredBy)) return undefined;
    const notice = plugin.guard.noticeFor({
      ...found.asked,
      runId: found.runId,
      answeredBy: modelText(found.answeredBy),
      isStored: true,
    });
    if (notice === undefined) return undefined;
    return { message: { ...(message as object), ...add(answer.content, notice) } };
  });
}

/** Where the notice stands in an answer's own text, the host takes it off again before a model is sent that text. */
export function keepNoticesFromModels(
  api: Pick<HostApi, "registerTextTransforms">,
  { keepsDisplayContent }: HostCapabilities,
): void {
  if (!keepsDisplayContent) api.registerTextTransforms?.({ input: [{ from: IN_TEXT, to: "" }] });
}

type Block = Readonly<Record<string, unknown>>;

/** The last message of a turn: not a failed attempt, nor one that asks for a tool. */
function finalAnswer(message: unknown) {
  const providerId = textOf(message, "provider");
  const content = fieldOf(message, "content");
  if (fieldOf(message, "role") !== "assistant" || providerId === undefined) return undefined;
  if (!Array.isArray(content) || !FINAL.has(textOf(message, "stopReason"))) return undefined;
  const blocks = content as readonly Block[];
  if (!blocks.some(isText)) return undefined;
  return { model: { providerId, modelId: textOf(message, "model") }, content: blocks };
}

const FINAL: ReadonlySet<string | undefined> = new Set(["stop", "length"]);

const isText = (block: Block) => block["type"] === "text" && typeof block["text"] === "string";

/** 2026.9.6: a page shows this field, as Markdown, and a model is sent `content` alone. */
function withDisplayContent(content: readonly Block[], notice: string): object {
  return { openclawDisplayContent: [...content, { type: "text", text: `\n> ${notice}` }] };
}

function withText(content: readonly Block[], notice: string): object {
  const last = content.findLastIndex(isText);
  return {
    content: content.map((block, index) =>
      index === last ? { ...block, text: `${String(block["text"])}\n\n${notice}${END}` } : block,
    ),
  };
}
