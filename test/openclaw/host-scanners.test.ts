import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCANNED = new Set([".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx"]);

/**
 * What hosts from 2026.3.31 to 2026.5.12 refuse to install: any of these in one file of the package, wherever it
 * stands in it (read and tried 2026-11). The second pattern has to match as well, where there is one.
 */
const BLOCKED: readonly (readonly [what: string, RegExp, RegExp?])[] = [
  ["starting a process", /child_process/],
  ["evaluating code", /\beval\s*\(|new\s+Function\s*\(/],
  ["environment and network", /process\.env/, /\bfetch\b|\bpost\b|http\.request/i],
];

test("no file of the package is one that a host's scanner blocks", async () => {
  const { stdout } = await promisify(execFile)(
    "npm",
    ["pack", "--dry-run", "--json", "--ignore-scripts"],
    { cwd: ROOT },
  );
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  const paths = (packed?.files ?? []).map(({ path }) => path);
  expect(paths).toContain("dist/openclaw/plugin.js");
  const blocked: string[] = [];
  for (const path of paths.filter((name) => SCANNED.has(extname(name)))) {
    const text = await readFile(join(ROOT, path), "utf8");
    for (const [what, pattern, also] of BLOCKED) {
      if (pattern.test(text) && (also?.test(text) ?? true)) blocked.push(`${path}: ${what}`);
    }
  }
  expect(blocked).toEqual([]);
});

test("the plugin's entry and all that it imports have no top-level await, which 2026.2.19 cannot load", async () => {
  const folder = join(ROOT, "dist");
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js"));
  // Programs of their own, which no host loads.
  const programs = new Set(["cli/main.js", "cli/start.js"]);
  const awaiting: string[] = [];
  for (const name of names.filter((path) => !programs.has(path))) {
    const text = await readFile(join(folder, name), "utf8");
    if (/^(?:export )?(?:const .*= )?await /mu.test(text)) awaiting.push(name);
  }
  expect(awaiting).toEqual([]);
});
