#!/usr/bin/env node
/** `npm run test:hosts [-- --versions 2026.2.19,2026.9.6]`: the plugin in real OpenClaw hosts; `test:browser`: what it shows. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: {
    versions: { type: "string" },
    config: { type: "string", default: "vitest.config.ts" },
  },
  allowPositionals: true,
});
const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));
const config = fileURLToPath(new URL(values.config, import.meta.url));
const child = spawn(process.execPath, [vitest, "run", "--config", config, ...positionals], {
  stdio: "inherit",
  env: { ...process.env, ...(values.versions && { TEST_HOST_VERSIONS: values.versions }) },
});
child.on("close", (code) => {
  process.exitCode = code ?? 1;
});
