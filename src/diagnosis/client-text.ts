/**
 * What HTTP clients and SDKs say by themselves where a response had no text that they could show. It repeats the status
 * and says nothing of the cause.
 */
const CLIENT_SENTENCES: readonly (readonly [hallmark: string, sentence: RegExp])[] = [
  ["request failed with", /\brequest failed with status(?: code)?:? \d{3}\b/giu],
  ["(no body)", /\b\d{3} status code \(no body\)/giu],
  [
    "server error",
    /\bserver error:? '?(?:\d{3} )?(?:unauthorized|forbidden|bad request|not found|payment required|too many requests)\b'?/giu,
  ],
  [
    "client error",
    /\bclient error:? '?(?:\d{3} )?(?:unauthorized|forbidden|bad request|not found|payment required|too many requests)\b'?/giu,
  ],
  ["for url", /\bfor url:? \S+/giu],
  ["more information check:", /\bmore information check:/giu],
  ["about this error:", /\babout this error:/giu],
  [
    "unexpected s",
    /\bunexpected (?:server response|status(?: code)?):? \d{3}\b(?: (?:unauthorized|forbidden)\b)?/giu,
  ],
  [
    "operation returned",
    /\boperation returned an invalid status code '?(?:unauthorized|forbidden)\b'?/giu,
  ],
  ["got status", /\bgot status:? \d{3}\b(?: (?:unauthorized|forbidden)\b)?/giu],
];

/** A text without those sentences. */
export function withoutClientSentences(text: string): string {
  if (text === "") return text;
  const lowerCased = text.toLowerCase();
  let rest = text;
  for (const [hallmark, sentence] of CLIENT_SENTENCES) {
    // Looking for letters costs a hundredth of looking for a sentence.
    if (lowerCased.includes(hallmark)) rest = rest.replace(sentence, " ");
  }
  return rest.trim();
}

/** SDKs name the class of an error by the status alone. */
const STATUS_OF_CLASS: ReadonlyMap<string, number> = new Map([
  ["BadRequestError", 400],
  ["AuthenticationError", 401],
  ["PermissionDeniedError", 403],
  ["NotFoundError", 404],
  ["ConflictError", 409],
  ["UnprocessableEntityError", 422],
  ["RateLimitError", 429],
  ["InternalServerError", 500],
]);

/** The status of the first such class that a text names. */
export function statusOfClass(text: string): number | undefined {
  const beginning = text.slice(0, 600);
  // All of them are errors.
  if (!beginning.includes("Error")) return undefined;
  for (const [word] of beginning.matchAll(/\b[A-Z][A-Za-z]*Error(?![A-Za-z])/gu)) {
    const status = STATUS_OF_CLASS.get(word);
    if (status !== undefined) return status;
  }
  return undefined;
}

const STATUS_IN_TEXT =
  /(?:\bhttp(?:\/[12](?:\.[01])?)?|status(?:[ _-]?code)?|(?:error|response|err|failed|erro|erreur|fehler|estado|statut)(?: code)?|\bcode|responded with|returned|answered|(?:upstream|provider|server|backend)(?: (?:said|says|replied|sent|gave))?|\u72b6\u6001\u7801|\u72c0\u614b\u78bc|\u9519\u8bef\u7801|\u30b9\u30c6\u30fc\u30bf\u30b9(?:\u30b3\u30fc\u30c9)?|\u30a8\u30e9\u30fc|\uc0c1\ud0dc ?\ucf54\ub4dc|\uc624\ub958|\u0441\u0442\u0430\u0442\u0443\u0441|\u043a\u043e\u0434|\u043e\u0448\u0438\u0431\u043a[\u0430\u0438])["']?[ :=,(["'\uff1a]{0,4}([1-5]\d\d)\b|^\W{0,6}([45]\d\d)\b|[([]([45]\d\d)[ )\]]/giu;

/** `Error from Groq: 429`: apart from those above, as together they are more than can be checked for backtracking. */
const STATUS_OF_SERVICE =
  /(?:error|response|err|failed|erro|erreur|fehler|estado|statut) (?:from|by|of|de|do|da|von|du|bei) \w{1,24}["']?[ :=,(["'\uff1a]{0,4}([1-5]\d\d)\b/giu;

/** `exited with code 403`. */
const OF_A_PROCESS = /\bexit(?:ed)? (?:with )?$/iu;

const MAY_BE_STATUS = /(?<!\d)[1-5]\d\d(?!\w)/u;

/** The statuses that a text speaks of, in its order. */
export function statusesInText(text: string): number[] {
  const beginning = text.slice(0, 400);
  if (!MAY_BE_STATUS.test(beginning)) return [];
  const found = [STATUS_IN_TEXT, STATUS_OF_SERVICE].flatMap((pattern) =>
    [...beginning.matchAll(pattern)]
      .filter(({ index }) => !OF_A_PROCESS.test(beginning.slice(Math.max(0, index - 12), index)))
      .map((match) => ({
        at: match.index + match[0].length,
        status: Number(match[1] ?? match[2] ?? match[3]),
      })),
  );
  return found.toSorted((one, other) => one.at - other.at).map(({ status }) => status);
}
