import { readFileSync } from "node:fs";
import { join } from "node:path";
import JSON5 from "json5";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { runCommandLine, writeConfig } from "../cli/run-command-line.ts";
import { PAGES, ROOT, type Sample, samplesIn } from "./pages.ts";

/** Languages whose samples are not tried here, with the reason. */
const NOT_TRIED: Readonly<Record<string, string>> = {
  "": "what a program prints, or an outline",
  console: "run by test/cli/command-line-page.test.ts",
  sh: "installs packages",
  bash: "changes a checkout: test/patch runs the patch itself",
  yaml: "loaded by a real Prometheus in npm run test:fleet",
};

/** Configurations that are shown because they are wrong. */
const WITH_ERRORS: Readonly<Record<string, readonly string[]>> = {
  "docs/command-line.md": ["Content-Length"],
};

/** What a reader puts in: their SDK, their pager. And what a page has imported further up. */
const PLACEHOLDERS = `
declare function askWithYourSdk(...given: unknown[]): Promise<string>;
declare function notify(...given: unknown[]): void;
declare const installProviderHeaders: typeof import("provider-headers").installProviderHeaders;
`;

// Those of the reference are run by test/structure/examples.test.ts.
const SAMPLES = PAGES.filter((page) => page !== "docs/api.md").flatMap(samplesIn);
const of = (language: string) => SAMPLES.filter((sample) => sample.language === language);

it("knows what to do with every language", () => {
  const tried = new Set(["json5", "js", "ts"]);
  const unknown = SAMPLES.filter(
    ({ language }) => !tried.has(language) && NOT_TRIED[language] === undefined,
  );
  expect(unknown.map(({ place, language }) => `${place} ${language}`)).toEqual([]);
  expect([of("json5").length, of("js").length].every((count) => count > 5)).toBe(true);
});

/** A part of an object is shown without braces, as it is put in. */
function written({ text }: Sample): Record<string, unknown> {
  const isWhole = text
    .replace(/^\s*\/\/.*$/gmu, "")
    .trim()
    .startsWith("{");
  return JSON5.parse(isWhole ? text : `{${text}}`);
}

/** Where a part belongs. */
function wholeOf(part: Record<string, unknown>): Record<string, unknown> {
  const entry = { baseUrl: "https://relay.example/v1", api: "openai-completions", models: [] };
  // An override block may belong to an entry that the page does not show.
  if ("plugins" in part) return { models: { providers: { relay: entry } }, ...part };
  if ("models" in part) return part;
  const providers = "headers" in part ? { relay: { ...entry, ...part } } : part;
  return { models: { providers } };
}

describe("configurations", () => {
  it.each(of("json5"))("$place passes check", async (sample) => {
    const variables = [...sample.text.matchAll(/\$\{([A-Z_]+)\}/gu)].map(([, name = ""]) => name);
    const file = writeConfig(wholeOf(written(sample)));
    const { stdout, code } = await runCommandLine(["check", file, "--host", "2026.9.6"], {
      env: Object.fromEntries(variables.map((name) => [name, `sk-${name}-000000000000`])),
    });
    const wrong = WITH_ERRORS[sample.place.split(":")[0] ?? ""] ?? [];
    const faults = stdout.split(/^(?=error )/mu).filter((part) => part.startsWith("error "));
    const unexpected = faults.filter((fault) => !wrong.some((name) => fault.includes(name)));
    expect([unexpected, faults.length, code]).toEqual([[], wrong.length, wrong.length > 0 ? 1 : 0]);
  });
});

describe("programs", () => {
  const files = new Map<string, string>();
  for (const { place, text } of [...of("js"), ...of("ts")]) {
    const name = place.replaceAll(/[^a-z0-9]+/giu, "-");
    files.set(join(ROOT, `${name}.ts`), `export {};\n${text}`);
  }
  const ambient = join(ROOT, "placeholders.d.ts");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    paths: { "provider-headers": [join(ROOT, "src/index.ts")] },
  };
  const host = ts.createCompilerHost(options);
  const own = (path: string) => (path === ambient ? PLACEHOLDERS : files.get(path));
  const compilerHost: ts.CompilerHost = {
    ...host,
    getCurrentDirectory: () => ROOT,
    fileExists: (path) => own(path) !== undefined || host.fileExists(path),
    readFile: (path) => own(path) ?? host.readFile(path),
    getSourceFile: (path, language) => {
      const text = own(path) ?? (host.fileExists(path) ? readFileSync(path, "utf8") : undefined);
      return text === undefined ? undefined : ts.createSourceFile(path, text, language, true);
    },
  };

  it("use the library as its types say", () => {
    const program = ts.createProgram([ambient, ...files.keys()], options, compilerHost);
    const faults = [...files.keys()].flatMap((path) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(path))
        .map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
    );
    expect(faults).toEqual([]);
  }, 60_000);
});
