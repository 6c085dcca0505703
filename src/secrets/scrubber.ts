import { MASK, SCHEME } from "./mask.ts";

const SHORTEST_SCRUBBED = 8;

/**
 * Takes every secret of 8 characters or more out of free text: as it is, without its authentication scheme, and however
 * JSON and URLs escape it. Shorter ones would tear holes into ordinary words.
 */
export function createScrubber(secrets: Iterable<string>): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    const trimmed = secret.trim();
    for (const form of [trimmed, trimmed.replace(SCHEME, "").trimStart()]) {
      if (form.length >= SHORTEST_SCRUBBED) forms.add(form);
    }
  }
  if (forms.size === 0) return (text) => text;
  // Longest first: a secret that begins with another one is taken out whole.
  const longestFirst = [...forms].toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(inAnySpelling).join("|"), "g");
  return (text) => text.replace(pattern, MASK);
}

/** A pattern for a secret; letters and digits are written as they are by everybody. */
function inAnySpelling(secret: string): string {
  return Array.from(secret, (character) =>
    /[0-9A-Za-z]/.test(character) ? character : `(?:${spellingsOf(character).join("|")})`,
  ).join("");
}

/** Writers differ in what they escape: `/` is `\/` to one, `+` is `\u002B` to another, and readers undo it all. */
function spellingsOf(character: string): string[] {
  const hexadecimal = (codes: Iterable<number>, mark: string, digits: number): string[] => {
    const written = Array.from(codes, (code) => code.toString(16).padStart(digits, "0"));
    return [written, written.map((code) => code.toUpperCase())].map((all) => mark + all.join(mark));
  };
  const units = character.split("").map((unit) => unit.charCodeAt(0));
  const spellings = new Set([
    character,
    `\\${character}`,
    JSON.stringify(character).slice(1, -1),
    ...hexadecimal(units, "\\u", 4),
    ...hexadecimal(new TextEncoder().encode(character), "%", 2),
  ]);
  return [...spellings].map((spelling) => spelling.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
}
