import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import * as zod325 from "zod-3-25";
import * as zod325v4 from "zod-3-25/v4";
import * as mini325 from "zod-3-25/v4-mini";
import * as zod40 from "zod-4-0";
import * as zod3of40 from "zod-4-0/v3";
import * as mini40 from "zod-4-0/mini";
import { isEntrySchema, withProviderHeaders } from "../../src/config/with-provider-headers.ts";

type Parsed =
  | { success: true; data: unknown }
  | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };

function told(schema: { safeParse(value: unknown): unknown }, value: unknown): unknown {
  const parsed = schema.safeParse(value) as Parsed;
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.join("/")}: ${message}`);
}

describe("withProviderHeaders", () => {
  const model = z
    .object({ id: z.string(), headers: z.record(z.string(), z.string()).optional() })
    .strict();
  // As OpenClaw has them: strict, with checks, the models in a list.
  const entry = z
    .object({ baseUrl: z.string().min(1), models: z.array(model).max(2).describe("models") })
    .strict();

  it.each<[string, z.ZodObject, unknown, unknown]>([
    [
      "provider and models",
      withProviderHeaders(entry),
      { baseUrl: "x", headers: { A: null }, models: [{ id: "m", headers: { B: null } }] },
      { baseUrl: "x", headers: { A: null }, models: [{ id: "m", headers: { B: null } }] },
    ],
    [
      "bad ones",
      withProviderHeaders(entry),
      {
        baseUrl: "x",
        headers: { "X Y": "1" },
        models: [{ id: "m" }, { id: "n", headers: { A: 1 } }],
      },
      [
        "models/1/headers/A: the value of `A` is a number, not a string. Put it in quotes.",
        'headers/X Y: "X Y" is not a header name: it holds a space. Use letters, digits and hyphens only, e.g. `X-My-Header`.',
      ],
    ],
    [
      "what the schema refused before",
      withProviderHeaders(entry),
      { baseUrl: "", models: [{ id: "m" }, { id: "n" }, { id: "o" }], y: 1 },
      [
        "baseUrl: Too small: expected string to have >=1 characters",
        "models: Too big: expected array to have <=2 items",
        ': Unrecognized key: "y"',
      ],
    ],
    [
      "models behind optional and default",
      withProviderHeaders(z.object({ models: z.array(model).optional().default([]) })),
      {},
      { models: [] },
    ],
    [
      "headers of models behind optional and default",
      withProviderHeaders(z.object({ models: z.array(model.optional()).nullable().default([]) })),
      { models: [{ id: "m", headers: { "": "x" } }] },
      [
        "models/0/headers/: a header name cannot be empty. Use letters, digits and hyphens only, e.g. `X-My-Header`.",
      ],
    ],
    [
      "models that are no list of objects",
      withProviderHeaders(z.object({ models: z.array(z.string()) })),
      { models: ["m"], headers: { A: "1" } },
      { models: ["m"], headers: { A: "1" } },
    ],
    [
      "checks over the whole entry",
      withProviderHeaders(
        z.object({ baseUrl: z.string() }).superRefine(({ baseUrl }, context) => {
          if (baseUrl === "bad") context.addIssue({ code: "custom", message: "bad address" });
        }),
      ),
      { baseUrl: "bad", headers: { A: "1" } },
      [": bad address"],
    ],
    [
      "tolerantly",
      withProviderHeaders(entry, { refuse: () => false }),
      { baseUrl: "x", headers: { Host: "h" }, models: [{ id: "m", headers: { A: "" } }] },
      { baseUrl: "x", headers: { Host: "h" }, models: [{ id: "m", headers: { A: "" } }] },
    ],
  ])("%s", (_, schema, value, result) => {
    expect(told(schema, value)).toEqual(result);
  });

  it("leaves the given schema as it was, and keeps descriptions", () => {
    const extended = withProviderHeaders(entry);
    expect(told(entry, { baseUrl: "x", models: [], headers: {} })).toEqual([
      ': Unrecognized key: "headers"',
    ]);
    expect(z.toJSONSchema(extended)).toMatchObject({
      additionalProperties: false,
      required: ["baseUrl", "models"],
      properties: {
        headers: { type: "object" },
        models: {
          description: "models",
          maxItems: 2,
          items: { properties: { headers: { type: "object" } } },
        },
      },
    });
  });

  it("types the result", () => {
    const parsed = withProviderHeaders(entry).parse({ baseUrl: "x", models: [] });
    const baseUrl: string = parsed.baseUrl;
    const header: string | null | object | undefined = parsed.headers?.["X-A"];
    expect([baseUrl, header]).toEqual(["x", undefined]);
  });
});

/** The same entry as each zod writes it: strict, checked as a whole, its models behind `.optional()`. */
const ENTRIES = {
  "zod 4.6": z
    .strictObject({ baseUrl: z.string(), models: z.array(z.object({ id: z.string() })).optional() })
    .refine(({ baseUrl }) => baseUrl !== "bad", "bad address"),
  "zod 4.0": zod40
    .strictObject({
      baseUrl: zod40.string(),
      models: zod40.array(zod40.object({ id: zod40.string() })).optional(),
    })
    .refine(({ baseUrl }) => baseUrl !== "bad", "bad address"),
  "zod 3.25": zod325
    .object({
      baseUrl: zod325.string(),
      models: zod325.array(zod325.object({ id: zod325.string() })).optional(),
    })
    .strict()
    .refine(({ baseUrl }) => baseUrl !== "bad", "bad address"),
  "zod 4.0/v3": zod3of40
    .object({
      baseUrl: zod3of40.string(),
      models: zod3of40.array(zod3of40.object({ id: zod3of40.string() })).optional(),
    })
    .strict()
    .refine(({ baseUrl }) => baseUrl !== "bad", "bad address"),
  "zod 3.25/v4": zod325v4
    .strictObject({
      baseUrl: zod325v4.string(),
      models: zod325v4.array(zod325v4.object({ id: zod325v4.string() })).optional(),
    })
    .refine(({ baseUrl }) => baseUrl !== "bad", "bad address"),
  "zod/mini 4.6": mini
    .strictObject({
      baseUrl: mini.string(),
      models: mini.optional(mini.array(mini.object({ id: mini.string() }))),
    })
    .check(mini.refine(({ baseUrl }) => baseUrl !== "bad", "bad address")),
  "zod/mini 4.0": mini40
    .strictObject({
      baseUrl: mini40.string(),
      models: mini40.optional(mini40.array(mini40.object({ id: mini40.string() }))),
    })
    .check(mini40.refine(({ baseUrl }) => baseUrl !== "bad", "bad address")),
  "zod 3.25/v4-mini": mini325
    .strictObject({
      baseUrl: mini325.string(),
      models: mini325.optional(mini325.array(mini325.object({ id: mini325.string() }))),
    })
    .check(mini325.refine(({ baseUrl }) => baseUrl !== "bad", "bad address")),
};

it("headers are any value for those who walk a schema of zod 3", () => {
  const schema = withProviderHeaders(zod325.object({ baseUrl: zod325.string() }));
  const { headers } = schema.shape as unknown as Record<string, zod325.ZodOptional<zod325.ZodAny>>;
  expect(headers?.unwrap()._def.typeName).toBe("ZodAny");
});

describe.each(Object.entries(ENTRIES))("an entry of %s", (_, entry) => {
  const schema = withProviderHeaders(entry);
  const reference = { source: "env", provider: "default", id: "KEY" };

  it.each<[string, unknown]>([
    ["no headers", { baseUrl: "x" }],
    [
      "headers of provider and models",
      {
        baseUrl: "x",
        headers: { "User-Agent": "my-agent/1.0", "x-stainless-*": null, "X-Key": reference },
        models: [{ id: "m", headers: { "X-Debug": null } }, { id: "n" }],
      },
    ],
  ])("takes %s", (_name, value) => {
    expect(told(schema, value)).toEqual(value);
  });

  it("says of each bad header where it is and what to do", () => {
    const problems = told(schema, {
      baseUrl: "x",
      headers: JSON.parse('{ "__proto__": "x", "X Y": "1" }'),
      models: [{ id: "m", headers: { Host: "h" } }],
    });
    expect((problems as string[]).toSorted()).toEqual([
      'headers/X Y: "X Y" is not a header name: it holds a space. Use letters, digits and hyphens only, e.g. `X-My-Header`.',
      "headers/__proto__: `__proto__` cannot be configured: JavaScript objects give it another meaning. Remove it.",
      expect.stringMatching(/^models\/0\/headers\/Host: `Host` cannot be configured/u),
    ]);
  });

  it("keeps how strict it is, and its checks", () => {
    expect(told(schema, { baseUrl: "x", y: 1 })).toHaveLength(1);
    expect(told(schema, { baseUrl: "bad", headers: { A: "1" } })).toEqual([": bad address"]);
    expect(told(entry, { baseUrl: "x", headers: {} })).toHaveLength(1);
  });

  it("is one of that zod: wrapped and asked by it", async () => {
    const again = withProviderHeaders(schema, { refuse: () => false });
    const value = { baseUrl: "x", headers: { Host: "h" } };
    expect(told(again, value)).toEqual(value);
    expect(await (again as { parseAsync(given: unknown): unknown }).parseAsync(value)).toEqual(
      value,
    );
  });
});

it("tells an object schema from what is none", () => {
  const schemas = [
    z.string(),
    z.array(z.object({})),
    z.object({}).transform(String),
    zod325.string(),
  ];
  const others = [
    ...schemas,
    zod325.object({}).transform(String),
    {},
    null,
    undefined,
    "zod",
    () => 1,
  ];
  expect(others.map(isEntrySchema)).toEqual(others.map(() => false));
  expect(Object.values(ENTRIES).map(isEntrySchema)).not.toContain(false);
});

describe("types", () => {
  type Headers = Record<string, string | null | object> | undefined;

  it("of the same zod: exact, in place of headers that were there", () => {
    const entry = z.strictObject({
      baseUrl: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
      models: z.array(z.object({ id: z.string(), headers: z.number() })).optional(),
    });
    const parsed = withProviderHeaders(entry).parse({ baseUrl: "x", models: [{ id: "m" }] });
    expectTypeOf(parsed.baseUrl).toEqualTypeOf<string>();
    expectTypeOf(parsed.headers).toExtend<Headers>();
    const model = parsed.models?.[0];
    expectTypeOf(model?.id).toEqualTypeOf<string | undefined>();
    expectTypeOf(model?.headers).toExtend<Headers>();
    expectTypeOf<null>().toExtend<NonNullable<typeof parsed.headers>[string]>();
    expectTypeOf(
      withProviderHeaders(entry).shape.models.unwrap().element.shape.id,
    ).toExtend<z.ZodString>();
    expect(model?.id).toBe("m");
  });

  it("of other zods: with headers, also of each model", () => {
    const value = { baseUrl: "x", models: [{ id: "m", headers: { A: null } }] };
    const results = [
      withProviderHeaders(ENTRIES["zod 4.0"]).parse(value),
      withProviderHeaders(ENTRIES["zod 3.25/v4"]).parse(value),
      withProviderHeaders(ENTRIES["zod 3.25"]).parse(value),
      withProviderHeaders(ENTRIES["zod 4.0/v3"]).parse(value),
      withProviderHeaders(ENTRIES["zod/mini 4.6"]).parse(value),
      withProviderHeaders(ENTRIES["zod/mini 4.0"]).parse(value),
    ] as const;
    for (const parsed of results) {
      expectTypeOf(parsed.baseUrl).toEqualTypeOf<string>();
      expectTypeOf(parsed.headers).toExtend<Headers>();
      expectTypeOf(parsed.models?.[0]?.headers).toExtend<Headers>();
      expectTypeOf(parsed.models?.[0]?.id).toEqualTypeOf<string | undefined>();
    }
    expect(results.map(({ models }) => models?.map(({ headers }) => headers))).toEqual(
      results.map(() => [{ A: null }]),
    );
    type Inferred = zod325.infer<ReturnType<typeof forZodThree>>;
    const forZodThree = () => withProviderHeaders(ENTRIES["zod 3.25"]);
    expectTypeOf<Inferred["headers"]>().toExtend<Headers>();
  });
});
