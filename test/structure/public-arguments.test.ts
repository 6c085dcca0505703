import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
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

const file = (() => {
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-arguments-"));
  const path = join(folder, "openclaw.json");
  writeFileSync(path, '{ models: { providers: { relay: { baseUrl: "https://x.example" } } } }');
  const read = api.readOpenClawConfig(path, { env: {} });
  rmSync(folder, { recursive: true });
  return read;
})();
const logger = { error() {}, warn() {} };
const guard = api.createFallbackGuard({ logger });
const layers = [{ layer: "provider", headers: { "X-A": "1" } }] as const;
const providers = { relay: { baseUrl: "https://x.example", headers: { "X-A": "1" } } };
const { config } = api.providerConfigFrom({ models: { providers } }, { env: {} });
const context = { providerId: "relay", modelId: "m", sessionId: "s", runId: "r" };
const options = { providers, env: { A: "b" }, override: {}, logger, guard };

function installed(use: (installation: api.Installation) => unknown): void {
  const installation = api.installProviderHeaders({ providers, logger });
  try {
    use(installation);
  } finally {
    installation.uninstall();
  }
}

/** Every function, by arguments that it takes. */
const SOUND: Readonly<
  Record<string, readonly [call: (...given: never[]) => unknown, given: readonly unknown[]]>
> = {
  applyHeaderPlan: [
    api.applyHeaderPlan,
    [api.compileHeaderPlan(layers), ["X-A", "1"], context, { withSecrets: true }],
  ],
  checkConfig: [api.checkConfig, [file, { host: true, version: "2026.9.6" }]],
  checkHeaders: [
    api.checkHeaders,
    [{ "X-A": "1" }, { secrets: new Set<string>(), baseUrl: "https://x.example", hasApiKey: true }],
  ],
  classifyFailure: [
    api.classifyFailure,
    [
      {
        status: 401,
        headers: { "www-authenticate": "Bearer" },
        body: { error: { message: "no" } },
        message: "no",
        provider: "relay",
        endpoint: "https://x.example",
        keyPrefix: "sk-",
      },
    ],
  ],
  compileHeaderPlan: [api.compileHeaderPlan, [layers, { values: context, modelLayers: [layers] }]],
  createFallbackGuard: [
    api.createFallbackGuard,
    [{ logger, onAuthFailure: () => "warn", nextModel: () => null }],
  ],
  createProviderFetch: [api.createProviderFetch, [{ ...options, context }, fetch]],
  installProviderHeaders: [
    (given) => api.installProviderHeaders(given).uninstall(),
    [{ ...options, readFetchBodies: false }],
  ],
  mergeHeaders: [api.mergeHeaders, [layers, { values: context, withSecrets: true }]],
  providerConfigFrom: [
    api.providerConfigFrom,
    [{ models: { providers } }, { env: {}, host: true, audit: true, problems: [] }],
  ],
  providerHeaders: [api.providerHeaders, [{ ...options, context }]],
  compose: [api.providerHeaders({ providers }), [() => true]],
  readOpenClawConfig: [api.readOpenClawConfig, ["/nowhere", { env: {} }]],
  runWithFallback: [
    api.runWithFallback,
    [[{ ...context, credential: "k" }], () => 1, guard, { signal: new AbortController().signal }],
  ],
  withProviderHeaders: [api.withProviderHeaders, [z.object({}), { refuse: () => true }]],
  withRequestContext: [api.withRequestContext, [context, () => 1]],
  update: [(given) => installed(({ update }) => update(given)), [config]],
  announceCall: [
    (given) => installed(({ announceCall }) => announceCall(given)),
    [{ ...context, traceId: "t", spanId: "s" }],
  ],
  enterContext: [(given) => installed(({ enterContext }) => enterContext(given)), [context]],
};

class Guest {
  headers = new Headers();
}
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const throws = (): never => {
  throw new RangeError("a guest's own");
};

const cycle: Record<string, unknown> = { "X-A": "1" };
cycle["self"] = cycle;

/** What another function returned: nobody writes these by hand, so only they themselves and their members are replaced. */
const MADE: ReadonlySet<unknown> = new Set([file, SOUND["applyHeaderPlan"]?.[1][0]]);

const GUESTS: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(NONSENSE.map((value) => [String(value), value])),
  ...CONTAINERS,
  "a bigint": 1n,
  "a symbol": Symbol("guest"),
  NaN: Number.NaN,
  "a Set": new Set(["X-A"]),
  "a date": new Date(0),
  "a promise": Promise.resolve({}),
  "a class's own": new Guest(),
  "a null prototype": Object.assign(Object.create(null) as object, { a: Symbol("guest") }),
  "an inherited null prototype": Object.create(
    Object.assign(Object.create(null) as object, { a: "b" }),
  ),
  "a symbol as key": { [Symbol("guest")]: "1" },
  "__proto__ as key": JSON.parse('{"__proto__": {"headers": 1}}'),
  "constructor as key": { constructor: 1, toString: 2, valueOf: 3 },
  "a getter that throws": Object.defineProperty({}, "X-A", { enumerable: true, get: throws }),
  "a proxy that throws": new Proxy({}, { get: throws, has: throws, ownKeys: throws }),
  "a revoked proxy": revoked.proxy,
  "a cycle": cycle,
  frozen: Object.freeze({ a: Object.freeze([]) }),
  "a sparse list": Object.assign([], { 3: "x" }),
};

/** Places in plain lists and objects, the value itself first. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const isPlain =
    Array.isArray(value) ||
    (typeof value === "object" && Object.getPrototypeOf(value ?? Map) === Object.prototype);
  if (!isPlain || path.length > 3) return [path];
  return [
    path,
    ...Object.entries(value as object).flatMap(([key, each]) => placesIn(each, [...path, key])),
  ];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], guest: unknown): unknown {
  if (key === undefined) return guest;
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  Reflect.set(copy, key, replaced(Reflect.get(value as object, key), rest, guest));
  return copy;
}

describe.each(Object.entries(SOUND))("%s", (name, [call, sound]) => {
  const known = (error: unknown) =>
    error instanceof api.InvalidHeadersError || error instanceof api.ConfigReadError;

  it.each(Object.entries(GUESTS))(
    "given %s anywhere works or names the argument",
    async (_, guest) => {
      const wrong: string[] = [];
      for (const [at, argument] of sound.entries()) {
        for (const path of placesIn(argument)) {
          if (path.length > 1 && MADE.has(argument)) continue;
          const given = sound.with(at, replaced(argument, path, guest));
          try {
            await (call as (...all: unknown[]) => unknown)(...given);
          } catch (error) {
            if (!known(error) && !String(error).startsWith(`TypeError: ${name}: `))
              wrong.push(`${at} ${path.join(".")}: ${String(error)}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
