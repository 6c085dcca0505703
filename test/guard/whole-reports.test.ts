import { expect, it } from "vitest";
import { MOST_WHOLE_REPORTS, WholeReports } from "../../src/guard/whole-reports.ts";
import { FakeClock } from "./fake-clock.ts";

it("takes so many in an hour, reports the first one above at once and the others by their number", () => {
  const clock = new FakeClock();
  const counted: number[] = [];
  const reports = new WholeReports(clock, (count) => void counted.push(count));
  const taken = Array.from({ length: MOST_WHOLE_REPORTS + 10 }, () => reports.take());
  expect(taken.filter(Boolean)).toHaveLength(MOST_WHOLE_REPORTS);
  expect(counted).toEqual([1]);
  reports.flush();
  expect(counted).toEqual([1, 9]);
  clock.pass(3_600_000);
  expect(reports.take()).toBe(true);
});
