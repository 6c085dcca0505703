import { describe, expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/providers/find.ts";
import { builtInLayer, builtInValue } from "../../src/headers/built-in.ts";

const kimi = BUILT_IN_PROVIDERS[0];
if (kimi === undefined) throw new Error("The table is empty.");

describe("the table", () => {
  it("sends Kimi Code the name that it is known to let in", () => {
    expect(kimi.endpoint).toBe("https://api.kimi.com/coding");
    expect(builtInLayer(kimi)).toEqual({
      layer: "built-in",
      headers: { "User-Agent": "claude-code/0.1.0" },
    });
    expect(builtInValue(kimi, "user-agent")).toBe("claude-code/0.1.0");
    expect(builtInValue(kimi, "x-title")).toBeUndefined();
  });

  it.each(BUILT_IN_PROVIDERS.map((row) => [row.ids[0], row] as const))(
    "%s says when and where each fact was seen",
    (_id, { endpoint, seen, statement }) => {
      expect(new URL(endpoint).protocol).toBe("https:");
      for (const { on, source } of [seen, statement]) {
        expect(on).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(source).toMatch(/^https:\/\//);
      }
    },
  );
});
