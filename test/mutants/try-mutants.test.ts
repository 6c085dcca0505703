import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instrument } from "./instrument.ts";
import { tryMutants } from "./try-mutants.ts";

const folder = mkdtempSync(join(tmpdir(), "mutants-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string): string => resolve("test/mutants/fixtures", name);

describe("a mutant", () => {
  const found = new Map<string, string | undefined>();
  beforeAll(async () => {
    const { sources, mutants } = await instrument([fixture("steps.ts")]);
    const trials = await tryMutants(
      { sources, mutants, testFiles: [fixture("steps-cases.ts")] },
      join(folder, "run"),
    );
    const statuses = new Map(trials.map(({ id, status }) => [id, status]));
    for (const { id, original, replacement } of mutants)
      found.set(`${original} -> ${replacement}`, statuses.get(id));
  });

  const rows: [what: string, mutant: string, status: string][] = [
    ["that a test notices", "count > limit -> count <= limit", "killed"],
    ["that changes nothing", "count > limit -> count >= limit", "survived"],
    ["that no test reaches", "true -> false", "uncovered"],
    ["that only a hook reaches", "sum += step -> sum -= step", "killed"],
    ["that never ends", "step += 1 -> step -= 1", "killed"],
    ["with which another place never ends", "count - 2 -> count + 2", "killed"],
    ["of what is made once", '"one" -> ""', "killed"],
    ["of what is made once and not tested", '"none" -> ""', "survived"],
    ["whose effect is remembered from a run before it", '"many" -> ""', "killed"],
  ];
  it.each(rows)("%s: %s is %s", (_what, mutant, status) => {
    expect(found.get(mutant)).toBe(status);
  });
});
