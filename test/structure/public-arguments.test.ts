import { describe, expect, it } from "vitest";
import * as api from "../../src/index.ts";

type Call = (argument: never) => unknown;

/** What takes options or layers, and what it calls its argument. */
const TAKES: Readonly<Record<string, readonly [call: Call, named: RegExp]>> = {
  installProviderHeaders: [api.installProviderHeaders, /`options` takes/],
  createProviderFetch: [api.createProviderFetch, /`options` takes/],
  providerHeaders: [api.providerHeaders, /`options` takes/],
  compileHeaderPlan: [api.compileHeaderPlan, /`layers` takes/],
  mergeHeaders: [api.mergeHeaders, /`layers` takes/],
  checkHeaders: [api.checkHeaders, /`headers` takes/],
};

const NONSENSE = [undefined, null, 7, "text", true, () => {}] as const;

describe.each(Object.entries(TAKES))("%s", (_name, [call, named]) => {
  it.each(NONSENSE.map((value) => [String(value), value]))(
    "given %s names its argument",
    (_, value) => {
      expect(() => call(value as never)).toThrow(named);
    },
  );
});

const CONTAINERS = {
  Headers: new Headers({ "X-A": "1" }),
  Map: new Map([["X-A", "1"]]),
  pairs: [["X-A", "1"]],
  inherited: Object.create({ "X-A": "1" }) as object,
};

describe.each(Object.entries(CONTAINERS))("headers as %s", (_name, headers) => {
  it("are refused by name where they are passed to a function", () => {
    const layers = [{ layer: "provider", headers }] as never;
    expect(() => api.checkHeaders(headers as never)).toThrow("`headers` takes a plain object");
    expect(() => api.compileHeaderPlan(layers)).toThrow("`layers[0].headers` takes a plain object");
    expect(() => api.mergeHeaders(layers)).toThrow("`layers[0].headers` takes a plain object");
  });

  it("are reported where a provider has them", () => {
    const providers = { relay: { baseUrl: "https://x.example", headers } };
    const said: string[] = [];
    const log = (text: string) => void said.push(text);
    const input = { providers, logger: { error: log, warn: log } } as never;
    api.installProviderHeaders(input).uninstall();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/models\.providers\.relay\.headers: this is not (?:a plain|an) object/);
  });
});

it.each(["Headers", "Map", "pairs"] as const)("the schema refuses headers as %s", (name) => {
  expect(api.headersSchema.safeParse(CONTAINERS[name]).success).toBe(false);
});
