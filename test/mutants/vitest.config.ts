import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const room = process.env["MUTANTS_ROOM"] ?? "*";

/** The tests of one room that take less than seconds: they run again for each change. */
export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^fast-check$/,
        replacement: fileURLToPath(new URL("few-runs.ts", import.meta.url)),
      },
    ],
  },
  test: {
    include: [`test/${room}/**/*.test.ts`],
    exclude: ["**/proof.test.ts"],
    // Each file would load the room anew: most of a run.
    isolate: false,
    testTimeout: 20_000,
  },
});
