import type TypeScript from "typescript";
import type { Parser } from "./typescript-parser.ts";

/** A source file of the checkout with its syntax tree. */
export interface SyntaxFile {
  readonly path: string;
  readonly text: string;
  readonly parser: Parser;
  readonly root: TypeScript.SourceFile;
}

export type Node = TypeScript.Node;

export function parseSyntax(parser: Parser, path: string, text: string): SyntaxFile {
  const root = parser.createSourceFile(path, text, parser.ScriptTarget.Latest, true);
  return { path, text, parser, root };
}

/** Every node below `from` for which `test` holds, in the order of the text. */
export function nodesOf<Kind extends Node>(
  { parser, root }: SyntaxFile,
  test: (node: Node) => node is Kind,
  from: Node = root,
): Kind[] {
  const found: Kind[] = [];
  const visit = (node: Node): void => {
    if (test(node)) found.push(node);
    parser.forEachChild(node, visit);
  };
  parser.forEachChild(from, visit);
  return found;
}

export function startOf(node: Node, { root }: SyntaxFile): number {
  return node.getStart(root);
}

export function textOf(node: Node, { root }: SyntaxFile): string {
  return node.getText(root);
}

/** The blanks before the first character of the node's line. */
export function indentOf(node: Node, file: SyntaxFile): string {
  const lineStart = file.text.lastIndexOf("\n", startOf(node, file) - 1) + 1;
  return /^[ \t]*/.exec(file.text.slice(lineStart))?.[0] ?? "";
}

/** 1-based, for messages. */
export function lineOf(offset: number, text: string): number {
  return text.slice(0, offset).split("\n").length;
}
