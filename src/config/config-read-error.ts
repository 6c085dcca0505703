/**
 * A configuration that cannot be read at all: one place, one fault, one thing to do.
 *
 * @example
 * ```ts
 * import { ConfigReadError, readOpenClawConfig } from "provider-headers";
 *
 * try {
 *   readOpenClawConfig("missing/openclaw.json", { env: {} });
 * } catch (error) {
 *   if (!(error instanceof ConfigReadError)) throw error;
 *   console.log(error.where);
 * }
 * // prints: missing/openclaw.json
 * ```
 */
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
