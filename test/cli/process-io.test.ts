import { afterEach, expect, it, vi } from "vitest";

import { processIo } from "../../src/cli/process-io.ts";

const before = process.rawListeners("SIGINT");
/** Those that wait for Ctrl-C since this file began. */
const waiting = () => process.rawListeners("SIGINT").filter((one) => !before.includes(one));

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const listener of waiting()) process.off("SIGINT", listener as () => void);
});

it("is what a command knows of this process", () => {
  const { command, stdout, stderr, env, cwd } = processIo("my-command");
  expect({ command, cwd }).toEqual({ command: "my-command", cwd: process.cwd() });
  expect(stdout).toBe(process.stdout);
  expect(stderr).toBe(process.stderr);
  expect(env["PATH"]).toBe(process.env["PATH"]);
});

it("waits for Ctrl-C from the first look at the signal on, and then ends a command that does not end itself", () => {
  vi.useFakeTimers();
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const io = processIo("my-command");
  expect(waiting()).toEqual([]);
  const { signal } = io;
  expect(io.signal).toBe(signal);
  const [interrupt, ...others] = waiting();
  expect(others).toEqual([]);
  expect(signal.aborted).toBe(false);

  interrupt?.();
  expect(signal.aborted).toBe(true);
  // The second one finds nobody who waits for it, and ends the process.
  expect(waiting()).toEqual([]);
  vi.advanceTimersByTime(999);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(exit.mock.calls).toEqual([[130]]);
});
