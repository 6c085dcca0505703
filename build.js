import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { build } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/**
 * What a host hands over as its own (commander), what is looked for beside what uses this package, and zod: its
 * `new Function` would stand in a file of ours, which some hosts refuse.
 */
const external = ["commander", "openai", "typescript", "zod", /^@opentelemetry\//u];

/** What plans headers, whether to send them or to explain them. */
const PLANNING = [
  "config/config-path.ts",
  "config/config-value.ts",
  "config/output-scrubber.ts",
  "config/override-block.ts",
  "config/state-folder.ts",
  "secrets/address.ts",
  "transport/built-in-notice.ts",
  "transport/compiled-provider.ts",
  "transport/entry-addresses.ts",
  "transport/first-statement.ts",
  "transport/keyless-route.ts",
  "transport/scrubbed.ts",
];

/** What holds characters beyond Latin-1: for the sake of one, V8 takes two bytes for each of a whole file. */
const SCRIPTS = [
  "plain-words.ts",
  ...["arabic", "chinese", "japanese", "korean", "russian", "ukrainian"].map(
    (language) => `other-languages/${language}.ts`,
  ),
];

/** A file that holds these modules and all that they import, but for what a group of a higher priority holds. */
function group(name, modules, priority) {
  const isOne = (id) => modules.some((module) => id.replaceAll("\\", "/").endsWith(`/${module}`));
  return { name, test: isOne, priority };
}

/** What is published: each entry and what only it needs in one file, what several need beside them. */
await build([
  {
    input: {
      index: "src/index.ts",
      "transport/register": "src/transport/register.ts",
      "openclaw/registration": "src/openclaw/plugin.ts",
      "openclaw/page": "src/openclaw/page/plugin-page.ts",
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
      minify: { compress: true, mangle: { toplevel: false, keepNames: true }, codegen: true },
      // Some hosts refuse a file that reads variables and also speaks of requests.
      codeSplitting: {
        groups: [
          group("process-environment", ["src/process-environment.ts"], 4),
          // What is loaded together is one file: looking one up takes longer than reading it.
          group(
            "command",
            ["src/package-files.ts", "installed-reader.ts", "config-read-error.ts"],
            2,
          ),
          group("plan", PLANNING, 2),
          group("config", ["config/openclaw-config.ts"], 1),
          group("scripts", SCRIPTS, 3),
          group("install", ["transport/install.ts"], 0),
        ],
      },
    },
  },
  {
    input: { index: "src/index.ts", "transport/register": "src/transport/register.ts" },
    external,
    plugins: [dts({ emitDtsOnly: true, tsconfig: "tsconfig.build.json" })],
    output: { dir: "dist", chunkFileNames: "shared/[name].js" },
  },
]);

// Types of CommonJS may be imported from both kinds of module, those of an ES module from their own kind alone.
renameSync("dist/index.d.ts", "dist/index.d.cts");
writeFileSync("dist/index.d.ts", 'export * from "./index.cjs";\n');
// One copy for both: Node's `require` takes ES modules.
writeFileSync("dist/index.cjs", 'module.exports = require("./index.js");\n');

for (const name of readdirSync("dist", { recursive: true })) {
  if (!name.endsWith(".js") || name.endsWith("scripts.js")) continue;
  const file = join("dist", name);
  const escaped = readFileSync(file, "utf8").replace(
    /[^\0-\xff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  writeFileSync(file, escaped);
}

/*
 * OpenClaw's entry. 2026.9 imports it anew with each reload, from another copy of the package, and Node forgets no
 * module: a process loads the code behind it once for each build.
 */
const code = createHash("sha256");
for (const name of readdirSync("dist", { recursive: true }).sort()) {
  if (name.endsWith(".js")) code.update(readFileSync(join("dist", name)));
}
writeFileSync(
  "dist/openclaw/plugin.js",
  `import { createRequire } from "node:module";
const build = "${code.digest("hex").slice(0, 16)}";
const key = Symbol.for("provider-headers.openclaw.code");
if (globalThis[key]?.build !== build) {
  globalThis[key] = { build, ...createRequire(import.meta.url)("./registration.js") };
}
const { default: entry, registerPlugin } = globalThis[key];
export default { ...entry, register: (api) => registerPlugin(api, () => import("./page.js")) };
`,
);
