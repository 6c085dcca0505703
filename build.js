import { build } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/** The first is what a host hands over as its own; the others are looked for beside what uses this package. */
const external = ["commander", "openai", "typescript", /^@opentelemetry\//u];

/** What is published: each entry and what only it needs in one file, what several need beside them. */
await build([
  {
    input: {
      index: "src/index.ts",
      "transport/register": "src/transport/register.ts",
      "openclaw/plugin": "src/openclaw/plugin.ts",
      "cli/main": "src/cli/main.ts",
      "cli/start": "src/cli/start.ts",
    },
    platform: "node",
    external,
    output: {
      dir: "dist",
      cleanDir: true,
      chunkFileNames: "shared/[name].js",
      comments: false,
      // Its clean-up would write out what zod keeps apart, `new Function`, which some hosts refuse.
      minify: false,
      // Some hosts refuse a file that reads variables and also speaks of requests.
      codeSplitting: {
        groups: [{ name: "process-environment", test: /src[\\/]process-environment\.ts$/u }],
      },
    },
  },
  {
    input: { index: "src/index.ts", "transport/register": "src/transport/register.ts" },
    external: [...external, "zod"],
    plugins: [dts({ emitDtsOnly: true, tsconfig: "tsconfig.build.json" })],
    output: { dir: "dist", chunkFileNames: "shared/[name].js" },
  },
]);
