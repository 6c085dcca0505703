import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consumer as consumerOf, pack, type Packed, ROOT, run } from "./packed.ts";

const BIN = join(ROOT, "node_modules/.bin");
let packed: Packed;

const consumer = (name: string, manifest: object, files: Readonly<Record<string, string>>) =>
  consumerOf(packed, name, manifest, files);

beforeAll(() => {
  packed = pack();
});

afterAll(() => {
  packed.remove();
});

describe("the packed package", () => {
  it("ships what a user needs, and nothing else", () => {
    const rooms = packed.files.map((path) => (path.includes("/") ? path.split("/")[0] : path));
    expect([...new Set(rooms)].toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist",
      "docs",
      "examples",
      "openclaw.plugin.json",
      "package.json",
      "src",
    ]);
  });

  it("has at most 350 KB, without source maps and pictures", () => {
    expect(packed.bytes).toBeLessThanOrEqual(350_000);
    expect(packed.files.filter((path) => /\.(?:map|png|jpe?g|gif|svg|webp)$/u.test(path))).toEqual(
      [],
    );
  });

  it("has characters beyond Latin-1 in one file alone, as V8 takes twice the room for all of a file with one", () => {
    const programs = packed.files.filter((path) => /^dist\/.*\.js$/u.test(path));
    const wide = programs.filter((path) =>
      /[^\0-\xff]/u.test(readFileSync(join(ROOT, path), "utf8")),
    );
    expect(wide).toEqual(["dist/shared/scripts.js"]);
  });

  it("ships the pages of docs, without their pictures", () => {
    const docs = packed.files.filter((path) => path.startsWith("docs/"));
    expect(docs.filter((path) => !path.endsWith(".md"))).toEqual([]);
    expect(docs).toContain("docs/control-ui.md");
  });

  it("ships of the sources only what the upstream patch copies", () => {
    const sources = packed.files.filter((path) => path.startsWith("src/"));
    expect(sources.filter((path) => !path.startsWith("src/patch/tree/"))).toEqual([]);
  });

  it("is clean for publint", () => {
    expect(
      run(process.execPath, [join(BIN, "publint"), packed.tarball, "--strict"], ROOT),
    ).toContain("All good!");
  });

  it("has types that resolve for every ESM consumer", () => {
    const report = run(
      process.execPath,
      [join(BIN, "attw"), packed.tarball, "--profile", "esm-only", "--format", "json"],
      ROOT,
    );
    const { analysis } = JSON.parse(report) as { analysis: { problems: { kind: string }[] } };
    // What `--profile esm-only` sets aside: a `require` of an ESM package.
    const problems = analysis.problems.filter(
      ({ kind }) => kind !== "CJSResolvesToESM" && kind !== "NoResolution",
    );
    expect(problems).toEqual([]);
  });

  it("works in an empty ESM TypeScript project", () => {
    const folder = consumer(
      "esm-typescript",
      { type: "module" },
      {
        "tsconfig.json": JSON.stringify({
          compilerOptions: {
            module: "nodenext",
            target: "es2023",
            strict: true,
            skipLibCheck: false,
            types: [],
            noEmit: false,
            outDir: "out",
          },
        }),
        "app.ts": [
          'import { mergeHeaders, type HeaderLayer } from "provider-headers";',
          "const layers: HeaderLayer[] = [",
          '  { layer: "client", headers: { "user-agent": "OpenAI/JS 6.10.0" } },',
          '  { layer: "provider", headers: { "User-Agent": "my-agent/1.0" } },',
          "];",
          "export const merged: Readonly<Record<string, string>> = mergeHeaders(layers).headers;",
        ].join("\n"),
        "main.js":
          'import { merged } from "./out/app.js"; process.stdout.write(JSON.stringify(merged));',
      },
    );
    run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", folder], folder);
    const merged = JSON.parse(run(process.execPath, ["main.js"], folder)) as Record<string, string>;
    expect(Object.entries(merged).map(([name, value]) => [name.toLowerCase(), value])).toEqual([
      ["user-agent", "my-agent/1.0"],
    ]);
  });

  it("works in an empty CommonJS project, command and preload included", () => {
    const folder = consumer(
      "commonjs",
      { type: "commonjs" },
      {
        "app.js": [
          'const { mergeHeaders } = require("provider-headers");',
          'import("provider-headers").then((module) => {',
          "  process.stdout.write(String(module.mergeHeaders === mergeHeaders));",
          "});",
        ].join("\n"),
        "openclaw.json": readFileSync(join(ROOT, "examples/kimi-coding.json5"), "utf8"),
      },
    );
    expect(run(process.execPath, ["app.js"], folder)).toBe("true");
    const explained = JSON.parse(
      run(
        process.execPath,
        [
          join(folder, "node_modules/.bin/provider-headers"),
          "explain",
          "kimi-coding/k2p5",
          "--config",
          "openclaw.json",
          "--json",
        ],
        folder,
      ),
    ) as { headers: { name: string; value: string; layer: string }[] }[];
    expect(explained[0]?.headers.find(({ name }) => name === "user-agent")).toMatchObject({
      value: "claude-code/0.1.0",
      layer: "built-in",
    });
    const preload = ["--import", "provider-headers/register", "-e", "process.stdout.write('ran')"];
    expect(run(process.execPath, preload, folder)).toBe("ran");
  });

  it("needs neither typescript nor openai to be installed", () => {
    const installed = run(
      "npm",
      ["ls", "--all", "--parseable"],
      join(packed.workspace, "commonjs"),
    );
    expect(installed).not.toMatch(/node_modules[\\/](?:typescript|openai)\b/);
  });
}, 120_000);
