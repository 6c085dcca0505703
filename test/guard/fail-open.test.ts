import { describe, expect, it } from "vitest";
import type { Logger } from "../../src/guard/fallback-guard.ts";
import { createFailOpen } from "../../src/guard/fail-open.ts";
import { captureServer } from "../transport/capture-server.ts";
import { install, recording } from "../transport/recording.ts";

const fail = (): never => {
  throw new Error("broken");
};

const BROKEN_LOGGERS: [name: string, logger: Logger][] = [
  ["throws", { error: fail, warn: fail }],
  [
    "rejects",
    { error: () => Promise.reject(new Error("x")), warn: () => Promise.reject(new Error("x")) },
  ],
  ["hangs", { error: () => new Promise(() => {}), warn: () => new Promise(() => {}) }],
];

describe.each(BROKEN_LOGGERS)("a logger that %s", (_name, logger) => {
  it("touches no request", async () => {
    const server = await captureServer((_request, response) => response.writeHead(401).end("no"));
    const key = "sk-test-000000000000";
    // A header that is no field value, so that there is something to say from the start.
    install(
      {
        providers: {
          "kimi-coding": {
            baseUrl: `${server.origin}/coding`,
            headers: { "X-Bad": "a\nb", "X-Title": "t" },
          },
        },
      },
      { logger, guard: undefined },
    );
    const headers = { Authorization: `Bearer ${key}` };
    const answers = [1, 2].map(() =>
      fetch(`${server.origin}/coding/v1`, { method: "POST", headers }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([401, 401]);
    expect(server.last("x-title")).toEqual(["t"]);
    expect(server.last("user-agent")).toEqual(["claude-code/0.1.0"]);
    // An unhandled rejection would fail this run.
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

it("a guard that throws touches no request, and is told once", async () => {
  const server = await captureServer((_request, response) => response.writeHead(401).end("no"));
  const { guard } = recording();
  const broken = { ...guard, requestFailed: fail, requestSucceeded: fail };
  const { said } = install({ providers: { relay: { baseUrl: server.origin } } }, { guard: broken });
  for (let round = 0; round < 3; round++) {
    expect((await fetch(server.origin, { method: "POST" })).status).toBe(401);
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(said).toEqual([
    "error provider-headers: an internal error in the fallback guard (broken); the request goes on without it. Please report this.",
  ]);
});

it("a guard whose methods are asynchronous and fail touches no request, and is told once", async () => {
  const server = await captureServer((_request, response) => response.writeHead(401).end("no"));
  const { guard } = recording();
  const later = (): never => Promise.reject(new Error("broken")) as never;
  const broken = { ...guard, requestFailed: later, requestSucceeded: later };
  const { said } = install({ providers: { relay: { baseUrl: server.origin } } }, { guard: broken });
  for (let round = 0; round < 3; round++) {
    expect((await fetch(server.origin, { method: "POST" })).status).toBe(401);
  }
  // An unhandled rejection would fail this run.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(said).toEqual([
    "error provider-headers: an internal error in the fallback guard (broken); the request goes on without it. Please report this.",
  ]);
});

it("attempt answers what the work answers, and undefined for what it throws", () => {
  const { said, logger } = recording();
  const failOpen = createFailOpen(logger);
  expect(failOpen.attempt("counting", () => 3)).toBe(3);
  // oxlint-disable-next-line no-throw-literal
  expect(
    failOpen.attempt("counting", () => {
      throw "a text";
    }),
  ).toBe(undefined);
  expect(failOpen.attempt("counting", fail)).toBe(undefined);
  failOpen.attempt("adding", fail);
  expect(said).toEqual([
    "error provider-headers: an internal error in counting (a text); the request goes on without it. Please report this.",
    "error provider-headers: an internal error in adding (broken); the request goes on without it. Please report this.",
  ]);
});

it("what was said is remembered within bounds", () => {
  const { said, logger } = recording();
  const failOpen = createFailOpen(logger);
  const sayAll = (): void => {
    for (let index = 0; index < 1001; index++)
      failOpen.logOnce("warn", `key ${index}`, () => `text ${index}`);
  };
  sayAll();
  failOpen.logOnce("warn", "key 1000", () => "again");
  expect(said).toHaveLength(1001);
  failOpen.logOnce("warn", "key 0", () => "the oldest again");
  expect(said.at(-1)).toBe("warn the oldest again");
});
