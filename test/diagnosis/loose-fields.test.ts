import { describe, expect, it } from "vitest";

import { readFields } from "../../src/diagnosis/loose-fields.ts";

describe("readFields", () => {
  it.each([
    [
      "a repr",
      "400 - {'code': 'no_pet', 'message': \"it's gone\", 'n': None}",
      ["code=no_pet", "message=it's gone"],
    ],
    ["gRPC text", 'reason: "NO_PET" domain: "pets"', ["reason=NO_PET", "domain=pets"]],
    ["JSON that was cut", '{"code":7,"message":"the pet is', ["code=7", "message=the pet is"]],
    [
      "JSON in a string",
      String.raw`{\"code\":\"no_pet\",\"message\":\"line\nnext\"}`,
      ["code=no_pet", "message=line next"],
    ],
    ["twice in a string", String.raw`\\\"code\\\":\\\"no_pet\\\"`, ["code=no_pet"]],
    ["assignments", "code=45 status_code=403, reason", ["code=45", "status_code=403"]],
    [
      "an apostrophe in a repr",
      "{'message': 'the pet's owner', 'code': 1}",
      ["message=the pet's owner", "code=1"],
    ],
    ["prose after a colon", "Error: the pet is gone", []],
    ["no name before the separator", ': 1, "": 2, x-y: 3, a1b: 4', []],
    ["a part of a name", "my-code: 403, 2type: no_pet", []],
    ["a code at the end", "failed, code: no_pet", ["code=no_pet"]],
    ["a name of no sensible length", `${"n".repeat(30)}: 1`, []],
    ["an address", "https://example.com:80/a?b=c&d", []],
  ])("%s", (_title, text, expected) => {
    expect(readFields(text).map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  it("stops after sixty fields and a thousand characters of a value", () => {
    expect(readFields("code: 1, ".repeat(100))).toHaveLength(60);
    expect(readFields(`message: "${"x".repeat(5_000)}"`)[0]?.value).toHaveLength(999);
  });

  it("says where a value ends, and reads the pairs inside it too", () => {
    const text = `error: 'a "code": 7, b' c`;
    expect(readFields(text)).toEqual([
      { name: "error", value: 'a "code": 7, b', start: 5, end: text.indexOf(" c") },
      { name: "code", value: "7", start: text.indexOf(": 7"), end: text.indexOf(", b") },
    ]);
  });
});
