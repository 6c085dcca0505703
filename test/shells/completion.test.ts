import { afterAll, describe, expect, it } from "vitest";
import { shellFolder } from "../cli/shells.ts";

// Needs zsh and fish, and fails without: bash is in test/cli/completion.test.ts.

const shell = shellFolder();
afterAll(() => shell.remove());

const CASES: readonly (readonly [line: string, expected: readonly string[]])[] = [
  ["provider-headers ex", ["explain"]],
  ["provider-headers explain relay/qwen3:", ["relay/qwen3:32b", "relay/qwen3:8b"]],
  ["provider-headers probe relay relay/k", ["relay/k2p5"]],
  ["provider-headers completion f", ["fish"]],
];

describe("fish", () => {
  const complete = (line: string): string[] =>
    shell
      .run("fish", [
        "--no-config",
        "-c",
        `provider-headers completion fish | source; complete -C '${line}'`,
      ])
      .split("\n")
      .flatMap((reply) => reply.split("\t")[0] || []);

  it.each(CASES)("%s", (line, expected) => {
    expect(complete(line).toSorted()).toEqual(expected);
  });

  it("completes files where one is wanted", () => {
    expect(complete("provider-headers check op")).toEqual(["openclaw.json"]);
  });
});

describe("zsh", () => {
  /** A terminal with zsh in it, in which the line is typed and completed: what stands there then. */
  const typed = (line: string): string =>
    shell.run("zsh", [
      "-f",
      "-c",
      `zmodload zsh/zpty
zpty -b z zsh -f -i
zpty -w z 'PS1="> "; autoload -Uz compinit; compinit -u; source <(provider-headers completion zsh); setopt list_packed; print rea""dy'
zpty -r -m z out '*ready*'
zpty -w -n z '${line}'$'\\t'
zpty -r -t z out; sleep 3
zpty -w z ' ; print en""ded'
zpty -r -m z out '*ended*'
print -r -- "$out"`,
    ]);

  it.each([
    ["provider-headers ex", "provider-headers explain"],
    ["provider-headers explain relay/k", "provider-headers explain relay/k2p5"],
    ["provider-headers explain relay/qwen3:3", "provider-headers explain relay/qwen3:32b"],
    ["provider-headers completion f", "provider-headers completion fish"],
    ["provider-headers check op", "provider-headers check openclaw.json"],
  ])("%s", (line, expected) => {
    expect(typed(line)).toContain(expected);
  });
});
