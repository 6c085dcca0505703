import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { packageFile } from "../../src/package-files.ts";
import { COMMANDS, installedReader } from "../../src/transport/installed-reader.ts";

const PAGE = "docs/auth-failures.md";
let state: string;
let installed: string;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "provider-headers-reader-"));
  installed = join(state, "extensions", "provider-headers", PAGE);
  vi.stubEnv("OPENCLAW_STATE_DIR", state);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(state, { recursive: true, force: true });
});

test("a plugin's page is where OpenClaw installed it, whichever copy runs", async () => {
  const reader = installedReader(COMMANDS.openclaw);
  expect(reader.page(PAGE)).toBe(packageFile(PAGE));
  await mkdir(dirname(installed), { recursive: true });
  await writeFile(installed, "# Authentication failures");
  expect(reader.page(PAGE)).toBe(installed);
  expect(installedReader(COMMANDS.node).page(PAGE)).toBe(packageFile(PAGE));
});
