import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openCheckout, readTreeFile } from "../../src/patch/checkout.ts";
import { PatchError } from "../../src/patch/patch-error.ts";
import { smallCheckout, type SmallCheckout } from "./small-tree.ts";

function checkoutOf(manifest: unknown): SmallCheckout {
  const text = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
  return smallCheckout(new Map([["package.json", text]]));
}

function refused(checkout: SmallCheckout): string {
  try {
    openCheckout(checkout.directory);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return `${error.message}. ${error.fix}`.replaceAll(checkout.directory, "FOLDER");
  }
  return "nothing";
}

describe("a checkout", () => {
  it.each([
    ["2026.2.19", true],
    ["2026.3.2", true],
    ["2026.3.3", false],
    ["2026.7.2-beta.1", true],
    ["2026.9.6", false],
  ])("of %s is opened: tried %s", (version, tried) => {
    const { directory } = checkoutOf({ name: "openclaw", version });
    expect(openCheckout(directory)).toMatchObject({ directory, version, tried });
  });

  const KNOWN = "for this patch, which knows 2026.2.19 to 2026.9.6";
  const PLUGIN = "use the plugin, which needs no change of the source (docs/openclaw-plugin.md)";
  it.each([
    ["2026.2.18", "too old"],
    ["2025.12.31", "too old"],
    ["2026.9.7", "too new"],
    ["9.6", "not known"],
  ])("of %s is %s", (version, kind) => {
    expect(refused(checkoutOf({ name: "openclaw", version }))).toBe(
      `OpenClaw ${version} is ${kind} ${KNOWN}. ${PLUGIN}`,
    );
  });

  it.each([{ name: "openclaws", version: "2026.2.27" }, { name: "openclaw" }, null, "5"])(
    "whose manifest is %j is none",
    (manifest) => {
      expect(refused(checkoutOf(manifest))).toBe(
        'FOLDER is not an OpenClaw source tree: its package.json does not say `"name": "openclaw"`. give the folder of a clone of openclaw/openclaw',
      );
    },
  );

  it("whose manifest cannot be read is none", () => {
    const clone = "give the folder of a clone of openclaw/openclaw";
    expect(refused(checkoutOf("{"))).toMatch(/^FOLDER has no package\.json that can be read: \S.+/);
    const checkout = checkoutOf({});
    rmSync(path.join(checkout.directory, "package.json"));
    expect(refused(checkout)).toBe(
      `FOLDER has no package.json that can be read: it does not exist. ${clone}`,
    );
    mkdirSync(path.join(checkout.directory, "package.json"));
    expect(refused(checkout)).toBe(
      `FOLDER has no package.json that can be read: it is a directory. ${clone}`,
    );
  });
});

describe("a file of the tree", () => {
  it("is read, and is none where there is nothing or a folder", () => {
    const { directory } = checkoutOf({ name: "openclaw", version: "2026.2.27" });
    const checkout = openCheckout(directory);
    mkdirSync(path.join(directory, "src"));
    expect(readTreeFile(checkout, "package.json")?.toString()).toContain("2026.2.27");
    expect(readTreeFile(checkout, "src")).toBeUndefined();
    expect(readTreeFile(checkout, "src/none.ts")).toBeUndefined();
  });

  it.skipIf(process.platform === "win32")("is refused where it is no file on disk", () => {
    const { directory } = checkoutOf({ name: "openclaw", version: "2026.2.27" });
    const checkout = openCheckout(directory);
    execFileSync("mkfifo", [path.join(directory, "pipe.ts")]);
    expect(() => readTreeFile(checkout, "pipe.ts")).toThrow(
      new PatchError(
        "pipe.ts is a named pipe, not a file on disk",
        "put the file back: `git checkout -- pipe.ts`",
      ),
    );
  });
});
