/** Why nothing was written: what is wrong, and what to do about it. */
export class PatchError extends Error {
  override readonly name = "PatchError";
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** `EACCES: permission denied, open '/a/b'` without what was done to which file: that is said before it. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split(",")[0] ?? text;
}
