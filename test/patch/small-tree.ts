import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/**
 * Source trees of this project's own writing that have the shapes in which the patch finds its places, and nothing
 * else of OpenClaw: `trees/VERSION/before`, and beside it `after`, what the patch makes of them.
 */
export const SMALL_TREES = {
  "2026.2.19": ["2026.2.27", "2026.2.19"],
  "2026.2.27": ["2026.2.27"],
  "2026.3.2": ["2026.2.27", "2026.3.2"],
  "2026.3.3": ["2026.2.27", "2026.3.2", "2026.3.3"],
  "2026.7.2": ["2026.7.2"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SmallVersion = keyof typeof SMALL_TREES;
export type SmallTree = Map<string, string>;

export const TREES = path.join(import.meta.dirname, "trees");

/** One folder on top of the other: a version holds only the files that its predecessor has in another shape. */
export function smallTree(version: SmallVersion): SmallTree {
  const manifest = `${JSON.stringify({ name: "openclaw", version }, null, 2)}\n`;
  const folders: readonly string[] = SMALL_TREES[version];
  return new Map([
    ["package.json", manifest],
    ...folders.flatMap((folder) => [...textsBefore(folder)]),
  ]);
}

/** Read once: many tests want the same tree. */
const TEXTS_BEFORE = new Map<string, SmallTree>();

function textsBefore(folder: string): SmallTree {
  const texts = TEXTS_BEFORE.get(folder) ?? readTexts(path.join(TREES, folder, "before"));
  TEXTS_BEFORE.set(folder, texts);
  return texts;
}

/** By their path without the ending `.txt`, which keeps them from being taken for sources of this project. */
export function readTexts(folder: string): SmallTree {
  return new Map(
    filesBelow(folder, ".").map(([file, content]) => [
      file.replace(/\.txt$/, ""),
      content.toString("utf8"),
    ]),
  );
}

/** By their path from `root`. */
function filesBelow(root: string, folder: string): [file: string, content: Buffer][] {
  const place = path.join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(root, file), readFileSync(file)];
    });
}

/** The files of `.git` where a tree is staged, by its text: to start git takes longer than the rest of most tests. */
const STAGED = new Map<string, readonly (readonly [file: string, content: Buffer])[]>();

/** The tree in a folder of its own, everything staged in git. */
export class SmallCheckout {
  readonly directory = mkdtempSync(path.join(tmpdir(), "small-tree-"));

  constructor(tree: SmallTree) {
    for (const [file, text] of tree) this.write(file, text);
    const key = JSON.stringify([...tree]);
    const staged = STAGED.get(key);
    if (staged === undefined) {
      this.git("init", "--quiet", "--template=");
      this.git("add", "--all");
      STAGED.set(key, filesBelow(this.directory, ".git"));
      return;
    }
    for (const [file, content] of staged) this.write(file, content);
    // Without these folders git knows no repository.
    for (const folder of ["refs/heads", "refs/tags"])
      mkdirSync(path.join(this.directory, ".git", folder), { recursive: true });
  }

  write(file: string, text: string | Buffer): void {
    const place = path.join(this.directory, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.directory, encoding: "utf8" });
  }

  /** What `git status` has to say, file by file. */
  changes(): string[] {
    return this.git("status", "--porcelain", "--untracked-files=all")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("A "));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** One for this test alone. */
export function smallCheckout(tree = smallTree("2026.2.27")): SmallCheckout {
  const checkout = new SmallCheckout(tree);
  onTestFinished(() => checkout.remove());
  return checkout;
}
