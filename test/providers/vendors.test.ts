import { describe, expect, it } from "vitest";

import { PROVIDERS } from "../../src/providers/find.ts";
import { VENDORS } from "../../src/providers/vendors.ts";

describe("the facts of vendors", () => {
  const tables = VENDORS.flatMap(({ failures = [] }) => failures);

  it("carry a date and a source, and hold the kind among the candidates", () => {
    expect(tables.length).toBeGreaterThan(20);
    for (const { since, source, rows } of tables) {
      expect(since).toMatch(/^20\d\d-\d\d/u);
      expect(source).toMatch(/^https:\/\/\S+|\S+\/\S+ #\d+$/u);
      for (const { kind, candidates } of rows) expect(candidates ?? [kind]).toContain(kind);
    }
  });

  it("have each vendor, id and endpoint once", () => {
    for (const entries of [
      VENDORS.map(({ name }) => name),
      PROVIDERS.flatMap(({ ids, otherNames = [] }) => [...ids, ...otherNames]),
      PROVIDERS.flatMap(({ endpoints }) => endpoints),
    ]) {
      expect(entries.filter((entry, index) => entries.indexOf(entry) !== index)).toEqual([]);
    }
  });

  it("have ids in lower case, and a provider for each vendor", () => {
    for (const { ids, otherNames = [], endpoints } of PROVIDERS) {
      for (const text of [...ids, ...otherNames, ...endpoints])
        expect(text).toBe(text.toLowerCase());
    }
    expect(VENDORS.filter(({ providers }) => providers.length === 0)).toEqual([]);
  });

  it("give headers by default to Kimi Code alone", () => {
    expect(
      PROVIDERS.filter(({ defaultHeaders }) => defaultHeaders !== undefined).map(
        ({ ids }) => ids[0],
      ),
    ).toEqual(["kimi-coding"]);
  });

  it("state each gate in one sentence that names its provider, with what it rests on", () => {
    const gates = PROVIDERS.flatMap(({ clientGate }) => clientGate ?? []);
    expect(gates.length).toBeGreaterThan(5);
    for (const { name, statement, fields, seen } of gates) {
      expect(statement).toMatch(new RegExp(`^${name} .*\\.$`, "u"));
      expect(fields.length).toBeGreaterThan(0);
      expect(seen.on).toMatch(/^20\d\d/u);
      expect(seen.source).not.toBe("");
    }
  });
});
