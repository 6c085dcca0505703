import { expect, test } from "vitest";
import { ReportJournal } from "../../../src/openclaw/page/report-journal.ts";
import { heapHeld } from "../../collect-garbage.ts";

test("passes on what it is given, and keeps the latest", () => {
  const passed: string[] = [];
  let now = 0;
  const journal = new ReportJournal(
    { error: (text) => passed.push(`error ${text}`), warn: (text) => passed.push(`warn ${text}`) },
    () => ++now,
  );
  for (let report = 1; report <= 60; report++) journal.error(`report ${report}`);
  journal.warn("answers again");
  journal.error("x".repeat(9000));
  expect(passed.slice(0, 2)).toEqual(["error report 1", "error report 2"]);
  expect(passed).toHaveLength(62);
  const [longest, recovery, latest] = journal.entries;
  expect(longest?.text).toHaveLength(8000);
  expect(recovery).toEqual({ at: 61, level: "warn", text: "answers again" });
  expect(latest).toEqual({ at: 60, level: "error", text: "report 60" });
  expect(journal.entries).toHaveLength(50);
});

test("of a long text no more than its beginning is held", async () => {
  const journal = new ReportJournal({ error: () => {}, warn: () => {} });
  const before = await heapHeld();
  for (let report = 0; report < 50; report++) {
    journal.error(Buffer.alloc(1_000_000, `${report} `).toString());
  }
  expect((await heapHeld()) - before).toBeLessThan(10_000_000);
  expect(journal.entries[49]?.text).toHaveLength(8000);
});
