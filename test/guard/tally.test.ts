import { beforeEach, describe, expect, it } from "vitest";
import { Tally } from "../../src/guard/tally.ts";
import { FakeClock } from "./fake-clock.ts";

let clock: FakeClock;
let told: string[];
let tally: Tally;
beforeEach(() => {
  clock = new FakeClock();
  told = [];
  tally = new Tally(clock, 60_000, (count, elapsed) => told.push(`${count} in ${elapsed}`));
});

describe("a tally", () => {
  it("tells at once where the interval is over", () => {
    tally.start();
    clock.pass(60_000);
    tally.count();
    expect(told).toEqual(["1 in 60000"]);
  });

  it("tells all of an interval in one, when it ends", () => {
    tally.start();
    for (let index = 0; index < 5; index += 1) {
      clock.pass(1000);
      tally.count();
    }
    expect(told).toEqual([]);
    clock.pass(54_999);
    expect(told).toEqual([]);
    clock.pass(1);
    expect(told).toEqual(["5 in 60000"]);
    clock.pass(1);
    tally.count();
    clock.pass(60_000);
    expect(told).toEqual(["5 in 60000", "1 in 60000"]);
  });

  it("holds no process open", () => {
    tally.start();
    tally.count();
    expect([...clock.timers].map(({ unreferenced }) => unreferenced)).toEqual([true]);
  });

  it("tells the rest when it is flushed, and nothing where nothing is left", () => {
    tally.start();
    tally.count();
    clock.pass(10);
    tally.flush();
    tally.flush();
    expect([told, clock.timers.size]).toEqual([["1 in 10"], 0]);
  });

  it("forgets what is told by other means", () => {
    tally.start();
    tally.count();
    tally.drop();
    tally.drop();
    clock.pass(120_000);
    expect([told, clock.timers.size]).toEqual([[], 0]);
  });

  it("works with a clock whose timers cannot be unreferenced", () => {
    const bare = { now: () => 0, setTimeout: () => ({}), clearTimeout: () => {} };
    const other = new Tally(bare, 10, () => told.push("told"));
    other.start();
    other.count();
    other.flush();
    expect(told).toEqual(["told"]);
  });
});
