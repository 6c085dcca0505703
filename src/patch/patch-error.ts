/** Why nothing was written: what is wrong, and what to do about it. */
export class PatchError extends Error {
  override readonly name = "PatchError";
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}
