import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesNamedIn, headingsOf, linksIn, PAGES, ROOT, textOf } from "./pages.ts";

/** A page that is longer than this many lines begins with a list of its sections. */
const LONG = 150;
/** Read from its top, or by its versions; the reference begins with links by task. */
const WITHOUT_CONTENTS = new Set(["CHANGELOG.md", "docs/api.md"]);

it("reads headings as GitHub anchors them, and links out of text alone", () => {
  const anchors = headingsOf("docs/auth-failures.md").map(({ anchor }) => anchor);
  expect(anchors).toContain("letting-it-stop-onauthfailure");
  expect(anchors).toContain("client_rejected");
  expect(linksIn("docs/README.md").length).toBeGreaterThan(5);
});

describe.each(PAGES)("%s", (page) => {
  it("links to what is there", () => {
    const dead = linksIn(page).filter(({ file, anchor }) => {
      if (file === undefined) return false;
      if (!existsSync(join(ROOT, file))) return true;
      return (
        anchor !== undefined &&
        !(file.endsWith(".md") && headingsOf(file).some((heading) => heading.anchor === anchor))
      );
    });
    expect(dead.map(({ target }) => target)).toEqual([]);
  });

  it("begins with its sections where it is long", () => {
    const isLong = textOf(page).split("\n").length > LONG;
    if (!isLong || WITHOUT_CONTENTS.has(page)) return;
    const [first] = textOf(page).split(/^## /mu);
    const sections = headingsOf(page).filter(({ level }) => level === 2);
    const missing = sections.filter(({ anchor }) => first?.includes(`(#${anchor})`) !== true);
    expect(missing.map(({ text }) => text)).toEqual([]);
  });
});

// Of a picture it shows what the picture is described as.
it("has no link in the README that is dead where OpenClaw shows it, as the page of the plugin", () => {
  const pages = linksIn("README.md").filter(({ target }) => !target.endsWith(".svg"));
  expect(pages.filter(({ file }) => file !== undefined)).toEqual([]);
});

it("leads from the README to every page, by one more page at most", () => {
  const near = filesNamedIn("README.md");
  const reached = new Set([
    ...near,
    ...near.flatMap((page) => linksIn(page).map(({ file }) => file)),
  ]);
  expect(PAGES.filter((page) => page !== "README.md" && !reached.has(page))).toEqual([]);
  expect(near).toContain("SECURITY.md");
  expect(near).toContain("docs/troubleshooting.md");
});
