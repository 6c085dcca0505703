import { describe, expect, it } from "vitest";
import { RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";
import { createConfigReader, type ReaderOptions } from "../../src/config/config-reader.ts";
import { configValue } from "../../src/config/config-value.ts";
import { originByPath } from "../../src/config/origin.ts";
import { readLayer, withinHeadSize } from "../../src/config/read-layer.ts";

const KEY = "sk-kimi-test-000000000000";
const FACTS = { baseUrl: "https://api.example.com/v1", builtIn: undefined, hasApiKey: false };

function valueOf(content: unknown) {
  return configValue(content, originByPath({}));
}

function layerOf(
  map: unknown,
  options: Partial<ReaderOptions> & { layer?: "provider" | "override" } = {},
): {
  refused: unknown;
  headers: unknown;
  secrets: unknown;
  problems: string[];
  scrubbed: string[];
} {
  const { layer = "provider", ...rest } = options;
  const reader = createConfigReader(valueOf({}), { env: { K: KEY, TEAM: "search" }, ...rest });
  const { layers, refused } = readLayer(
    reader,
    layer,
    valueOf({ headers: map }).at("headers"),
    valueOf({}).at("override", "headers"),
    FACTS,
  );
  const [read] = layers;
  return {
    refused,
    headers: read?.headers,
    secrets: read?.secrets && [...read.secrets],
    problems: reader.problems.map(
      ({ severity, code, path, message, fix }) => `${severity} ${code} ${path}: ${message}. ${fix}`,
    ),
    scrubbed: reader.secrets.list(),
  };
}

describe("a good layer", () => {
  it("holds what was written, references put in", () => {
    const late = (): string => "late";
    expect(
      layerOf({
        "User-Agent": "my-agent/1.0",
        "X-Gone": null,
        "X-Key": "${K}",
        "X-Ref": { source: "env", id: "K" },
        "X-Late": late,
        "X-Unsaid": undefined,
        Authorization: "Bearer ${K}",
      }),
    ).toEqual({
      refused: [],
      headers: {
        "User-Agent": "my-agent/1.0",
        "X-Gone": null,
        "X-Key": KEY,
        "X-Ref": KEY,
        "X-Late": late,
        "X-Unsaid": undefined,
        Authorization: `Bearer ${KEY}`,
      },
      secrets: ["X-Key", "X-Ref", "Authorization"],
      problems: [],
      scrubbed: [KEY, `Bearer ${KEY}`],
    });
  });

  it.each([undefined, {}])("is none where nothing is written: %j", (map) => {
    expect(layerOf(map)).toEqual({
      refused: [],
      headers: undefined,
      secrets: undefined,
      problems: [],
      scrubbed: [],
    });
  });

  it("knows credentials by their name and by their shape", () => {
    expect(
      layerOf({ Cookie: "a=b", "X-Portkey-Api-Key": "abc", "X-Other": "ghp_0123", "X-Plain": "x" })
        .scrubbed,
    ).toEqual(["a=b", "abc", "ghp_0123"]);
  });
});

describe("a bad header is left out and reported, the rest stays", () => {
  it.each<[string, unknown, unknown, string[]]>([
    [
      "no map",
      ["X"],
      undefined,
      [
        "error wrong-setting headers: this is not an object. Write it in braces, or remove the line.",
      ],
    ],
    [
      "a bad name and a bad value",
      { "X Y": "1", "X-N": 5, "X-Good": "1" },
      { "X-Good": "1" },
      [
        'error not-a-name headers["X Y"]: "X Y" is not a header name: it holds a space. Use letters, digits and hyphens only, e.g. `X-My-Header`.',
        "error not-a-string headers.X-N: the value of `X-N` is a number, not a string. Put it in quotes.",
      ],
    ],
    [
      "an unset variable",
      { "X-A": "a ${GONE}", "X-Good": "1" },
      { "X-Good": "1" },
      [
        "error unset-variable headers.X-A: the environment variable GONE is not set. Set GONE where OpenClaw starts, or in ~/.openclaw/.env.",
      ],
    ],
    [
      "an object that is no SecretRef",
      { "X-A": { id: "K" } },
      undefined,
      [
        "error not-a-string headers.X-A: the value of `X-A` is an object, not a string. Write one string in quotes.",
      ],
    ],
    [
      "__proto__",
      JSON.parse('{ "__proto__": "x", "X-Good": "1" }'),
      { "X-Good": "1" },
      [
        "error refused-name headers.__proto__: `__proto__` cannot be configured: JavaScript objects give it another meaning. Remove it.",
      ],
    ],
    [
      "twins: the last one stays, as with OpenClaw",
      { "X-A": "1", "x-a": "2", "X-a": "3" },
      { "X-a": "3" },
      [
        "error twin headers.x-a: `x-a` and `X-A` are the same header: names do not differ by case. Keep one of them.",
        "error twin headers.X-a: `X-a` and `X-A` are the same header: names do not differ by case. Keep one of them.",
      ],
    ],
    [
      "twins, and the last one is bad",
      { "X-A": "1", "x-a": "a\nb" },
      undefined,
      [
        "error twin headers.x-a: `x-a` and `X-A` are the same header: names do not differ by case. Keep one of them.",
        "error line-break headers.x-a: the value of `x-a` holds a line break (U+000A) at character 2. Write it in one line: a header cannot hold a line break.",
      ],
    ],
    [
      "a whole header line as the key",
      { [`Authorization: Bearer ${KEY}`]: "" },
      undefined,
      [
        'error not-a-name headers["Authorization: ..."]: "Authorization: ..." is not a header name: it holds U+003A (:). Use letters, digits and hyphens only, e.g. `X-My-Header`.',
      ],
    ],
    [
      "a warning leaves the header in",
      { "X-A": " x " },
      { "X-A": " x " },
      [
        "warning surrounding-blanks headers.X-A: the value of `X-A` begins or ends with spaces or tabs, which are not sent. Remove them.",
      ],
    ],
  ])("%s", (_, map, headers, problems) => {
    expect(layerOf(map)).toMatchObject({ headers, problems });
  });

  it("a secret with a line break in the middle, without showing it", () => {
    const { headers, problems } = layerOf(
      { "X-Key": "${MULTI}" },
      { env: { MULTI: "sk-one\nsk-two" } },
    );
    expect(headers).toBeUndefined();
    expect(problems).toEqual([
      "error line-break headers.X-Key: the value of `X-Key` holds a line break (U+000A) at character 7. Write it in one line: a header cannot hold a line break.",
    ]);
  });
});

describe("what is left out and a host sends as written", () => {
  const map = {
    "X-Good": "1",
    "Content-Length": "1",
    "X-Unset": "a ${GONE}",
    "X-Empty": "",
    "X-Number": 5,
    "X-Ref": { source: "env", id: "GONE" },
    "X-Twin": "1",
    "x-twin": "2",
  };

  it("is named with its value, unless a later spelling stands for it", () => {
    expect(layerOf(map)).toMatchObject({
      headers: { "X-Good": "1", "x-twin": "2" },
      refused: [
        { name: "X-Unset", value: "a ${GONE}" },
        { name: "Content-Length", value: "1" },
        { name: "X-Empty", value: "" },
      ],
    });
  });

  it("is nothing of the override block", () => {
    expect(layerOf(map, { layer: "override" }).refused).toEqual([]);
  });
});

describe("inside a host", () => {
  it.each<[unknown, unknown]>([
    [{ source: "exec", provider: "vault", id: "x" }, RESOLVED_BY_HOST],
    [{ source: "store", provider: "default", id: "x" }, RESOLVED_BY_HOST],
    // The host runs the one and takes the other for the variable of that name.
    ["!op read op://vault/key", RESOLVED_BY_HOST],
    ["TEAM", RESOLVED_BY_HOST],
    ["$TEAM", RESOLVED_BY_HOST],
    ["$NOT_SET", "$NOT_SET"],
    ["NOT_SET", "NOT_SET"],
    ["team", "team"],
  ])("%j", (value, read) => {
    expect(layerOf({ "X-A": value }, { host: true })).toMatchObject({
      headers: { "X-A": read },
      problems: [],
    });
  });

  it("the host resolves nothing in the override block", () => {
    const map = { "X-A": "!cmd", "X-B": { source: "exec", provider: "vault", id: "x" } };
    expect(layerOf(map, { host: true, layer: "override" })).toMatchObject({
      headers: { "X-A": "!cmd" },
      problems: [
        'error secret-of-host headers.X-B: only OpenClaw resolves a SecretRef of source "exec". Use source "env" or "file" here; inside OpenClaw it works under models.providers.',
      ],
    });
  });

  it("outside a host a text is a text", () => {
    expect(layerOf({ "X-A": "!cmd", "X-B": "TEAM" })).toMatchObject({
      headers: { "X-A": "!cmd", "X-B": "TEAM" },
      problems: [],
    });
  });
});

describe("an audit", () => {
  const clear = (name: string): string =>
    `warning secret-in-file headers.${name}: \`${name}\` holds a credential in clear text, which \`openclaw secrets audit\` does not see. Write "\${NAME}" in its place and set that variable, e.g. in ~/.openclaw/.env.`;

  it("tells credentials in clear text", () => {
    const map = { "cf-aig-authorization": "Bearer x", Cookie: "a=b", "X-Key": "${K}", "X-T": KEY };
    expect(layerOf(map, { audit: true }).problems).toEqual(
      ["cf-aig-authorization", "Cookie", "X-T"].map(clear),
    );
    expect(layerOf(map).problems).toEqual([]);
  });

  it("refuses null where OpenClaw does, and not in the override block", () => {
    expect(layerOf({ "X-A": null }, { audit: true }).problems).toEqual([
      "error null-in-host-config headers.X-A: `X-A` is null, and OpenClaw refuses a configuration with null here. Move it to `override.headers`.",
    ]);
    expect(layerOf({ "X-A": null }, { audit: true, layer: "override" }).problems).toEqual([]);
  });
});

describe("withinHeadSize", () => {
  const reader = createConfigReader(valueOf({}), { env: {} });
  const layer = (headers: Record<string, string | null>) =>
    ({ layer: "provider", headers }) as const;

  it("leaves out the longest until the rest fits", () => {
    const big = layer({ "X-5": "5".repeat(5000), "X-8": "8".repeat(8000), "X-1": "1" });
    expect(withinHeadSize(reader, [big], [])).toEqual([
      layer({ "X-5": "5".repeat(5000), "X-1": "1" }),
    ]);
    expect(reader.problems.map(({ path, message, fix }) => `${path}: ${message}. ${fix}`)).toEqual([
      "X-8: the headers of this provider are 13022 bytes together, more than 12288, and `X-8` is the largest. Shorten or remove some: servers on Node refuse a request head over 16 KiB.",
    ]);
  });

  it("takes from its own layers alone", () => {
    const others = [layer({ "X-8": "8".repeat(8000) })];
    const mine = [layer({ "X-5": "5".repeat(5000) })];
    expect(withinHeadSize(reader, mine, others)).toEqual([layer({})]);
    const full = [layer({ "X-8": "8".repeat(8000), "X-5": "5".repeat(5000) })];
    expect(withinHeadSize(reader, [layer({ "X-Gone": null })], full)).toEqual([]);
  });
});
