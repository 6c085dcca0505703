import type { Failure } from "./failure.ts";
import { readFields } from "./loose-fields.ts";
import { readErrorPage, type ErrorPage } from "./error-page.ts";
import { statusOfClass, statusesInText, withoutClientSentences } from "./client-text.ts";

/** What a failed call holds in words and codes, whatever it was wrapped in. */
export interface FailureEvidence {
  readonly status: number | undefined;
  /** Codes and types of the body, outermost first, as the provider wrote them. */
  readonly codes: readonly string[];
  /** The messages of the body: the provider's own words. */
  readonly ownWords: string;
  /** The text of the SDK's or agent's error. Read late: the body alone decides most failures. */
  readonly sdkText: () => SdkText;
  readonly message: string | undefined;
  readonly page: ErrorPage | undefined;
  /** The body was seen, and held nothing: whatever a text says is a local program's. */
  readonly isEmpty: boolean;
  /** Response headers under lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
}

/** The text of an SDK or agent: holds its own advice too, so it is trusted less than the body. */
export interface SdkText {
  readonly words: string;
  readonly codes: readonly string[];
  readonly page: ErrorPage | undefined;
}

/** Bounds on what is read: more of a text makes no verdict better, and the median call stays in microseconds. */
const MOST_PARSED = 65_536;
const MOST_TEXT = 4_096;
const MOST_WORDS = 1_024;
const MOST_FIELD = 16_384;
const MOST_DEPTH = 10;
const MOST_NODES = 200;
/** Of one text with all that is found inside it, each time that a part of it is read again counted. */
const MOST_CHARACTERS = 2 * MOST_PARSED;

/** What the model wrote: never evidence, but where it wrote nothing and a gateway speaks in its place. */
const ANSWER_FIELDS: ReadonlySet<string> = new Set([
  "candidates",
  "choices",
  "content",
  "delta",
  "output",
  "parts",
]);

/** Fields that hold what the user wrote, or numbers about it: never evidence. */
const CONTENT_FIELDS: ReadonlySet<string> = new Set([
  "arguments",
  "content_filter_result",
  "content_filter_results",
  "contents",
  "data",
  "documentation_url",
  "failed_generation",
  "function_call",
  "headers",
  "help",
  "input",
  "instructions",
  "links",
  "messages",
  "parameters",
  "prompt",
  "query",
  "request",
  "request_body",
  "schema",
  "stack",
  "stacktrace",
  "tool_calls",
  "tools",
  "usage",
  "user_input",
]);

/** A field that holds both a code and prose (`error`, `reason`, `status`) is decided by its value. */
const CODE_FIELDS: ReadonlySet<string> = new Set([
  "__type",
  "code",
  "codename",
  "err_code",
  "errcode",
  "errno",
  "error",
  "error_code",
  "error_name",
  "error_subcode",
  "error_type",
  "errorcode",
  "errortype",
  "kind",
  "name",
  "reason",
  "ret",
  "ret_code",
  "retcode",
  "status",
  "status_code",
  "subtype",
  "type",
]);

const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  "blad",
  "erreur",
  "erro",
  "errore",
  "fehler",
  "fout",
  "hata",
  "mensagem",
  "mensaje",
  "mesaj",
  "messaggio",
  "meldung",
  "pesan",
  "cause",
  "en",
  "error",
  "errors",
  "fault",
  "faultstring",
  "info",
  "errorbody",
  "error_body",
  "raw",
  "reason",
  "response_body",
  "response_text",
  "responsebody",
  "responsetext",
  "text",
  "title",
  "zh",
]);

/** `status_message`, `errorDetail`: whatever it is of. */
const NAME_OF_MESSAGE = /(?:message|msg|detail|details|description|(?<!finish_|stop_)reason)$/u;

const STATUS_FIELDS: ReadonlySet<string> = new Set([
  "code",
  "errcode",
  "error_code",
  "http",
  "http_code",
  "ret",
  "http_status",
  "httpstatuscode",
  "status",
  "status_code",
  "statuscode",
]);

class EvidenceReader {
  readonly codes: string[] = [];
  readonly messages: string[] = [];
  readonly statuses: number[] = [];
  page: ErrorPage | undefined;
  #nodes = 0;
  #wordsLeft = MOST_WORDS;
  #charactersLeft = MOST_CHARACTERS;
  #isEmptyAnswer = false;
  /** Prose under names that are not known: counts where nothing else was said. */
  readonly #otherProse: string[] = [];

  /** The provider's own: the innermost one that says more than its status does. */
  get message(): string | undefined {
    return (
      this.messages.find((message) => !REASON_PHRASES.has(squashPhrase(message))) ??
      this.messages[0]
    );
  }

  /** Reads a body or text whole. */
  read(value: unknown): this {
    this.#value(value, 0);
    if (this.messages.length === 0)
      for (const text of this.#otherProse.slice(0, 4)) this.#message(text);
    return this;
  }

  #value(value: unknown, depth: number): void {
    if (typeof value === "string") this.#text(value, depth);
    else if (value instanceof Uint8Array) {
      this.#text(new TextDecoder().decode(value.subarray(0, MOST_PARSED)), depth);
    } else if (typeof value === "object" && value !== null) this.#object(value, depth);
  }

  /** Text of any kind: JSON, a page, events, prose with an object in it. */
  #text(whole: string, depth: number): void {
    const text = whole.slice(0, Math.min(MOST_PARSED, this.#charactersLeft)).trim();
    this.#charactersLeft -= text.length;
    if (text === "" || depth > MOST_DEPTH) return;
    const elements = text.startsWith("<") ? elementsOf(text) : [];
    for (const [name, value] of elements) this.#field(name, value, depth);
    if (elements.length > 0) return;
    const page = readErrorPage(text);
    if (page !== undefined) {
      this.page ??= page;
      return;
    }
    const parsed = parseJson(text);
    if (parsed !== undefined) {
      this.#value(parsed, depth + 1);
      return;
    }
    const part = parsePart(text);
    const before = this.messages.length;
    if (part !== undefined) this.#value(part.parsed, depth + 1);
    this.#looseFields(part === undefined ? text : text.slice(part.end), depth);
    // What stands before an object is the wrapper's words: they come after the provider's own.
    const open = part?.start ?? firstOpening(text);
    const saysNothing = this.messages.length === before;
    const rest = part === undefined ? text : `${text.slice(0, open)} ${text.slice(part.end)}`;
    const prose = (saysNothing || open < 0 ? rest : text.slice(0, open)).trim();
    if (!EVENT_FIELDS.test(prose)) this.#message(prose);
  }

  /** Bodies that were cut, Python reprs, gRPC text. What is read as a text of its own is not read again here. */
  #looseFields(text: string, depth: number): void {
    if (!MAY_HOLD_FIELDS.test(text)) return;
    let readTo = 0;
    for (const { name, value, start, end } of readFields(text.slice(0, MOST_TEXT))) {
      if (start >= readTo && this.#field(name, value, depth)) readTo = end;
    }
  }

  #object(object: object, depth: number): void {
    if (depth > MOST_DEPTH) return;
    const saysFailed = hasFailed(object);
    this.#isEmptyAnswer ||= saysFailed || wroteNothing(object);
    const entries = Array.isArray(object) ? object.entries() : Object.entries(object);
    const place: unknown = Reflect.get(object, "loc");
    if (Array.isArray(place)) this.#message(misfitText(place, Reflect.get(object, "msg")));
    for (const [key, value] of entries) {
      if (Array.isArray(place) && value === place) continue;
      this.#nodes += 1;
      if (this.#nodes > MOST_NODES) return;
      if (typeof key === "number") {
        if (typeof value === "string") this.#message(value);
        else this.#value(value, depth + 1);
        continue;
      }
      const name = key.toLowerCase();
      const isContent =
        CONTENT_FIELDS.has(name) && !(name === "data" && bearsReason(value, saysFailed));
      if (isContent || (ANSWER_FIELDS.has(name) && !this.#isEmptyAnswer)) continue;
      if (SUBJECT.test(name) && isListOfText(value)) {
        this.#message(`${name} ${value.join(" ")}`);
      } else if (typeof value === "object") this.#value(value, depth + 1);
      else this.#field(name, value, depth);
    }
  }

  /** True where the value was a text of its own, with fields inside it. */
  #field(name: string, value: unknown, depth: number): boolean {
    const text =
      typeof value === "string"
        ? value.slice(0, MOST_FIELD).trim()
        : typeof value === "number"
          ? `${value}`
          : "";
    if (text === "") return false;
    if (STATUS_FIELDS.has(name) && /^[1-5]\d\d$/u.test(text)) this.statuses.push(Number(text));
    const isWord = text.length <= 120 && !/[\s\u3400-\u9fff]/u.test(text);
    if (CODE_FIELDS.has(name) && isWord) this.codes.push(text);
    else if (name === "code" && text.length <= 120) {
      // xAI writes prose where others have a code.
      this.codes.push(text);
    } else if (MESSAGE_FIELDS.has(name) || NAME_OF_MESSAGE.test(name) || ANSWER_FIELDS.has(name)) {
      // A message may hold a whole other body as text.
      if (/[{[<]/u.test(text)) {
        this.#text(text, depth + 1);
        return true;
      }
      // Some write a code where others have a sentence.
      if (isWord && WORDS_OF_CODE.test(text)) this.codes.push(text);
      this.#message(text);
    } else if (PROSE.test(text.slice(0, 200))) this.#otherProse.push(text);
    return false;
  }

  #message(text: string): void {
    const part = text.slice(0, this.#wordsLeft);
    if (part === "" || this.messages.includes(part)) return;
    this.messages.push(part);
    this.#wordsLeft -= part.length;
  }
}

/** A value in quotes, or a code. */
const MAY_HOLD_FIELDS = /[:=][\s\\nrt]*["']|(?:code|status|type|reason)[\\"' ]{0,10}[:=]/iu;

/** Three words, or as much where no space stands between words. */
const PROSE = /\S\s+\S+\s+\S|[\u3041-\u9fff]{6}/u;

/** What a list of complaints is about: `{"api_key":["is invalid"]}`. */
const SUBJECT = /key|token|auth|credential|client|version/u;

function isListOfText(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === "string")
  );
}

const WORDS_OF_CODE = /^[a-z]{1,40}(?:_[a-z]{1,40}){1,8}$/iu;

export function readEvidence(failure: Failure): FailureEvidence {
  const body = new EvidenceReader().read(failure.body);
  const text = typeof failure.message === "string" ? failure.message.slice(0, MOST_TEXT) : "";
  let reader: EvidenceReader | undefined;
  const sdkReader = (): EvidenceReader =>
    (reader ??= new EvidenceReader().read(withoutClientSentences(text)));
  let sdkText: SdkText | undefined;
  const headers = failure.headers == null ? NO_HEADERS : lowerCasedHeaders(failure.headers);
  const message =
    body.message ?? sdkReader().message ?? (text.trim() === "" ? undefined : text.trim());
  const outer = wholeStatus(failure.status);
  const saysItself = outer !== undefined && outer >= 400 && outer < 500;
  const isInner = (status: number) => status >= 400 && (outer === undefined || status < 500);
  const innerStatus = (): number | undefined =>
    body.statuses.find(isInner) ??
    statusesInText(body.messages.join(" ").slice(0, 400)).find(isInner) ??
    sdkReader().statuses.find(isInner) ??
    statusesInText(text).find(isInner) ??
    [statusOfClass(body.messages.join(" "))].find(
      (status) => status !== undefined && isInner(status),
    );
  return {
    status: saysItself
      ? outer
      : (innerStatus() ??
        outer ??
        statusOfClass(text) ??
        REASON_PHRASES.get(squashPhrase(message ?? ""))),
    isEmpty: typeof failure.body === "string" && failure.body.trim() === "",
    codes: headers.size === 0 ? body.codes : [...body.codes, ...codesOfHeaders(headers)],
    ownWords: body.messages.join(" . "),
    sdkText: () => (sdkText ??= sdkTextOf(sdkReader(), text)),
    message: message?.slice(0, 500).replace(/[^\S ]\s*| \s+/gu, " "),
    page: body.page,
    headers,
  };
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map();

function lowerCasedHeaders(headers: object): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") named.set(name.toLowerCase(), value.slice(0, 500));
  }
  return named;
}

function sdkTextOf({ messages, codes, page }: EvidenceReader, text: string): SdkText {
  const isOfBody = text.includes("{");
  return {
    words: messages.join(" . "),
    codes: [
      ...codes.filter((code) => isOfBody || statusOfClass(code) === undefined),
      ...codesInText(text),
    ],
    page,
  };
}

/** Pydantic's: what is wrong, and in which part of the request. */
function misfitText(place: readonly unknown[], text: unknown): string {
  const words = [text, ...place.slice(0, 8)].filter((part) => typeof part === "string");
  return words.join(" ").slice(0, MOST_WORDS);
}

/** `{"success":false,...}`, `{"type":"error",...}`: what it holds was not written by a model. */
function hasFailed(object: object): boolean {
  return (
    Reflect.get(object, "success") === false ||
    Reflect.get(object, "ok") === false ||
    Reflect.get(object, "type") === "error"
  );
}

/** Some put the reason where others put the answer. */
function bearsReason(data: unknown, isOfFailure: boolean): boolean {
  return typeof data === "object" && data !== null && (isOfFailure || hasFailed(data));
}

/** An answer of no tokens: what stands in the model's place is somebody else's. */
function wroteNothing(object: object): boolean {
  const usage: unknown = Reflect.get(object, "usage") ?? object;
  if (typeof usage !== "object" || usage === null) return false;
  return Reflect.get(usage, "output_tokens") === 0 || Reflect.get(usage, "completion_tokens") === 0;
}

/** A body that is the status's reason phrase and nothing more (RFC 9110 section 15.5). */
const REASON_PHRASES: ReadonlyMap<string, number> = new Map([
  ["unauthorized", 401],
  ["paymentrequired", 402],
  ["forbidden", 403],
  ["toomanyrequests", 429],
]);

function squashPhrase(text: string): string {
  return text.length > 40 || text === "" ? "" : text.toLowerCase().replace(/[^a-z]/gu, "");
}

function wholeStatus(status: unknown): number | undefined {
  return typeof status === "number" && Number.isInteger(status) && status >= 100
    ? status
    : undefined;
}

const PART_OF_A_PAGE = /<(?:!doctype|html|head|body|title|h1|p)[\s>]/iu;
const ELEMENT =
  /<(?:\w{1,20}:)?((?:error|status|fault)?(?:code|message|string|description|detail|reason))>([^<]{1,1000})<\//giu;

/** What an XML error says, as cloud services write it; nothing of an HTML page. */
function elementsOf(text: string): (readonly [name: string, value: string])[] {
  const beginning = text.slice(0, MOST_TEXT);
  if (PART_OF_A_PAGE.test(beginning)) return [];
  return [...beginning.matchAll(ELEMENT)].map(([, name = "", value = ""]) => [
    name.toLowerCase(),
    value,
  ]);
}

/** What stands before the first object of server-sent events. */
const EVENT_FIELDS = /^(?:event: ?\w{0,40}\s{1,4})?data:$/u;

const JSON_START = /^(?:\{\s*["}]|\[\s*[[{"\]\d]|")/u;

function parseJson(text: string): unknown {
  // A throw costs more than the rest of a call, and Python reprs look almost alike.
  if (!JSON_START.test(text) || !/[\]}"]$/u.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the first object or list begins; -1 where none does. A word or number in brackets is a log's: `[WARN]`, `[401]`. */
function firstOpening(text: string): number {
  return text.search(/\{|\[(?=\s*[[{"'\]])/u);
}

/** A sentence may name something in brackets. */
const LIST_OF_WORDS = /^\[\s*"/u;

/** JSON after other words, and server-sent events, whose `data:` lines are JSON each. */
function parsePart(text: string): { parsed: unknown; start: number; end: number } | undefined {
  const start = firstOpening(text);
  if (start < 0 || LIST_OF_WORDS.test(text.slice(start, start + 20))) return undefined;
  const end = endOfValue(text, start);
  const whole = parseJson(text.slice(start, end));
  if (whole !== undefined) return { parsed: whole, start, end };
  if (!text.includes("data:")) return undefined;
  const events: unknown[] = [];
  for (const part of text.split("data:").slice(0, 20)) {
    const open = part.indexOf("{");
    const close = part.lastIndexOf("}");
    const parsed = open < 0 ? undefined : parseJson(part.slice(open, close + 1));
    if (parsed !== undefined) events.push(parsed);
  }
  return events.length === 0 ? undefined : { parsed: events, start, end: text.length };
}

/** Where the object or list that begins at `start` ends; the end of the text where it is cut or long. */
function endOfValue(text: string, start: number): number {
  const marks = /"(?:[^"\\]|\\.)*"?|[[\]{}]/gsu;
  marks.lastIndex = start;
  let depth = 0;
  const part = text.slice(0, start + MOST_TEXT);
  for (let mark = marks.exec(part); mark !== null; mark = marks.exec(part)) {
    if (mark[0] === "{" || mark[0] === "[") depth += 1;
    else if (mark[0] === "}" || mark[0] === "]") depth -= 1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

/** Nothing but a code, perhaps behind a status. */
const LONE_CODE =
  /^(?:(?:error|http)\W{1,3})?(?:\d{3}\W{1,3})?([a-z]{1,40}(?:_[a-z]{1,40}){1,8})\W?$/iu;
const CODE_IN_TEXT =
  /\b[A-Z]\w*(?:Error|Exception)\b|\b[A-Z]+_[A-Z_]+\b|\b[a-z]{2,20}(?:_[a-z]{2,20}){2,6}\b/gu;

/** Classes of errors, and gRPC's code in capitals: weak, but better than nothing. */
function codesInText(text: string): string[] {
  if (text === "") return [];
  const lone = text.length <= 120 ? LONE_CODE.exec(text.trim())?.[1] : undefined;
  if (lone !== undefined) return [lone];
  // Without one of these no word of a text is a code.
  if (!/_|Error|Exception/u.test(text)) return [];
  const codes = text.slice(0, 600).match(CODE_IN_TEXT) ?? [];
  return codes.filter((code) => statusOfClass(code) === undefined).slice(0, 8);
}

/** AWS and Azure put the code into a field of its own. */
function codesOfHeaders(headers: ReadonlyMap<string, string>): string[] {
  return ["x-amzn-errortype", "x-ms-error-code", "x-error-code"].flatMap((name) => {
    const value = headers.get(name)?.split(/[:;,]/u)[0]?.trim();
    return value === undefined || value === "" ? [] : [value];
  });
}
