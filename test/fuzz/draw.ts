/** A whole number from 0 up to one less than `below`. */
export type Draw = (below: number) => number;

/** mulberry32: the same numbers for the same seed. */
export function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

export function pickFrom<Item>(draw: Draw, items: readonly Item[]): Item {
  return items[draw(items.length)] as Item;
}

/** So many units of one alphabet. */
export function textFrom(draw: Draw, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(draw(alphabet.length))).join("");
}
