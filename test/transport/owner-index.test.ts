import { describe, expect, it } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { compileProvider } from "../../src/transport/compiled-provider.ts";
import { namedIn, ownerIndexOf } from "../../src/transport/owner-index.ts";
import { ownerAmong } from "../../src/transport/request-owner.ts";

function providersOf(ids: readonly string[], more: object = {}) {
  const entries = ids.map((id) => [
    id,
    {
      baseUrl: "https://relay.example/v1",
      apiKey: `sk-key-of-${id}-0000`,
      headers: { "X-Id": id },
      ...more,
    },
  ]);
  const providers = Object.fromEntries(entries) as Record<string, object>;
  const { config } = providerConfigFrom({ models: { providers } }, { env: {} });
  return config.entries.map(compileProvider);
}

const NOBODY = {
  announced: undefined,
  exact: undefined,
  carried: [],
  modelInPath: undefined,
  modelNamed: undefined,
};
const bearer = (id: string) => ({ where: "authorization" as const, value: `sk-key-of-${id}-0000` });

describe("the entries of one address", () => {
  const longer = providersOf(["one", "two"]);
  const shorter = providersOf(["three", "kimi-code"]);
  const tiers = [longer, shorter];

  it("are found by key and by any name", () => {
    const index = ownerIndexOf(tiers);
    expect(index).toBe(ownerIndexOf(tiers));
    expect(index.byKey.get("sk-key-of-two-0000")).toEqual([longer[1]]);
    expect(namedIn(index, "three")).toEqual([shorter[0]]);
    expect(namedIn(index, "THREE")).toEqual([shorter[0]]);
    expect(namedIn(index, "kimi-coding")).toEqual([shorter[1]]);
    expect(namedIn(index, "nobody")).toEqual([]);
  });

  it.each([
    ["a key", { carried: [bearer("three")] }, "three"],
    ["a caller", { exact: { providerId: "two" } }, "two"],
    ["both", { exact: { providerId: "one" }, carried: [bearer("one"), bearer("two")] }, "one"],
    ["a caller and another's key", { exact: { providerId: "one" }, carried: [bearer("two")] }],
    ["two keys", { carried: [bearer("one"), bearer("two")] }],
    ["two keys, one of a shorter address", { carried: [bearer("three"), bearer("two")] }, "two"],
    ["nothing", {}],
  ])("own a request by %s, or none does", (_, evidence, id?: string) => {
    expect(ownerAmong(tiers, { ...NOBODY, ...evidence })?.entry.id).toBe(id);
  });

  it.each([
    ["without evidence", {}],
    ["where key and caller disagree", { exact: { providerId: "two" }, carried: [bearer("one")] }],
  ])("own it %s if they make the same of it", (_when, evidence) => {
    const same = providersOf(["one", "two"], { headers: { "X-Id": "same" } });
    expect(ownerAmong([same], { ...NOBODY, ...evidence })?.entry.id).toBe("one");
  });

  it("are known to have a value that is read late, wherever it stands", () => {
    const [plain] = longer;
    if (plain === undefined) throw new Error("No provider.");
    const late = { layer: "model" as const, headers: { "X-A": "1", "X-Late": () => "2" } };
    const layers = [...plain.entry.layers, late];
    const inModel = { ...plain.entry, models: [{ id: "m", layers }] };
    expect(ownerIndexOf([longer]).readsLate).toBe(false);
    expect(ownerIndexOf([[plain, { ...plain, entry: inModel }]]).readsLate).toBe(true);
    expect(ownerIndexOf([[{ ...plain, entry: { ...plain.entry, layers } }]]).readsLate).toBe(true);
  });

  it("are not gone through for a request that says whose it is", () => {
    const many = providersOf(Array.from({ length: 500 }, (_, at) => `entry-${at}`));
    let looks = 0;
    const counting = many.map((provider) => ({
      ...provider,
      get entry() {
        looks += 1;
        return provider.entry;
      },
    }));
    const counted = [counting];
    ownerIndexOf(counted);
    looks = 0;
    const owner = ownerAmong(counted, { ...NOBODY, carried: [bearer("entry-250")] });
    expect(looks).toBeLessThan(5);
    expect(owner?.entry.id).toBe("entry-250");
  });
});
