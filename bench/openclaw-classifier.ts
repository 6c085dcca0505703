import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { LabelledFailure } from "./failure-scores.ts";

/**
 * OpenClaw's own classifier on labelled failures: lines in on stdin, `{"reasons": [...]}` or `{"problem": "..."}` out.
 * Runs in a process of its own, on a Node that the host accepts.
 *
 * The host exports it under a letter from a file with a hash in its name, so it is found by what is exported.
 */
const CLASSIFIER = "classifyFailoverSignal";

interface Classified {
  readonly kind?: string;
  readonly reason?: string;
}

function findClassifier(packageDirectory: string): { file: string; exportedAs: string } {
  const dist = join(packageDirectory, "dist");
  for (const name of readdirSync(dist)) {
    if (!name.endsWith(".mjs") && !name.endsWith(".js")) continue;
    const file = join(dist, name);
    const source = readFileSync(file, "utf8");
    if (!source.includes(`function ${CLASSIFIER}(`)) continue;
    const exports = source.slice(source.lastIndexOf("export {"));
    const exportedAs = new RegExp(`\\b${CLASSIFIER} as (\\w+)`, "u").exec(exports)?.[1];
    if (exportedAs !== undefined) return { file, exportedAs };
  }
  throw new Error(
    `no file of ${dist} exports ${CLASSIFIER}; this was written for openclaw 2026.9.6`,
  );
}

async function classifyAll(packageDirectory: string, text: string): Promise<string[]> {
  const { file, exportedAs } = findClassifier(packageDirectory);
  const module = (await import(pathToFileURL(file).href)) as Record<
    string,
    (signal: object) => Classified | null
  >;
  const classify = module[exportedAs];
  if (classify === undefined) throw new Error(`${file} does not export ${exportedAs}`);
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const { provider, status, body, message } = JSON.parse(line) as LabelledFailure;
      const told = typeof body === "string" ? body : body == null ? "" : JSON.stringify(body);
      const found = classify({
        provider: provider ?? undefined,
        status: status ?? undefined,
        message: message ?? told,
      });
      return found?.reason ?? found?.kind ?? "none";
    });
}

try {
  const reasons = await classifyAll(process.argv[2] ?? "", readFileSync(0, "utf8"));
  process.stdout.write(`\n${JSON.stringify({ reasons })}\n`);
} catch (error) {
  const problem = error instanceof Error ? error.message : String(error);
  process.stdout.write(`\n${JSON.stringify({ problem })}\n`);
}
// A host module may hold the process open.
process.exit(0);
