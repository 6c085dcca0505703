import { Agent, request } from "undici";
import { describe, expect, it } from "vitest";
import { normalizeFieldName } from "../../src/headers/field-name.ts";
import { trimFieldValue } from "../../src/headers/field-value.ts";
import type { ProviderInput } from "../../src/transport/seam.ts";
import { proofPairs } from "../headers/proof-pairs.ts";
import { install } from "./recording.ts";
import { CERTIFICATE, startTlsServer } from "./tls-server.ts";

const KEY = "sk-test-000000000000";

/** Without what undici and HTTP/2 themselves say, which differs from request to request. */
function withoutPath(fields: Record<string, string[]> | undefined): Record<string, string[]> {
  const { ":path": _path, ...rest } = fields ?? {};
  return rest;
}

describe("the verdict on a header is what arrives through an installation", () => {
  // undici does not look again at what a subscriber put on: a refused header must not be there at all.
  it.each([
    ["HTTP/1.1", "1.1", false],
    ["HTTP/2", "2.0", true],
  ])("%s", async (_title, version, allowH2) => {
    const server = await startTlsServer();
    // `$` is for variables, which are no matter of headers.
    const pairs = proofPairs(800).filter(({ value }) => !value.includes("$"));
    const providers: Record<string, ProviderInput> = {};
    for (const [number, { name, value }] of pairs.entries()) {
      const headers = Object.fromEntries([[name, value]]);
      const baseUrl = `${server.origin}/${number}/v1`;
      providers[`p${number}`] = { baseUrl, apiKey: KEY, headers };
    }
    install({ providers });

    const dispatcher = new Agent({ allowH2, connections: 1, connect: { ca: CERTIFICATE } });
    async function ask(path: string): Promise<void> {
      const headers = { authorization: `Bearer ${KEY}` };
      const { body } = await request(server.origin + path, { headers, dispatcher });
      await body.text();
    }
    await ask("/none/v1/plain");
    const plain = withoutPath(server.received["plain"]?.fields);
    const waiting = pairs.keys();
    async function work(): Promise<void> {
      for (const number of waiting) await ask(`/${number}/v1/r${number}`);
    }
    await Promise.all(Array.from({ length: 8 }, work));
    await dispatcher.close();
    server.server.close();

    expect(server.received["r0"]?.version).toBe(version);
    const arrived = pairs.map((_, number) => withoutPath(server.received[`r${number}`]?.fields));
    const wrong = pairs
      .map((pair, number) => ({ ...pair, fields: arrived[number] }))
      .filter(({ name, value, verdict, fields }) => {
        const ours = { [normalizeFieldName(name)]: [trimFieldValue(value)] };
        const expected = verdict === "accepted" ? { ...plain, ...ours } : plain;
        return !sameFields(fields ?? {}, expected);
      });
    expect(wrong).toEqual([]);
    expect(pairs.filter(({ verdict }) => verdict === "accepted").length).toBeGreaterThan(1000);
  });
});

function sameFields(one: Record<string, string[]>, other: Record<string, string[]>): boolean {
  const written = (fields: Record<string, string[]>): string =>
    JSON.stringify(Object.entries(fields).sort());
  return written(one) === written(other);
}
