import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { manifestHints, manifestSchema } from "../../src/config/override-schema.ts";
import plugin from "../../src/openclaw/plugin.ts";

/**
 * What hosts read before they load any code. Written by `npm run manifest`, from the schema that the rest is made of.
 */
function manifest() {
  return {
    id: plugin.id,
    name: plugin.name,
    description: plugin.description,
    // Without it a gateway from 2026.5.2 on never calls `register`.
    activation: { onStartup: true },
    configSchema: manifestSchema(),
    uiHints: {
      ...manifestHints(),
      // A mistake, which hosts let through and we report.
      "providers.*.models[].headers.*": { sensitive: true },
    },
  };
}

test("openclaw.plugin.json is current: `npm run manifest` writes it", async () => {
  await expect(`${JSON.stringify(manifest(), null, 2)}\n`).toMatchFileSnapshot(
    "../../openclaw.plugin.json",
  );
});

test("the plugin's id is the package's name: 2026.2.19 enables a plugin under the latter", async () => {
  const file = new URL("../../package.json", import.meta.url);
  const { name, openclaw } = JSON.parse(await readFile(file, "utf8")) as {
    name: string;
    openclaw: unknown;
  };
  expect(plugin.id).toBe(name);
  expect(openclaw).toEqual({ extensions: ["./dist/openclaw/plugin.js"] });
});
