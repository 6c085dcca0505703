import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createHeadersSchema, headersSchema } from "../../src/config/headers-schema.ts";

function told(schema: z.ZodType, value: unknown): unknown {
  const { success, data, error } = schema.safeParse(value);
  return success ? data : error.issues.map(({ path, message }) => `${path.join("/")}: ${message}`);
}

describe("headersSchema", () => {
  it.each([
    {},
    { "User-Agent": "my-agent/1.0", "X-Gone": null, "x-stainless-*": null },
    { "X-Ref": { source: "env", provider: "default", id: "K" } },
    { "X-Ref": { source: "store", id: "x" }, "X-Var": "${K}", "X-Session": "{{sessionId}}" },
    // A warning is no reason to refuse.
    { Accept: "text/plain" },
  ])("takes %j as it is", (headers) => {
    expect(told(headersSchema, headers)).toEqual(headers);
  });

  it.each<[string, unknown, string[]]>([
    [
      "what a zod record drops in silence, and hides",
      JSON.parse('{ "__proto__": "x", "X Y": "1", "constructor": "x" }'),
      [
        "__proto__: `__proto__` cannot be configured: JavaScript objects give it another meaning. Remove it.",
        'X Y: "X Y" is not a header name: it holds a space. Use letters, digits and hyphens only, e.g. `X-My-Header`.',
        "constructor: `constructor` cannot be configured: JavaScript objects give it another meaning. Remove it.",
      ],
    ],
    [
      "values",
      { "X-N": 5, "X-E": "", "X-B": "a\nb" },
      [
        "X-N: the value of `X-N` is a number, not a string. Put it in quotes.",
        "X-E: the value of `X-E` is empty. Use `null` to send no such header, or remove the line.",
        "X-B: the value of `X-B` holds a line break (U+000A) at character 2. Write it in one line: a header cannot hold a line break.",
      ],
    ],
    [
      "case twins",
      { "X-A": "1", "x-a": { source: "env", id: "K" } },
      ["x-a: `x-a` and `X-A` are the same header: names do not differ by case. Keep one of them."],
    ],
    [
      "a wrong SecretRef",
      { "X-A": { source: "vault", id: "K" } },
      ["X-A: a header is text in quotes, null or a SecretRef"],
    ],
    [
      "a SecretRef with more",
      { "X-A": { source: "env", id: "K", x: 1 } },
      ['X-A: Unrecognized key: "x"'],
    ],
    ["no map", ["X"], [": Invalid input: expected record, received array"]],
  ])("refuses %s", (_, headers, issues) => {
    expect(told(headersSchema, headers)).toEqual(issues);
  });

  it("is a record for those who walk schemas, and no empty JSON Schema either way", () => {
    expect(headersSchema).toBeInstanceOf(z.ZodRecord);
    expect(headersSchema.optional().unwrap()).toBeInstanceOf(z.ZodRecord);
    for (const io of ["input", "output"] as const) {
      expect(z.toJSONSchema(headersSchema, { io })).toMatchObject({
        type: "object",
        propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
        additionalProperties: {
          anyOf: [{ type: "string", minLength: 1 }, { type: "null" }, { type: "object" }],
        },
      });
    }
  });

  it("refuses for editors, in any case, a name that cannot be configured", () => {
    const schema = z.toJSONSchema(headersSchema) as { propertyNames: { not: { pattern: string } } };
    const refused = new RegExp(schema.propertyNames.not.pattern, "u");
    const names = ["host", "Content-LENGTH", "http2-Settings", "x-host", "undefined"];
    expect(names.filter((name) => refused.test(name))).toEqual(names.slice(0, 3));
  });

  it("keeps its verdict when it is described, wrapped or extended anew", () => {
    const schema = headersSchema.describe("again").optional().nullable().default({});
    expect(told(z.object({ h: schema }), { h: { "X Y": "1" } })).toHaveLength(1);
  });
});

describe("createHeadersSchema", () => {
  it("tolerates what its host has to", () => {
    const schema = createHeadersSchema({ refuse: ({ code }) => code === "line-break" });
    expect(told(schema, { Host: "x", "X-A": "", "x-a": "1" })).toEqual({
      Host: "x",
      "X-A": "",
      "x-a": "1",
    });
    expect(told(schema, { "X-B": "a\nb" })).toHaveLength(1);
  });

  it("hands out the schema of a value", () => {
    const sensitive = z.registry<object>();
    const schema = createHeadersSchema({ onValueSchema: (value) => value.register(sensitive, {}) });
    expect(sensitive.has(schema.valueType)).toBe(true);
    expect(sensitive.has(headersSchema.valueType)).toBe(false);
  });
});
