import { MARCH_SEAMS } from "./march-seams.ts";
import { type PartName, PARTS } from "./parts.ts";
import type { Seam } from "./seam.ts";
import { TODAY_SEAMS } from "./today-seams.ts";

/** Every edit of files that a checkout has: one row a seam, by the versions that it is made for. */
export const SEAMS: readonly Seam[] = [...TODAY_SEAMS, ...MARCH_SEAMS];

/** Whether the part ever writes this file: what a record of it may name. */
export function writesFile(part: PartName, file: string): boolean {
  return (
    PARTS.some(({ name, files }) => name === part && files.some(({ path }) => path === file)) ||
    SEAMS.some((seam) => seam.part === part && seam.files.includes(file))
  );
}
