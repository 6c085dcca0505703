/** OpenClaw's versions are dates: year, month, and a running number that is often the day. */
export interface TreeVersion {
  readonly year: number;
  readonly month: number;
  readonly number: number;
}

/** First and last version of a range, both included, without the year: `"2.19"`, `"3.30"`. All are of 2026. */
export type VersionRange = readonly [first: string, last: string];

/** Tried on 2026.2.27 and 2026.7.2; what was tried of the others, and what not, is in docs/upstream-patch.md. */
export const TRIED: readonly VersionRange[] = [
  ["2.19", "3.2"],
  ["7.2", "7.2"],
];
/** Known versions. Which part has something to do for which, the table of parts says. */
export const KNOWN: VersionRange = ["2.19", "9.6"];

/** Undefined for what is no version of OpenClaw. A suffix (`-beta.1`, `-1`) does not count. */
export function parseTreeVersion(text: string): TreeVersion | undefined {
  const match = /^(\d{4})\.(\d{1,2})\.(\d{1,3})(?:-[0-9A-Za-z.-]+)?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, number] = match;
  return { year: Number(year), month: Number(month), number: Number(number) };
}

/** Negative where `version` is before the range, 0 where it is in it, positive where it is after it. */
export function compareWithRange(version: TreeVersion, [first, last]: VersionRange): number {
  const at = orderOf(version);
  if (at < shortOrder(first)) return -1;
  return at > shortOrder(last) ? 1 : 0;
}

function orderOf({ year, month, number }: TreeVersion): number {
  return (year * 100 + month) * 1000 + number;
}

function shortOrder(short: string): number {
  const [month = 0, number = 0] = short.split(".").map(Number);
  return orderOf({ year: 2026, month, number });
}
