import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { GROUPS } from "../../bench/speed/groups.ts";
import {
  type Build,
  medianOf,
  type MeasuredRow,
  rowOf,
  type Size,
  takeMeasures,
} from "../../bench/speed/measure.ts";

const TINY: Size = {
  replicas: 1,
  milliseconds: 0.1,
  batch: 4,
  pairs: 3,
  providers: 3,
  models: 2,
  entries: 10,
};
const KEYS = ["measure", "ours", "peer", "peerName", "unit", "ratio", "goal", "holds"];

async function rowsOf(group: string): Promise<MeasuredRow[]> {
  const folder = resolve(import.meta.dirname, "../../dist");
  const file = pathToFileURL(resolve(folder, "index.js")).href;
  const build = { folder, index: (await import(file)) as Build["index"] };
  const made = await GROUPS[group]?.(TINY);
  if (made === undefined) throw new Error(`no group ${group}`);
  const rows: MeasuredRow[] = [];
  try {
    for await (const row of takeMeasures(made, TINY, build, build)) rows.push(row);
  } finally {
    made.close?.();
  }
  return rows;
}

describe("a group of measures", () => {
  // `request`, `start` and `cli` start processes of a newer Node: the command itself is what tries them.
  it.each(["merge", "scale", "guard"])(
    "%s says each in one shape, of two builds",
    async (group) => {
      const rows = await rowsOf(group);
      expect(rows.length).toBeGreaterThan(3);
      for (const { row, spread } of rows) {
        expect(Object.keys(row)).toEqual(KEYS);
        expect(row.goal).toMatch(/^(?:ours|ratio) [<>]= \d+(?:\.\d+)?$/u);
        expect([row.ours, row.peer, ...spread].map((value) => typeof value)).toEqual(
          Array.from({ length: 4 }, () => "number"),
        );
      }
      expect(rows.filter(({ row }) => row.peerName === "before")).toHaveLength(rows.length / 2);
    },
  );
});

describe("a row", () => {
  const about = { measure: "a request", unit: "us", peerName: "a proxy" };

  it("holds where the median, or its ratio to the peer, is what the goal says", () => {
    const taken = { ...about, ours: [9, 2, 3], peer: [60, 50, 40] };
    const { row, spread } = rowOf({ ...taken, goal: { of: "ratio", atMost: 0.1 } });
    expect(row).toMatchObject({
      ours: 3,
      peer: 50,
      ratio: 0.06,
      goal: "ratio <= 0.1",
      holds: true,
    });
    expect(spread).toEqual([2, 9]);
    expect(rowOf({ ...taken, goal: { of: "ours", atMost: 2 } }).row.holds).toBe(false);
    expect(rowOf({ ...taken, goal: { of: "ratio", atLeast: 0.9 } }).row.holds).toBe(false);
  });

  it("says what was not measured, and does not hold", () => {
    const { row } = rowOf({ ...about, ours: [1], peer: [], goal: { of: "ours", atMost: 5 } });
    expect(row).toMatchObject({ peer: null, ratio: null, holds: false });
    expect(row.peerName).toBe("a proxy (not measured)");
  });

  it("takes the middle of two for the median", () => {
    expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  });
});
