import type { FailOpen } from "../guard/fail-open.ts";

/** Runtimes whose `fetch` is not undici's, by their key of `process.versions`. Tried with Bun 1.4.5 and Deno 2.9.6. */
const RUNTIMES = { bun: "Bun", deno: "Deno" } as const;

/** An installation sees requests through the channels of undici and `node:http`; this `fetch` has none. Says so once. */
export function reportForeignFetch(
  failOpen: FailOpen,
  versions: Readonly<Record<string, string | undefined>> = process.versions,
): void {
  for (const [key, runtime] of Object.entries(RUNTIMES)) {
    const version = versions[key];
    if (version === undefined) continue;
    failOpen.logOnce(
      "error",
      `foreign fetch ${key}`,
      () =>
        `provider-headers: an installation does not reach the fetch of ${runtime} ${version}: its requests are sent without ` +
        "the configured headers. Give the client createProviderFetch({ providers }) as its fetch. Requests of node:http are reached.",
    );
  }
}
