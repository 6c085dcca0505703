import { parseUrl } from "../providers/parse-url.ts";
/** What an SDK's error holds of the response that it was made of. */
export interface SdkError {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where the error holds no body. */
  readonly body: string | undefined;
  readonly endpoint: string;
  readonly error: Error;
}

/** SDKs wrap: a retry error holds the last one, a fetch error its cause. */
const DEEPEST = 5;

/**
 * Reads the errors of the OpenAI and Anthropic SDKs (`status`, `headers`, `error`), Google's (`status`, the body as
 * message), Ollama's (`status_code`, `error`), Vercel's AI SDK (`statusCode`, `responseHeaders`, `responseBody`, `url`), axios
 * (`response`, `config`), and what wraps one of them (`cause`, `lastError`).
 */
export function readSdkError(thrown: unknown): SdkError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const chain = errorChain(thrown);
  const informative =
    chain.find((candidate) => statusOf(candidate) !== undefined) ?? chain[0] ?? error;
  return {
    status: statusOf(informative),
    headers: headersOf(informative),
    body: bodyOf(informative),
    endpoint: endpointOf(informative),
    error,
  };
}

/** Node's own code, and undici's. */
const ABORT_CODES: ReadonlySet<unknown> = new Set(["ABORT_ERR", "UND_ERR_ABORTED"]);

/** The caller gave up, by its signal or the SDK's own: no failure of the model. A time-out is not one of these. */
export function isAbort(thrown: unknown): boolean {
  return errorChain(thrown).some(
    (error) =>
      Reflect.get(error, "name") === "AbortError" ||
      ABORT_CODES.has(Reflect.get(error, "code")) ||
      // The SDKs' class leaves `name` at "Error".
      error.constructor?.name === "APIUserAbortError",
  );
}

function errorChain(thrown: unknown): readonly object[] {
  const chain: object[] = [];
  let next = thrown;
  while (isObject(next) && chain.length < DEEPEST && !chain.includes(next)) {
    chain.push(next);
    next = Reflect.get(next, "lastError") ?? Reflect.get(next, "cause");
  }
  return chain;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function responseOf(error: object): object | undefined {
  const response: unknown = Reflect.get(error, "response");
  return isObject(response) ? response : undefined;
}

function statusOf(error: object): number | undefined {
  const response = responseOf(error);
  const candidates: unknown[] = [
    Reflect.get(error, "status"),
    Reflect.get(error, "statusCode"),
    Reflect.get(error, "status_code"),
    response && Reflect.get(response, "status"),
  ];
  return candidates.find((status) => typeof status === "number");
}

function headersOf(error: object): Readonly<Record<string, string>> {
  const response = responseOf(error);
  const headers: unknown =
    Reflect.get(error, "headers") ??
    Reflect.get(error, "responseHeaders") ??
    (response && Reflect.get(response, "headers"));
  if (!isObject(headers)) return {};
  // Of whatever class: undici and node-fetch bring their own `Headers`.
  const entries = (
    Symbol.iterator in headers ? headers : Object.entries(headers)
  ) as Iterable<unknown>;
  const read: Record<string, string> = {};
  for (const entry of entries) {
    if (!Array.isArray(entry)) continue;
    const [name, value]: unknown[] = entry;
    if (typeof name === "string" && typeof value === "string") read[name] = value;
  }
  return read;
}

function bodyOf(error: object): string | undefined {
  const response = responseOf(error);
  const body: unknown =
    Reflect.get(error, "responseBody") ??
    Reflect.get(error, "error") ??
    Reflect.get(error, "body") ??
    (response && Reflect.get(response, "data"));
  if (typeof body === "string") return body;
  if (!isObject(body)) return undefined;
  try {
    // OpenAI's SDK keeps the inside of `{"error": ...}`, Anthropic's the whole.
    return JSON.stringify("error" in body ? body : { error: body });
  } catch {
    return undefined;
  }
}

function endpointOf(error: object): string {
  const config: unknown = Reflect.get(error, "config");
  const url: unknown =
    Reflect.get(error, "url") ?? (isObject(config) && Reflect.get(config, "url"));
  const address = typeof url === "string" ? parseUrl(url) : undefined;
  return address === undefined ? "" : `${address.origin}${address.pathname}`;
}
