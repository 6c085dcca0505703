import { expect, it } from "vitest";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import { captureServer } from "./capture-server.ts";
import { recording, until } from "./recording.ts";

it("a caller's signal ends the request that a redirect leads to", async () => {
  let asked = (): void => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const server = await captureServer((request, response) => {
    if (request.url === "/late") asked();
    else response.writeHead(307, { location: "/late" }).end();
  });
  const { logger, guard } = recording();
  const providers = { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } };
  const ended = new AbortController();
  const answer = createProviderFetch({ providers, logger, guard })(
    new Request(`${server.origin}/first`, { signal: ended.signal }),
  );
  await isAsked;
  ended.abort();
  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
});

it.each([
  ["an error of its own kind", new Error("socket hang up"), "socket hang up"],
  [
    "a TypeError with a cause",
    new TypeError("fetch failed", { cause: new Error("reset") }),
    "reset",
  ],
  ["a TypeError without one", new TypeError("terminated"), "terminated"],
])("a fetch of the caller's own that fails with %s is reported", async (_what, error, message) => {
  const { logger, guard, failures } = recording();
  const providers = { relay: { baseUrl: "https://relay.example", headers: { "X-Title": "t" } } };
  const providerFetch = createProviderFetch({ providers, logger, guard }, () =>
    Promise.reject(error),
  );
  const asked = providerFetch("https://relay.example/v1/chat", { method: "POST", body: "{}" });
  await expect(asked).rejects.toBe(error);
  expect(failures.map((failure) => (failure.error as Error).message)).toEqual([message]);
});

it("what is no URL is left to fetch itself, and its failure as well", async () => {
  const { logger, guard, said, failures } = recording();
  const providers = { relay: { baseUrl: "https://relay.example", headers: { "X-Title": "t" } } };
  const asked = createProviderFetch({ providers, logger, guard })("/v1/chat", { method: "POST" });
  await expect(asked).rejects.toThrow(new TypeError("Failed to parse URL from /v1/chat"));
  expect([said, failures]).toEqual([[], []]);
});

it("an empty refusal is reported as one that is empty", async () => {
  const server = await captureServer((_request, response) => response.writeHead(403).end());
  const { logger, guard, failures } = recording();
  const providers = { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } };
  await createProviderFetch({ providers, logger, guard })(server.origin, { method: "POST" });
  await until(() => failures.length > 0);
  expect(failures).toMatchObject([{ status: 403, body: "" }]);
});

it("says nothing of a field that fetch sets only where nobody else does", async () => {
  const server = await captureServer();
  const { logger, guard, said } = recording();
  const headers = { "Accept-Language": "de", "User-Agent": "mine/1.0" };
  const providers = { relay: { baseUrl: server.origin, headers } };
  await createProviderFetch({ providers, logger, guard })(server.origin);
  expect(server.last("accept-language")).toEqual(["de"]);
  expect(said).toEqual([]);
});
