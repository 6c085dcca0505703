import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

import { createFailOpen } from "../../src/guard/fail-open.ts";
import { reportForeignFetch } from "../../src/transport/foreign-fetch.ts";
import { runtimeBinary } from "./child-process.ts";

const CHILD = join(import.meta.dirname, "child/other-runtime.ts");

describe.each([
  ["bun", "Bun", ["run", CHILD]],
  ["deno", "Deno", ["run", "--allow-all", CHILD]],
] as const)("on %s", (runtime, name, args) => {
  it("an installation reports that fetch is not reached, and createProviderFetch works", async () => {
    const { stdout } = await promisify(execFile)(runtimeBinary(runtime), args);
    const { sent, said } = JSON.parse(stdout) as { sent: unknown; said: string[] };
    expect(sent).toEqual([
      ["fetch", null, name],
      ["node-http", ["search"], "my-agent/1.0"],
      ["explicit", ["search"], "my-agent/1.0"],
    ]);
    expect(said).toEqual([
      expect.stringMatching(
        new RegExp(`does not reach the fetch of ${name} [\\d.]+: .*createProviderFetch`),
      ),
    ]);
  });
});

it("nothing is reported on Node, and once elsewhere", () => {
  const said: string[] = [];
  const log = (text: string) => said.push(text);
  const failOpen = createFailOpen({ error: log, warn: log });
  reportForeignFetch(failOpen);
  expect(said).toEqual([]);
  reportForeignFetch(failOpen, { node: "24.3.0", bun: "1.4.5" });
  reportForeignFetch(failOpen, { node: "24.3.0", bun: "1.4.5" });
  expect(said).toEqual([
    "provider-headers: an installation does not reach the fetch of Bun 1.4.5: its requests are sent without the configured headers. Give the client createProviderFetch({ providers }) as its fetch. Requests of node:http are reached.",
  ]);
  reportForeignFetch(failOpen, { node: "24.3.0", deno: "2.9.6" });
  expect(said).toHaveLength(2);
  expect(said[1]).toBe(said[0]?.replace("Bun 1.4.5", "Deno 2.9.6"));
});
