import { describe, expect, it } from "vitest";
import { relatedPaths } from "../../src/config/related-paths.ts";

describe("relatedPaths", () => {
  const paths = relatedPaths(["models.providers.a.models[1]", 'models.providers["x.y"].headers']);

  it.each([
    ["models.providers.a.models[1]", true, true],
    ["models.providers.a.models[1].headers.X", true, true],
    ["models.providers.a.models[10]", false, false],
    ["models.providers.a.models", false, true],
    ["models.providers.ab", false, false],
    ["models.providers.a", false, true],
    ['models.providers["x.y"]', false, true],
    ['models.providers["x.y"].headers["a.b"]', true, true],
    ['models.providers["x.z"]', false, false],
    ["models", false, true],
    ["", false, false],
  ])("%s", (path, isHeld, isMet) => {
    expect(paths.holds(path)).toBe(isHeld);
    expect(paths.meets(path)).toBe(isMet);
  });
});
