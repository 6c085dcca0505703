import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "provider-headers-install-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Record<string, { dev?: boolean; optional?: boolean; peer?: boolean }>;
};

describe("installing", () => {
  it.each([
    ["darwin", "arm64"],
    ["darwin", "x64"],
    ["linux", "arm64"],
    ["win32", "x64"],
  ])("npm ci finds nothing that %s on %s cannot have", (platform, arch) => {
    for (const name of ["package.json", "package-lock.json"]) {
      copyFileSync(join(ROOT, name), join(folder, name));
    }
    const preload = join(folder, "platform.cjs");
    writeFileSync(
      preload,
      `for (const [name, value] of Object.entries(${JSON.stringify({ platform, arch })}))
  Object.defineProperty(process, name, { value });`,
    );
    const { status, stderr } = spawnSync("npm", ["ci", "--dry-run", "--ignore-scripts"], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: `--require ${preload}` },
      encoding: "utf8",
    });
    expect([status, stderr.match(/EBADPLATFORM|notsup.*/gu)]).toEqual([0, null]);
  });

  it("runs nothing of the package's own", () => {
    const atInstall = /^(?:(?:pre|post)?install|prepare|prepublish)$/u;
    expect(Object.keys(manifest.scripts).filter((name) => atInstall.test(name))).toEqual([]);
  });

  it("brings four packages and no more to a user", () => {
    const brought = Object.entries(lock.packages)
      .filter(([path, { dev, optional, peer }]) => path !== "" && !dev && !optional && !peer)
      .map(([path]) => path.replace(/^node_modules\//u, ""));
    expect(brought).toEqual(["@humanwhocodes/momoa", "commander", "json5", "zod"]);
  });

  it("leaves npm's scripts the Node that started npm", () => {
    const asked = execFileSync("npm", ["exec", "--offline", "-c", "node -p process.execPath"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(asked.trim().split("\n").at(-1)).toBe(process.execPath);
  });
});
