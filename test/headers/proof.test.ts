import { Agent as HttpAgent, createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent, request as undiciRequest } from "undici";
import { sameFieldName } from "../../src/headers/field-name.ts";
import { trimFieldValue } from "../../src/headers/field-value.ts";
import { proofPairs, type ProofPair, REFUSED_BY_RULE } from "./proof-pairs.ts";

/** Header lines as the server read them, by the number in the path. */
const received = new Map<string, string[]>();
const server = createServer((request, response) => {
  received.set(request.url ?? "", request.rawHeaders);
  response.writeHead(204).end();
});
let port = 0;
const keepAlive = new HttpAgent({ keepAlive: true, maxSockets: 8 });
// One connection: a request that undici 7.30 refuses blocks the connection of a pool for good.
const dispatcher = new Agent({ connections: 1 });

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  ({ port } = server.address() as AddressInfo);
});

afterAll(async () => {
  keepAlive.destroy();
  await dispatcher.close();
  server.close();
  server.closeAllConnections();
});

const clients: Record<string, (path: string, pair: ProofPair) => Promise<unknown>> = {
  "node:http": (path, { name, value }) =>
    new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, path, agent: keepAlive };
      httpRequest({ ...options, headers: Object.fromEntries([[name, value]]) }, (response) => {
        response.resume().on("end", resolve);
      })
        .on("error", reject)
        .end();
    }),
  undici: async (path, { name, value }) => {
    const headers = Object.fromEntries([[name, value]]);
    const { body } = await undiciRequest(`http://127.0.0.1:${port}${path}`, {
      headers,
      dispatcher,
    });
    await body.text();
  },
};

/** True where the server read exactly this header, once, byte for byte but for blanks around the value. */
function arrived(path: string, { name, value }: ProofPair): boolean {
  const lines = received.get(path) ?? [];
  const values = lines.filter((_, at) => at % 2 === 1 && sameFieldName(lines[at - 1] ?? "", name));
  return values.length === 1 && values[0] === trimFieldValue(value);
}

describe("the verdict on a header is what happens to it on the wire", () => {
  const pairs = proofPairs(1500).filter(({ verdict }) => !REFUSED_BY_RULE.has(verdict));

  it("has enough of both", () => {
    const accepted = pairs.filter(({ verdict }) => verdict === "accepted").length;
    expect(accepted).toBeGreaterThan(1000);
    expect(pairs.length - accepted).toBeGreaterThan(1000);
  });

  it.each(Object.entries(clients))(
    "%s",
    async (client, send) => {
      const wrong: unknown[] = [];
      const waiting = pairs.entries();
      async function work(): Promise<void> {
        for (const [number, pair] of waiting) {
          const path = `/${client}/${number}`;
          // A refusal is an answer, too: nothing arrives then.
          await send(path, pair).catch(() => undefined);
          const onWire = arrived(path, pair) ? "accepted" : "refused";
          if ((pair.verdict === "accepted") !== (onWire === "accepted"))
            wrong.push({ ...pair, onWire });
        }
      }
      await Promise.all(Array.from({ length: 8 }, work));
      expect(wrong).toEqual([]);
    },
    60_000,
  );
});
