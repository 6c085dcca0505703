import { describe, expect, it } from "vitest";
import {
  currentHostConfig,
  fingerprintOf,
  withReferences,
} from "../../src/openclaw/host-config.ts";
import type { HostApi } from "../../src/openclaw/host-api.ts";
import { FakeHost } from "./fake-host.ts";

const REFERENCE = { source: "env", provider: "default", id: "KEY" };

describe("the configuration of a running host", () => {
  const api = new FakeHost("2026.9.6", "as it was loaded").api();
  const fail = (): unknown => {
    throw new Error("not ready");
  };

  const rows: [what: string, config: NonNullable<HostApi["runtime"]>["config"], now: unknown][] = [
    ["current()", { current: () => "now", loadConfig: fail }, "now"],
    ["loadConfig(), of older hosts", { loadConfig: () => "now" }, "now"],
    ["loadConfig(), where the other has none", { current: () => null, loadConfig: () => 1 }, 1],
    ["what it loaded the plugin with, where that fails", { current: fail }, "as it was loaded"],
    ["what it loaded the plugin with, where it has neither", {}, "as it was loaded"],
    ["what it loaded the plugin with, of a host without any", undefined, "as it was loaded"],
  ];
  it.each(rows)("is that of %s", (_what, config, expected) => {
    expect(currentHostConfig({ ...api, runtime: { config } })).toBe(expected);
  });
});

describe("fingerprintOf", () => {
  const plugin = (config: object) => ({ entries: { "provider-headers": { config } } });

  it.each([
    ["a provider", { models: { providers: { kimi: {} } } }],
    ["an agent", { agents: { list: [] } }],
    ["an auth profile", { auth: { profiles: { p: {} } } }],
    ["the plugin's own block", { plugins: plugin({ notice: "log" }) }],
  ])("is another one with %s", (_what, config) => {
    expect(fingerprintOf(config)).not.toBe(fingerprintOf({}));
    expect(fingerprintOf(structuredClone(config))).toBe(fingerprintOf(config));
  });

  it("is the same whatever else there is", () => {
    const other = { logging: {}, models: { mode: "merge" }, auth: { order: {} } };
    expect(fingerprintOf({ ...other, plugins: { slots: {} } })).toBe(fingerprintOf({}));
    expect(fingerprintOf(undefined)).toBe(fingerprintOf({}));
  });
});

describe("withReferences", () => {
  it.each([
    ["a text of a SecretRef", "value", REFERENCE, REFERENCE],
    ["a text that stands there", "value", "value", "value"],
    ["one in an object", { a: "v", b: "w" }, { a: REFERENCE }, { a: REFERENCE, b: "w" }],
    ["one in a list", ["v", "w"], ["v", REFERENCE], ["v", REFERENCE]],
    ["one in an object of a list", [{ a: "v" }], [{ a: REFERENCE }], [{ a: REFERENCE }]],
    ["a list of another length", ["v"], [REFERENCE, "w"], ["v"]],
    ["a list in place of an object", ["v"], { 0: REFERENCE }, ["v"]],
    ["an object in place of a list", { 0: "v" }, [REFERENCE], { 0: "v" }],
    ["nothing in place of a list", { a: null }, { a: [REFERENCE] }, { a: null }],
    ["nothing in place of an object", { a: null }, { a: { b: REFERENCE } }, { a: null }],
    ["one of a list in a list", [["v"]], [[REFERENCE]], [[REFERENCE]]],
    ["what is not in the file", { a: "v" }, undefined, { a: "v" }],
    ["what any object has", { toString: "v" }, {}, { toString: "v" }],
    ["no text", 5, REFERENCE, 5],
  ])("%s", (_what, resolved, written, expected) => {
    expect(withReferences(resolved, written)).toEqual(expected);
  });
});
