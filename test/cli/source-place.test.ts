import { expect, it } from "vitest";

import type { CommandIo } from "../../src/cli/command-io.ts";
import { describeSource, placeOf, shortFile } from "../../src/cli/source-place.ts";
import { quietIo } from "./quiet-io.ts";

const ioAt = (cwd: string, home: string | undefined): CommandIo =>
  quietIo({ env: { HOME: home }, cwd });
const io = ioAt("/work/project", "/home/me");

it.each([
  ["/work/project/openclaw.json", "openclaw.json"],
  ["/work/project/config/openclaw.json", "config/openclaw.json"],
  ["/work/projects/openclaw.json", "/work/projects/openclaw.json"],
  ["/home/me/.openclaw/openclaw.json", "~/.openclaw/openclaw.json"],
  ["/home/mean/openclaw.json", "/home/mean/openclaw.json"],
  ["/home/me", "/home/me"],
  ["openclaw.json", "openclaw.json"],
])("%s is shown as %s", (file, shown) => {
  expect(shortFile(file, io)).toBe(shown);
});

it("shows what is no path as it is, wherever the command runs", () => {
  const name = "the configuration of this OpenClaw";
  expect(shortFile(name, ioAt("/", undefined))).toBe(name);
});

it.each([undefined, "", "relative/home"])("without a home directory (%s) stays whole", (home) => {
  expect(shortFile("/home/me/openclaw.json", ioAt("/work", home))).toBe("/home/me/openclaw.json");
});

it("names path, file, line and column, as far as they are known", () => {
  const path = "models.providers.a.headers.X";
  const file = "/work/project/openclaw.json";
  expect(placeOf({ path }, io)).toBeUndefined();
  expect(placeOf({ path, file, line: 14 }, io)).toBe("openclaw.json:14");
  expect(describeSource({ path }, io)).toBe(path);
  expect(describeSource({ path, file, line: 14, column: 9 }, io)).toBe(
    `${path}, openclaw.json:14:9`,
  );
});
