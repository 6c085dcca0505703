import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { formatConfigPath } from "../../src/config/config-path.ts";
import { OVERRIDE_PATH, OVERRIDE_SETTINGS } from "../../src/config/override-settings.ts";
import {
  jsonSchemas,
  manifestHints,
  manifestSchema,
  overrideBlockSchema,
} from "../../src/config/override-schema.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";

const { providers: PROVIDERS } = OVERRIDE_SETTINGS;

/** What each object of the block may hold. */
const OVERRIDE_KEYS = {
  block: Object.keys(OVERRIDE_SETTINGS),
  provider: Object.keys(PROVIDERS.each),
  model: Object.keys(PROVIDERS.each.models.each),
};

const GOOD = {
  providers: {
    relay: {
      headers: { "X-A": null, "X-B": { source: "env", id: "K" } },
      models: { m: { headers: { "X-C": "1" } } },
      baseUrl: "https://relay.example.com/v1",
      onAuthFailure: "stop",
      builtInDefaults: false,
    },
  },
  builtInDefaults: true,
  notice: "log",
};

const BAD: readonly [string, unknown, string[]][] = [
  ["an unknown key", { provider: {} }, [""]],
  ["an unknown key of a provider", { providers: { p: { header: {} } } }, ["providers/p"]],
  [
    "an unknown key of a model",
    { providers: { p: { models: { m: { x: 1 } } } } },
    ["providers/p/models/m"],
  ],
  ["a wrong notice", { notice: "mail" }, ["notice"]],
  [
    "a wrong policy",
    { providers: { p: { onAuthFailure: "abort" } } },
    ["providers/p/onAuthFailure"],
  ],
  ["a wrong switch", { builtInDefaults: "no" }, ["builtInDefaults"]],
  ["an empty address", { providers: { p: { baseUrl: "" } } }, ["providers/p/baseUrl"]],
  ["a bad header", { providers: { p: { headers: { "X Y": "1" } } } }, ["providers/p/headers/X Y"]],
  [
    "__proto__ as provider",
    JSON.parse('{ "providers": { "__proto__": {} } }'),
    ["providers/__proto__"],
  ],
  [
    "__proto__ as model",
    JSON.parse('{ "providers": { "p": { "models": { "__proto__": {} } } } }'),
    ["providers/p/models/__proto__"],
  ],
  ["no object", "x", [""]],
];

/** The object schema of what a record holds. */
function namedIn(schema: unknown): z.ZodObject {
  return (schema as z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodObject>>).unwrap().valueType;
}

describe("overrideBlockSchema", () => {
  it.each([{}, GOOD])("takes %j", (block) => {
    expect(overrideBlockSchema.parse(block)).toEqual(block);
  });

  it.each(BAD)("refuses %s, as reading it reports", (_, block, paths) => {
    const { error } = overrideBlockSchema.safeParse(block);
    expect(error?.issues.map(({ path }) => path.join("/"))).toEqual(paths);
    const config = {
      models: { providers: { p: {} } },
      plugins: { entries: { "provider-headers": { config: block } } },
    };
    expect(providerConfigFrom(config, { env: {} }).problems).toHaveLength(paths.length);
  });

  it("knows the settings that are read", () => {
    const { providers } = overrideBlockSchema.shape;
    const provider = namedIn(providers);
    const model = namedIn(provider.shape["models"]);
    expect(Object.keys(overrideBlockSchema.shape)).toEqual(OVERRIDE_KEYS.block);
    expect(Object.keys(provider.shape)).toEqual(OVERRIDE_KEYS.provider);
    expect(Object.keys(model.shape)).toEqual(OVERRIDE_KEYS.model);
  });
});

describe("jsonSchemas", () => {
  it("says what the zod schemas say", () => {
    const { headers, overrideBlock } = jsonSchemas();
    expect(headers).toMatchObject({
      type: "object",
      additionalProperties: { anyOf: [{}, {}, {}] },
    });
    expect(overrideBlock).toMatchObject({
      type: "object",
      additionalProperties: false,
      properties: {
        providers: {
          additionalProperties: {
            additionalProperties: false,
            properties: {
              // The same but for SecretRefs, which OpenClaw resolves none of in here.
              headers: {
                propertyNames: headers["propertyNames"],
                patternProperties: headers["patternProperties"],
                additionalProperties: {
                  anyOf: [
                    ...(
                      headers as { additionalProperties: { anyOf: object[] } }
                    ).additionalProperties.anyOf.slice(0, 2),
                    { oneOf: [{}, {}] },
                  ],
                },
              },
              onAuthFailure: { enum: ["warn", "stop"] },
            },
          },
        },
        notice: { enum: ["reply", "log"] },
      },
    });
  });
});

describe("manifestSchema", () => {
  const text = JSON.stringify(manifestSchema());

  it("names every setting, and no dialect that a host does not know", () => {
    for (const key of Object.values(OVERRIDE_KEYS).flat()) expect(text).toContain(`"${key}":`);
    expect(text).not.toContain("$schema");
  });

  it("holds nobody to an object but at the root, where hosts want one themselves", () => {
    const { properties: _, ...root } = manifestSchema();
    expect(root).toEqual({ type: "object", additionalProperties: {} });
    const inUnions = /"anyOf":\[\{"type":"object"\}/g;
    expect(text.replace(inUnions, "").match(/"type":"object"/g)).toHaveLength(1);
  });

  it("shows switches, choices and texts, each beside what takes any value", () => {
    const { builtInDefaults, notice, providers } = manifestSchema()["properties"] as Record<
      string,
      { additionalProperties: { properties: Record<string, object> } }
    >;
    const any = { type: ["null", "boolean", "string", "number", "object", "array"] };
    const choice = (type: string, values: unknown[]) => ({
      type,
      anyOf: values.map((value) => ({ const: value })),
    });
    expect(builtInDefaults).toMatchObject({
      anyOf: [{ ...choice("boolean", [true, false]), default: true }, any],
    });
    expect(notice).toMatchObject({
      anyOf: [{ ...choice("string", ["reply", "log"]), default: "reply" }, any],
    });
    const provider = providers?.additionalProperties.properties;
    expect(provider?.["baseUrl"]).toMatchObject({ anyOf: [{ type: "string" }, any] });
    // What is not set there is as it is for all providers.
    expect(provider?.["builtInDefaults"]).toEqual({
      description: expect.any(String) as string,
      anyOf: [choice("boolean", [true, false]), any],
    });
  });
});

describe("manifestHints", () => {
  const hints = manifestHints();

  it("marks every header value as sensitive, and nothing else", () => {
    const marked = Object.keys(hints).filter((path) => hints[path]?.sensitive);
    expect(marked).toEqual(["providers.*.headers.*", "providers.*.models.*.headers.*"]);
  });

  it("has a label and a help for every setting", () => {
    const labelled = Object.entries(hints).filter(([, hint]) => hint.sensitive !== true);
    expect(labelled.map(([path]) => path.split(".").at(-1))).toEqual([
      "providers",
      "headers",
      "models",
      "headers",
      "baseUrl",
      "onAuthFailure",
      "builtInDefaults",
      "builtInDefaults",
      "notice",
    ]);
    for (const [, { label, help }] of labelled) expect(`${label} ${help}`).toMatch(/^[A-Z].+[.}]$/);
  });
});

/** Every place of the block, and what may stand there. A name that the user chooses has one that stands for all. */
const PLACES: readonly (readonly [place: readonly string[], fits: (value: unknown) => boolean])[] =
  [
    [["providers"], isObject],
    [["providers", "p"], isObject],
    [["providers", "p", "headers"], isObject],
    [["providers", "p", "headers", "X-A"], (value) => value === "x" || value === null],
    [["providers", "p", "models"], isObject],
    [["providers", "p", "models", "m"], isObject],
    [["providers", "p", "models", "m", "headers"], isObject],
    [
      ["providers", "p", "models", "m", "headers", "X-A"],
      (value) => value === "x" || value === null,
    ],
    [["providers", "p", "baseUrl"], (value) => value === "x"],
    [["providers", "p", "onAuthFailure"], () => false],
    [["providers", "p", "builtInDefaults"], (value) => typeof value === "boolean"],
    [["builtInDefaults"], (value) => typeof value === "boolean"],
    [["notice"], () => false],
  ];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  5.5,
  "",
  "x",
  [],
  ["x"],
  [null],
  // As models.providers writes its models.
  [{ id: "m", headers: { "X-A": "x" } }],
  {},
];

const UNKNOWN: readonly (readonly string[])[] = [
  ["surprise"],
  ["providers", "p", "surprise"],
  ["providers", "p", "models", "m", "surprise"],
  ["providers", "__proto__"],
  ["providers", "p", "models", "__proto__"],
];

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Without a setter of the prototype in between: `__proto__` is a key like any other. */
function withValueAt(object: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const own = new Map(Object.entries(object ?? {}));
  return Object.fromEntries(own.set(key, withValueAt(own.get(key), rest, value)));
}

describe("a value in the block, with openclaw.plugin.json as it is", async () => {
  const { configSchema } = JSON.parse(
    await readFile(new URL("../../openclaw.plugin.json", import.meta.url), "utf8"),
  ) as { configSchema: object };
  // As 2026.2.19 sets it up; 2026.9.6 checks with TypeBox, which says the same.
  const check = new Ajv({ allErrors: true, strict: false, removeAdditional: false }).compile(
    configSchema,
  );
  const all = PLACES.flatMap(([place, fits]) =>
    VALUES.map((value) => ({ place, value, fits: fits(value) })),
  ).concat(UNKNOWN.map((place) => ({ place, value: {}, fits: false })));
  const named = all.map((one) => ({
    ...one,
    name: `${formatConfigPath(one.place)}: ${JSON.stringify(one.value)}`,
  }));

  it.each(named)("does not stop a host: $name", ({ place, value }) => {
    check(withValueAt({}, place, value));
    expect(check.errors).toBeNull();
  });

  it.each(named.filter(({ fits }) => !fits))("is told, and the rest works: $name", (wrong) => {
    const good = { providers: { q: { headers: { "X-A": null }, onAuthFailure: "stop" } } };
    const block = withValueAt(good, wrong.place, wrong.value);
    const providers = {
      p: { baseUrl: "https://p.example/v1", headers: { "X-A": "1" } },
      q: { baseUrl: "https://q.example/v1", headers: { "X-A": "1" } },
    };
    const plugins = { entries: { "provider-headers": { config: block } } };
    const { config, problems } = providerConfigFrom(
      { models: { providers }, plugins },
      { env: {} },
    );
    expect(problems.map(({ severity, path }) => [severity, path])).toEqual([
      ["error", formatConfigPath([...OVERRIDE_PATH, ...wrong.place])],
    ]);
    const [p, q] = config.entries;
    expect(p).toMatchObject({ layers: [{ headers: { "X-A": "1" } }], onAuthFailure: "warn" });
    expect(config).toMatchObject({ builtInDefaults: true, notice: "reply" });
    // Nothing of ours is left where the bad value stands for all providers.
    const nothing = wrong.place.join() === "providers";
    expect(q?.onAuthFailure).toBe(nothing ? "warn" : "stop");
    expect(q?.layers.map(({ layer }) => layer)).toEqual(
      nothing ? ["provider"] : ["provider", "override"],
    );
  });

  it("is tried at every place", () => {
    const tried = PLACES.map(([place]) => place.join("."));
    const wanted = [
      ...OVERRIDE_KEYS.block,
      ...OVERRIDE_KEYS.provider.map((key) => `providers.p.${key}`),
      ...OVERRIDE_KEYS.model.map((key) => `providers.p.models.m.${key}`),
    ];
    expect(tried).toEqual(expect.arrayContaining(wanted));
  });
});
