import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeBinary } from "../node-binaries.js";
import { consumer, pack, type Packed, run } from "./packed.ts";

// What docs/api.md says of compilers and test runners, with the real ones.

let packed: Packed;

beforeAll(() => {
  packed = pack();
}, 180_000);

afterAll(() => {
  packed.remove();
}, 180_000);

const MAIN = 'process.stdout.write(JSON.stringify(require("./app.js").merged));';
const MERGED = { "User-Agent": "my-agent/1.0" };

/** The library beside the user's own zod, of which it takes and gives schemas. */
const APP = `
import { installProviderHeaders, mergeHeaders, withProviderHeaders } from "provider-headers";
import type { HeaderLayer, InstallOptions } from "provider-headers";
import { z } from "zod";

const layers: HeaderLayer[] = [{ layer: "provider", headers: { "User-Agent": "my-agent/1.0" } }];
export const merged: Readonly<Record<string, string>> = mergeHeaders(layers).headers;
export const install = (options: InstallOptions) => installProviderHeaders(options).uninstall();

const entry = z.object({
  baseUrl: z.string(),
  models: z.array(z.object({ id: z.string() })).optional(),
});
const parsed = withProviderHeaders(entry).parse({ baseUrl: "x", models: [{ id: "m" }] });
export const address: string = parsed.baseUrl;
export const team: string | object | null | undefined = parsed.headers?.["X-Team"];
export const model: string | undefined = parsed.models?.[0]?.id;
export const debug: string | object | null | undefined = parsed.models?.[0]?.headers?.["X-Debug"];
// @ts-expect-error: the address is no number, so the types above are no any
export const wrong: number = parsed.baseUrl;
`;

interface Project {
  readonly typescript: string;
  readonly zod: string;
  readonly type: "module" | "commonjs";
  readonly module: string;
  readonly skipLibCheck: boolean;
}

function tsconfig({ module, skipLibCheck }: Project): string {
  const [moduleResolution] = /^node(?:16|next)$/u.exec(module) ?? ["node"];
  return JSON.stringify({
    compilerOptions: {
      module,
      moduleResolution,
      target: "es2022",
      esModuleInterop: true,
      strict: true,
      skipLibCheck,
      types: [],
      outDir: ".",
    },
    files: ["app.ts"],
  });
}

describe("TypeScript", () => {
  it.each<Project>([
    { typescript: "5.0.4", zod: "4.6.7", type: "module", module: "node16", skipLibCheck: true },
    { typescript: "5.0.4", zod: "3.25.76", type: "commonjs", module: "node16", skipLibCheck: true },
    { typescript: "5.4.5", zod: "4.6.7", type: "module", module: "nodenext", skipLibCheck: false },
    { typescript: "5.4.5", zod: "4.6.7", type: "commonjs", module: "node16", skipLibCheck: false },
    { typescript: "5.9.3", zod: "4.0.17", type: "commonjs", module: "node16", skipLibCheck: false },
    {
      typescript: "5.9.3",
      zod: "4.6.7",
      type: "commonjs",
      module: "commonjs",
      skipLibCheck: false,
    },
  ])(
    "$typescript, $module in a $type project, zod $zod, skipLibCheck: $skipLibCheck",
    (project) => {
      const { typescript, zod, type } = project;
      const folder = consumer(
        packed,
        Object.values(project).join("-").replaceAll(".", "-"),
        { type },
        { "app.ts": APP, "tsconfig.json": tsconfig(project), "main.cjs": MAIN },
        [`typescript@${typescript}`, `zod@${zod}`],
      );
      run(process.execPath, ["node_modules/typescript/lib/tsc.js", "-p", "."], folder);
      expect(JSON.parse(run(process.execPath, ["main.cjs"], folder))).toEqual(MERGED);
    },
  );
}, 180_000);

describe("jest 30", () => {
  const CHECK = `test("headers", () => expect(library.mergeHeaders([
  { layer: "provider", headers: { "User-Agent": "my-agent/1.0" } },
]).headers).toEqual(${JSON.stringify(MERGED)}));`;
  let folder = "";

  beforeAll(() => {
    folder = consumer(
      packed,
      "jest",
      { type: "commonjs", jest: { transform: {} } },
      {
        "import.test.mjs": `import * as library from "provider-headers";\n${CHECK}`,
        "later.test.cjs": `let library;
beforeAll(async () => { library = await import("provider-headers"); });
${CHECK}`,
        "require.test.cjs": `const library = require("provider-headers");\n${CHECK}`,
      },
      ["jest@30.5.2"],
    );
  }, 180_000);

  function jest(node: string, file: string): string {
    const args = ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--testMatch"];
    return run(node, [...args, `**/${file}`, "--json", "--silent"], folder);
  }

  it.each([
    ["import", process.execPath, "import.test.mjs"],
    ["import() in CommonJS", process.execPath, "later.test.cjs"],
    ["require in CommonJS, from Node 24.9 on", nodeBinary("24"), "require.test.cjs"],
  ])("%s", (_, node, file) => {
    expect(JSON.parse(jest(node, file))).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
  });

  it("has no require of ES modules on earlier Nodes: what the page says of it holds", () => {
    expect(() => jest(nodeBinary("22"), "require.test.cjs")).toThrow("Must use import");
  });
}, 180_000);
