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
    ["a name of no sensible length", `${"n".repeat(21)}code: "1"`, []],
    ["the longest name", `${"n".repeat(20)}code: "1"`, [`${"n".repeat(20)}code=1`]],
    ["a blank before the separator", "'code' : 'no_pet'", ["code=no_pet"]],
    ["two blanks before the separator", "'code'  : 'no_pet'", []],
    ["blanks and a line's end behind it", "code: \n 'no_pet'", ["code=no_pet"]],
    ["a sign before a name", "-code: no_pet, 7code: no_pet, 'code': no_pet", ["code=no_pet"]],
    ["an apostrophe inside of a value", "message: 'it's', code: 1", ["message=it's", "code=1"]],
    ["a value without a name", `: "pet", ='dog'`, []],
    [
      "strokes before quotes, a stroke and blanks",
      String.raw`{\'code\': \'a\/b\', \"message\": \"x\ry\tz\nq\u\"}`,
      ["code=a/b", String.raw`message=x y z q\u`],
    ],
    ["a quote at the end", "message: 'it is'", ["message=it is"]],
    ["a quote before a bracket", "[{message: 'it is'}]", ["message=it is"]],
    ["a quote before a word", "message: 'it is'so', x", ["message=it is'so"]],
    ["an address", "https://example.com:80/a?b=c&d", []],
  ])("%s", (_title, text, expected) => {
    expect(readFields(text).map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  it.each([
    "code",
    "_code",
    "errcode",
    "err_code",
    "error_code",
    "statuscode",
    "status_code",
    "http_code",
    "ret_code",
    "retcode",
    "http_status_code",
    "status",
    "type",
    "reason",
  ])("%s needs no quotes", (name) => {
    expect(readFields(`(${name}: no-pet.1)`).map(({ value }) => value)).toEqual(["no-pet.1"]);
  });

  it.each(["message", "codes", "my_code", "typed", "subtype", "error_reason"])(
    "%s needs quotes",
    (name) => {
      expect(readFields(`(${name}: no-pet, ${name}: "pet")`).map(({ value }) => value)).toEqual([
        "pet",
      ]);
    },
  );

  it.each([
    "none",
    "None",
    "null",
    "NULL",
    "nil",
    "undefined",
    "true",
    "False",
    "no/pet",
    '{"a"',
    ".",
  ])("a code of %j without quotes is none", (value) => {
    expect(readFields(`code: ${value}`).map((field) => field.value)).toEqual(
      value === "." ? ["."] : [],
    );
  });

  it.each([" ", ",", ";", "}", ")", "]", "\n", ""])("a code ends before %j", (end) => {
    expect(readFields(`code: no_pet${end}`).map(({ value }) => value)).toEqual(["no_pet"]);
  });

  it("reads a code of sixty characters without quotes, and no longer one", () => {
    const longest = "c".repeat(60);
    expect(readFields(`code: ${longest}`).map(({ value }) => value)).toEqual([longest]);
    expect(readFields(`code: ${longest}c`)).toEqual([]);
  });

  it("stops after sixty fields and a thousand characters of a value", () => {
    expect(readFields("code: 1, ".repeat(100))).toHaveLength(60);
    expect(readFields(`message: "${"x".repeat(5_000)}"`)[0]?.value).toHaveLength(999);
  });

  it("a value that is cut ends with the text, a long one where it is no longer read", () => {
    const end = (text: string) => readFields(text).map((field) => field.end);
    expect(end("code: 'no_pet")).toEqual([13]);
    expect(end("code: 'no_pet'")).toEqual([14]);
    expect(end(`code: '${"x".repeat(998)}'`)).toEqual([1006]);
    expect(end(`code: '${"x".repeat(999)}'`)).toEqual([1006]);
    expect(end(`code: '${"x".repeat(1000)}'`)).toEqual([1006]);
  });

  it("says where a value ends, and reads the pairs inside it too", () => {
    const text = `error: 'a "code": 7, b' c`;
    expect(readFields(text)).toEqual([
      { name: "error", value: 'a "code": 7, b', start: 5, end: text.indexOf(" c") },
      { name: "code", value: "7", start: text.indexOf(": 7"), end: text.indexOf(", b") },
    ]);
  });
});
