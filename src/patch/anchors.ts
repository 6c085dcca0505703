import type TypeScript from "typescript";
import { type Node, nodesOf, type SyntaxFile, textOf } from "./syntax-file.ts";

/** Finds the places of an edit. How many there must be, the edit says. */
export type Anchor<Kind extends Node = Node> = (file: SyntaxFile) => readonly Kind[];

/** The top-level function of one of these names. */
export function functionNamed(...names: string[]): Anchor<TypeScript.FunctionDeclaration> {
  return ({ parser, root }) =>
    root.statements
      .filter((statement) => parser.isFunctionDeclaration(statement))
      .filter((declaration) => declaration.body && names.includes(declaration.name?.text ?? ""));
}

/** Everything for which `test` holds inside what `outer` finds. */
export function inside<Kind extends Node>(
  outer: Anchor,
  test: (file: SyntaxFile) => (node: Node) => node is Kind,
): Anchor<Kind> {
  return (file) => outer(file).flatMap((node) => nodesOf(file, test(file), node));
}

export function variableNamed(name: string): Anchor<TypeScript.VariableDeclaration> {
  return (file) =>
    nodesOf(file, (node): node is TypeScript.VariableDeclaration =>
      file.parser.isVariableDeclaration(node),
    ).filter((declaration) => declaration.initializer && textOf(declaration.name, file) === name);
}

/** `key: value` in an object literal; a quoted key counts by its text. */
export const property =
  (key: string) =>
  ({ parser }: SyntaxFile) =>
  (node: Node): node is TypeScript.PropertyAssignment =>
    parser.isPropertyAssignment(node) &&
    (parser.isIdentifier(node.name) || parser.isStringLiteral(node.name)) &&
    node.name.text === key;

/** `{ key }` and `key: value` alike. */
export const propertyOrShorthand =
  (key: string) =>
  (file: SyntaxFile) =>
  (node: Node): node is TypeScript.PropertyAssignment | TypeScript.ShorthandPropertyAssignment =>
    property(key)(file)(node) ||
    (file.parser.isShorthandPropertyAssignment(node) && node.name.text === key);

/** A call of exactly this, e.g. `attempts.push` or `z.record`. */
export const callOf =
  (callee: string) =>
  (file: SyntaxFile) =>
  (node: Node): node is TypeScript.CallExpression =>
    file.parser.isCallExpression(node) && textOf(node.expression, file) === callee;

/** An expression that is written exactly so. */
export const expressionOf =
  (text: string) =>
  (file: SyntaxFile) =>
  (node: Node): node is TypeScript.Expression =>
    file.parser.isExpression(node) && textOf(node, file) === text;

/** The member of a type alias or interface at top level. */
export function typeMember(type: string, member: string): Anchor<TypeScript.PropertySignature> {
  return (file) => {
    const { parser, root } = file;
    return root.statements
      .filter(
        (statement) =>
          parser.isTypeAliasDeclaration(statement) || parser.isInterfaceDeclaration(statement),
      )
      .filter((declaration) => declaration.name.text === type)
      .flatMap((declaration) =>
        nodesOf(
          file,
          (node): node is TypeScript.PropertySignature =>
            parser.isPropertySignature(node) && textOf(node.name, file) === member,
          declaration,
        ).filter((signature) => isOwnMember(signature, declaration, file)),
      );
  };
}

function isOwnMember(signature: Node, declaration: Node, { parser }: SyntaxFile): boolean {
  const literal = signature.parent;
  if (literal === declaration) return true;
  // The alias of a type literal, or of several types that are joined by `&`.
  const { parent } = literal;
  return (parser.isIntersectionTypeNode(parent) ? parent.parent : parent) === declaration;
}

/** The statement around a node. */
export function statementOf(node: Node, { parser }: SyntaxFile): TypeScript.Statement {
  let at: Node = node;
  while (!parser.isStatement(at) || parser.isBlock(at)) at = at.parent;
  return at;
}

/** The one after it in the same block. */
export function nextStatement(
  statement: TypeScript.Statement,
  { parser }: SyntaxFile,
): TypeScript.Statement | undefined {
  const { parent } = statement;
  if (!parser.isBlock(parent) && !parser.isSourceFile(parent)) return undefined;
  return parent.statements[parent.statements.indexOf(statement) + 1];
}
