import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OVERRIDE_KEYS } from "../../src/config/override-settings.ts";
import {
  jsonSchemas,
  manifestSchema,
  overrideBlockSchema,
} from "../../src/config/override-schema.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";

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
    const provider = overrideBlockSchema.shape.providers.unwrap().valueType;
    const model = provider.shape.models.unwrap().valueType;
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
              headers: { additionalProperties: headers["additionalProperties"] },
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
  // Read back by zod: a host's validator would say the same.
  const schema = z.fromJSONSchema(manifestSchema() as Parameters<typeof z.fromJSONSchema>[0]);

  it.each<[string, unknown]>([
    ["a good one", GOOD],
    ...BAD.slice(0, -1).map(([name, block]): [string, unknown] => [name, block]),
  ])("does not stop a host at %s", (_, block) => {
    expect(schema.safeParse(block).success).toBe(true);
  });

  it("names every setting, and no dialect that a host does not know", () => {
    const text = JSON.stringify(manifestSchema());
    for (const key of Object.values(OVERRIDE_KEYS).flat()) expect(text).toContain(`"${key}":`);
    expect(text).not.toContain("$schema");
  });
});
