import { expect, test } from "vitest";
import { copiedText } from "../../src/diagnosis/copied-text.ts";
import { heapHeld } from "../collect-garbage.ts";

test.each([
  "",
  "plain",
  'a "quoted"\nline\\',
  "\u0000\u001f\u2028\ufeff",
  "凭证 \u{1f511}",
  "half \ud83d",
])("is the same text: %j", (text) => {
  expect(copiedText(text)).toBe(text);
});

test("keeps nothing of the text that it was cut out of", async () => {
  const before = await heapHeld();
  const kept = Array.from({ length: 100 }, (_, at) =>
    copiedText(Buffer.alloc(500_000, `${at} `).toString().slice(-2000)),
  );
  expect((await heapHeld()) - before).toBeLessThan(10_000_000);
  expect(kept[99]).toHaveLength(2000);
});
