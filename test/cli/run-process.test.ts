import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runProcess } from "../../src/cli/run-process.ts";

const STREAMS = [process.stdout, process.stderr];
const { exitCode } = process;

let stdout: string;
let stderr: string;
let before: readonly (readonly unknown[])[];

beforeEach(() => {
  stdout = stderr = "";
  before = STREAMS.map((stream) => stream.listeners("error"));
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((stdout += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((stderr += String(text)), true));
  vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
});

/** Those that the run has added to a stream. */
function listenersOf(stream: (typeof STREAMS)[number]): ((error: unknown) => void)[] {
  const others = before[STREAMS.indexOf(stream)] ?? [];
  return stream.listeners("error").filter((one) => !others.includes(one)) as never;
}

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = exitCode;
  for (const stream of STREAMS)
    for (const listener of listenersOf(stream)) stream.off("error", listener);
});

describe("the command line of this process", () => {
  it("runs what it is given, and sets the exit code", async () => {
    await runProcess(["--version"], ["--help"]);
    expect([stdout, process.exitCode]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/u), 0]);
    await runProcess(["sing"], ["--help"]);
    expect([stderr, process.exitCode]).toEqual([
      expect.stringContaining("unknown command 'sing'"),
      2,
    ]);
  });

  it("runs something else where it is given nothing", async () => {
    await runProcess([], ["--help"]);
    expect(stdout).toMatch(/^Usage: provider-headers/u);
  });

  it.each([
    ["a reader that has gone", "EPIPE", 141, ""],
    ["a full disk", "ENOSPC", 2, "provider-headers: the output cannot be written (ENOSPC)\n"],
  ])("ends at %s", async (_what, code, ending, said) => {
    await runProcess(["--version"], []);
    for (const stream of STREAMS) {
      const [listener] = listenersOf(stream);
      stderr = "";
      expect(() => listener?.(Object.assign(new Error("write"), { code }))).toThrow(
        `exit ${ending}`,
      );
      expect(stderr).toBe(said);
    }
  });
});
