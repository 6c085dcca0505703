import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Build, Group, Measure } from "./measure.ts";
import { runTime } from "./run-node.ts";

const ENTRIES: readonly (readonly [name: string, path: string, atMost: number, since?: number])[] =
  [
    ["plugin", "openclaw/plugin.js", 30, 0.55],
    ["register", "transport/register.js", 30],
    ["index", "index.js", 60],
  ];

/** A process that imports an entry of the package, above one that imports an empty module. */
export function startMeasures(): Group {
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-start-"));
  const empty = join(folder, "empty.mjs");
  writeFileSync(empty, "");

  return {
    measures: ENTRIES.map(([name, path, atMost, sinceBefore]): Measure => {
      const without: number[] = [];
      return {
        measure: `start: ${name}, above an empty module`,
        unit: "ms",
        async ours({ folder: dist }: Build) {
          const base = await runTime([empty]);
          without.push(base);
          return (await runTime([join(dist, path)])) - base;
        },
        peerName: "an empty module",
        peer: () => without.at(-1) ?? runTime([empty]),
        goal: { of: "ours", atMost },
        sinceBefore,
      };
    }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
