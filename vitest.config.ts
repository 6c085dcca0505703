import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real hosts and real checkouts take minutes; each has its own command.
    exclude: ["test/hosts/**", "test/patch/checkout/**"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["src/{headers,config,guard,transport}/**/*.ts"],
      // Runs only as a preload in a process of its own, where the tests of it are.
      exclude: ["src/transport/register.ts"],
      thresholds: { perFile: false, lines: 95, branches: 90 },
      reporter: ["text-summary", "json-summary"],
    },
  },
});
