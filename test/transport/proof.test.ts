import { once } from "node:events";
import { createSecureServer } from "node:http2";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, type Dispatcher } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sameFieldName } from "../../src/headers/field-name.ts";
import { trimFieldValue } from "../../src/headers/field-value.ts";
import { type Installation, installProviderHeaders } from "../../src/transport/install.ts";
import { proofPairs } from "../headers/proof-pairs.ts";
import { recording } from "./recording.ts";
import { CERTIFICATE, secureContext } from "./tls-server.ts";

/** What the configuration must not let out arrives nowhere; what it accepts arrives byte for byte, once. */
const pairs = proofPairs(1000);
const KEY = "sk-test-000000000000";
const received = new Map<string, readonly string[]>();

function answer(
  request: Pick<IncomingMessage, "url" | "rawHeaders">,
  response: Pick<ServerResponse, "end">,
): void {
  received.set(request.url ?? "", request.rawHeaders);
  response.end();
}

const http1 = createServer(answer);
const http2 = createSecureServer(secureContext, answer as never);
const dispatcher = new Agent({ allowH2: true, connect: { ca: CERTIFICATE }, connections: 4 });
const origins: Record<string, string> = {};
let installation: Installation;

beforeAll(async () => {
  for (const [name, server] of [
    ["HTTP/1.1", http1],
    ["HTTP/2", http2],
  ] as const) {
    server.listen(0, "localhost");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    origins[name] = `${name === "HTTP/2" ? "https" : "http"}://localhost:${port}`;
  }
  const providers = Object.values(origins).flatMap((origin, transport) =>
    pairs.map(({ name, value }, index) => [
      `p${transport}-${index}`,
      { baseUrl: `${origin}/p${index}`, apiKey: KEY, headers: Object.fromEntries([[name, value]]) },
    ]),
  );
  const { guard, logger } = recording();
  installation = installProviderHeaders({
    providers: Object.fromEntries(providers),
    env: {},
    guard,
    logger,
  });
});
afterAll(async () => {
  installation.uninstall();
  await dispatcher.destroy();
  http1.close();
  http2.close();
});

describe.each(["HTTP/1.1", "HTTP/2"])("configured headers on %s", (transport) => {
  it("arrive exactly as the verdict says", async () => {
    const origin = origins[transport] ?? "";
    await send(origin, dispatcher);
    const wrong = pairs.filter(({ name, value, verdict }, index) => {
      const lines = received.get(`/p${index}/chat`) ?? [];
      const values = lines.filter(
        (_line, at) => at % 2 === 1 && sameFieldName(lines[at - 1] ?? "", name),
      );
      if (lines.length === 0) return true;
      if (verdict !== "accepted") return values.includes(value) && value !== "";
      return values.length !== 1 || values[0] !== trimFieldValue(value);
    });
    expect(wrong).toEqual([]);
    expect(pairs.filter(({ verdict }) => verdict === "accepted").length).toBeGreaterThan(1000);
    received.clear();
  }, 60_000);
});

/** Some at a time, as a process would. The api key proves the requests, so that secrets go out. */
async function send(origin: string, through: Dispatcher): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let index = next++; index < pairs.length; index = next++) {
        const { body } = await through.request({
          origin,
          path: `/p${index}/chat`,
          method: "GET",
          headers: { "api-key": KEY },
        });
        await body.dump();
      }
    }),
  );
}
