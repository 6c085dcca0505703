/** `2026.7.1-2` is one of 2026.7.1; undefined for what is no such number. */
export function versionNumbers(version: string | undefined): readonly number[] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version ?? "");
  return match?.slice(1).map(Number);
}

/** A version that cannot be read is taken for a newer one than any that was tried. */
export function isAtLeast(version: string | undefined, bound: string): boolean {
  const given = versionNumbers(version);
  const wanted = versionNumbers(bound);
  if (given === undefined || wanted === undefined) return true;
  const at = wanted.findIndex((number, index) => number !== given[index]);
  return at < 0 || (given[at] ?? 0) > (wanted[at] ?? 0);
}
