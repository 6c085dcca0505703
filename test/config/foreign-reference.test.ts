import { describe, expect, it } from "vitest";
import { foreignReference } from "../../src/config/foreign-reference.ts";

describe("text of another tool", () => {
  it.each([
    ["{env:RELAY_KEY}", "RELAY_KEY"],
    ["${env:RELAY_KEY}", "RELAY_KEY"],
    ["${RELAY_KEY:-core}", "RELAY_KEY"],
    ["$RELAY_KEY", "RELAY_KEY"],
    ["$relay_key", "RELAY_KEY"],
    ["%RELAY_KEY%", "RELAY_KEY"],
    ["__env__:RELAY_KEY", "RELAY_KEY"],
    ["process.env.RELAY_KEY", "RELAY_KEY"],
    ["os.environ/RELAY_KEY", "RELAY_KEY"],
    ["$(pass show relay)", undefined],
    ["`pass show relay`", undefined],
    ["YOUR_API_KEY_HERE", undefined],
    ["your-api-key", undefined],
    ["<your key>", undefined],
    ["from the environment", undefined],
  ])("%s", (text, variable) => {
    expect(foreignReference(text)).toMatchObject({ variable });
  });
});

it("is none of 260 keys and values with such characters", () => {
  const beginnings = [
    "sk-",
    "sk-ant-api03-",
    "AIza",
    "ghp_",
    "$2b$10$",
    "%25",
    "<b>a",
    "!pw",
    "Basic ",
    "Bearer ",
    "EU-WEST-1",
    "PROD_",
    '{"a":1,"b":"$x"}',
  ];
  const endings = [
    "A1b2C3d4",
    "$ecret",
    "50%",
    "a<b",
    "x!",
    "TEAM",
    "A%20B",
    "p$a$s",
    "100%25",
    "<1",
    "9!9",
    "UPPER_CASE",
    "a$(",
    "{{sessionId}}",
    "`",
    "q>p",
    "$1",
    "KEY",
    "{env}",
    "$",
  ];
  const values = beginnings.flatMap((begin) => endings.map((end) => begin + end));
  expect(values.length).toBeGreaterThanOrEqual(200);
  expect(values.filter((value) => foreignReference(value) !== undefined)).toEqual([]);
});
