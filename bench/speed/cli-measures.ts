import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Build, Group, Measure, Size } from "./measure.ts";
import { runTime } from "./run-node.ts";
import { manyProviders } from "./sample-request.ts";

/** The command line, from the start of its process to its end, above one that does nothing. */
export function cliMeasures({ entries }: Size): Group {
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-cli-"));
  const empty = join(folder, "empty.mjs");
  writeFileSync(empty, "");
  const parse = join(import.meta.dirname, "parse-json5.ts");

  const aboveEmpty = async (args: readonly string[]) => {
    const base = await runTime([empty]);
    return (await runTime(args)) - base;
  };
  const command = (build: Build, args: readonly string[]) =>
    aboveEmpty([join(build.folder, "cli/main.js"), ...args]);

  const explained = [entries / 10, entries].map((count): Measure => {
    const file = join(folder, `${count}.json`);
    const text = JSON.stringify({ models: { providers: manyProviders(count) } }, null, 2);
    writeFileSync(file, text);
    return {
      measure: `explain --json of ${count} providers`,
      unit: "ms",
      ours: (build) => command(build, ["explain", "--json", "--config", file]),
      peerName: "JSON5.parse of them",
      peer: () => aboveEmpty([parse, file]),
      goal: { of: "ratio", atMost: 6 },
    };
  });
  return {
    measures: [
      {
        measure: "--help",
        unit: "ms",
        ours: (build) => command(build, ["--help"]),
        peerName: "an empty module",
        peer: () => runTime([empty]),
        goal: { of: "ours", atMost: 20 },
      },
      ...explained,
    ],
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
