import path from "node:path";
import { parseArgs } from "node:util";
import { hostVersion } from "../../hosts/host-versions.ts";
import { installHost } from "../../hosts/install-host.ts";
import { runScenario } from "./scenario.ts";
import { entryScenarios } from "./today-scenarios.ts";

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
for (const scenario of entryScenarios(installed, path.resolve(values.plugin))) {
  const { wrong, atFirst } = await runScenario(scenario);
  if (wrong.length > 0) process.exitCode = 1;
  const outcome = wrong.length > 0 ? `WRONG\n${wrong.join("\n")}` : "ok";
  const twice = atFirst.length > 0 && wrong.length === 0 ? `, the second time: ${atFirst[0]}` : "";
  console.log(`${scenario.name}: ${outcome}${twice}`);
}
