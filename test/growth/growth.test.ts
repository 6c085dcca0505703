import { expect, it } from "vitest";

import { runNode } from "../transport/child-process.ts";

it.each(["child.ts", "long-child.ts"])(
  "twice the outside text takes no more than twice the steps, whatever pair of fragments it repeats: %s",
  { timeout: 120_000 },
  async (child) => {
    const { stdout, stderr } = await runNode("22", [`test/growth/${child}`]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ tried: 676, wrong: [] });
  },
);

it(
  "twice the configuration takes no more than twice the steps, whatever there is more of and however it is written",
  { timeout: 240_000 },
  async () => {
    const { stdout, stderr } = await runNode("22", ["test/growth/config-child.ts"], {}, 240_000);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ tried: 117, wrong: [] });
  },
);

it("a megabyte of anything and any nesting is read in bounded steps, and one provider of a thousand is found as one of one", async () => {
  const { stdout, stderr } = await runNode("22", ["test/growth/large-child.ts"]);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({ tried: 37, wrong: [], isFoundSoon: true });
});
