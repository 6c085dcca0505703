import { readFileSync } from "node:fs";

/** What twins are looked for in. */
interface TextLine {
  readonly id: string;
  readonly message?: unknown;
  readonly body?: unknown;
}

export interface NearTwins {
  readonly one: string;
  readonly other: string;
  /** Shared runs of words, of those of the shorter text. */
  readonly share: number;
}

/** Three words in a row say the same thing; two often do by chance. */
const RUN = 3;
const ALIKE = 0.75;

/** Pairs of lines whose words are nearly the same; numbers, ids and punctuation do not count. Of one pair the later line is `other`. */
export function nearTwins(lines: readonly TextLine[]): NearTwins[] {
  const read = lines.map((line) => ({ id: line.id, runs: runsOf(wordsOf(line)) }));
  return read.flatMap((other, index) =>
    read.slice(0, index).flatMap((one) => {
      const share = shareOf(one.runs, other.runs);
      return share >= ALIKE ? [{ one: one.id, other: other.id, share }] : [];
    }),
  );
}

function wordsOf({ message, body }: TextLine): string[] {
  // The message often quotes the body, so the longer of the two is the whole.
  const texts = [message, body].map((part) =>
    typeof part === "string" ? part : part == null ? "" : JSON.stringify(part),
  );
  const [text = ""] = texts.sort((one, other) => other.length - one.length);
  return text.toLowerCase().match(/\p{Script=Han}|[\p{L}_]{2,}/gu) ?? [];
}

function runsOf(words: readonly string[]): ReadonlySet<string> {
  const length = Math.min(RUN, words.length);
  return new Set(
    words
      .slice(0, words.length - length + 1)
      .map((_, at) => words.slice(at, at + length).join(" ")),
  );
}

function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [shorter, longer] = one.size < other.size ? [one, other] : [other, one];
  // A few words are in any longer text.
  if (shorter.size === 0 || longer.size > 3 * shorter.size) return 0;
  return [...shorter].filter((run) => longer.has(run)).length / shorter.size;
}

/** `npm run corpus:twins -- FILE.jsonl ...`: exit 1 where near-twins are among all the lines together. */
function main(files: readonly string[]): void {
  const lines = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as TextLine),
  );
  const found = nearTwins(lines);
  for (const { one, other, share } of found) console.log(`${one} ${other} ${share.toFixed(2)}`);
  console.log(`${found.length} near-twins among ${lines.length} lines`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2));
