import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommandLine } from "./run-command-line.ts";
import { WHOLE_FILES } from "./whole-files.ts";

const FOLDER = join(import.meta.dirname, "whole-files");

it("has an expectation for every file", () => {
  const files = readdirSync(FOLDER).map((file) => basename(file, ".json5"));
  expect(Object.keys(WHOLE_FILES).sort()).toEqual(files.sort());
});

/** Every variable that the file names. */
function variablesOf(file: string): Record<string, string> {
  const text = readFileSync(file, "utf8");
  const names = [
    ...text.matchAll(/\$\{([A-Z_]+)\}|source: "env", provider: "default", id: "([A-Z_]+)"/g),
  ];
  return Object.fromEntries(
    names.map(([, variable, id]) => [variable ?? id, "a-value-of-it-1234"]),
  );
}

describe.each(Object.entries(WHOLE_FILES))(
  "%s",
  (name, { hosts, expected, of = {}, stated = [] }) => {
    const file = join(FOLDER, `${name}.json5`);

    async function problems(...more: readonly string[]): Promise<string[]> {
      const { stdout } = await runCommandLine(["check", "--json", "--config", file, ...more], {
        env: variablesOf(file),
      });
      const found = JSON.parse(stdout) as { problems: { severity: string; path: string }[] };
      return found.problems.map(({ severity, path }) => `${severity} ${path}`);
    }

    const lines = (list = expected) => list.map(([line]) => line);

    it("is told what its owner would want to know", async () => {
      expect(await problems()).toEqual(lines());
    });

    it.each(["2026.2.19", "2026.9.6"] as const)("the same for OpenClaw %s", async (version) => {
      expect(await problems("--host", version)).toEqual(lines(of[version]));
    });

    it.each(["2026.2.19", "2026.9.6"] as const)("as OpenClaw %s itself refuses it", (version) => {
      const refused = hosts[version].filter((path) =>
        /^models\b|^agents\.\w+\.models\b/.test(path),
      );
      const errors = lines(of[version])
        .filter((line) => line.startsWith("error"))
        .map((line) =>
          line
            .replace("error ", "")
            .replace(/\["([^"]*)"\]/g, ".$1")
            .replace(/\[(\d+)\]/g, ".$1"),
        );
      expect(errors.sort()).toEqual(refused.sort());
    });

    it("states whose built-in or secret header goes out", async () => {
      const { stdout } = await runCommandLine(["check", "--config", file], {
        env: variablesOf(file),
      });
      const named = [...stdout.matchAll(/^(\S+)(?:: requests to | has no apiKey here)/gm)];
      expect(named.map(([, id]) => id)).toEqual(stated);
    });
  },
);
