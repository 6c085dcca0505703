import { describe, expect, it } from "vitest";
import { compareResults, failedTests, filesOf, readReport } from "./suite-results.ts";

describe("the results of a run", () => {
  const results = readReport(
    {
      testResults: [
        {
          name: "/tree/src/a.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "a: merges", status: "passed" },
            { fullName: "a splits", status: "failed" },
          ],
        },
        { name: "/tree/src/b.test.ts", status: "failed", assertionResults: [] },
      ],
    },
    (file) => file.replace("/tree/", ""),
  );

  it("are those of each test, and of a file that could not be read", () => {
    expect(results).toEqual({
      "src/a.test.ts: a: merges": "passed",
      "src/a.test.ts: a splits": "failed",
      "src/b.test.ts: the file": "failed",
    });
  });

  it("name the files to run again, once each", () => {
    expect(filesOf(failedTests(results))).toEqual(["src/a.test.ts", "src/b.test.ts"]);
    expect(filesOf(Object.keys(results))).toEqual(["src/a.test.ts", "src/b.test.ts"]);
  });
});

describe("two runs", () => {
  it("differ where a test fails, is gone or is skipped, and where a new one does not pass", () => {
    const before = { "a: 1": "passed", "a: 2": "passed", "a: 3": "passed", "a: 4": "failed" };
    const after = { "a: 1": "failed", "a: 3": "skipped", "a: 4": "failed", "b: 1": "failed" };
    expect(compareResults(before, after)).toEqual({
      worse: ["a: 1", "a: 2", "a: 3", "b: 1"],
      better: [],
      added: ["b: 1"],
    });
  });

  it("are as good where a test that failed passes, and where new ones do", () => {
    expect(compareResults({ "a: 1": "failed" }, { "a: 1": "passed", "b: 1": "passed" })).toEqual({
      worse: [],
      better: ["a: 1"],
      added: ["b: 1"],
    });
  });
});
