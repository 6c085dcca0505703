import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { configValue } from "../../src/config/config-value.ts";
import { hostRefusals, versionsFor } from "../../src/config/host-shape.ts";
import { originByPath } from "../../src/config/origin.ts";
import { mutatedConfigs } from "./mutated-entries.ts";

const VALIDATE = fileURLToPath(new URL("validate-configs.js", import.meta.url));
/** `TEST_MUTATED_ENTRIES=5000` for a long run, `TEST_SEED` for another one. */
const COUNT = Number(process.env["TEST_MUTATED_ENTRIES"] ?? 200);
const SEED = Number(process.env["TEST_SEED"] ?? 13);

describe.each(inject("hosts"))("OpenClaw $version", ({ version, nodeBinary, entry }) => {
  async function verdictsOfHost(configs: readonly object[]): Promise<string[][]> {
    const folder = await mkdtemp(join(tmpdir(), "mutated-entries-"));
    const env = {
      ...process.env,
      HOME: folder,
      OPENCLAW_NO_RESPAWN: "1",
      HOST_DIST: join(dirname(entry), "dist"),
      CONFIGS: join(folder, "configs.json"),
      VERDICTS: join(folder, "verdicts.json"),
    };
    try {
      await writeFile(env.CONFIGS, JSON.stringify(configs));
      await promisify(execFile)(nodeBinary, [VALIDATE], { env });
      return JSON.parse(await readFile(env.VERDICTS, "utf8")) as string[][];
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test(`refuses of ${COUNT} entries those that are refused here`, async () => {
    const configs = mutatedConfigs(version, COUNT, SEED);
    const verdicts = await verdictsOfHost(configs);
    const different = configs.flatMap((config, index) => {
      const refusals = hostRefusals(configValue(config, originByPath({})), versionsFor(version));
      const host = verdicts[index] ?? [];
      if ((refusals.length === 0) === (host.length === 0)) return [];
      const ours = refusals.map(({ value, kind }) => `${value.source.path}: ${kind}`);
      return [{ config, host, ours }];
    });
    expect(different).toEqual([]);
    // Enough of both, or it proves nothing.
    const right = verdicts.filter(({ length }) => length === 0).length;
    expect(right).toBeGreaterThan(COUNT / 5);
    expect(right).toBeLessThan((COUNT / 5) * 4);
  });
});
