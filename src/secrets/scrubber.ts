import { publicKeyPrefix } from "../providers/find.ts";
import { type DecodedView, decodedViews } from "./decoded-view.ts";
import { MASK } from "./mask.ts";
import { encodingsOf, partsOf, viewsOf } from "./spellings.ts";

/** Takes secrets out of free text. */
export type Scrub = (text: string) => string;

/** Shorter secrets would tear holes into ordinary words. */
export const SHORTEST_SCRUBBED = 8;
/** Texts are compared in pieces of this length; one by itself is taken out also where the rest of its secret is missing. */
const PIECE = 8;
/** So many characters where they are words: `kimi-coding` stands in many texts, and tells little of a key. */
const WORDS_LENGTH = 12;
/** Encodings are long and look like nothing else: every fourth piece of them is enough. */
const STRIDE = 4;
/**
 * What is left of a secret that a text's end cuts, where it is less than a piece, longest first. Three characters and
 * less are in too many words, and providers themselves show as many of a key.
 */
const CUT_LENGTHS = [7, 6, 5, 4];

/** What a piece of text says by itself. */
interface Piece {
  /** So many of its characters are no secret, as every key of a provider begins so. */
  readonly open: number;
  /** So many characters in a row are a secret. */
  readonly enough: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Whether what a text and a secret have in common belongs to a name that is no secret. */
type IsName = (text: string, from: number, to: number) => boolean;

interface Index {
  readonly pieces: Map<string, Piece>;
  /** Beginnings and ends that are shorter than a piece. */
  readonly heads: Set<string>;
  readonly tails: Set<string>;
  /** Secrets of which less than a piece is left when escapes are undone. */
  readonly wholes: Set<string>;
  /** Secrets of which nothing is left when escapes are undone. */
  readonly literal: Set<string>;
  readonly isName: IsName;
}

/**
 * Takes every secret of 8 characters or more out of free text, however it is spelled or encoded there; of one that the
 * text's beginning or end cuts, the rest. The time grows with the text alone: each of its pieces of 8 characters is
 * looked up in a table of all pieces of all secrets, which is made when the first text comes.
 */
export function createScrubber(secrets: Iterable<string>, isName: IsName = () => false): Scrub {
  const all = [...secrets];
  if (all.length === 0) return (text) => text;
  let index: Index | undefined;
  return (text) => scrubbed(text, (index ??= indexOf(all, isName)));
}

function indexOf(secrets: readonly string[], isName: IsName): Index {
  const index: Index = {
    pieces: new Map(),
    heads: new Set(),
    tails: new Set(),
    wholes: new Set(),
    literal: new Set(),
    isName,
  };
  for (const part of new Set(secrets.flatMap(partsOf))) {
    if (part.length < SHORTEST_SCRUBBED) continue;
    const open = publicKeyPrefix(part)?.length ?? 0;
    const views = viewsOf(part);
    if (views.every((view) => view.length < SHORTEST_SCRUBBED)) index.literal.add(part);
    for (const view of views) {
      if (CUT_LENGTHS.includes(view.length) && !isWord(view)) index.wholes.add(view);
    }
    for (const view of views) addForm(index, view, open, 1, part);
    for (const form of encodingsOf(part)) addForm(index, form, 0, STRIDE);
  }
  return index;
}

/** `open`: how much of its beginning is no secret. `written`: without escapes undone, which make words of what is none. */
function addForm(index: Index, form: string, open: number, stride: number, written = form): void {
  const last = form.length - PIECE;
  if (last < 0) return;
  for (let at = 0; at <= last; at = at === last ? last + 1 : Math.min(at + stride, last)) {
    const piece = form.slice(at, at + PIECE);
    const openHere = Math.min(PIECE, Math.max(0, open - at));
    const telling = stride === 1 && isWords(piece.slice(openHere)) ? WORDS_LENGTH : PIECE;
    const enough = Math.min(form.length - open, telling);
    const found = { open: openHere, enough, isFirst: at === 0, isLast: at === last };
    index.pieces.set(piece, together(found, index.pieces.get(piece) ?? NO_PIECE));
  }
  for (const length of CUT_LENGTHS) {
    const head = form.slice(0, length);
    const tail = form.slice(-length);
    if (length > open && !(isWord(head) && written.startsWith(head))) index.heads.add(head);
    if (!(isWord(tail) && written.endsWith(tail))) index.tails.add(tail);
  }
}

/** A word tells nothing, and taking it away might. */
function isWord(text: string): boolean {
  return /^[A-Za-z][a-z]+$/.test(text);
}

function isWords(text: string): boolean {
  return /^[A-Za-z ./:_-]*$/.test(text) && !/[a-z][A-Z]|[A-Z]{2}[a-z]/.test(text);
}

function scrubbed(text: string, index: Index): string {
  const whole = [...index.literal].reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
  const ranges = decodedViews(whole).flatMap((view) => rangesIn(view, index));
  ranges.sort(([one], [other]) => one - other);
  let shown = "";
  let end = 0;
  for (const [from, to] of ranges) {
    // One that begins within the one before belongs to it.
    if (from >= end) shown += whole.slice(end, from) + MASK;
    end = Math.max(end, to);
  }
  return shown + whole.slice(end);
}

type Range = readonly [from: number, to: number];

/** Where a text holds secrets, by one view of it; ranges may overlap. */
function rangesIn({ text, starts, ends }: DecodedView, index: Index): Range[] {
  return secretRanges(text, index).map(([from, to]) => [starts[from] ?? 0, ends[to - 1] ?? 0]);
}

/** What stands around a text that was cut: blanks, quotation marks, dots, half a character. */
const BEFORE_CUT = /^(?:[\s"'.([{\u0060]|\xe2\x80\xa6|\xef\xbf\xbd)*/;
const AFTER_CUT = new Set(" \"'.)]}`\xe2\x80\xa6\xef\xbf\xbd");
/** Half an escape. */
const HALF_ESCAPE = /(?:[ux][\dA-Fa-f]{0,3}|%[\dA-Fa-f]?|&#?[\dA-Za-z]{0,8})$/;
/** The same where a text was escaped more than once. */
const LONGEST_DEBRIS = 24;
/** Where these are looked for. */
const LONGEST_END = 32;

function secretRanges(view: string, index: Index): Range[] {
  const { pieces, heads, tails, wholes, isName } = index;
  const ranges: Range[] = [];
  function take(from: number, to: number, isAll = false): void {
    if (isAll || !isName(view, from, to)) ranges.push([from, to]);
  }
  const start = BEFORE_CUT.exec(view.slice(0, LONGEST_END))?.[0].length ?? 0;
  const lastPart = view.slice(-LONGEST_END);
  let closing = 0;
  while (AFTER_CUT.has(lastPart.at(-1 - closing) ?? "")) closing += 1;
  const end = view.length - closing;
  const half = HALF_ESCAPE.exec(lastPart.slice(0, lastPart.length - closing))?.[0].length ?? 0;

  for (let cut = start; isDebris(view.slice(start, cut), LONGEST_DEBRIS); cut++) {
    const tail = CUT_LENGTHS.find((length) => tails.has(view.slice(cut, cut + length)));
    if (tail !== undefined) take(start, cut + tail);
    if (tail !== undefined || cut >= view.length) break;
  }

  let first = 0;
  let open = 0;
  let count = 0;
  let run = NO_PIECE;
  for (let at = 0; at + PIECE <= view.length + 1; at++) {
    const piece = pieces.get(view.slice(at, at + PIECE));
    if (piece !== undefined) {
      if (count === 0) ({ open } = piece);
      if (count === 0) first = at;
      count += 1;
      run = together(run, piece);
    } else if (count > 0) {
      const to = at - 1 + PIECE;
      const isPart = run.open < PIECE;
      const isWhole = isPart && to - first - open >= run.enough;
      const isCutAfter =
        isPart && run.isFirst && isDebris(view.slice(to, end), isWhole ? half : LONGEST_DEBRIS);
      const isCutBefore =
        isPart && run.isLast && isDebris(view.slice(start, first), LONGEST_DEBRIS);
      const last = isCutAfter ? Math.max(to, end) : to;
      // From its first piece to its last it may be all of a secret, whatever else is called so.
      if (isWhole || isCutBefore || isCutAfter) take(first, last, run.isFirst && run.isLast);
      count = 0;
      run = NO_PIECE;
    }
  }
  for (let cut = end; cut >= 0 && isDebris(view.slice(cut, end), LONGEST_DEBRIS); cut--) {
    if (cut < end - half && !/[%&ux]/.test(view.charAt(cut))) continue;
    const head = CUT_LENGTHS.find((length) =>
      heads.has(view.slice(Math.max(0, cut - length), cut)),
    );
    if (head === undefined) continue;
    take(cut - head, end);
    break;
  }
  if (wholes.size === 0) return ranges;
  for (let at = 0; at < view.length; at++) {
    const length = CUT_LENGTHS.find((one) => wholes.has(view.slice(at, at + one)));
    if (length !== undefined) ranges.push([at, at + length]);
  }
  return ranges;
}

/** What a cut may leave of an escape, beside the secret that it belongs to. */
function isDebris(text: string, longest: number): boolean {
  return text.length <= longest && /^[#%&;\dA-Za-z]*$/.test(text);
}

/** One of each kind: a table of a thousand keys holds nearly a hundred thousand. */
const KINDS: Piece[] = [];
const NO_PIECE: Piece = { open: PIECE, enough: Infinity, isFirst: false, isLast: false };

function together(one: Piece, other: Piece): Piece {
  const open = Math.min(one.open, other.open);
  const enough = Math.max(0, Math.min(one.enough, other.enough));
  const isFirst = one.isFirst || other.isFirst;
  const isLast = one.isLast || other.isLast;
  const kind = (open * (WORDS_LENGTH + 1) + enough) * 4 + Number(isFirst) * 2 + Number(isLast);
  return (KINDS[kind] ??= { open, enough, isFirst, isLast });
}
