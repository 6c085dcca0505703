import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPageRoutes } from "../../../src/openclaw/page/page-route.ts";
import type { PageState } from "../../../src/openclaw/page/page-state.ts";

let server: Server;
let address: string;
let now: number;
let probes: string[];
let release: () => void;

beforeEach(async () => {
  now = 0;
  probes = [];
  const released = new Promise<void>((resolve) => (release = resolve));
  const { page, data } = createPageRoutes({
    state: () => STATE,
    now: () => now,
    probe: async (name) => {
      probes.push(name);
      await released;
      return `${name} answers`;
    },
  });
  // As a host may have it.
  server = createServer({ rejectNonStandardBodyWrites: true }, (request, response) => {
    void (request.url === "/data" ? data : page)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`;
});

afterEach(() => {
  release();
  server.closeAllConnections();
  server.close();
});

const MODEL = {
  name: "kimi-coding/k2p5",
  canBeAsked: true,
  address: "https://api.kimi.com/coding/v1",
  api: "openai-completions",
  order: 0,
  explanation: { provider: "kimi-coding", model: "k2p5", headers: [], removed: [] },
};
const STATE: PageState = {
  models: [MODEL, { ...MODEL, name: "kimi-coding", canBeAsked: false }],
  failures: [],
  builtIn: { isOn: true, offFor: [], notices: [] },
  reports: [],
};

async function keyOf(): Promise<string> {
  const page = await (await fetch(address)).text();
  return /data-key="([^"]+)"/.exec(page)?.[1] ?? "";
}

const ask = (parameters: Record<string, string>, init?: RequestInit) =>
  fetch(new URL("data", address), {
    method: "POST",
    body: new URLSearchParams(parameters),
    ...init,
  });

test("the page: a strict policy, nothing kept, no other site lets it in or reads it", async () => {
  const response = await fetch(address);
  const policy = response.headers.get("content-security-policy") ?? "";
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toBe(
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  );
  expect(await response.text()).toContain(`<script nonce="${nonce}">`);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});

test("the state is for the page alone", async () => {
  for (const parameters of [{}, { key: "" }, { key: "guessed" }, { key: "x".repeat(10_000) }]) {
    const foreign = await ask(parameters as Record<string, string>);
    expect(foreign.status).toBe(403);
    expect(await foreign.text()).toBe("");
  }
  const own = await ask({ key: await keyOf() });
  expect(own.headers.get("access-control-allow-origin")).toBe("null");
  expect(await own.text()).toContain("kimi-coding/k2p5");
});

test("a key ends, and the page has to be let in again", async () => {
  const key = await keyOf();
  now = 29 * 60_000;
  expect((await ask({ key })).status).toBe(200);
  now = 31 * 60_000;
  expect((await ask({ key })).status).toBe(403);
});

test("of many pages the oldest ones lose theirs", async () => {
  const first = await keyOf();
  const second = await keyOf();
  for (let page = 0; page < 63; page++) await keyOf();
  expect((await ask({ key: first })).status).toBe(403);
  expect((await ask({ key: second })).status).toBe(200);
});

test("a probe: of a model that is configured, one at a time, with the key", async () => {
  const key = await keyOf();
  expect((await ask({ probe: MODEL.name })).status).toBe(403);
  expect((await ask({ key: "guessed", probe: MODEL.name })).status).toBe(403);
  expect(await (await ask({ key, probe: "other/model" })).text()).toBe("There is no such model.");
  expect(await (await ask({ key, probe: "kimi-coding" })).text()).toBe("There is no such model.");
  expect(probes).toEqual([]);
  const first = ask({ key, probe: MODEL.name });
  while (probes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const second = await ask({ key, probe: MODEL.name });
  expect(await second.text()).toBe("Another request is in progress.");
  release();
  expect(await (await first).text()).toBe("kimi-coding/k2p5 answers");
  expect(await (await ask({ key, probe: MODEL.name })).text()).toBe("kimi-coding/k2p5 answers");
  expect(probes).toEqual([MODEL.name, MODEL.name]);
});

test("no other method", async () => {
  const get = await fetch(new URL("data", address));
  expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  const post = await fetch(address, { method: "POST", body: "x" });
  expect(post.status).toBe(405);
  const head = await fetch(address, { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe("");
});
