import { isRecord } from "../config/is-record.ts";

/** What a body holds. */
export interface AnswerContent {
  /** Of a stream of events the one that tells an error, else the first; text where there is no JSON. */
  readonly value: unknown;
  /** Some servers stream what nobody asked them to stream. */
  readonly streamed: boolean;
}

export function contentOf(text: string): AnswerContent {
  const whole = parsed(text);
  if (whole !== undefined) return { value: whole, streamed: false };
  const events = Array.from(text.matchAll(/^data:(.*)$/gm), ([, data = ""]) => parsed(data)).filter(
    isRecord,
  );
  const event = events.find(reportsError) ?? events[0];
  return event === undefined ? { value: text, streamed: false } : { value: event, streamed: true };
}

/**
 * Whether a 2xx brings what was asked for; `key` is that of an answer that holds what the model said. Gateways answer
 * 200 with an error in the body, and captive portals with a page.
 */
export function isCompletion({ value, streamed }: AnswerContent, key: string): boolean {
  if (!isRecord(value) || reportsError(value)) return false;
  return streamed || (typeof value[key] === "object" && value[key] !== null);
}

function reportsError(value: Readonly<Record<string, unknown>>): boolean {
  return Boolean(value["error"]) || value["type"] === "error";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
