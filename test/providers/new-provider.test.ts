import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { FakeClock } from "../guard/fake-clock.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** The one file. */
const LUMEN = `import type { Vendor } from "../provider.ts";

export const lumen: Vendor = {
  name: "lumen",
  providers: [
    {
      ids: ["lumen-code", "lumen"],
      endpoints: ["api.lumen.example/code"],
      keyPrefixes: ["lum_live_"],
      defaultHeaders: {
        endpoint: "https://api.lumen.example/code",
        notUnder: [],
        headers: { "X-Lumen-Client": "lumen-cli/1.0" },
        names: "Lumen CLI",
        seen: { on: "2026-11-01", source: "https://lumen.example/docs" },
        statement: { text: "Lumen asks for it", on: "2026-11-01", source: "https://lumen.example" },
      },
      clientGate: {
        name: "Lumen Code",
        fields: ["X-Lumen-Client"],
        statement: "Lumen Code answers only clients that name themselves.",
        seen: { on: "2026-11-01", source: "https://lumen.example/docs" },
      },
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://lumen.example/docs/errors",
      rows: [{ kind: "client_rejected", codes: ["lamp_unlit"], header: "x-lumen-client" }],
    },
  ],
};
`;

const ENDPOINT = "https://api.lumen.example/code/v1/chat/completions";
const KEY = "lum_live_0123456789abcdefABCDEF";

/** A copy of the sources with the new provider. What it exports has the types of the real ones. */
let copy: string;
const load = <Module>(path: string) => import(join(copy, path)) as Promise<Module>;
const find = () => load<typeof import("../../src/providers/find.ts")>("providers/find.ts");
const library = () => load<typeof import("../../src/index.ts")>("index.ts");

beforeAll(() => {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  copy = mkdtempSync(join(ROOT, ".cache/new-provider-"));
  cpSync(join(ROOT, "src"), copy, { recursive: true });
  writeFileSync(join(copy, "providers/vendors/lumen.ts"), LUMEN);
  appendFileSync(join(copy, "providers/vendors/list.ts"), 'export { lumen } from "./lumen.ts";\n');
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

describe("a new provider is one file and one line of the list", () => {
  it("is found by its ids, its endpoint and its keys", async () => {
    const { providerAt, providerNamed, providersOfKey } = await find();
    expect(providerNamed("Lumen")?.ids[0]).toBe("lumen-code");
    expect(providerAt(ENDPOINT)?.ids[0]).toBe("lumen-code");
    expect(providersOfKey("lum_live_").map(({ ids }) => ids[0])).toEqual(["lumen-code"]);
  });

  it("has its client gate", async () => {
    const { providerOf } = await find();
    expect(providerOf("any", ENDPOINT)?.clientGate?.fields).toEqual(["X-Lumen-Client"]);
  });

  it("has the shape of its keys: a prefix that may be shown, and the rest that is not", async () => {
    const { publicKeyPrefix } = await find();
    const { withoutKeys } =
      await load<typeof import("../../src/secrets/key-shapes.ts")>("secrets/key-shapes.ts");
    expect(publicKeyPrefix(`Bearer ${KEY}`)).toBe("lum_live_");
    expect(withoutKeys(`the key ${KEY} is unknown`)).toBe("the key lum_live_*** is unknown");
  });

  it("has its default header, which goes out with a request", async () => {
    const { builtInProviderFor } = await find();
    const { applyHeaderPlan, compileHeaderPlan } = await library();
    const builtIn = builtInProviderFor({
      id: "mine",
      baseUrl: "https://api.lumen.example/code/v1",
    });
    expect(builtIn?.ids[0]).toBe("lumen-code");
    const plan = compileHeaderPlan([{ layer: "built-in", headers: builtIn?.headers ?? {} }]);
    expect(applyHeaderPlan(plan, ["accept", "*/*"])).toEqual([
      "accept",
      "*/*",
      "X-Lumen-Client",
      "lumen-cli/1.0",
    ]);
  });

  it("has its failures judged by its own facts, and only those", async () => {
    const { classifyFailure } = await library();
    const failure = { status: 403, body: { error: { code: "lamp_unlit", message: "No." } } };
    expect(classifyFailure({ ...failure, endpoint: ENDPOINT })).toMatchObject({
      kind: "client_rejected",
      sure: true,
      rule: "lumen:client_rejected",
      expected: { header: "x-lumen-client" },
    });
    expect(classifyFailure({ ...failure, provider: "openai" }).rule).not.toContain("lumen");
  });

  it("has a key of another service told from a bad key, in both directions", async () => {
    const { classifyFailure } = await library();
    const refused = { status: 401, body: { error: { message: "Invalid API key" } } };
    const kindOf = (endpoint: string, keyPrefix: string) =>
      classifyFailure({ ...refused, endpoint, keyPrefix }).kind;
    expect(kindOf(ENDPOINT, "lum_live_")).toBe("invalid_credentials");
    expect(kindOf(ENDPOINT, "sk-kimi-")).toBe("wrong_endpoint_or_key");
    expect(kindOf("https://api.openai.com/v1", "lum_live_")).toBe("wrong_endpoint_or_key");
  });

  it("has its gate in the report, and no key of it", async () => {
    const { createFallbackGuard } = await library();
    const log: string[] = [];
    const guard = createFallbackGuard({
      logger: { error: (text) => log.push(text), warn: (text) => log.push(text) },
      clock: new FakeClock(),
    });
    guard.requestFailed({
      providerId: "lumen-code",
      modelId: "wick",
      endpoint: ENDPOINT,
      status: 403,
      headers: {},
      body: JSON.stringify({ error: { code: "lamp_unlit", message: `No client for ${KEY}` } }),
      sent: [{ name: "user-agent", value: "OpenAI/JS 6.10.0", layer: "client" }],
    });
    guard.close();
    const report = log.join("\n");
    expect(report).toContain("lumen-code/wick refused this client: HTTP 403 lamp_unlit");
    expect(report).toContain("Lumen Code answers only clients that name themselves.");
    expect(report).toMatch(/not sent +X-Lumen-Client/u);
    expect(report).toContain("lum_live_***");
    expect(report).not.toContain("0123456789");
  });

  it("is not in the real list", async () => {
    const { providerNamed } = await import("../../src/providers/find.ts");
    expect(providerNamed("lumen")).toBeUndefined();
  });
});
