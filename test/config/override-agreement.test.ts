import { chmodSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { jsonSchemas, overrideBlockSchema } from "../../src/config/override-schema.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { configFolder } from "./config-folder.ts";

let secrets = "";
beforeEach(() => {
  secrets = join(configFolder({ "keys.json": '{ "key": "secret" }' }), "keys.json");
  chmodSync(secrets, 0o600);
});

const ODD = fc.constantFrom<unknown[]>(null, true, 0, "", " ", "x", [], ["x"], {}, [{ id: "m" }]);
const PROTOTYPE_KEY = fc.constantFrom("__proto__", "constructor", "prototype");

/** Mostly `good`, so that a block of many parts is sound now and then. */
function mostly(good: fc.Arbitrary<unknown>, bad: fc.Arbitrary<unknown> = ODD) {
  return fc.oneof({ weight: 24, arbitrary: good }, { weight: 1, arbitrary: bad });
}

/** Own members, `__proto__` as any other. */
function objectOf(members: Readonly<Record<string, fc.Arbitrary<unknown>>>) {
  const unknown = fc.constantFrom("header", "Headers", "surprise", "__proto__");
  const extra = fc.oneof(
    { weight: 24, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(fc.tuple(unknown, ODD)) },
  );
  return fc
    .tuple(fc.record(members, { requiredKeys: [] }), extra)
    .map(([known, more]) => Object.fromEntries([...Object.entries(known), ...more]));
}

function mapOf(name: fc.Arbitrary<unknown>, value: fc.Arbitrary<unknown>) {
  return fc
    .array(fc.tuple(name, value), { maxLength: 4 })
    .map((members) => Object.fromEntries(members) as unknown);
}

const reference = mostly(
  fc.constantFrom<unknown[]>(
    { source: "env", id: "SET" },
    { source: "env", provider: "default", id: " SET " },
    { source: "file", provider: "keys", id: "/key" },
  ),
  fc.constantFrom<unknown[]>(
    { source: "exec", id: "SET" },
    { source: "store", provider: "default", id: "SET" },
    { source: "vault", id: "SET" },
    { source: null, id: "SET" },
    { source: "env" },
    { source: "env", id: "" },
    { source: "env", id: "set" },
    { source: "env", id: 5 },
    { source: "env", provider: null, id: "SET" },
    { source: "env", provider: "Default", id: "SET" },
    { source: "env", id: "SET", surprise: 1 },
    { source: "file", provider: "keys", id: " " },
  ),
);

const headerName = mostly(
  fc.constantFrom("X-A", "x-a", "X-B", "User-Agent", "Authorization", "x-stainless-*"),
  fc.oneof(
    fc.constantFrom("Host", "hOsT", "TE", "", "X Y", "X:", "content-*", "k-*", "X-Ä"),
    PROTOTYPE_KEY,
  ),
);
const headerValue = mostly(
  fc.oneof(
    fc.constantFrom("1", " 1 ", "a b", "ÿ", "${SET}", "{{sessionId}}", "{a}", null),
    fc.constantFrom("a".repeat(8192), `${"a".repeat(8192)} `),
    reference,
  ),
  fc.oneof(
    ODD,
    fc.constantFrom("a\nb", "a\n", "\u007f", "Ā", "\t", "{{session}}", "{{}}", "a".repeat(8193)),
  ),
);
const headers = mostly(mapOf(headerName, headerValue));
const model = mostly(objectOf({ headers }));
const provider = mostly(
  objectOf({
    headers,
    models: mostly(mapOf(mostly(fc.constantFrom("m", "n"), PROTOTYPE_KEY), model)),
    baseUrl: mostly(fc.constantFrom("https://p.example/v1", "p", "${SET}"), ODD),
    onAuthFailure: mostly(fc.constantFrom("warn", "stop"), fc.constantFrom("abort", "WARN", null)),
    builtInDefaults: mostly(fc.boolean(), fc.constantFrom("no", null, 0)),
  }),
);
const block = mostly(
  objectOf({
    providers: mostly(mapOf(mostly(fc.constantFrom("p", "q"), PROTOTYPE_KEY), provider)),
    builtInDefaults: mostly(fc.boolean(), fc.constantFrom("no", null, 0)),
    notice: mostly(fc.constantFrom("reply", "log"), fc.constantFrom("mail", null)),
  }),
);

/** What `check` calls an error, where all else that a block depends on is there: providers, variables, secrets. */
function errorsOf(config: unknown): readonly (string | undefined)[] {
  const { problems } = providerConfigFrom(
    {
      models: { providers: { p: {}, q: {} } },
      secrets: { providers: { keys: { source: "file", path: secrets } } },
      plugins: { entries: { "provider-headers": { config } } },
    },
    { env: { SET: "value" }, audit: true },
  );
  return problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

const RUNS = { numRuns: 1000 };

it("check and the zod schema accept the same blocks", () => {
  const verdicts = new Set<boolean>();
  fc.assert(
    fc.property(block, (input) => {
      const { success } = overrideBlockSchema.safeParse(input);
      verdicts.add(success);
      expect(errorsOf(input).length === 0).toBe(success);
    }),
    RUNS,
  );
  expect(verdicts).toEqual(new Set([true, false]));
});

it("the JSON Schema refuses the same, but for what no JSON Schema can say", () => {
  const UNSAYABLE = new Set<unknown>(["twin", "too-large-together", "family-too-wide"]);
  const accepts = new Ajv2020({ strict: false }).compile(jsonSchemas().overrideBlock);
  fc.assert(
    fc.property(block, (input) => {
      const errors = errorsOf(input).filter((code) => !UNSAYABLE.has(code));
      expect(errors.length === 0).toBe(accepts(input));
    }),
    RUNS,
  );
});
