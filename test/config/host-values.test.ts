import { describe, expect, it } from "vitest";
import {
  HOST_VALUES,
  hostReading,
  outcomesOf,
  type ValueField,
} from "../../src/config/host-values.ts";
import { READ_VERSIONS } from "../../src/config/host-shapes.ts";

const env = { TEAM: "blue", DEEPSEEK_API_KEY: "sk-0000", lower: "case", EMPTY: "" };

describe("what a host makes of a text", () => {
  it.each<[string, ValueField, string | undefined, object]>([
    ["$TEAM", "headers", "2026.9.6", { outcome: "value", value: "blue" }],
    ["$TEAM", "model headers", "2026.9.6", { outcome: "text" }],
    ["$TEAM", "headers", "2026.2.19", { outcome: "text" }],
    ["$TEAM", "headers", undefined, { outcome: undefined, newest: "value" }],
    ["$GONE", "headers", "2026.9.6", { outcome: "text" }],
    ["$EMPTY", "headers", "2026.9.6", { outcome: "text" }],
    ["TEAM", "headers", "2026.2.19", { outcome: "value", value: "blue" }],
    ["lower", "headers", "2026.2.19", { outcome: "value", value: "case" }],
    ["TEAM", "headers", "2026.9.6", { outcome: "text" }],
    ["TEAM", "apiKey", undefined, { outcome: "text", newest: "text" }],
    ["DEEPSEEK_API_KEY", "apiKey", "2026.9.6", { outcome: "value", value: "sk-0000" }],
    ["!op read x", "headers", "2026.2.19", { outcome: "value" }],
    ["!op read x", "headers", "2026.9.6", { outcome: "text" }],
    ["secretref-env:TEAM", "headers", "2026.9.6", { outcome: "nothing" }],
    ["secretref-env:TEAM", "headers", "2026.6.11", { outcome: "value", value: "blue" }],
    ["secretref-env:GONE", "headers", "2026.6.11", { outcome: "value", value: undefined }],
    ["TEAM", "headers", "2026.3.13", { outcome: "text" }],
    ["TEAM", "headers", "2026.4.1", { outcome: undefined, newest: "value" }],
    ["TEAM", "headers", "2026.4.15", { outcome: "value", value: "blue" }],
    ["$TEAM", "request.auth", "2026.5.12", { outcome: "text" }],
    ["$TEAM", "request.auth", "2026.6.11", { outcome: "value", value: "blue" }],
    ["toString", "headers", "2026.2.19", { outcome: "text" }],
    ["blue", "headers", undefined, { outcome: "text", newest: "text" }],
  ])("%s as %s on %s", (text, field, version, reading) => {
    expect(hostReading(text, field, { env, version })).toMatchObject(reading);
  });
});

it("knows of each form and field what comes of it", () => {
  for (const fields of Object.values(HOST_VALUES)) {
    for (const cell of Object.values(fields)) {
      const outcomes =
        typeof cell === "object" && "from" in cell ? cell.from.map(([, one]) => one) : [cell];
      for (const outcome of outcomes) expect(["value", "text", "nothing"]).toContain(outcome);
    }
  }
});

it("knows each version's row by what holds from it on, and names only versions that were read", () => {
  for (const fields of Object.values(HOST_VALUES)) {
    for (const cell of Object.values(fields)) {
      if (typeof cell !== "object" || !("from" in cell)) continue;
      for (const [version] of cell.from) expect(READ_VERSIONS).toContain(version);
    }
  }
  expect(outcomesOf("name", "headers", "2026.2.19").newest).toBe("value");
});
