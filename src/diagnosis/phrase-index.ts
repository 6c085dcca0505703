/**
 * Finds phrases in text by words, not by letters: `author` is not `authorize`, and the time taken grows with
 * the text alone, whatever the text holds and however many phrases there are.
 *
 * A phrase is written as words. `a|b` either word; `a?` may be missing; `_` any one word; `..` up to four
 * words in between and `....` up to eight, never across the end of a sentence. A Chinese character is a word.
 */

const SENTENCE_END = -1;
const UNKNOWN_WORD = 0;
const WORDS_A_DOT = 2;

interface Step {
  /** Undefined: any word. */
  readonly words: ReadonlySet<number> | undefined;
  readonly optional: boolean;
  /** How many words may stand before it. */
  readonly gap: number;
}

interface Phrase<Row> {
  readonly row: Row;
  readonly rank: number;
  readonly steps: readonly Step[];
}

/** The words of a text as numbers, so that one reading serves every phrase. */
export type Words = readonly number[];

export class PhraseIndex<Row> {
  readonly #vocabulary = new Map<string, number>();
  readonly #byFirstWord = new Map<number, Phrase<Row>[]>();

  /** Rows in order of trust: where several match, the earliest row is the answer. */
  constructor(rows: Iterable<readonly [row: Row, phrases: readonly string[]]>) {
    let rank = 0;
    for (const [row, phrases] of rows) {
      for (const text of phrases.flatMap(spelledOut)) {
        this.#add({ row, rank, steps: this.#steps(text) }, text);
      }
      rank += 1;
    }
  }

  read(text: string): Words {
    const words: number[] = [];
    const lowerCased = text.toLowerCase().replaceAll("\u2019", "'");
    let start = -1;
    for (let index = 0; index <= lowerCased.length; index += 1) {
      const code = lowerCased.charCodeAt(index);
      if (isWordCharacter(code) || (start >= 0 && isApostrophe(lowerCased, index))) {
        if (start < 0) start = index;
        continue;
      }
      if (start >= 0) words.push(this.#number(lowerCased.slice(start, index)));
      start = -1;
      if (isChinese(code)) words.push(this.#number(lowerCased.charAt(index)));
      else if (endsSentence(code, lowerCased.charCodeAt(index + 1))) words.push(SENTENCE_END);
    }
    return words;
  }

  /** The earliest row, of those that `applies` lets through, with a phrase in the text. */
  find(words: Words, applies: (row: Row) => boolean): Row | undefined {
    let best: Phrase<Row> | undefined;
    for (let position = 0; position < words.length; position += 1) {
      for (const phrase of this.#byFirstWord.get(words[position] ?? UNKNOWN_WORD) ?? []) {
        if (best !== undefined && phrase.rank >= best.rank) continue;
        if (follows(words, position + 1, phrase.steps, 1) && applies(phrase.row)) best = phrase;
      }
    }
    return best?.row;
  }

  #add(phrase: Phrase<Row>, text: string): void {
    const [first] = phrase.steps;
    if (first?.words === undefined || first.optional || first.gap > 0) {
      throw new Error(`phrase "${text}": the first word must be a plain word; start with one`);
    }
    for (const word of first.words) {
      const known = this.#byFirstWord.get(word);
      if (known === undefined) this.#byFirstWord.set(word, [phrase]);
      else known.push(phrase);
    }
  }

  #steps(text: string): Step[] {
    const steps: Step[] = [];
    let gap = 0;
    for (const part of text.split(" ")) {
      if (/^\.+$/u.test(part)) {
        gap = part.length * WORDS_A_DOT;
        continue;
      }
      const optional = part.endsWith("?");
      const alternatives = (optional ? part.slice(0, -1) : part).split("|");
      const units = alternatives.length === 1 ? separateChinese(alternatives[0] ?? "") : [part];
      for (const unit of units) {
        steps.push({
          words: this.#wordSet(units.length > 1 ? [unit] : alternatives),
          optional,
          gap,
        });
        gap = 0;
      }
    }
    return steps;
  }

  #wordSet(alternatives: readonly string[]): ReadonlySet<number> | undefined {
    if (alternatives.length === 1 && alternatives[0] === "_") return undefined;
    return new Set(
      alternatives.map((word) => {
        const known = this.#vocabulary.get(word);
        if (known !== undefined) return known;
        const number = this.#vocabulary.size + 1;
        this.#vocabulary.set(word, number);
        return number;
      }),
    );
  }

  /** `OPENAI_API_KEY` reads as `api_key`; `max_tokens` does not read as `tokens`. */
  #number(word: string): number {
    const known = this.#vocabulary.get(word);
    if (known !== undefined) return known;
    const underscore = word.indexOf("_");
    if (underscore < 0 || underscore === word.lastIndexOf("_")) return UNKNOWN_WORD;
    return this.#number(word.slice(underscore + 1));
  }
}

function follows(words: Words, position: number, steps: readonly Step[], at: number): boolean {
  const step = steps[at];
  if (step === undefined) return true;
  for (let skipped = 0; skipped <= step.gap; skipped += 1) {
    const word = words[position + skipped];
    if (word === undefined || word === SENTENCE_END) break;
    if (step.words !== undefined && !step.words.has(word)) continue;
    if (follows(words, position + skipped + 1, steps, at + 1)) return true;
  }
  return step.optional && follows(words, position, steps, at + 1);
}

/** A Chinese alternative is several words, so each makes a phrase of its own. */
function spelledOut(phrase: string): string[] {
  const parts = phrase.split(" ");
  const at = parts.findIndex((part) => part.includes("|") && part.split("|").some(isChineseText));
  if (at < 0) return [phrase];
  return (parts[at] ?? "")
    .split("|")
    .flatMap((alternative) => spelledOut(parts.with(at, alternative).join(" ")));
}

function isChineseText(text: string): boolean {
  return text.length > 1 && isChinese(text.charCodeAt(0));
}

function separateChinese(word: string): string[] {
  return [...word].every((character) => isChinese(character.charCodeAt(0))) ? [...word] : [word];
}

/** `_` belongs to a word: `max_tokens` is not `tokens`. */
function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
}

/** `don't` is one word, while the quotes of a Python repr stand outside of it. */
function isApostrophe(text: string, index: number): boolean {
  return text.charCodeAt(index) === 0x27 && isWordCharacter(text.charCodeAt(index + 1));
}

function isChinese(code: number): boolean {
  return code >= 0x34_00 && code <= 0x9f_ff;
}

/** `.` ends a sentence only before a space or a quote: `console.x.ai` goes on. */
function endsSentence(code: number, next: number): boolean {
  if (code === 0x21 || code === 0x3f || code === 0x3b || code === 0x30_02 || code === 0xff_01) {
    return true;
  }
  return code === 0x2e && (next <= 0x20 || next === 0x22 || next === 0x5c || Number.isNaN(next));
}
