import { createHash } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import typescript from "typescript";
import { afterEach, describe, expect, it } from "vitest";
import { applyPatch } from "../../src/patch/apply-patch.ts";
import { openCheckout } from "../../src/patch/checkout.ts";
import { PatchError } from "../../src/patch/patch-error.ts";
import { planPatch } from "../../src/patch/plan-patch.ts";
import { revertPatch } from "../../src/patch/revert-patch.ts";
import { SmallCheckout, smallTree } from "./small-tree.ts";

const RECORD = ".git/provider-headers-patch.json";
const KNOWN = "known content\n";
const SEAM_FILE = "docs/providers/moonshot.md";

/** A checkout in a folder with something else beside it, which no run may touch. */
class Scene {
  readonly checkout = new SmallCheckout(smallTree("2026.2.27"));
  readonly outside = mkdtempSync(path.join(tmpdir(), "outside-"));
  readonly victim = path.join(this.outside, "victim.txt");

  constructor() {
    writeFileSync(this.victim, KNOWN);
  }

  /** A record as somebody else would write it: what is in `file` now becomes `before`. */
  forge(file: string, before: string | null = "written by somebody else\n"): void {
    const record = {
      parts: [
        {
          name: "default",
          files: [
            {
              file,
              before: before === null ? null : deflateSync(Buffer.from(before)).toString("base64"),
              after: createHash("sha256").update(KNOWN).digest("hex"),
            },
          ],
        },
      ],
    };
    this.checkout.write(RECORD, JSON.stringify(record));
  }

  inTree(file: string): string {
    return path.join(this.checkout.directory, file);
  }

  revert(): void {
    revertPatch(openCheckout(this.checkout.directory));
  }

  apply(): void {
    const checkout = openCheckout(this.checkout.directory);
    applyPatch(checkout, planPatch(checkout, typescript));
  }

  remove(): void {
    this.checkout.remove();
    rmSync(this.outside, { recursive: true, force: true });
  }
}

const scenes: Scene[] = [];
function scene(): Scene {
  const made = new Scene();
  scenes.push(made);
  return made;
}
afterEach(() => {
  for (const made of scenes.splice(0)) made.remove();
});

describe("revertPatch with a record of somebody else's", () => {
  const names = {
    "above the checkout": ({ checkout, victim }: Scene) =>
      path.relative(checkout.directory, victim),
    "above it by a detour": ({ checkout, victim }: Scene) =>
      `docs/../${path.relative(checkout.directory, victim)}`,
    absolute: ({ victim }: Scene) => victim,
  };
  const before = { written: "written by somebody else\n", deleted: null };

  for (const [where, nameIn] of Object.entries(names)) {
    for (const [deed, content] of Object.entries(before)) {
      it(`leaves a file ${where} that would be ${deed}`, () => {
        const forged = scene();
        const file = nameIn(forged);
        forged.forge(file, content);
        expect(() => forged.revert()).toThrow(
          new PatchError(
            `${forged.inTree(RECORD)} cannot be read: the part \`default\` does not write ${file}`,
            "undo the patch with git, then delete that file",
          ),
        );
        expect(readFileSync(forged.victim, "utf8")).toBe(KNOWN);
      });
    }
  }

  it.each([".git/hooks/post-checkout", "pnpm-lock.yaml", "src/config/types.models.ts"])(
    "leaves %s, which the part does not write",
    (file) => {
      const forged = scene();
      forged.checkout.write(file, KNOWN);
      forged.forge(file);
      expect(() => forged.revert()).toThrow(`the part \`default\` does not write ${file}`);
      expect(readFileSync(forged.inTree(file), "utf8")).toBe(KNOWN);
    },
  );

  it("does not write through a symbolic link, of a file or of a folder", () => {
    const file = scene();
    rmSync(file.inTree(SEAM_FILE));
    symlinkSync(file.victim, file.inTree(SEAM_FILE));
    file.forge(SEAM_FILE);
    expect(() => file.revert()).toThrow(
      new PatchError(
        `${SEAM_FILE} is a symbolic link: nothing is written through it`,
        "put the file back with git and run again",
      ),
    );
    expect(readFileSync(file.victim, "utf8")).toBe(KNOWN);

    const folder = scene();
    const there = path.join(folder.outside, path.basename(SEAM_FILE));
    writeFileSync(there, KNOWN);
    rmSync(folder.inTree("docs/providers"), { recursive: true });
    symlinkSync(folder.outside, folder.inTree("docs/providers"));
    folder.forge(SEAM_FILE, null);
    expect(() => folder.revert()).toThrow("docs/providers is a symbolic link");
    expect(readFileSync(there, "utf8")).toBe(KNOWN);
  });

  it("does not write to a file that has a second name elsewhere", () => {
    const forged = scene();
    rmSync(forged.inTree(SEAM_FILE));
    linkSync(forged.victim, forged.inTree(SEAM_FILE));
    forged.forge(SEAM_FILE);
    expect(() => forged.revert()).toThrow(
      `${SEAM_FILE} is a hard link: writing it would change a file elsewhere`,
    );
    expect(readFileSync(forged.victim, "utf8")).toBe(KNOWN);
  });

  it.each([
    ["no list of parts", { parts: 1 }],
    ["a file without a name", { parts: [{ name: "default", files: [{ before: null }] }] }],
    ["a name that every object has", { parts: [{ name: "constructor", files: [] }] }],
  ])("takes nothing from %s", (_, record) => {
    const forged = scene();
    forged.checkout.write(RECORD, JSON.stringify(record));
    expect(() => forged.revert()).toThrow(`${forged.inTree(RECORD)} cannot be read: `);
  });
});

describe("the record", () => {
  it("is not unpacked beyond what a file of somebody's may hold", () => {
    const forged = scene();
    forged.forge(SEAM_FILE, "0".repeat(65 * 1024 * 1024));
    expect(() => forged.revert()).toThrow("Cannot create a Buffer larger than");
  });

  it("says what it is for", () => {
    const made = scene();
    made.apply();
    expect(JSON.parse(readFileSync(made.inTree(RECORD), "utf8"))).toMatchObject({
      about: "What provider-headers patch changed, for its --revert.",
    });
  });

  it("is not written through a symbolic link", () => {
    const forged = scene();
    symlinkSync(forged.victim, forged.inTree(`${RECORD}.new`));
    forged.apply();
    expect(readFileSync(forged.victim, "utf8")).toBe(KNOWN);
    expect(existsSync(forged.inTree(RECORD))).toBe(true);
  });

  it("stays in the git directory of this checkout, whatever `.git` names", () => {
    const owner = scene();
    owner.apply();
    const forged = scene();
    const own = path.join(forged.outside, "own");
    renameSync(forged.inTree(".git"), own);
    writeFileSync(forged.inTree(".git"), `gitdir: ${owner.inTree(".git")}\n`);
    expect(() => forged.revert()).toThrow(
      new PatchError(
        `${forged.checkout.directory} names ${owner.inTree(".git")} as its git directory, which belongs to another checkout`,
        "clone the repository: the result is a change to review with git",
      ),
    );
    rmSync(forged.inTree(".git"));
    symlinkSync(owner.inTree(".git"), forged.inTree(".git"));
    expect(() => forged.revert()).toThrow("is not the root of a git work tree");
    expect(existsSync(owner.inTree(RECORD))).toBe(true);
  });

  it("is kept for a submodule too", () => {
    const module = scene();
    const own = path.join(module.outside, "modules/openclaw");
    mkdirSync(path.dirname(own), { recursive: true });
    renameSync(module.inTree(".git"), own);
    writeFileSync(module.inTree(".git"), `gitdir: ${own}\n`);
    module.checkout.git("config", "core.worktree", path.relative(own, module.checkout.directory));
    module.apply();
    expect(existsSync(path.join(own, path.basename(RECORD)))).toBe(true);
    module.revert();
    expect(module.checkout.changes()).toEqual([]);
  });
});
