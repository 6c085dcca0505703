import { expect, it } from "vitest";

import { runNode } from "../transport/child-process.ts";

it(
  "twice the outside text takes no more than twice the steps, whatever pair of fragments it repeats",
  { timeout: 120_000 },
  async () => {
    const { stdout, stderr } = await runNode("22", ["test/growth/child.ts"]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ tried: 676, wrong: [] });
  },
);
