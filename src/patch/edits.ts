import type TypeScript from "typescript";
import { statementOf } from "./anchors.ts";
import { insertAt, type Splice } from "./splice.ts";
import { indentOf, type Node, startOf, type SyntaxFile, textOf } from "./syntax-file.ts";

/** Shapes of change that several seams share. Each gives splices of the file's own text. */

export function beforeStatement(place: Node, written: string, file: SyntaxFile): Splice[] {
  const statement = statementOf(place, file);
  const indent = indentOf(statement, file);
  return [
    insertAt(startOf(statement, file), `${indented(written, indent).trimStart()}\n${indent}`),
  ];
}

export function afterStatement(place: Node, written: string, file: SyntaxFile): Splice[] {
  const statement = statementOf(place, file);
  return [insertAt(statement.getEnd(), `\n${indented(written, indentOf(statement, file))}`)];
}

/** Behind the last statement, or before it where it returns. */
export function atEndOfFunction(
  declaration: TypeScript.FunctionDeclaration,
  written: string,
  file: SyntaxFile,
): Splice[] {
  const last = declaration.body?.statements.at(-1);
  if (last === undefined) return [];
  return file.parser.isReturnStatement(last)
    ? beforeStatement(last, written, file)
    : afterStatement(last, `\n${written}`, file);
}

/** A property on a line of its own behind this one. */
export function afterProperty(place: Node, written: string, file: SyntaxFile): Splice[] {
  const comma = file.text[place.getEnd()] === ",";
  return [
    insertAt(
      place.getEnd() + (comma ? 1 : 0),
      `${comma ? "" : ","}\n${indentOf(place, file)}${written}`,
    ),
  ];
}

/** At the end of an object literal that is written over several lines. */
export function appendProperties(
  object: TypeScript.ObjectLiteralExpression,
  written: readonly string[],
  file: SyntaxFile,
): Splice[] {
  const last = object.properties.at(-1);
  if (last === undefined || written.length === 0) return [];
  const comma = object.properties.hasTrailingComma;
  const lines = indented(written.join("\n"), indentOf(last, file));
  return [insertAt(last.getEnd() + (comma ? 1 : 0), `${comma ? "" : ","}\n${lines}`)];
}

export function wrapped(place: Node, before: string, after: string, file: SyntaxFile): Splice[] {
  return [insertAt(startOf(place, file), before), insertAt(place.getEnd(), after)];
}

/** `value` to `callee(value)`; an argument list around it that no longer fits is broken. */
export function wrappedWhereItFits(place: Node, callee: string, file: SyntaxFile): Splice[] {
  const { parent } = place;
  if (!file.parser.isCallExpression(parent)) return wrapped(place, `${callee}(`, ")", file);
  const items = parent.arguments.map((argument) =>
    argument === place ? `${callee}(${textOf(place, file)})` : textOf(argument, file),
  );
  const list = { start: parent.expression.getEnd(), end: parent.getEnd() };
  return [listOverLines(list, items, indentOf(parent, file), file)];
}

/** `value` to `callee(value, ...more)`, one argument a line. */
export function asFirstArgument(
  value: Node,
  callee: string,
  more: readonly string[],
  file: SyntaxFile,
): Splice[] {
  const indent = indentOf(value, file);
  const lines = [textOf(value, file).replaceAll("\n", "\n  "), ...more];
  return [
    {
      start: startOf(value, file),
      end: value.getEnd(),
      text: `${callee}(\n${lines.map((line) => `${indent}  ${line},\n`).join("")}${indent})`,
    },
  ];
}

/** One level deeper than `indent`, blank lines left empty. */
export function indented(written: string, indent: string): string {
  return written
    .split("\n")
    .map((line) => (line === "" ? line : indent + line))
    .join("\n");
}

/** `name(a, b)` or `function name(a, b)`: on one line, or one a line where that is too long. */
export function listOverLines(
  { start, end }: { readonly start: number; readonly end: number },
  items: readonly string[],
  indent: string,
  file: SyntaxFile,
): Splice {
  const oneLine = `(${items.join(", ")})`;
  const lineStart = file.text.lastIndexOf("\n", start - 1) + 1;
  const rest = file.text.slice(end, file.text.indexOf("\n", end));
  const fits = !oneLine.includes("\n") && start - lineStart + oneLine.length + rest.length <= WIDTH;
  const lines = items.map((item) => `${indent}  ${item.replaceAll("\n", "\n  ")},\n`);
  return { start, end, text: fits ? oneLine : `(\n${lines.join("")}${indent})` };
}

/** The checkout's formatter breaks lines after this many characters. */
const WIDTH = 100;

/** An object literal on one line, one property a line. */
export function expanded(object: TypeScript.ObjectLiteralExpression, file: SyntaxFile): Splice[] {
  const indent = indentOf(object, file);
  const { properties } = object;
  return properties.flatMap((one, index) => {
    const before = properties[index - 1];
    const start = before ? before.getEnd() : startOf(object, file) + 1;
    const line = { start, end: startOf(one, file), text: `${before ? "," : ""}\n${indent}  ` };
    return index < properties.length - 1
      ? [line]
      : [line, { start: one.getEnd(), end: object.getEnd() - 1, text: `,\n${indent}` }];
  });
}
