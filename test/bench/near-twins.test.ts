import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { nearTwins } from "../../bench/near-twins.ts";
import { FAILURE_KINDS } from "../../src/providers/failure-kind.ts";

const FOLDER = join(import.meta.dirname, "../../bench/failures");

interface Line {
  readonly id: string;
  readonly label: string;
  readonly source: string;
}

function linesOf(name: string): Line[] {
  return readFileSync(join(FOLDER, name), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

describe("nearTwins", () => {
  it("finds texts of the same words, whatever numbers and marks stand between", () => {
    const one = { id: "one", message: "The pet 12 was not found in house 7a, ask its owner" };
    const other = {
      id: "other",
      body: { error: "the pet was not found in house 9, ask its owner!" },
    };
    expect(nearTwins([one, other])).toEqual([
      { one: "one", other: "other", share: expect.any(Number) },
    ]);
  });

  it("takes a short text inside a long one for no twin", () => {
    const short = { id: "short", message: "pet not found" };
    const long = {
      id: "long",
      message: `pet not found ${"and much more is said of it than that ".repeat(3)}`,
    };
    expect(nearTwins([short, long])).toEqual([]);
  });
});

describe("the unseen failures", () => {
  const lines = ["write.jsonl", "judge.jsonl", "judge-6.jsonl"].flatMap(linesOf);

  it("have no near-twins, in one set or between two", () => {
    expect(lines.length).toBeGreaterThanOrEqual(400);
    expect(nearTwins(lines)).toEqual([]);
  });

  it("have an id, a label and a source each", () => {
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    for (const { label, source } of lines) {
      expect(FAILURE_KINDS).toContain(label);
      expect(source).not.toBe("");
    }
  });
});
