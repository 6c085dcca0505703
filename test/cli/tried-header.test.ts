import { describe, expect, it } from "vitest";

import { CommandError } from "../../src/cli/command-io.ts";
import { triedLayers } from "../../src/cli/tried-header.ts";

const sources = (name: string) => ({ [name]: { path: "--header" } });

it.each([
  ["X-Title: mine", "X-Title", "mine"],
  ["X-Title:mine", "X-Title", "mine"],
  ["X-Title: a: b", "X-Title", "a: b"],
  ["User-Agent:", "User-Agent", null],
  ["User-Agent:   ", "User-Agent", null],
  ["X-Title : mine", "X-Title", "mine"],
  ["X: mine", "X", "mine"],
  // Where it is configured it is only warned of.
  ["Accept: text/plain", "Accept", "text/plain"],
])("%s", (option, name, value) => {
  expect(triedLayers([option])).toEqual([
    { layer: "override", headers: { [name]: value }, sources: sources(name) },
  ]);
});

describe("what is no header", () => {
  it.each(["sk-kimi-test-000000000000", ": value", "", "X Title: mine"])("%j", (option) => {
    expect(() => triedLayers([option])).toThrow(
      new CommandError(
        "--header needs 'Name: value', or 'Name:' to send none; a name has letters, digits and hyphens only",
      ),
    );
  });

  it("is told what is wrong with it, where its name can be repeated", () => {
    expect(() => triedLayers(["Host: example.com"])).toThrow(/^--header: .*host.*/iu);
  });
});
