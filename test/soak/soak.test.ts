import { expect, it } from "vitest";
import { runNode } from "../transport/child-process.ts";

interface Printed {
  readonly runs: number;
  readonly failures: number;
  readonly examples: readonly string[];
  readonly classes: Readonly<Record<string, number>>;
}

/** In a process of its own: a soak measures the whole of it. */
async function soak(...more: readonly string[]): Promise<Printed> {
  const options = ["--requests", "1500", "--seed", "16", "--json", ...more];
  const { stdout, stderr } = await runNode(
    "24",
    ["--expose-gc", "bench/soak.ts", ...options],
    {},
    280_000,
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Printed;
}

it("hostile servers: nothing is lost, at another provider, held or left behind; planted faults are", async () => {
  const [sound, planted] = await Promise.all([soak(), soak("--plant")]);
  expect(sound.examples).toEqual([]);
  expect(sound).toMatchObject({ runs: 1500, failures: 0 });
  // Every client and every answer was drawn.
  expect(Object.keys(sound.classes).length).toBeGreaterThan(50);
  expect(planted.examples.map((line) => line.split(": ", 1)[0]).sort()).toEqual([
    "a request was lost",
    "handles grew",
    "listeners grew",
    "memory grew",
    "warning",
    "wrong user-agent",
    "wrong x-secret",
    "wrong x-tenant",
  ]);
}, 300_000);
