import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { PatchError } from "../../src/patch/patch-error.ts";
import { readGitIndex } from "../../src/patch/git-index.ts";
import { smallCheckout } from "./small-tree.ts";

const FILES = new Map([
  ["a.ts", "one\n"],
  ["folder/a-longer-name.ts", "two\n"],
  ["folder/a-longer-name.test.ts", "three\n"],
  [`folder/${"n".repeat(130)}.ts`, "four\n"],
  ["z\u00e9ro.md", "five\n"],
]);

describe("readGitIndex", () => {
  it.each([2, 3, 4])("reads what git writes as version %i", (version) => {
    const checkout = smallCheckout(FILES);
    if (version === 3) {
      // Only an entry with an extended flag makes git write version 3.
      checkout.write("intended.ts", "later\n");
      checkout.git("add", "--intent-to-add", "intended.ts");
    }
    checkout.git("update-index", "--index-version", String(version));
    const index = readGitIndex(checkout.directory);
    for (const [file, text] of FILES) {
      expect(index.isTracked(file)).toBe(true);
      expect(index.isStaged(file, Buffer.from(text))).toBe(true);
      expect(index.isStaged(file, Buffer.from(`${text}more\n`))).toBe(false);
    }
    expect(index.isTracked("nowhere.ts")).toBe(false);
    expect(index.isStaged("nowhere.ts", Buffer.from(""))).toBe(false);
  });

  it("takes line ends that git will rewrite for what is staged", () => {
    const { directory } = smallCheckout(FILES);
    expect(readGitIndex(directory).isStaged("a.ts", Buffer.from("one\r\n"))).toBe(true);
  });

  it("finds the index of a linked work tree", () => {
    const checkout = smallCheckout(FILES);
    checkout.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "all");
    const linked = `${checkout.directory}-linked`;
    checkout.git("worktree", "add", "--quiet", linked);
    try {
      writeFileSync(path.join(linked, "only-here.ts"), "six\n");
      checkout.git("-C", linked, "add", "only-here.ts");
      const index = readGitIndex(linked);
      expect(index.isStaged("only-here.ts", Buffer.from("six\n"))).toBe(true);
      expect(readGitIndex(checkout.directory).isTracked("only-here.ts")).toBe(false);
    } finally {
      rmSync(linked, { recursive: true, force: true });
    }
  });

  it("does not count a file in conflict as clean", () => {
    const checkout = smallCheckout(FILES);
    const commit = ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qam"];
    checkout.git(...commit, "base");
    checkout.git("switch", "-qc", "other");
    checkout.write("a.ts", "theirs\n");
    checkout.git(...commit, "theirs");
    checkout.git("switch", "-q", "-");
    checkout.write("a.ts", "ours\n");
    checkout.git(...commit, "ours");
    expect(() => checkout.git("merge", "other")).toThrow(/CONFLICT|Command failed/);
    expect(readGitIndex(checkout.directory).isTracked("a.ts")).toBe(false);
  });

  it("says what is missing where there is no git", () => {
    const checkout = smallCheckout(FILES);
    rmSync(path.join(checkout.directory, ".git"), { recursive: true });
    expect(() => readGitIndex(checkout.directory)).toThrow(
      new PatchError(
        `${checkout.directory} is not the root of a git work tree`,
        "clone the repository: the result is a change to review with git",
      ),
    );
  });

  it("does not take a part of the index for all of it", () => {
    const checkout = smallCheckout(FILES);
    checkout.git("update-index", "--split-index");
    expect(() => readGitIndex(checkout.directory)).toThrow(
      new PatchError(
        "the git index is split over two files, which is not supported",
        "run `git update-index --no-split-index` in the checkout",
      ),
    );
    checkout.git("update-index", "--no-split-index");
    checkout.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "all");
    checkout.git("sparse-checkout", "set", "--cone", "--sparse-index", "other");
    expect(() => readGitIndex(checkout.directory)).toThrow(
      new PatchError(
        "the git index is sparse, which is not supported",
        "run `git sparse-checkout disable` in the checkout",
      ),
    );
  });

  it.each([
    ["signature", 0, 0x45],
    ["version before the first", 7, 1],
    ["version behind the last", 7, 5],
  ])("knows no other format: a %s", (_what, at, byte) => {
    const checkout = smallCheckout(FILES);
    const place = path.join(checkout.directory, ".git", "index");
    const index = readFileSync(place);
    index[at] = byte;
    writeFileSync(place, index);
    expect(() => readGitIndex(checkout.directory)).toThrow(
      new PatchError(
        "the git index has a format that is not known here",
        "run `git update-index --index-version 2` in the checkout",
      ),
    );
  });

  it("says what it does not support", () => {
    const checkout = smallCheckout(FILES);
    writeFileSync(
      path.join(checkout.directory, ".git", "config"),
      "[extensions]\n\tobjectFormat = sha256\n",
    );
    expect(() => readGitIndex(checkout.directory)).toThrow(
      "the repository names its objects by SHA-256, which is not supported",
    );
    writeFileSync(path.join(checkout.directory, ".git", "config"), "");
    writeFileSync(path.join(checkout.directory, ".git", "index"), Buffer.alloc(32));
    expect(() => readGitIndex(checkout.directory)).toThrow(
      "the git index has a format that is not known here",
    );
  });
});
