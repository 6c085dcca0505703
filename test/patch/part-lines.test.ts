import { afterAll, describe, expect, it } from "vitest";
import typescript from "typescript";
import { applyPatch } from "../../src/patch/apply-patch.ts";
import { openCheckout } from "../../src/patch/checkout.ts";
import { PART_NAMES } from "../../src/patch/parts.ts";
import { planPatch } from "../../src/patch/plan-patch.ts";
import { addedLines, sumOf } from "./part-lines.ts";
import { SmallCheckout, smallTree, type SmallVersion } from "./small-tree.ts";

const checkouts: SmallCheckout[] = [];
afterAll(() => {
  for (const checkout of checkouts) checkout.remove();
});

/** Part by part, as they stack. */
function linesOfParts(version: SmallVersion) {
  const tree = new SmallCheckout(smallTree(version));
  checkouts.push(tree);
  return Object.fromEntries(
    PART_NAMES.map((name) => {
      const checkout = openCheckout(tree.directory);
      applyPatch(checkout, planPatch(checkout, typescript, { only: name }));
      tree.git("add", "--intent-to-add", "--all");
      const added = addedLines(tree.git("diff", "--numstat"));
      tree.git("add", "--all");
      return [name, added];
    }),
  );
}

describe("the lines that a part adds", () => {
  it("are counted apart for production, tests and docs", () => {
    const numstat =
      "12\t3\tsrc/a.ts\n40\t0\tsrc/a.test.ts\n2\t1\tdocs/a.md\n1\t1\textensions/a.json\n";
    const added = addedLines(numstat);
    expect(added).toEqual({ production: 13, tests: 40, docs: 2 });
    expect(sumOf([added, added])).toEqual({ production: 26, tests: 80, docs: 4 });
  });

  it("are few enough to be reviewed at once, for today's sources", () => {
    const lines = linesOfParts("2026.7.2");
    for (const name of ["default", "redaction", "doctor", "advice"] as const) {
      expect(lines[name]?.production).toBeGreaterThan(0);
      expect(lines[name]?.production).toBeLessThanOrEqual(60);
      expect(lines[name]?.tests).toBeGreaterThan(0);
    }
  });

  it("are at most a thousand for all parts of 2026.2.27", () => {
    const sum = sumOf(Object.values(linesOfParts("2026.2.27")));
    expect(sum.production).toBeGreaterThan(600);
    expect(sum.production).toBeLessThanOrEqual(1000);
  });
});
