import { join } from "node:path";
import { expect, it } from "vitest";
import type { ConfigPath } from "../../src/config/config-path.ts";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import { configFolder } from "./config-folder.ts";

it.each<[ConfigPath, string]>([
  [["models"], "openclaw.json:2:3"],
  [["models", "providers", "p"], "openclaw.json:3:18"],
  [["models", "providers", "p", "headers"], "openclaw.json:4:5"],
  [["models", "providers", "p", "headers", "X-Here"], "openclaw.json:5:7"],
  [["models", "providers", "p", "headers", "X-There"], "parts/headers.json5:1:12"],
  [["models", "providers", "p", "models", 0, "id"], "parts/models.json5:1:4"],
  [["models", "providers", "p", "models", 1, "id"], "openclaw.json:8:32"],
  // Not there: told where it should be.
  [["models", "providers", "p", "models", 1, "headers", "X"], "openclaw.json:8:30"],
  [["models", "providers", "p", "baseUrl"], "openclaw.json:3:18"],
  [["models", "providers", "p", "models", 1, "id", "deeper"], "openclaw.json:8:32"],
  [["nothing"], "openclaw.json:1:1"],
])("%j is at %s", (path, place) => {
  const folder = configFolder({
    "openclaw.json": `{
  models: {
    providers: { p: {
    headers: { $include: "./parts/headers.json5",
      "X-Here": "1",
    },
      $include: "./parts/entry.json5",
      models: [ /* second */ { id: "m2" } ],
    } },
  },
}`,
    "parts/headers.json5": `{ /* a */  "X-There": "2", "X-Here": "0" }`,
    "parts/entry.json5": `{ models: { $include: "./models.json5" } }`,
    "parts/models.json5": `[{ id: "m1" }]`,
  });
  const { locate } = readOpenClawConfig(join(folder, "openclaw.json"), { env: {} });
  const { file = "", line, column } = locate(path);
  expect(`${file.slice(folder.length + 1).replaceAll("\\", "/")}:${line}:${column}`).toBe(place);
});
