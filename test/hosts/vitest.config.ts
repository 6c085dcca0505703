import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["**/*.test.ts"],
    globalSetup: ["prepare.ts"],
    // A host keeps one core busy at most: two files at a time, the scenarios of each in order.
    maxWorkers: 2,
    maxConcurrency: 1,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: ["verbose"],
  },
});
