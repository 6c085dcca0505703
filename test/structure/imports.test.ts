import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const SOURCE = resolve(import.meta.dirname, "../../src");

/** The rooms that decide, lowest first: each may import those before it. */
const DECIDING = ["providers", "secrets", "headers", "diagnosis", "guard", "report"] as const;

function below(room: (typeof DECIDING)[number]): readonly string[] {
  return DECIDING.slice(0, DECIDING.indexOf(room));
}

/** What may be asked of the process and of the package by whoever runs in them. */
const OF_THE_PROCESS = ["process-environment.ts", "package-files.ts"] as const;

/** What each room may import besides itself, types included. A room that is not listed here does not exist. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(DECIDING.map((room) => [room, below(room)])),
  config: below("diagnosis"),
  "process-environment.ts": [],
  "package-files.ts": [],
  transport: [...OF_THE_PROCESS, "config", ...DECIDING],
  "kimi-stand-in": [],
  patch: ["package-files.ts", "transport", "config", ...DECIDING],
  cli: [...OF_THE_PROCESS, "patch", "kimi-stand-in", "transport", "config", ...DECIDING],
  // The plugin mounts the command line in the host's own, and nothing else of it.
  openclaw: [...OF_THE_PROCESS, "cli", "transport", "config", ...DECIDING],
  "known-plan.ts": ["headers"],
  "public-arguments.ts": ["known-plan.ts", "headers", "config"],
  "public-tables.ts": ["diagnosis", "headers", "providers"],
  "public-functions.ts": [
    "public-arguments.ts",
    "known-plan.ts",
    "transport",
    "config",
    ...DECIDING,
  ],
  "index.ts": ["public-functions.ts", "public-tables.ts", "transport", "config", ...DECIDING],
};

/** The pure rooms get logger, clock and environment passed in. */
const PURE_ROOMS = new Set<string>(DECIDING);
const IMPURE_GLOBALS = new Set([
  "process",
  "console",
  "globalThis",
  "Date",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
]);

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  /** As it is written. */
  readonly path: string;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join(SOURCE, file));

function roomOf(file: string): string {
  return relative(SOURCE, file).split(sep)[0] ?? "";
}

function importsOf(file: string): Import[] {
  return ts
    .preProcessFile(readFileSync(file, "utf8"), true, true)
    .importedFiles.map(({ fileName }) => ({
      file: relative(SOURCE, file),
      room: roomOf(file),
      target: fileName.startsWith(".") ? roomOf(resolve(dirname(file), fileName)) : fileName,
      path: fileName,
    }));
}

function isRoom(target: string): boolean {
  return target in MAY_IMPORT;
}

const imports = files.flatMap(importsOf);

describe("structure", () => {
  it("knows every room", () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !isRoom(room))).toEqual([]);
  });

  it("imports one way", () => {
    const wrong = imports.filter(
      ({ room, target }) =>
        isRoom(target) && target !== room && !MAY_IMPORT[room]?.includes(target),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps the classifier and the reports out of the guard", () => {
    const mayImport = new Set([
      "failed-call.ts",
      "failure.ts",
      "judged-call.ts",
      "loud-kind.ts",
      "model-call.ts",
      "model-text.ts",
    ]);
    const wrong = imports.filter(
      ({ room, target, path }) =>
        room === "guard" &&
        (target === "report" || (target === "diagnosis" && !mayImport.has(basename(path)))),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps packages and Node modules out of the pure rooms", () => {
    const wrong = imports.filter(({ room, target }) => PURE_ROOMS.has(room) && !isRoom(target));
    expect(wrong).toEqual([]);
  });

  it("keeps process, console, clock and timers out of the pure rooms", () => {
    const wrong = files
      .filter((file) => PURE_ROOMS.has(roomOf(file)))
      .flatMap((file) => globalsOf(file).map((name) => `${relative(SOURCE, file)}: ${name}`))
      .filter((use) => IMPURE_GLOBALS.has(use.slice(use.indexOf(": ") + 2)));
    expect(wrong).toEqual([]);
  });

  it("starts no process from what is packed", () => {
    const wrong = imports.filter(({ target }) =>
      /child_process|worker_threads|cluster/.test(target),
    );
    expect(wrong).toEqual([]);
  });

  it("imports only what a user has: dependencies and Node", () => {
    const { dependencies } = JSON.parse(
      readFileSync(resolve(SOURCE, "../package.json"), "utf8"),
    ) as { dependencies: Record<string, string> };
    // Loaded on demand, with a message that says how to get them where they are missing.
    const onDemand = new Set([
      "openai",
      "typescript",
      "@opentelemetry/api",
      "@opentelemetry/api-logs",
    ]);
    const wrong = imports.filter(
      ({ target }) =>
        !isRoom(target) &&
        !target.startsWith("node:") &&
        !(target in dependencies) &&
        !onDemand.has(target),
    );
    expect(wrong).toEqual([]);
  });
});

/** The names that a file uses as values and that are no member of something else. */
function globalsOf(file: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    const parent = node.parent as ts.Node | undefined;
    const member =
      parent !== undefined &&
      ((ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node));
    if (ts.isIdentifier(node) && !member) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  return names;
}
