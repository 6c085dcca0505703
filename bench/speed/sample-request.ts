import type { FieldList } from "../../src/headers/field-list.ts";
import type { ProviderInput } from "../../src/transport/config-input.ts";

export const KEY = "sk-kimi-test-000000000000";

/** What a configuration adds. */
export const HEADERS = {
  "User-Agent": "my-agent/1.0",
  "X-Title": "mine",
  "HTTP-Referer": "https://a.example",
};

/** As the OpenAI SDK sends a chat request. */
export const CLIENT = {
  accept: "application/json",
  "content-type": "application/json",
  "user-agent": "OpenAI/JS 6.10.0",
  "x-stainless-retry-count": "0",
  "x-stainless-lang": "js",
  "x-stainless-package-version": "6.10.0",
  "x-stainless-os": "Linux",
  "x-stainless-arch": "x64",
  "x-stainless-runtime": "node",
  "x-stainless-runtime-version": "v22.0.0",
  authorization: `Bearer ${KEY}`,
  "accept-language": "*",
  "sec-fetch-mode": "cors",
  "accept-encoding": "gzip, deflate",
  traceparent: "00-00000000000000000000000000000001-0000000000000001-01",
};

/** The same as undici holds it. */
export const FIELDS: FieldList = Object.entries(CLIENT).flat();

export const SILENT = { error: () => {}, warn: () => {} };

/** So many headers, none of them of the client. */
export function manyHeaders(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`X-Field-${at}`, "value"]));
}

export type Providers = Readonly<Record<string, ProviderInput>>;

/** So many providers at addresses of their own, each with a key. */
export function manyProviders(count: number): Providers {
  const entries = Array.from({ length: count }, (_, at) => [
    `provider-${at}`,
    {
      baseUrl: `https://h${at % 100}.example/p${at}/v1`,
      api: "openai-completions",
      apiKey: `sk-${keyOf(at)}`,
      headers: HEADERS,
      models: [{ id: "model" }],
    },
  ]);
  return Object.fromEntries(entries) as Providers;
}

/** Thirty-two characters, of which no two keys share many. */
export function keyOf(at: number): string {
  let key = "";
  for (let seed = at + 1; key.length < 32; seed = (seed * 48_271) % 2_147_483_647) {
    key += seed.toString(36);
  }
  return key.slice(0, 32);
}
