import { describe, expect, it } from "vitest";
import { headerRecord, publishedFields } from "../../src/transport/published-fields.ts";

describe("response headers, as clients publish them", () => {
  it.each([
    [
      "flat bytes",
      [Buffer.from("X-A"), Buffer.from("\xe9", "latin1"), Buffer.from("x-a"), Buffer.from("2")],
    ],
    ["flat texts with a list", ["X-A", ["é", "2"]]],
    ["an object", { "x-a": ["é", "2"], "set-cookie": ["a=b"], gone: undefined }],
  ])("%s", (_name, headers) => {
    expect({ ...headerRecord(headers) }).toEqual({ "x-a": "é, 2" });
  });

  it("nothing at all", () => {
    expect({ ...headerRecord(null) }).toEqual({});
  });
});

it.each([
  ["a flat list", ["X-A", "1", Buffer.from("x-b"), [Buffer.from("2"), "3"], "x-odd"]],
  ["an object", { "X-A": 1, "x-b": ["2", "3"], gone: undefined }],
])("the fields of a request as %s", (_name, headers) => {
  expect(publishedFields(headers)).toEqual(["X-A", "1", "x-b", ["2", "3"]]);
});
