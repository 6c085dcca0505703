import type { ModelCall } from "../diagnosis/model-call.ts";

/** Where in a request's body a model is looked for: SDKs write it first, some callers last. */
const HEAD = 16 * 1024;
const TAIL = 4 * 1024;

const MODEL = /"model"\s*:\s*"((?:[^"\\]|\\.){1,200})"/u;
const KEY = '"model"';
/** Behind the key; a character is four bytes at most. */
const NAME = /\s*:\s*"((?:[^"\\]|\\.){1,800})"/uy;
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/**
 * The model that a JSON request names, from the first chunk of its body: hosts and SDKs write a request in one piece.
 * Not a parser: a long conversation is not read for one name.
 */
export function modelInBody(chunk: unknown): string | undefined {
  const named = modelAtTop(chunk);
  const bytes = bytesOf(chunk);
  if (typeof named === "string" || named === null || bytes === undefined) return named ?? undefined;
  return bytes.length > HEAD
    ? parsed(MODEL.exec(bytes.toString("utf8", bytes.length - TAIL))?.[1])
    : undefined;
}

/** So much of a body as `modelInBody` looks at, kept for later: a client may use its bytes again. */
export function pieceWithModel(chunk: unknown): string | Buffer | undefined {
  if (typeof chunk === "string") return chunk;
  const bytes = bytesOf(chunk);
  if (bytes === undefined) return undefined;
  if (bytes.length <= HEAD + TAIL) return Buffer.from(bytes);
  return Buffer.concat([bytes.subarray(0, HEAD), bytes.subarray(-TAIL)]);
}

/** Whether a body is there whole: text or bytes. */
export function isWhole(body: unknown): boolean {
  return typeof body === "string" || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
}

/**
 * The model that the first 16 KiB of a body name, of the object itself and nothing in it. Null where the body names
 * none, undefined where it does not tell: it is a stream, or names it later.
 */
export function modelAtTop(body: unknown): string | null | undefined {
  if (body === null) return null;
  const text = headOf(body);
  if (text === undefined) return undefined;
  if (!text.startsWith("{")) return null;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
    if (depth === 0) return null;
    if (code !== QUOTE) continue;
    const end = endOfText(text, at);
    if (depth === 1 && end - at === KEY.length && text.startsWith(KEY, at)) {
      NAME.lastIndex = end;
      const name = NAME.exec(text)?.[1];
      const model = parsed(typeof body === "string" ? name : name && utf8Of(name));
      if (model !== undefined) return model;
    }
    at = end - 1;
  }
  return undefined;
}

/** Of bytes a character each, which costs nothing, and JSON's own characters are the same in UTF-8. */
function headOf(body: unknown): string | undefined {
  return typeof body === "string"
    ? body.slice(0, HEAD)
    : bytesOf(body)?.toString("latin1", 0, HEAD);
}

function utf8Of(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString();
}

/** Behind its closing quote; quotes are looked for, because a text may be long. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 0) return at + 1;
  }
  return text.length + 1;
}

/** Of a string no more than its head is taken: it may be long, and each character is a byte or more. */
function bytesOf(body: unknown): Buffer | undefined {
  if (typeof body === "string") return Buffer.from(body.slice(0, HEAD));
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (!ArrayBuffer.isView(body)) return undefined;
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function parsed(name: string | undefined): string | undefined {
  try {
    return name === undefined ? undefined : (JSON.parse(`"${name}"`) as string);
  } catch {
    return undefined;
  }
}

/**
 * Lets `look` see the first argument of the next call of one method of one object. The wrapper stays, as taking it off
 * would make a slow object of it, and passes later calls on.
 */
export function seeFirstCall<Name extends string>(
  object: { [Key in Name]?: (...values: never[]) => unknown },
  name: Name,
  look: (value: unknown) => void,
): void {
  const method = object[name];
  if (typeof method !== "function" || Object.hasOwn(object, name)) return;
  let seen = false;
  object[name] = function passed(this: unknown, ...values: never[]): unknown {
    if (!seen) {
      seen = true;
      look(values[0]);
    }
    return method.apply(this, values);
  };
}

/** What the host says of the wire comes first. */
export function withWireModel(call: ModelCall, wireModel: string | undefined): ModelCall {
  return call.wireModel === undefined && wireModel !== undefined ? { ...call, wireModel } : call;
}
