import { expect, it } from "vitest";
import { createCodeFrame } from "../../src/config/code-frame.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";

const SECRET = "s3cr3t-pa55w0rd";

it.each<[string, Record<string, unknown>]>([
  ["headers", { headers: { [`X-Key: ${SECRET}`]: "" } }],
  ["headers, without a blank", { headers: { [`X-Relay:${SECRET}`]: "" } }],
  ["headers, a key alone", { headers: { "sk-kimi-s3cr3tpa55w0rd0": "" } }],
])("a secret that is written as a key of %s is not shown", (_title, relay) => {
  const { problems } = providerConfigFrom(
    { models: { providers: { relay: { baseUrl: "https://relay.example/v1", ...relay } } } },
    { env: {} },
  );
  expect(problems).not.toEqual([]);
  expect(JSON.stringify(problems)).not.toContain("s3cr3t");
});

it("nor as a key of the override block", () => {
  const config = { providers: { relay: { [`Authorization: Bearer ${SECRET}`]: "1" } } };
  const { problems } = providerConfigFrom(
    {
      models: { providers: { relay: { baseUrl: "https://relay.example/v1" } } },
      plugins: { entries: { "provider-headers": { config } } },
    },
    { env: {} },
  );
  expect(problems.map(({ message }) => message)).toEqual([
    'there is no setting "Authorization: ..." here',
  ]);
  expect(JSON.stringify(problems)).not.toContain("s3cr3t");
});

it("nor in a code frame", () => {
  const frame = createCodeFrame(`{ "X-Key: ${SECRET}": "", "qwen3:8b": {} }`);
  expect(frame({ line: 1, column: 1 })).toContain('"X-Key: ...": "...", "qwen3:8b": {}');
});

it("nor does a frame of a text that ends in a backslash take for ever", () => {
  expect(createCodeFrame('{ "a": "b\\')({ line: 1, column: 1 })).toBeUndefined();
});
