import type { ModelCall } from "../diagnosis/model-call.ts";

/** Where in a request's body a model is looked for: SDKs write it first, some callers last. */
const HEAD = 16 * 1024;
const TAIL = 4 * 1024;

const MODEL = /"model"\s*:\s*"((?:[^"\\]|\\.){1,200})"/u;
const OPEN_BRACE = 0x7b;

/**
 * The model that a JSON request names, from the first chunk of its body: hosts and SDKs write a request in one piece.
 * Not a parser: a long conversation is not read for one name.
 */
export function modelInBody(chunk: unknown): string | undefined {
  const bytes =
    typeof chunk === "string"
      ? Buffer.from(chunk.slice(0, HEAD))
      : chunk instanceof Uint8Array
        ? chunk
        : undefined;
  if (bytes === undefined || bytes[0] !== OPEN_BRACE) return undefined;
  const { buffer, byteOffset, length } = bytes;
  const text = Buffer.from(buffer, byteOffset, length);
  const named =
    MODEL.exec(text.toString("utf8", 0, HEAD)) ??
    (length > HEAD ? MODEL.exec(text.toString("utf8", length - TAIL)) : null);
  if (named?.[1] === undefined) return undefined;
  try {
    return JSON.parse(`"${named[1]}"`) as string;
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
