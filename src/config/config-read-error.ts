/** A configuration that cannot be read at all: one place, one fault, one thing to do. */
export class ConfigReadError extends Error {
  /** The file, with `:line:column` where there is one. */
  readonly where: string;
  readonly what: string;
  readonly fix: string;

  constructor(where: string, what: string, fix: string) {
    super(`${where}: ${what}. ${fix}`);
    this.name = "ConfigReadError";
    this.where = where;
    this.what = what;
    this.fix = fix;
  }
}
