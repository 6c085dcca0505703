import { isSyllable, plainSyllable, readWords, spelledOut } from "./plain-words.ts";

/**
 * Finds phrases in text by words, not by letters: `author` is not `authorize`, and the time taken grows with
 * the text alone, whatever the text holds and however many phrases there are.
 *
 * A phrase is written as words. `a|b` either word; `a?` may be missing; `_` any one word; `#` a number or a part of a
 * version, such as `v2`; `!a|b` any one word but these;
 * `veralte*` any word that begins so; `..` up to four words in between and `....` up to eight, never across the end of a
 * sentence. A Chinese, Japanese or Korean character is a word, so write their phrases without spaces; `a+b` is one
 * alternative of two words.
 */

const SENTENCE_END = 1;
const UNKNOWN_WORD = 0;
const FIRST_WORD = 2;
const WORDS_A_DOT = 2;
const NUMERAL = "#";
/** Stems are looked up by their first letters. */
const STEM_KEY = 3;

interface Step {
  /** Undefined: any word. */
  readonly words: readonly number[] | undefined;
  /** Alternatives of several words, as Chinese ones are. */
  readonly runs: readonly (readonly number[])[];
  /** Any word but these. */
  readonly negated: boolean;
  readonly optional: boolean;
  /** How many words may stand before it. */
  readonly gap: number;
}

/** A step as it is written: its alternatives, each the words that it is made of. */
interface WrittenStep extends Omit<Step, "words" | "runs"> {
  readonly alternatives: readonly (readonly string[])[] | undefined;
}

interface WrittenPhrase<Row> {
  readonly row: Row;
  readonly rank: number;
  readonly text: string;
}

interface Phrase<Row> extends Omit<WrittenPhrase<Row>, "text"> {
  /** What follows the first word; see `encoded`. */
  readonly code: readonly number[];
}

/** The phrases that begin with one word; each list by rank. */
interface Beginning<Row> {
  readonly alone: Phrase<Row>[];
  /** Those whose second word is one of some, by that word: it stands next, or within `reach`. */
  readonly bySecondWord: Map<number, Phrase<Row>[]>;
  readonly others: Phrase<Row>[];
  reach: number;
}

/** The words of a text as numbers, so that one reading serves every phrase. */
export type Words = readonly number[];

export class PhraseIndex<Row> {
  readonly #vocabulary: Vocabulary;
  /** By each word that they begin with. */
  readonly #written: (WrittenPhrase<Row>[] | undefined)[];
  /** The same for the words that were found in a text: all of them are 15 MB, and few are ever found. */
  readonly #beginnings: (Beginning<Row> | undefined)[];

  /** Rows in order of trust: where several match, the earliest row is the answer. */
  constructor(rows: Iterable<readonly [row: Row, phrases: readonly string[]]>) {
    // A language says the same words in many sentences: they are read once.
    const known: Alternatives = new Map();
    const written = [...rows].flatMap(([row, phrases], rank) =>
      phrases.map((text) => ({ phrase: { row, rank, text }, steps: readSteps(text, known) })),
    );
    this.#vocabulary = new Vocabulary([...known.values()].flat(2));
    // Full arrays: with holes each look would be a search.
    this.#written = Array.from({ length: this.#vocabulary.size });
    this.#beginnings = Array.from({ length: this.#vocabulary.size });
    for (const { phrase, steps } of written) {
      const [first] = steps.slice(0, 1).map((step) => this.#vocabulary.numbered(step));
      if (first?.words === undefined || first.optional || first.negated || first.gap > 0) {
        throw new Error(
          `phrase "${phrase.text}": the first word must be a plain word; start with one`,
        );
      }
      for (const word of firstWordsOf(first)) (this.#written[word] ??= []).push(phrase);
    }
  }

  read(text: string): Words {
    const words: number[] = [];
    readWords(
      text,
      (word) => words.push(this.#vocabulary.numberOf(word)),
      () => words.push(SENTENCE_END),
    );
    return words;
  }

  /** The earliest row, of those that `applies` lets through, with a phrase in the text. */
  find(words: Words, applies: (row: Row) => boolean): Row | undefined {
    let best: Phrase<Row> | undefined;
    const tryAll = (phrases: readonly Phrase<Row>[] | undefined, position: number) => {
      if (phrases === undefined) return;
      for (const phrase of phrases) {
        if (best !== undefined && phrase.rank >= best.rank) return;
        if (applies(phrase.row) && follows(words, position, phrase.code, 0)) best = phrase;
      }
    };
    for (let position = 0; position < words.length; position += 1) {
      const beginning = this.#beginningWith(words[position] ?? UNKNOWN_WORD);
      if (beginning === undefined) continue;
      const start = position + 1;
      if (beginning.alone.length > 0) tryAll(beginning.alone, start);
      for (let next = start; next <= start + beginning.reach; next += 1) {
        const word = words[next];
        if (word === undefined || word === SENTENCE_END) break;
        if (word !== UNKNOWN_WORD) tryAll(beginning.bySecondWord.get(word), start);
      }
      if (beginning.others.length > 0) tryAll(beginning.others, start);
    }
    return best?.row;
  }

  #beginningWith(word: number): Beginning<Row> | undefined {
    const known = this.#beginnings[word];
    if (known !== undefined) return known;
    const written = this.#written[word];
    return written === undefined
      ? undefined
      : (this.#beginnings[word] = this.#makeBeginning(word, written));
  }

  #makeBeginning(word: number, written: readonly WrittenPhrase<Row>[]): Beginning<Row> {
    const beginning: Beginning<Row> = {
      alone: [],
      bySecondWord: new Map(),
      others: [],
      reach: 0,
    };
    for (const { row, rank, text } of written) {
      const [first, ...rest] = readSteps(text).map((step) => this.#vocabulary.numbered(step));
      if (first?.words?.includes(word) === true) addTo(beginning, { row, rank }, rest);
      for (const [start, ...run] of first?.runs ?? []) {
        if (start === word) addTo(beginning, { row, rank }, [...run.map(plainStep), ...rest]);
      }
    }
    return beginning;
  }
}

/** `beginning`: of the phrase's first word; `steps`: what follows it. */
function addTo<Row>(
  beginning: Beginning<Row>,
  known: Omit<Phrase<Row>, "code">,
  steps: readonly Step[],
): void {
  const phrase = { ...known, code: encoded(steps) };
  const [second, ...rest] = steps;
  if (second === undefined) {
    beginning.alone.push(phrase);
    return;
  }
  if (second.words === undefined || second.negated) beginning.others.push(phrase);
  else {
    beginning.reach = Math.max(beginning.reach, second.gap);
    for (const next of firstWordsOf(second)) push(beginning.bySecondWord, next, phrase);
  }
  if (second.optional) addTo(beginning, known, rest);
}

function firstWordsOf({ words = [], runs }: Step): ReadonlySet<number> {
  return new Set([...words, ...runs.map(([first = UNKNOWN_WORD]) => first)]);
}

interface Stem {
  readonly beginning: string;
  readonly number: number;
}

/** Every word and stem of all phrases, by number. */
class Vocabulary {
  readonly #numbers = new Map<string, number>();
  /** By their first letters. */
  readonly #byKey = new Map<string, string[]>();
  /** The stems of them, the longest first. */
  readonly #stems = new Map<string, readonly Stem[]>();
  /** What `#` stands for, where a phrase has one. */
  readonly #numeral: number;
  /** What alternatives that were written once mean. */
  readonly #lists = new Map<string, readonly number[]>();

  constructor(words: Iterable<string>) {
    for (const word of new Set(words)) {
      this.#numbers.set(word, this.#numbers.size + FIRST_WORD);
      push(this.#byKey, word.slice(0, STEM_KEY), word);
    }
    this.#numeral = this.#numbers.get(NUMERAL) ?? UNKNOWN_WORD;
    for (const [key, alike] of this.#byKey) {
      const stems = alike.filter((word) => word.endsWith("*"));
      if (stems.length === 0) continue;
      const sorted = stems.toSorted((one, other) => other.length - one.length);
      this.#stems.set(
        key,
        sorted.map((stem) => ({
          beginning: stem.slice(0, -1),
          number: this.#numbers.get(stem) ?? UNKNOWN_WORD,
        })),
      );
    }
  }

  /** One more than the highest number. */
  get size(): number {
    return this.#numbers.size + FIRST_WORD;
  }

  numbered({ alternatives, ...step }: WrittenStep): Step {
    const single = alternatives?.filter((words) => words.length === 1).flat();
    const runs = (alternatives ?? []).filter((words) => words.length > 1);
    return {
      ...step,
      words: single === undefined ? undefined : this.#numbersOf(single),
      runs: runs.map((words) => words.map((word) => this.numberOf(word))),
    };
  }

  /** A stem stands for all words that begin so, also where they have a number of their own. */
  #numbersOf(words: readonly string[]): readonly number[] {
    const text = words.join("|");
    const known = this.#lists.get(text);
    if (known !== undefined) return known;
    const numbers = new Set(words.map((word) => this.#numbers.get(word) ?? UNKNOWN_WORD));
    for (const stem of words.filter((word) => word.endsWith("*"))) {
      for (const alike of this.#byKey.get(stem.slice(0, STEM_KEY)) ?? []) {
        if (alike.startsWith(stem.slice(0, -1))) numbers.add(this.#numbers.get(alike) ?? 0);
      }
    }
    if (words.includes(NUMERAL)) {
      for (const [word, number] of this.#numbers) if (isNumeral(word)) numbers.add(number);
    }
    const list = [...numbers];
    this.#lists.set(text, list);
    return list;
  }

  /** `OPENAI_API_KEY` reads as `api_key`; `max_tokens` does not read as `tokens`. */
  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    if (isNumeral(word)) return this.#numeral;
    const stem = this.#stems
      .get(word.slice(0, STEM_KEY))
      ?.find(({ beginning }) => word.startsWith(beginning));
    if (stem !== undefined) return stem.number;
    const underscore = word.indexOf("_");
    if (underscore < 0 || underscore === word.lastIndexOf("_")) return UNKNOWN_WORD;
    return this.numberOf(word.slice(underscore + 1));
  }
}

/** `9`, `1a`, `v2`. */
function isNumeral(word: string): boolean {
  const first = word.charCodeAt(word.startsWith("v") ? 1 : 0);
  return first >= 0x30 && first <= 0x39;
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function plainStep(word: number): Step {
  return { words: [word], runs: [], negated: false, optional: false, gap: 0 };
}

/** What was read of alternatives, by what was written. */
type Alternatives = Map<string, readonly (readonly string[])[]>;

function readSteps(text: string, known: Alternatives = new Map()): WrittenStep[] {
  const steps: WrittenStep[] = [];
  let gap = 0;
  for (const part of text.split(" ")) {
    if (/^\.+$/u.test(part)) {
      gap = part.length * WORDS_A_DOT;
      continue;
    }
    const optional = part.endsWith("?");
    const negated = part.startsWith("!");
    const written = part.slice(negated ? 1 : 0, optional ? -1 : undefined);
    let alternatives = known.get(written);
    if (alternatives === undefined && written !== "_") {
      alternatives = written.split("|").map(wordsOf);
      known.set(written, alternatives);
    }
    steps.push({
      alternatives,
      negated,
      optional,
      gap,
    });
    gap = 0;
  }
  return steps;
}

/** A Chinese alternative is several words, as `isn't` is two. */
function wordsOf(alternative: string): readonly string[] {
  const letters = [...alternative];
  return letters.every((letter) => isSyllable(letter.charCodeAt(0)))
    ? letters.map(plainSyllable)
    : alternative.split("+").flatMap(spelledOut);
}

const NEGATED = 1;
const OPTIONAL = 2;

/**
 * Steps as numbers in one array, which lie together in memory: where the next step begins, the gap, which of the two
 * above it is, the number of words and the words, and of each run its length and words. Any word is any but none.
 */
function encoded(steps: readonly Step[]): readonly number[] {
  const code: number[] = [];
  for (const { words, runs, negated, optional, gap } of steps) {
    const is = (negated || words === undefined ? NEGATED : 0) | (optional ? OPTIONAL : 0);
    const alternatives = [...(words ?? []), ...runs.flatMap((run) => [run.length, ...run])];
    code.push(code.length + 4 + alternatives.length, gap, is, words?.length ?? 0, ...alternatives);
  }
  return code;
}

/** `at`: where a step begins in the code. */
function follows(words: Words, position: number, code: readonly number[], at: number): boolean {
  if (at >= code.length) return true;
  const next = code[at] ?? 0;
  const last = position + (code[at + 1] ?? 0);
  const is = code[at + 2] ?? 0;
  const isNegated = (is & NEGATED) !== 0;
  const runs = at + 4 + (code[at + 3] ?? 0);
  for (let start = position; start <= last; start += 1) {
    const word = words[start];
    if (word === undefined || word === SENTENCE_END) break;
    const found = code.indexOf(word, at + 4);
    const isOne = found >= 0 && found < runs;
    if (isOne !== isNegated && follows(words, start + 1, code, next)) return true;
    if (runs < next && followsRun(words, start, code, runs, next)) return true;
  }
  return (is & OPTIONAL) !== 0 && follows(words, position, code, next);
}

/** `at` and `end`: where the step's runs stand in the code; the next step begins behind them. */
function followsRun(
  words: Words,
  start: number,
  code: readonly number[],
  at: number,
  end: number,
): boolean {
  let first = at + 1;
  for (let run = at; run < end; run = first, first += 1) {
    const behind = first + (code[run] ?? 0);
    const offset = start - first;
    while (first < behind && words[first + offset] === code[first]) first += 1;
    if (first === behind && follows(words, behind + offset, code, end)) return true;
    first = behind;
  }
  return false;
}
