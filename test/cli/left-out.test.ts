import { describe, expect, it } from "vitest";

import { reportLeftOut } from "../../src/cli/left-out.ts";
import { allTargets } from "../../src/cli/model-target.ts";
import type { Problem } from "../../src/config/problem.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { quietIo } from "./quiet-io.ts";

const OURS = "plugins.entries.provider-headers.config.providers";

/** What is said of problems beside these three providers. */
function said(...problems: readonly Partial<Problem>[]): string {
  let stderr = "";
  const ids = ["kimi-coding", "a b", 'a "b"', "b\\"];
  const providers = Object.fromEntries(ids.map((id) => [id, { models: [] }]));
  const { config } = providerConfigFrom({ models: { providers } }, { env: {} });
  reportLeftOut(
    [...allTargets(config), { provider: "openai", model: "m" }],
    {
      name: "openclaw.json",
      config,
      whole: {},
      problems: problems.map((one) => ({
        severity: "error",
        path: "models",
        message: "it is wrong",
        fix: "Mend it.",
        ...one,
      })),
      env: {},
      version: undefined,
    },
    quietIo({ stderr: { write: (text) => (stderr += text) } }),
  );
  return stderr;
}

describe("a problem", () => {
  it.each([
    "models.providers.kimi-coding.headers",
    "models.providers.kimi-coding.headers.X-A",
    'models.providers.kimi-coding.headers["X Y"]',
    "models.providers.kimi-coding.request.headers.X-A",
    "models.providers.kimi-coding.models[10].headers.X-A",
    'models.providers["a b"].headers.X-A',
    'models.providers["a \\"b\\""].headers.X-A',
    'models.providers["b\\\\"].headers.X-A',
    `${OURS}.kimi-coding.headers.X-A`,
    `${OURS}.kimi.headers`,
    `${OURS}.Kimi-Code.models.k2p5.headers.X-A`,
    `${OURS}.kimi.models["k.2"].headers.X-A`,
    `${OURS}["a b"].headers.X-A`,
    `${OURS}["a \\"b\\""].headers.X-A`,
  ])("of a header of what is shown is told: %s", (path) => {
    expect(said({ path })).toBe(`left out: ${path}: it is wrong. Mend it.\n`);
    expect(said({ path, severity: "warning" })).toBe("");
  });

  it.each([
    "models.providers.kimi.headers.X-A",
    "models.providers.openai.headers.X-A",
    'models.providers["a c"].headers.X-A',
    "models.providers.kimi-coding.headersX",
    "models.providers.kimi-coding.name.headers.X-A",
    "models.providers.kimi-coding.models[0].name",
    "models.providers.kimi-coding.models[0].x.headers",
    "models.providers.kimi-coding.baseUrl",
    "models.providers",
    "models.kimi-coding.headers.X-A",
    "models.providers2.kimi-coding.headers.X-A",
    "agents.providers.kimi-coding.headers.X-A",
    `${OURS}.openai.headers.X-A`,
    `${OURS}.kimi.baseUrl`,
    `${OURS}.kimi.name.headers`,
    OURS,
    `plugins.entries.provider-headers.config.kimi.headers.X-A`,
    `${OURS}["kimi.headers"].baseUrl`,
  ])("of something else is not: %s", (path) => {
    expect(said({ path })).toBe("");
  });
});

it("says which of two spellings is sent, and which file was not read, one line each", () => {
  const path = "models.providers.kimi-coding.headers.x-a";
  const place = { file: "/work/openclaw.json", line: 3, column: 5 };
  expect(said({ path, code: "twin", ...place }, { code: "unread-env-file" }, { path, ...place }))
    .toBe(`sent, and its other spelling left out: ${path}, openclaw.json:3:5: it is wrong. Mend it.
not read: it is wrong. Mend it.
left out: ${path}, openclaw.json:3:5: it is wrong. Mend it.
`);
});
