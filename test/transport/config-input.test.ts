import { expect, it } from "vitest";
import { createFailOpen } from "../../src/guard/fail-open.ts";
import { problemText, readConfigInput } from "../../src/transport/config-input.ts";
import { recording } from "./recording.ts";

it("what is wrong is logged as the error or the warning that it is, and the rest works", () => {
  const { logger, said } = recording();
  const config = readConfigInput(
    {
      providers: {
        relay: {
          baseUrl: "https://relay.example",
          headers: { "X-Title": " t", Host: "a.example" },
        },
      },
      env: {},
    },
    createFailOpen(logger),
  );
  expect(config.entries.map(({ id }) => id)).toEqual(["relay"]);
  expect(config.entries[0]?.layers).toMatchObject([{ headers: { "X-Title": " t" } }]);
  expect(said).toEqual([
    "warn provider-headers: models.providers.relay.headers.X-Title: the value of `X-Title` begins or ends with spaces or tabs, which are not sent; Remove them.",
    "error provider-headers: models.providers.relay.headers.Host: `Host` cannot be configured: it follows from the address in `baseUrl`; Remove it.",
  ]);
});

it.each([
  [{}, "models.providers.relay: "],
  [{ file: "/a/openclaw.json" }, "models.providers.relay (/a/openclaw.json): "],
  [{ file: "/a/openclaw.json", line: 3 }, "models.providers.relay (/a/openclaw.json:3): "],
  [
    { file: "/a/openclaw.json", line: 3, column: 7 },
    "models.providers.relay (/a/openclaw.json:3:7): ",
  ],
])("a problem at %j begins with its place", (place, beginning) => {
  const problem = { severity: "error", message: "wrong", fix: "do so", ...place } as const;
  expect(problemText({ path: "models.providers.relay", ...problem })).toBe(
    `provider-headers: ${beginning}wrong; do so`,
  );
});
