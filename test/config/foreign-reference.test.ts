import { describe, expect, it } from "vitest";
import { foreignReference, foreignText } from "../../src/config/foreign-reference.ts";

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
    ["secretref-env:RELAY_KEY", "RELAY_KEY"],
    ["!op read op://vault/relay", undefined],
    ["!cat /run/secrets/relay", undefined],
    ["$(pass show relay)", undefined],
    ["`pass show relay`", undefined],
    ["YOUR_API_KEY_HERE", undefined],
    ["your-api-key", undefined],
    ["<your key>", undefined],
    ["from the environment", undefined],
  ])("%s", (text, variable) => {
    const found = foreignReference(text);
    expect(found).toBeDefined();
    expect(found?.variable).toBe(variable);
  });
});

it("takes the bare name of a variable for one only where a key should be", () => {
  for (const name of [
    "STEP_API_KEY",
    "OPENAI_API_KEY",
    "HF_TOKEN",
    "RELAY_ACCESS_TOKEN",
    "ACME_TEAM_RELAY_API_KEY",
  ]) {
    expect(foreignReference(name, true)?.variable).toBe(name);
    expect(foreignReference(name)).toBeUndefined();
  }
  for (const key of ["SECRET", "TEAM_NAME", "PROD_KEY", "ABCDEF123456", "sk_KEY", "none"]) {
    expect(foreignReference(key, true)).toBeUndefined();
  }
});

describe("shows of a text nothing that may be a password", () => {
  it.each([
    ["$RELAY_KEY", "the text `$RELAY_KEY`, a variable in shell syntax", '"${RELAY_KEY}"'],
    [
      "{env:relayKey2}",
      "the text `{env:relayKey2}`, a variable in opencode's syntax",
      '"${RELAYKEY2}"',
    ],
    [
      "__env__:RELAY_KEY",
      "the text `__env__:RELAY_KEY`, a variable in another tool's syntax",
      '"${RELAY_KEY}"',
    ],
    ["$ecretPassw0rd", "a variable in shell syntax", '"${NAME}"'],
    ["$ECRET99", "a variable in shell syntax", '"${NAME}"'],
    ["%hunter2%", "a variable in Windows syntax", '"${NAME}"'],
    ["${KEY:-hunter2}", "a variable with a default in shell syntax", '"${KEY}"'],
    ["!pass hunter2", "a command", '"${NAME}"'],
    ["<hunter2>", "a placeholder from a template", '"${NAME}"'],
  ])("%s", (text, what, right) => {
    const found = foreignReference(text);
    expect(found === undefined ? undefined : foreignText(found)).toEqual({ what, right });
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
  expect(values.filter((value) => foreignReference(value, true) !== undefined)).toEqual([]);
});
