/** What a run of test files gave: each test by its file and full name, `src/a.test.ts: merges`, and how it ended. */
export type Results = Readonly<Record<string, string>>;

/** What Vitest's JSON reporter writes, as far as it is read. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** `relative` makes the path of a file one within the checkout. A file without tests counts as one, `the file`. */
export function readReport(
  { testResults }: VitestReport,
  relative: (file: string) => string,
): Results {
  return Object.fromEntries(
    testResults.flatMap(({ name, status, assertionResults }) =>
      assertionResults.length === 0
        ? [[`${relative(name)}: the file`, status]]
        : assertionResults.map((test) => [`${relative(name)}: ${test.fullName}`, test.status]),
    ),
  );
}

export function fileOf(test: string): string {
  return test.slice(0, test.indexOf(": "));
}

export function filesOf(tests: readonly string[]): string[] {
  return [...new Set(tests.map(fileOf))];
}

export function failedTests(results: Results): string[] {
  return Object.keys(results).filter((test) => results[test] === "failed");
}

export interface Comparison {
  /** Tests that ended otherwise than before, and new ones that did not pass. */
  readonly worse: readonly string[];
  /** Failed before and pass now: a busy machine, or a clock. */
  readonly better: readonly string[];
  readonly added: readonly string[];
}

export function compareResults(before: Results, after: Results): Comparison {
  const changed = Object.keys(before).filter((test) => after[test] !== before[test]);
  const better = changed.filter((test) => before[test] === "failed" && after[test] === "passed");
  const added = Object.keys(after).filter((test) => before[test] === undefined);
  return {
    worse: [
      ...changed.filter((test) => !better.includes(test)),
      ...added.filter((test) => after[test] !== "passed"),
    ],
    better,
    added,
  };
}
