/**
 * Thrown for a configuration that cannot be read: where, what is wrong, and what to do.
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
  /** The file, with `:line:column` if known. */
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
