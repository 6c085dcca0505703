import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import json5 from "json5";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import type { Build, Group, Measure, Size } from "./measure.ts";
import { millisecondsOf, nanoseconds } from "./nanoseconds.ts";
import { publishRequest } from "./published-request.ts";
import { HEADERS, KEY, keyOf, manyProviders, type Providers, SILENT } from "./sample-request.ts";

/** How it grows: more providers, more entries at one address, more models. */
export function scaleMeasures(size: Size): Group {
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-scale-"));
  const file = join(folder, "openclaw.json");
  const many = manyProviders(size.providers);
  writeFileSync(file, JSON.stringify({ models: { providers: many } }, null, 2));
  const count = size.providers.toLocaleString("en");

  function read({ index }: Build) {
    const written = index.readOpenClawConfig(file, { env: {} });
    return index.providerConfigFrom(written.config, written).config;
  }

  return {
    measures: [
      {
        measure: `the configuration of ${count} providers, read`,
        unit: "ms",
        ours: (build) => millisecondsOf(() => read(build)),
        peerName: "JSON5.parse of it",
        peer: () => millisecondsOf(() => json5.parse(readFileSync(file, "utf8"))),
        goal: { of: "ours", atMost: 200 },
      },
      {
        measure: `${count} providers, installed`,
        unit: "ms",
        async ours(build) {
          const config = read(build);
          return millisecondsOf(() =>
            build.index.installProviderHeaders({ config, logger: SILENT }).uninstall(),
          );
        },
        peerName: "one provider",
        peer: ({ index }) =>
          millisecondsOf(() =>
            index
              .installProviderHeaders({ providers: manyProviders(1), logger: SILENT })
              .uninstall(),
          ),
        goal: { of: "ours", atMost: 60 },
      },
      grown(size, {
        measure: `a request, one of ${count} providers`,
        providers: many,
        url: "https://h7.example/p7/v1/chat/completions",
        key: `sk-${keyOf(7)}`,
        alone: "provider-7",
      }),
      grown(size, {
        measure: `a request, one of ${size.entries} entries with its base URL, by key`,
        providers: sharing(size.entries),
        url: "https://relay.example/v1/chat/completions",
        key: `sk-${keyOf(7)}`,
        alone: "provider-7",
      }),
      grown(size, {
        measure: `a request, no model told, ${size.models} models with headers`,
        providers: {
          relay: withModels(size.models),
          other: withModels(1, "https://one.example/v1"),
        },
        url: "https://relay.example/v1/chat/completions",
        key: KEY,
        alone: "other",
        urlAlone: "https://one.example/v1/chat/completions",
      }),
      {
        measure: `${count} requests, what stays in memory`,
        unit: "MB",
        ours: ({ index }) => heapAfter(index, size.providers),
        peerName: "before them",
        peer: () => heapUsed(),
        goal: { of: "ours", atMost: 1 },
      },
    ],
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Grown {
  readonly measure: string;
  readonly providers: Providers;
  readonly url: string;
  readonly key: string;
  /** The one that is left in the configuration that it is compared with. */
  readonly alone: string;
  readonly urlAlone?: string;
}

/** With all of a configuration, and with one provider of it. */
function grown(
  size: Size,
  { measure, providers, url, key, alone, urlAlone = url }: Grown,
): Measure {
  const headers = ["accept", "*/*", "user-agent", "OpenAI/JS 6.10.0", "authorization"];
  const time = async ({ index }: Build, some: Providers, at: string) => {
    const installation = index.installProviderHeaders({ providers: some, logger: SILENT });
    const fields = [...headers, `Bearer ${key}`];
    const taken = await nanoseconds(
      () => publishRequest(at, { headers: fields.slice(), body: undefined }),
      size,
    );
    installation.uninstall();
    return taken / 1000;
  };
  return {
    measure,
    unit: "us",
    ours: (build) => time(build, providers, url),
    peerName: "one",
    peer: (build) => time(build, { [alone]: providers[alone] ?? {} }, urlAlone),
    goal: { of: "ratio", atMost: 1.5 },
  };
}

/** Entries at one address, each with its own key and headers. */
function sharing(count: number): Providers {
  const entries = Object.entries(manyProviders(count)).map(([id, provider]) => [
    id,
    { ...provider, baseUrl: "https://relay.example/v1", headers: { ...HEADERS, "X-Title": id } },
  ]);
  return Object.fromEntries(entries) as Providers;
}

function withModels(count: number, baseUrl = "https://relay.example/v1"): ProviderInput {
  const models = Array.from({ length: count }, (_, at) => ({
    id: `model-${at}`,
    headers: { [`X-Model-${at}`]: "mine" },
  }));
  return { baseUrl, api: "openai-completions", apiKey: KEY, headers: HEADERS, models };
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function heapAfter(index: Build["index"], requests: number): number {
  const installation = index.installProviderHeaders({
    providers: { relay: withModels(1) },
    logger: SILENT,
  });
  const ask = (count: number) => {
    for (let at = 0; at < count; at += 1) {
      publishRequest("https://relay.example/v1/chat/completions");
    }
  };
  ask(1000);
  const start = heapUsed();
  ask(requests);
  const grownBy = heapUsed() - start;
  installation.uninstall();
  return grownBy;
}
