import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const SOURCE = join(ROOT, "src");
const TESTS = join(ROOT, "test");

/** Files with logic and no test of their name: by the test of the file that uses them, the files that it covers. */
const COVERED_BY: Readonly<Record<string, readonly string[]>> = {
  "cli/program.test.ts": ["cli/schema.ts", "package-files.ts", "process-environment.ts"],
  "cli/check.test.ts": ["cli/print-json.ts", "config/config-read-error.ts"],
  "structure/public-arguments.test.ts": ["public-arguments.ts", "public-functions.ts"],
  "config/with-provider-headers.test.ts": ["config/zod-three-entry.ts"],
  "cli/hidden-names.test.ts": ["config/shown-problem.ts"],
  "report/sent-fields.test.ts": ["headers/field-origin.ts"],

  "cli/run-patch.test.ts": ["cli/patch.ts"],
  "config/read-layer.test.ts": ["config/config-value.ts"],
  "config/host-problems.test.ts": ["config/host-shape.ts"],
  "diagnosis/classify-failure.test.ts": ["diagnosis/provider-rules.ts"],
  "diagnosis/general-language.test.ts": ["diagnosis/language/client-language.ts"],
  "diagnosis/language/other-languages/plain-sentences.test.ts": [
    "diagnosis/language/other-languages/japanese.ts",
  ],
  "headers/check-header.test.ts": ["headers/header-fault.ts"],
  "kimi-stand-in/kimi-stand-in.test.ts": [
    "kimi-stand-in/api-shapes.ts",
    "kimi-stand-in/kimi-refusals.ts",
  ],
  "openclaw/host-commands.test.ts": ["openclaw/host-program.ts"],
  "openclaw/page/add-page.test.ts": ["openclaw/page/plugin-page.ts"],
  "openclaw/plugin.test.ts": ["openclaw/installed.ts", "openclaw/reply-notice.ts"],
  "patch/apply-patch.test.ts": ["patch/patch-record.ts"],
  "patch/plan-patch.test.ts": [
    "patch/march-code.ts",
    "patch/march-edits.ts",
    "patch/march-seams.ts",
    "patch/patch-error.ts",
    "patch/seam.ts",
    "patch/today-seams.ts",
  ],
  "patch/import-splice.test.ts": ["patch/syntax-file.ts"],
  "report/failure-report.test.ts": ["diagnosis/model-text.ts", "report/failure-questions.ts"],
  "secrets/on-the-wire.test.ts": ["diagnosis/scrub-classification.ts"],
  "secrets/scrubber.test.ts": ["secrets/html-entities.ts"],
  "transport/explicit-call.test.ts": ["transport/undici-interceptor.ts"],
  "transport/install.test.ts": ["transport/request-plan.ts", "transport/request-planner.ts"],
  "transport/undici-channel.test.ts": ["transport/refused-fields.ts", "transport/subscribe-all.ts"],
  "transport/provider-match.test.ts": ["transport/request-target.ts"],
};

const listed = Object.values(COVERED_BY).flat();

/** Has something to run: a table, also one that is made when it is asked for, a type or a list of exports has not. */
function hasLogic(file: string): boolean {
  const text = readFileSync(join(SOURCE, file), "utf8");
  const givesTable = (node: ts.Node): boolean =>
    ts.isArrowFunction(node) && node.parameters.length === 0 && !ts.isBlock(node.body);
  const visit = (node: ts.Node): boolean =>
    (ts.isFunctionLike(node) && "body" in node && node.body !== undefined && !givesTable(node)) ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
}

function testOf(file: string): string {
  return file.replace(/\.ts$/u, ".test.ts");
}

function isInTests(file: string): boolean {
  return existsSync(join(TESTS, file));
}

describe("a file with logic", () => {
  it("has a test file of its name, or is listed under the test that covers it", () => {
    const untested = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => file.split(sep).join("/"))
      .filter((file) => hasLogic(file) && !isInTests(testOf(file)) && !listed.includes(file));
    expect(untested).toEqual([]);
  });

  it("is listed once, and only where it is there and has no test of its own", () => {
    expect(listed.filter((file, index) => listed.indexOf(file) !== index)).toEqual([]);
    expect(listed.filter((file) => !existsSync(join(SOURCE, file)))).toEqual([]);
    expect(listed.filter((file) => isInTests(testOf(file)))).toEqual([]);
  });

  it("is listed under a test that is there", () => {
    expect(Object.keys(COVERED_BY).filter((test) => !isInTests(test))).toEqual([]);
  });
});
