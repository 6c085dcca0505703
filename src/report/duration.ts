const UNITS = [
  { name: "h", milliseconds: 3_600_000 },
  { name: "min", milliseconds: 60_000 },
  { name: "s", milliseconds: 1000 },
] as const;

/** A duration as people say it: the largest unit that it fills twice, so `90 s` but `2 min`. Never under one second. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(1000, milliseconds);
  const unit = UNITS.find((candidate) => seconds >= 2 * candidate.milliseconds) ?? UNITS[2];
  return `${Math.round(seconds / unit.milliseconds)} ${unit.name}`;
}
