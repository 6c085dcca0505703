import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type TypeScript from "typescript";
import { packageFile } from "../package-files.ts";
import { PatchError } from "./patch-error.ts";

/** The part of the TypeScript package that is used: its parser. Nothing is type-checked or emitted. */
export type Parser = typeof TypeScript;

/** TypeScript 7 is a compiler without a parser that JavaScript can call. */
const MAJOR_WITH_A_PARSER = 5;

/**
 * The TypeScript that the checkout has installed, else the one beside this package: the checkout's own reads its syntax
 * best, and this package does not bring one, because only `patch` needs it.
 */
export async function loadParser(
  checkout: string,
  beside: string = packageFile("package.json"),
): Promise<Parser> {
  const places = [path.join(checkout, "package.json"), beside];
  const unfit: string[] = [];
  for (const place of places) {
    const file = resolveFrom(place, "typescript");
    if (file === undefined) continue;
    const loaded = (await import(pathToFileURL(file).href)) as { default?: unknown };
    const parser = (loaded.default ?? loaded) as Partial<Parser>;
    if (typeof parser.createSourceFile === "function") return parser as Parser;
    unfit.push(String(parser.version ?? file));
  }
  throw new PatchError(
    unfit.length > 0
      ? `the installed TypeScript (${unfit.join(", ")}) has no parser that can be called`
      : "TypeScript is needed to read the checkout's syntax, and is not installed",
    `run \`pnpm install\` in the checkout, or \`npm install typescript@${MAJOR_WITH_A_PARSER}\` beside provider-headers`,
  );
}

function resolveFrom(file: string, name: string): string | undefined {
  try {
    return createRequire(file).resolve(name);
  } catch {
    return undefined;
  }
}
