import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HostApi } from "../../src/openclaw/host-api.ts";
import { heapHeld } from "../collect-garbage.ts";
import { FakeHost } from "./fake-host.ts";

const ROOT = resolve(import.meta.dirname, "../..");

type Route = Parameters<NonNullable<HostApi["registerHttpRoute"]>>[0];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "provider-headers-copies-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What 2026.9 does at each reload: the package copied, and its entry imported from there. */
async function loadCopy(name: string) {
  const copy = join(folder, name);
  await cp(join(ROOT, "dist"), join(copy, "dist"), { recursive: true });
  await cp(join(ROOT, "package.json"), join(copy, "package.json"));
  const file = join(copy, "dist/openclaw/plugin.js");
  const { default: entry } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    default: { register: (api: HostApi) => void };
  };
  return { entry, remove: () => rm(copy, { recursive: true }) };
}

function registered(entry: { register: (api: HostApi) => void }) {
  const host = new FakeHost("2026.9.6");
  host.managesPlugins = true;
  const routes: Route[] = [];
  entry.register({
    ...host.api(),
    registerHttpRoute: (route) => routes.push(route),
    session: { controls: { registerControlUiDescriptor: () => {} } },
  });
  return { host, routes };
}

test("a host that imports copy after copy holds the code once", async () => {
  await loadCopy("first");
  const before = await heapHeld();
  for (let reload = 0; reload < 5; reload += 1) await loadCopy(`again-${reload}`);
  expect((await heapHeld()) - before).toBeLessThan(2_000_000);
});

test("what is registered last works when the copies before it are gone", async () => {
  const first = await loadCopy("gone");
  const one = registered(first.entry);
  const second = await loadCopy("stays");
  const { host, routes } = registered(second.entry);
  for (const cleanup of one.host.cleanups) cleanup();
  await first.remove();
  const [route] = routes;
  const server = createServer((request, response) => void route?.handler(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await response.text()).toContain("Provider headers");
    expect(host.errors).toEqual([]);
  } finally {
    server.close();
    server.closeAllConnections();
    for (const cleanup of host.cleanups) cleanup();
  }
});
