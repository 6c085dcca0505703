import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["**/*.test.ts"],
    globalSetup: ["../hosts/prepare.ts"],
    // A gateway and a browser are enough for one machine.
    fileParallelism: false,
    maxConcurrency: 1,
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 400_000,
    hookTimeout: 900_000,
    reporters: ["verbose"],
  },
});
