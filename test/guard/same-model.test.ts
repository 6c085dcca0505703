import { expect, it } from "vitest";
import type { ModelCall } from "../../src/diagnosis/model-call.ts";
import { sameModel } from "../../src/guard/same-model.ts";

const call = (providerId: string, modelId?: string, wireModel?: string): ModelCall => ({
  providerId,
  modelId,
  wireModel,
});

it.each([
  [call("a", "m"), call("a", "m"), true],
  [call("a", "m"), call("b", "m"), false],
  [call("a", "m"), call("a", "n"), false],
  [call("kimi-coding", "k2p5"), call("Kimi", "k2p5"), true],
  [call("a", "m", "wire"), call("a", "n", "wire"), false],
  [call("a", "m", "wire"), call("a", undefined, "wire"), true],
  [call("a", "m"), call("a", undefined, "m"), true],
  [call("a", undefined, "wire"), call("a", undefined, "other"), false],
  [call("a", "m"), call("a"), false],
  [call("a"), call("a"), true],
])("%o and %o: %s", (one, other, same) => {
  expect(sameModel(one, other)).toBe(same);
  expect(sameModel(other, one)).toBe(same);
});
