import path from "node:path";
import { parseArgs } from "node:util";
import { hostVersion } from "../../hosts/host-versions.ts";
import { installHost } from "../../hosts/install-host.ts";
import { runEntries } from "./today-scenarios.ts";

/**
 * A published OpenClaw, where no sources are to be had, with the Kimi plugin as it was built in a patched checkout
 * (its `dist`, `package.json` and `openclaw.plugin.json`):
 *
 *   npm run test:patch:published -- --version 2026.9.6 --plugin CHECKOUT/extensions/kimi-coding
 */
const { values } = parseArgs({
  options: { version: { type: "string", default: "2026.9.6" }, plugin: { type: "string" } },
});
if (values.plugin === undefined)
  throw new TypeError("--plugin DIR: the folder of the built plugin");

const installed = await installHost(hostVersion(values.version));
for await (const { name, wrong } of runEntries(installed, path.resolve(values.plugin))) {
  console.log(`${name}: ${wrong.length === 0 ? "ok" : `WRONG\n${wrong.join("\n")}`}`);
  if (wrong.length > 0) process.exitCode = 1;
}
