import type TypeScript from "typescript";
import { callOf, nextStatement, property, statementOf } from "./anchors.ts";
import { afterStatement, expanded, indented, listOverLines, wrapped } from "./edits.ts";
import { insertAt, type Splice } from "./splice.ts";
import { indentOf, nodesOf, startOf, type SyntaxFile, textOf } from "./syntax-file.ts";

/** Edits of more than one place, each for one seam. */

/**
 * The function keeps its body under another name; one with its own name and parameters completes what it finds. So none
 * of its many ways to a model can be forgotten.
 */
export function wrapResolveModel(
  declaration: TypeScript.FunctionDeclaration,
  file: SyntaxFile,
): Splice[] {
  const { name, parameters } = declaration;
  if (name === undefined) return [];
  const names = parameters.map((parameter) => textOf(parameter.name, file));
  if (!["provider", "cfg"].every((needed) => names.includes(needed))) return [];
  const exported = declaration.modifiers?.find(
    ({ kind }) => kind === file.parser.SyntaxKind.ExportKeyword,
  );
  if (exported === undefined) return [];
  const written = `/** The model with its configured headers, whichever of the ways above found it. */
export function resolveModel(
${indented(parameters.map((parameter) => `${textOf(parameter, file)},`).join("\n"), "  ")}
): ReturnType<typeof findModel> {
  const found = findModel(${names.join(", ")});
  warnOnModelsJsonError(found.modelRegistry);
  if (!found.model) {
    return found;
  }
  const model = completeModelHeaders(found.model, {
    cfg,
    provider,
    normalizeId: normalizeProviderId,
  });
  return { ...found, model };
}`;
  return [
    { start: startOf(exported, file), end: exported.getEnd() + 1, text: "" },
    { start: startOf(name, file), end: name.getEnd(), text: "findModel" },
    insertAt(declaration.getEnd(), `\n\n${written}`),
  ];
}

/** A skipped candidate is followed by `continue`; one that failed is not. */
export function reportAttempt(push: TypeScript.CallExpression, file: SyntaxFile): Splice[] {
  const statement = statementOf(push, file);
  const next = nextStatement(statement, file);
  const skipped = next !== undefined && file.parser.isContinueStatement(next);
  return afterStatement(
    statement,
    `report${skipped ? "Skipped" : "Failed"}Attempt(attempts.at(-1), candidates[i + 1], authStore);`,
    file,
  );
}

const DISCOVERY_CALLS = ["discoverOllamaModels", "queryOllamaContextWindow"];

/** Takes `headers` as its last parameter, hands it on, and puts it on what it fetches. */
export function withHeadersParameter(
  declaration: TypeScript.FunctionDeclaration,
  file: SyntaxFile,
): Splice[] {
  const { body, parameters } = declaration;
  if (body === undefined) return [];
  const open = file.text.lastIndexOf("(", parameters.pos);
  const close = file.text.indexOf(")", parameters.end);
  const handedOn = DISCOVERY_CALLS.flatMap((callee) => nodesOf(file, callOf(callee)(file), body));
  const fetched = nodesOf(file, callOf("fetch")(file), body);
  if (handedOn.length + fetched.length === 0) return [];
  return [
    listOverLines(
      { start: open, end: close + 1 },
      [
        ...parameters.map((parameter) => textOf(parameter, file)),
        "headers?: Record<string, unknown>",
      ],
      "",
      file,
    ),
    ...handedOn.flatMap((call) => withArgument(call, "headers", file)),
    ...fetched.flatMap((call) => withConfiguredHeaders(call, file)),
  ];
}

export function takesHeaders(
  { parameters }: TypeScript.FunctionDeclaration,
  file: SyntaxFile,
): boolean {
  return parameters.some(({ name }) => textOf(name, file) === "headers");
}

function withConfiguredHeaders(call: TypeScript.CallExpression, file: SyntaxFile): Splice[] {
  const [, options] = call.arguments;
  if (options === undefined || !file.parser.isObjectLiteralExpression(options)) return [];
  const own = options.properties.find(property("headers")(file));
  if (own) return wrapped(own.initializer, "overlayHeaders(", ", headers)", file);
  const [first] = options.properties;
  return first
    ? [
        insertAt(
          startOf(first, file),
          `headers: overlayHeaders({}, headers),\n${indentOf(first, file)}`,
        ),
      ]
    : [];
}

/** `{ ...one.headers, ...other.headers }` */
export const joinedHeaders =
  (file: SyntaxFile) =>
  (node: TypeScript.Node): node is TypeScript.ObjectLiteralExpression =>
    file.parser.isObjectLiteralExpression(node) &&
    node.properties.length > 0 &&
    node.properties.every((one) => /^\.\.\..*\.headers$/.test(textOf(one, file)));

/** As a whole; beside headers that the model registry has resolved, only those of the config. */
export function withPlainHeaders(
  object: TypeScript.ObjectLiteralExpression,
  file: SyntaxFile,
): Splice[] {
  const spreads = object.properties.filter((one) => file.parser.isSpreadAssignment(one));
  const configured = spreads.filter((one) => !textOf(one, file).includes("Model<"));
  return configured.length === spreads.length
    ? wrapped(object, "plainHeaders(", ")", file)
    : configured.flatMap(({ expression }) => wrapped(expression, "plainHeaders(", ")", file));
}

/** One more argument at the end; the object literal around it is spread over lines where it no longer fits. */
export function withArgument(
  call: TypeScript.CallExpression,
  argument: string,
  file: SyntaxFile,
): Splice[] {
  const last = call.arguments.at(-1);
  if (last === undefined) return [];
  const object = enclosingObject(call, file);
  if (object && !textOf(object, file).includes("\n")) {
    return [insertAt(last.getEnd(), `, ${argument}`), ...expanded(object, file)];
  }
  return [
    listOverLines(
      { start: call.expression.getEnd(), end: call.getEnd() },
      [...call.arguments.map((one) => textOf(one, file)), argument],
      indentOf(call, file),
      file,
    ),
  ];
}

function enclosingObject(
  call: TypeScript.CallExpression,
  { parser }: SyntaxFile,
): TypeScript.ObjectLiteralExpression | undefined {
  let at: TypeScript.Node = call.parent;
  while (!parser.isStatement(at)) {
    if (parser.isObjectLiteralExpression(at)) return at;
    at = at.parent;
  }
  return undefined;
}
