import { describe, expect, it } from "vitest";
import {
  behindLine,
  endOfBlock,
  endOfSection,
  firstFound,
  lastFixOfTopVersion,
} from "../../src/patch/document-places.ts";

const at = (document: string, places: readonly number[]) =>
  places.map((place) => document.slice(place).split("\n")[0]);

describe("lastFixOfTopVersion", () => {
  const log = (top: string) => `# Changelog\n\n## 2\n\n${top}\n## 1\n\n### Fixes\n\n- Old.\n`;

  it("is behind the last item, before the empty line", () => {
    const document = log("### Changes\n\n- New.\n\n### Fixes\n\n- A.\n- B.\n");
    const [place = 0] = lastFixOfTopVersion(document);
    expect(document.slice(0, place)).toMatch(/- B\.\n$/);
  });

  it("is behind the empty line where the list has nothing yet", () => {
    const document = log("### Fixes\n");
    expect(at(document, lastFixOfTopVersion(document))).toEqual(["## 1"]);
  });

  it("passes over a version at the top that has nothing at all yet", () => {
    const document = log("### Fixes\n\n- A.\n").replace("\n\n", "\n\n## Unreleased\n\n");
    const [place = 0] = lastFixOfTopVersion(document);
    expect(document.slice(0, place)).toMatch(/- A\.\n$/);
  });

  it("is nowhere where the top version has no fixes", () => {
    expect(lastFixOfTopVersion(log("### Changes\n\n- New.\n"))).toEqual([]);
    expect(lastFixOfTopVersion("")).toEqual([]);
  });
});

describe("endOfSection", () => {
  it("is before the next heading, and a comment in a fence is none", () => {
    const document = "# A\n\n## B\n\n```bash\n# install\n```\n\n## C\n\nText.\n";
    expect(at(document, endOfSection("## B")(document))).toEqual(["## C"]);
    expect(endOfSection("## C")(document)).toEqual([document.length]);
    expect(endOfSection("# install")(document)).toEqual([]);
  });
});

describe("behindLine", () => {
  it("finds every line that begins so", () => {
    const document = "- one: a\n- two\n- one: b\n";
    expect(at(document, behindLine("- one")(document))).toEqual(["- two", ""]);
  });
});

describe("endOfBlock", () => {
  it("is behind the first end after each beginning, whatever they are indented by", () => {
    const document = "},\n  one: {\n  },\nx\n  },\ny\none: {\n},\nz\n";
    expect(at(document, endOfBlock("one: {", "},")(document))).toEqual(["x", "z"]);
    expect(endOfBlock("one: {", "]")(document)).toEqual([]);
  });
});

describe("firstFound", () => {
  it("is what the first finds, or else the next", () => {
    const find = firstFound(behindLine("- two"), behindLine("- one"));
    expect(at("- one\n- two\nend\n", find("- one\n- two\nend\n"))).toEqual(["end"]);
    expect(at("- one\nend\n", find("- one\nend\n"))).toEqual(["end"]);
    expect(find("none\n")).toEqual([]);
  });
});

describe("a document whose lines end in CR LF", () => {
  it.each([
    ["lastFixOfTopVersion", lastFixOfTopVersion, "## 2\n\n### Fixes\n\n- A.\n\n## 1\n"],
    ["lastFixOfTopVersion of an empty list", lastFixOfTopVersion, "## 2\n\n### Fixes\n\n## 1\n"],
    ["endOfSection", endOfSection("## B"), "# A\n\n## B\n\nText.\n\n## C\n"],
    ["behindLine", behindLine("- one"), "- one: a\n- two\n"],
  ])("has the same places: %s", (_name, places, document) => {
    const [plain = 0] = places(document);
    const windows = document.replaceAll("\n", "\r\n");
    expect(places(windows)).toEqual([document.slice(0, plain).replaceAll("\n", "\r\n").length]);
  });
});
