import { expect, it } from "vitest";
import { runCommandLine } from "../cli/run-command-line.ts";
import { textOf } from "./pages.ts";

/** Every command prints these, and the page says so once. */
const OF_ALL = new Set(["--help", "--version"]);

const COMMANDS = ["check", "explain", "probe", "schema", "demo", "completion", "patch"];
const PAGE = textOf("docs/command-line.md");

const optionsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/gu)]
    .map(([option]) => option)
    .filter((option) => !OF_ALL.has(option));

const unique = (options: readonly string[]): string[] => [...new Set(options)].sort();

/** What stands in the help of a command as an option, and not what its texts speak of. */
async function optionsOf(command: string): Promise<string[]> {
  const { stdout } = await runCommandLine([command, "--help"]);
  const rows = [...stdout.matchAll(/^ {2}(-.*)$/gmu)].map(([, row = ""]) => row.split(/ {2,}/)[0]);
  return unique(rows.flatMap((row) => optionsIn(row ?? "")));
}

/** The part of the page on a command: the last one has three. */
function partOf(command: string): string {
  const parts = PAGE.split(/^## /mu);
  return parts.find((part) => part.split("\n")[0]?.split(/, ?/u).includes(command)) ?? "";
}

it("knows each command that there is", async () => {
  const { stdout } = await runCommandLine(["--help"]);
  const listed = [...stdout.matchAll(/^ {2}([a-z]+) /gmu)].map(([, name]) => name);
  expect(listed).toEqual(COMMANDS);
});

it.each(COMMANDS)("%s has no option that its part of the page does not name", async (command) => {
  const part = optionsIn(partOf(command) + (PAGE.split(/^## /mu)[0] ?? ""));
  expect((await optionsOf(command)).filter((option) => !part.includes(option))).toEqual([]);
});

it("has every option that the page names", async () => {
  const all = await Promise.all(COMMANDS.map(optionsOf));
  expect(unique(optionsIn(PAGE)).filter((option) => !all.flat().includes(option))).toEqual([]);
});
