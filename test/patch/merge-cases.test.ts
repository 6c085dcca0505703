import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import typescript from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { mergeHeaders } from "../../src/index.ts";
import { MERGE_CASES } from "./merge-cases.ts";

const IN_TREE = path.resolve(
  import.meta.dirname,
  "../../src/patch/tree/march-delivery/src/agents/header-merge.ts.txt",
);
const folder = mkdtempSync(path.join(tmpdir(), "merge-cases-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Layer = Readonly<Record<string, string | null>>;

/** The module as the patch brings it, without its types. */
async function inTreeMerge(): Promise<
  (layers: readonly (Layer | undefined)[]) => {
    headers: Record<string, string>;
    removed: readonly string[];
  }
> {
  const { outputText } = typescript.transpileModule(readFileSync(IN_TREE, "utf8"), {
    compilerOptions: {
      module: typescript.ModuleKind.ESNext,
      target: typescript.ScriptTarget.ES2022,
    },
  });
  const file = path.join(folder, "header-merge.mjs");
  writeFileSync(file, outputText);
  const { mergeHeaders: merge } = (await import(pathToFileURL(file).href)) as {
    mergeHeaders: Awaited<ReturnType<typeof inTreeMerge>>;
  };
  return merge;
}

/** A name below a removed family may be listed beside it. */
function withoutMembers(removed: readonly string[]): string[] {
  const families = removed.filter((name) => name.endsWith("-*")).map((name) => name.slice(0, -1));
  return removed
    .filter((name) => name.endsWith("-*") || !families.some((family) => name.startsWith(family)))
    .toSorted();
}

describe("the library and the patch agree on", async () => {
  const mergeInTree = await inTreeMerge();

  it.each(Object.entries(MERGE_CASES))(
    "%s",
    (_, { client = {}, provider = {}, model = {}, headers, removed = [] }) => {
      const own = mergeHeaders([
        { layer: "client", headers: client },
        { layer: "provider", headers: provider },
        { layer: "model", headers: model },
      ]);
      expect(own.headers).toEqual(headers);
      expect(withoutMembers(own.removed.map(({ name }) => name))).toEqual(removed.toSorted());

      const patched = mergeInTree([client, provider, model]);
      expect(patched.headers).toEqual(headers);
      expect(withoutMembers(patched.removed)).toEqual(removed.toSorted());
    },
  );
});
