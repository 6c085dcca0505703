import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const INDEX = resolve(import.meta.dirname, "../../src/index.ts");

/** What users import. A name may be added; one that is taken away or renamed breaks them. */
const VALUES = [
  "BUILT_IN_PROVIDERS",
  "ConfigReadError",
  "FAILURE_KINDS",
  "InvalidHeadersError",
  "LAYER_NAMES",
  "NoModelAnsweredError",
  "applyHeaderPlan",
  "checkConfig",
  "checkHeaders",
  "classifyFailure",
  "compileHeaderPlan",
  "createFallbackGuard",
  "createProviderFetch",
  "headersSchema",
  "installProviderHeaders",
  "mergeHeaders",
  "providerConfigFrom",
  "providerHeaders",
  "readOpenClawConfig",
  "runWithFallback",
  "withProviderHeaders",
  "withRequestContext",
];

const TYPES = [
  "AnnouncedCall",
  "AuthFailurePolicy",
  "BuiltInProvider",
  "Candidate",
  "CheckOptions",
  "Classification",
  "Clock",
  "ConfigInput",
  "ExplicitOptions",
  "Failure",
  "FailureKind",
  "FallbackGuard",
  "FieldList",
  "FieldLogger",
  "GuardEvent",
  "GuardOptions",
  "HeaderFault",
  "HeaderLayer",
  "HeaderPlan",
  "HeaderSource",
  "HeaderValue",
  "Installation",
  "InstallOptions",
  "LayerName",
  "Logger",
  "MergedHeaders",
  "ModelCall",
  "ModelEntry",
  "ModelInput",
  "ObservedFailure",
  "OpenClawConfigFile",
  "Problem",
  "ProviderConfig",
  "ProviderEntry",
  "ProviderInput",
  "RequestContext",
  "ApplyOptions",
  "CheckHeadersOptions",
  "EndedTurn",
  "FailedAttempt",
  "FallbackOptions",
  "FallbackResult",
  "EntrySchema",
  "HeadersSchemaOptions",
  "SchemaWithHeaders",
  "PlaceholderValues",
  "SentHeader",
  "SkippedCall",
];

/** What is not marked as a type is a value: the compiler holds the file to that (`verbatimModuleSyntax`). */
function exportsOf(file: string): { readonly values: string[]; readonly types: string[] } {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const values: string[] = [];
  const types: string[] = [];
  for (const statement of source.statements) {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (!ts.isExportDeclaration(statement) || clause === undefined || !ts.isNamedExports(clause)) {
      throw new Error(
        `This test reads \`export { names } from\`, not ${statement.getText(source)}`,
      );
    }
    for (const { name, isTypeOnly } of clause.elements) {
      (isTypeOnly || statement.isTypeOnly ? types : values).push(name.text);
    }
  }
  return { values: values.toSorted(), types: types.toSorted() };
}

it("exports the names that users import, and no others", async () => {
  expect(exportsOf(INDEX)).toEqual({ values: VALUES.toSorted(), types: TYPES.toSorted() });
  expect(Object.keys(await import("../../src/index.ts")).toSorted()).toEqual(VALUES.toSorted());
});
