import { readdirSync, readFileSync } from "node:fs";

import { defineConfig } from "vitest/config";

import { NO_NEWER_NODES } from "./test/node-binaries.js";

/** Those that run a newer Node, where there is none for this platform. */
function withoutNewerNodes(): string[] {
  if (NO_NEWER_NODES === undefined) return [];
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `test/${file}`)
    .filter((file) => /child-process\.ts|node-binaries\.js/u.test(readFileSync(file, "utf8")));
}

/** Each room holds the gate by itself: a well covered one makes up for no other. */
const ROOMS = [
  "providers",
  "secrets",
  "headers",
  "diagnosis",
  "report",
  "guard",
  "config",
  "transport",
  "cli",
  "openclaw",
  "patch",
];
const GATE = { lines: 95, branches: 90 };

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real hosts and real checkouts take minutes; each has its own command.
    exclude: [
      "test/hosts/**",
      "test/browser/**",
      "test/shells/**",
      "test/patch/checkout/**",
      ...withoutNewerNodes(),
    ],
    globalSetup: "test/install-newer-nodes.ts",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: [`src/{${ROOMS.join(",")}}/**/*.ts`],
      exclude: [
        // Runs only as a preload in a process of its own, where the tests of it are.
        "src/transport/register.ts",
        // Needs what node:http publishes from Node 22.12 on: tested in processes on Node 22 and 24.
        "src/transport/node-http-channel.ts",
        // Needs node:sqlite, which Node has from 22.13 on: tested in processes on Node 22 and 24.
        "src/openclaw/sqlite-cell.ts",
        // Are the process of the command line (its start, signals and pipes): tested as a process of its own.
        "src/cli/main.ts",
        "src/cli/start.ts",
        "src/cli/run-process.ts",
        "src/cli/process-io.ts",
      ],
      thresholds: {
        perFile: false,
        ...GATE,
        ...Object.fromEntries(ROOMS.map((room) => [`src/${room}/**/*.ts`, GATE])),
      },
      reporter: ["text-summary", "json-summary"],
    },
  },
});
