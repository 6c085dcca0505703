import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { readPlan } from "./mutation-plan.ts";

const { sources, testFiles } = readPlan();

const besideThis = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What tests start as a process of its own holds no mutant: it runs in this one. */
const STAND_INS = [
  ["/child-process.ts", besideThis("scenarios-here.ts")],
  ["/scenario.ts", besideThis("scenario-here.ts")],
] as const;

/** All tests of a room in one process, with sources that hold all their mutants. */
export default defineConfig({
  plugins: [
    {
      name: "mutants",
      enforce: "pre",
      load: (id) => sources[id],
      resolveId: (source, importer = "") =>
        STAND_INS.find(([file, standIn]) => source.endsWith(file) && importer !== standIn)?.[1],
    },
  ],
  resolve: { alias: [{ find: /^fast-check$/, replacement: besideThis("few-runs.ts") }] },
  test: {
    include: [...testFiles],
    runner: besideThis("mutant-runner.ts"),
    pool: "forks",
    maxWorkers: 1,
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    globalSetup: besideThis("../install-newer-nodes.ts"),
  },
});
