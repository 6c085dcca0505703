import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import typescript from "typescript";
import { describe, expect, it } from "vitest";
import { applyPatch, foreignChanges, writeAll } from "../../src/patch/apply-patch.ts";
import { openCheckout } from "../../src/patch/checkout.ts";
import { PatchError } from "../../src/patch/patch-error.ts";
import type { PartName } from "../../src/patch/parts.ts";
import { planPatch } from "../../src/patch/plan-patch.ts";
import { revertPatch } from "../../src/patch/revert-patch.ts";
import { smallCheckout, type SmallCheckout, smallTree } from "./small-tree.ts";

const RECORD = ".git/provider-headers-patch.json";

function apply({ directory }: SmallCheckout, only?: PartName): void {
  const checkout = openCheckout(directory);
  applyPatch(checkout, planPatch(checkout, typescript, { only }));
}

function revert({ directory }: SmallCheckout, only?: PartName): readonly PartName[] {
  return revertPatch(openCheckout(directory), { only }).parts;
}

describe("applyPatch and revertPatch", () => {
  it("leave an uncommitted change, and take it back to the byte", () => {
    const tree = smallTree("2026.2.27");
    // Line ends of its own, and no line end at the end.
    tree.set(
      "src/config/types.models.ts",
      (tree.get("src/config/types.models.ts") ?? "").replaceAll("\n", "\r\n").trimEnd(),
    );
    const checkout = smallCheckout(tree);
    apply(checkout);
    expect(checkout.changes()).toContain(" M src/agents/model-fallback.ts".replace(" M", "AM"));
    expect(checkout.changes()).toContain("?? src/agents/header-merge.ts");
    const types = readFileSync(path.join(checkout.directory, "src/config/types.models.ts"), "utf8");
    expect(types).toContain("headers?: Record<string, string | null>;\r\n");
    expect(types).not.toMatch(/[^\r]\n/);

    expect(revert(checkout)).toEqual(["guard", "validation", "delivery", "redaction", "default"]);
    expect(checkout.changes()).toEqual([]);
    for (const [file, text] of tree) {
      expect(readFileSync(path.join(checkout.directory, file), "utf8")).toBe(text);
    }
    expect(existsSync(path.join(checkout.directory, "src/agents/header-merge.ts"))).toBe(false);
    expect(existsSync(path.join(checkout.directory, RECORD))).toBe(false);
  });

  it("stack part by part, and take the last one back first", () => {
    const checkout = smallCheckout();
    apply(checkout, "default");
    const afterDefault = checkout.git("diff");
    apply(checkout, "delivery");
    expect(() => revert(checkout, "default")).toThrow(
      new PatchError(
        "default is not the part that was applied last; that is delivery",
        "revert delivery first, or all without --only",
      ),
    );
    expect(revert(checkout, "delivery")).toEqual(["delivery"]);
    expect(checkout.git("diff")).toBe(afterDefault);
    expect(revert(checkout, "default")).toEqual(["default"]);
    expect(checkout.changes()).toEqual([]);
  });

  it("keep away from a file with changes of somebody's own", () => {
    const checkout = smallCheckout();
    const file = "src/agents/model-fallback.ts";
    const mine = `// mine\n${smallTree("2026.2.27").get(file)}`;
    checkout.write(file, mine);
    const opened = openCheckout(checkout.directory);
    const plan = planPatch(opened, typescript);
    expect(foreignChanges(opened, plan)).toEqual([file]);
    const before = checkout.changes();
    expect(() => applyPatch(opened, plan)).toThrow(
      new PatchError(
        `there are changes of your own in ${file}`,
        "commit or stash them, so that the patch can be reviewed and undone on its own",
      ),
    );
    expect(checkout.changes()).toEqual(before);
    expect(readFileSync(path.join(checkout.directory, file), "utf8")).toBe(mine);
  });

  it("do not take back what was changed since", () => {
    const checkout = smallCheckout();
    apply(checkout);
    const file = path.join(checkout.directory, "src/agents/provider-headers.ts");
    writeFileSync(file, `${readFileSync(file, "utf8")}// mine\n`);
    const before = checkout.git("diff");
    expect(() => revert(checkout)).toThrow(
      new PatchError(
        "changed since the patch: src/agents/provider-headers.ts",
        "take those changes away first, or undo the patch with git",
      ),
    );
    expect(checkout.git("diff")).toBe(before);
  });

  it("get over a patch that git took back", () => {
    const checkout = smallCheckout();
    apply(checkout);
    checkout.git("checkout-index", "--all", "--force");
    checkout.git("clean", "-fdq");
    apply(checkout);
    revert(checkout);
    expect(checkout.changes()).toEqual([]);
  });

  it("get over a run that was interrupted, in either direction", () => {
    const tree = smallTree("2026.2.27");
    const checkout = smallCheckout();
    apply(checkout);
    // As if the process had ended before these were written.
    const late = "src/agents/model-fallback.ts";
    checkout.write(late, tree.get(late) ?? "");
    rmSync(path.join(checkout.directory, "src/agents/provider-headers.ts"));
    revert(checkout);
    expect(checkout.changes()).toEqual([]);

    apply(checkout);
    const record = readFileSync(path.join(checkout.directory, RECORD));
    revert(checkout);
    // As if it had ended before the record was.
    writeFileSync(path.join(checkout.directory, RECORD), record);
    expect(revert(checkout)).toHaveLength(5);
    expect(existsSync(path.join(checkout.directory, RECORD))).toBe(false);
  });

  it("forget a part that git took back, when another is applied", () => {
    const checkout = smallCheckout();
    apply(checkout, "delivery");
    checkout.git("checkout-index", "--all", "--force");
    checkout.git("clean", "-fdq");
    apply(checkout, "default");
    expect(revert(checkout)).toEqual(["default"]);
    expect(checkout.changes()).toEqual([]);
  });

  it("leave every file as it was where one cannot be written", () => {
    const checkout = smallCheckout();
    const opened = openCheckout(checkout.directory);
    const plan = planPatch(opened, typescript);
    const blocked = path.join(checkout.directory, "src/agents/header-merge.ts");
    mkdirSync(blocked);
    const before = checkout.changes();
    expect(() => applyPatch(opened, plan)).toThrow(
      new PatchError(
        `${path.join("src", "agents", "header-merge.ts")} cannot be written: EISDIR: illegal operation on a directory`,
        "fix that and run again: earlier writes were undone",
      ),
    );
    expect(checkout.changes()).toEqual(before);
    expect(existsSync(path.join(checkout.directory, RECORD))).toBe(false);
  });

  it("write nothing where they cannot remember what was there", () => {
    const checkout = smallCheckout();
    mkdirSync(path.join(checkout.directory, `${RECORD}.new`));
    expect(() => apply(checkout)).toThrow(
      `${path.join(checkout.directory, RECORD)} cannot be written: Path is a directory`,
    );
    expect(checkout.changes()).toEqual([]);
  });

  it("say that there is nothing to take back", () => {
    expect(() => revert(smallCheckout())).toThrow("there is no record of a patch in this checkout");
  });

  it("say when the record cannot be read", () => {
    const checkout = smallCheckout();
    checkout.write(RECORD, '{"parts":[{"name":"other","files":[]}]}');
    expect(() => revert(checkout)).toThrow(
      `${path.join(checkout.directory, RECORD)} cannot be read: unknown part other`,
    );
  });

  it("work in a linked work tree, with a record of its own", () => {
    const checkout = smallCheckout();
    checkout.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "all");
    const linked = path.join(checkout.directory, "linked");
    checkout.git("worktree", "add", "--quiet", linked);
    const opened = openCheckout(linked);
    applyPatch(opened, planPatch(opened, typescript));
    expect(checkout.git("-C", linked, "status", "--porcelain")).not.toBe("");
    expect(existsSync(path.join(checkout.directory, RECORD))).toBe(false);
    revertPatch(openCheckout(linked));
    expect(checkout.git("-C", linked, "status", "--porcelain")).toBe("");
  });
});

describe("writeAll", () => {
  it("takes back what it wrote when a later file fails", () => {
    const checkout = smallCheckout();
    const opened = openCheckout(checkout.directory);
    const contents = new Map([
      ["src/agents/model-fallback.ts", Buffer.from("new")],
      ["src/new/file.ts", Buffer.from("new")],
      // A folder cannot be made below a file.
      ["CHANGELOG.md/below.ts", Buffer.from("new")],
    ]);
    expect(() => writeAll(opened, contents)).toThrow(/ENOTDIR|EEXIST/);
    expect(checkout.changes()).toEqual([]);
    expect(existsSync(path.join(checkout.directory, "src/new"))).toBe(false);
  });

  it("names what it cannot take back", () => {
    const opened = openCheckout(smallCheckout().directory);
    const contents = new Map([
      // Where a folder has come in a file's place, the file cannot come back.
      ["CHANGELOG.md", undefined],
      ["CHANGELOG.md/below.ts", Buffer.from("new")],
      ["CHANGELOG.md/below.ts/and-below.ts", Buffer.from("new")],
    ]);
    expect(() => writeAll(opened, contents)).toThrow(
      expect.objectContaining({ fix: "undo these with git: CHANGELOG.md" }) as Error,
    );
  });
});
