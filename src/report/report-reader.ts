/** Where a report is read: what may be named there. */
export interface ReportReader {
  /** How this package's commands are run, such as `npx provider-headers`. */
  readonly command: string;
  /** Where a file of the installed package is: `docs/auth-failures.md`. */
  readonly page: (path: string) => string;
}
