import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultConfigPath, expandHome, stateFolder } from "../../src/config/state-folder.ts";
import type { Environment } from "../../src/config/variables.ts";

describe("defaultConfigPath", () => {
  it.each<[Environment, string]>([
    [{ HOME: "/home/u" }, join("/home/u", ".openclaw", "openclaw.json")],
    [{ USERPROFILE: "/users/u" }, join("/users/u", ".openclaw", "openclaw.json")],
    [{ OPENCLAW_HOME: "/oc", HOME: "/home/u" }, join("/oc", ".openclaw", "openclaw.json")],
    [{ OPENCLAW_STATE_DIR: "/state", HOME: "/home/u" }, join("/state", "openclaw.json")],
    [{ OPENCLAW_STATE_DIR: "~/state", HOME: "/home/u" }, join("/home/u", "state", "openclaw.json")],
    [{ OPENCLAW_CONFIG_PATH: "/etc/oc.json5", HOME: "/home/u" }, "/etc/oc.json5"],
    [{ OPENCLAW_CONFIG_PATH: "~/oc.json5", HOME: "/home/u" }, join("/home/u", "oc.json5")],
    [
      { OPENCLAW_CONFIG_PATH: "  ", HOME: "/home/u" },
      join("/home/u", ".openclaw", "openclaw.json"),
    ],
    [{}, join(homedir(), ".openclaw", "openclaw.json")],
  ])("%j: %s", (env, path) => {
    expect(defaultConfigPath(env)).toBe(path);
  });
});

it("knows no folder without a home", () => {
  expect(stateFolder({ HOME: " " })).toBeUndefined();
});

it.each([
  ["~", join("/home/u")],
  ["~/a/b", join("/home/u", "a/b")],
  ["~other/a", "~other/a"],
  ["/a/~", "/a/~"],
])("expands %s to %s", (path, expanded) => {
  expect(expandHome(path, { HOME: "/home/u" })).toBe(expanded);
});
