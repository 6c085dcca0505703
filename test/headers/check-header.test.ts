import { describe, expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/providers/find.ts";
import {
  checkHeaders,
  type CheckHeadersOptions,
  checkHeadersTogether,
} from "../../src/headers/check-header.ts";
import { REFUSED_FIELD_NAMES } from "../../src/headers/field-name.ts";
import { type HeaderLayer, RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";

function told(headers: Record<string, unknown>, options?: CheckHeadersOptions): string[] {
  return checkHeaders(headers, options).map(
    ({ name, severity, code, message, fix }) => `${severity} ${code} ${name}: ${message}. ${fix}`,
  );
}

describe("what is fine", () => {
  it.each<[string, unknown]>([
    ["User-Agent", "my-agent/1.0"],
    ["X-Latin", "déjà vu"],
    ["X-Tab", "a\tb"],
    ["X-Session", "{{sessionId}}"],
    ["X-All", "{{providerId}}/{{modelId}}"],
    ["Authorization", "Bearer sk-kimi-test-000000000000"],
    ["X-Late", () => "secret"],
    ["X-Later", (unused?: string) => unused],
    ["X-Host", RESOLVED_BY_HOST],
    ["X-Gone", null],
    ["x-stainless-*", null],
    ["X-Unsaid", undefined],
    ["not a name", undefined],
    ["X-Long", "x".repeat(8192)],
    ["*", "a"],
    ["x*", "a"],
  ])("%s: %j", (name, value) => {
    expect(told({ [name]: value })).toEqual([]);
  });
});

describe("what is refused", () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      "a space in a name",
      { "X Y": "a" },
      'error not-a-name X Y: "X Y" is not a header name: it holds a space. Use letters, digits and hyphens only, e.g. `X-My-Header`.',
    ],
    [
      "a colon after a name",
      { "X-Y:": "a" },
      'error not-a-name X-Y:: "X-Y:" is not a header name: it holds U+003A (:). Write "X-Y".',
    ],
    [
      "a space after a name",
      { "X-Y ": "a" },
      'error not-a-name X-Y : "X-Y " is not a header name: it holds a space. Write "X-Y".',
    ],
    [
      "a letter that is not ASCII",
      { Größe: "a" },
      'error not-a-name Größe: "Größe" is not a header name: it holds U+00F6 (ö). Use letters, digits and hyphens only, e.g. `X-My-Header`.',
    ],
    [
      "a line break in a name",
      { "X\n": null },
      'error not-a-name X\n: "X\\n" is not a header name: it holds U+000A. Write "X".',
    ],
    [
      "no name",
      { "": "a" },
      "error not-a-name : a header name cannot be empty. Use letters, digits and hyphens only, e.g. `X-My-Header`.",
    ],
    [
      "a transport's own name",
      { "Content-Length": "1" },
      "error refused-name Content-Length: `Content-Length` cannot be configured: it follows from the body, and a wrong one hangs the request. Remove it.",
    ],
    [
      "taking off a transport's own name",
      { host: null },
      "error refused-name host: `host` cannot be configured: it follows from the address in `baseUrl`. Remove it.",
    ],
    [
      "a number",
      { "X-N": 1 },
      "error not-a-string X-N: the value of `X-N` is a number, not a string. Put it in quotes.",
    ],
    [
      "a boolean",
      { "X-B": true },
      "error not-a-string X-B: the value of `X-B` is a boolean, not a string. Put it in quotes.",
    ],
    [
      "an array",
      { "X-A": ["a"] },
      "error not-a-string X-A: the value of `X-A` is an array, not a string. Write one string in quotes.",
    ],
    [
      "an object",
      { "X-O": { a: 1 } },
      "error not-a-string X-O: the value of `X-O` is an object, not a string. Write one string in quotes.",
    ],
    [
      "an empty value",
      { "X-E": "" },
      "error empty X-E: the value of `X-E` is empty. Use `null` to send no such header, or remove the line.",
    ],
    [
      "a value of blanks",
      { "X-E": " \t" },
      "error empty X-E: the value of `X-E` is empty. Use `null` to send no such header, or remove the line.",
    ],
    [
      "a line break",
      { "X-L": "a\r\nX-Evil: 1" },
      "error line-break X-L: the value of `X-L` holds a line break (U+000D) at character 2. Write it in one line: a header cannot hold a line break.",
    ],
    [
      "a control character",
      { "X-C": "ab\u0000" },
      "error control-character X-C: the value of `X-C` holds a control character (U+0000) at character 3. Remove that character.",
    ],
    [
      "what becomes a line break on the wire",
      { "X-U": "\u010d\u010a" },
      "error above-latin-1 X-U: the value of `X-U` holds U+010D at character 1: a header cannot hold a character above U+00FF. Use plain ASCII, or encode it as the provider asks for (often percent-encoding).",
    ],
    [
      "a character outside the basic plane",
      { "X-U": "😀" },
      "error above-latin-1 X-U: the value of `X-U` holds U+1F600 at character 1: a header cannot hold a character above U+00FF. Use plain ASCII, or encode it as the provider asks for (often percent-encoding).",
    ],
    [
      "a long value",
      { "X-L": "x".repeat(8193) },
      "error too-long X-L: the value of `X-L` is 8193 bytes, more than 8192. Shorten it: servers on Node refuse a request head over 16 KiB.",
    ],
    [
      "an unknown placeholder",
      { "X-P": "{{sesionId}}" },
      "error unknown-placeholder X-P: the value of `X-P` holds a placeholder of unknown name. Known are {{sessionId}}, {{providerId}}, {{modelId}}.",
    ],
    [
      "a family with a value",
      { "x-stainless-*": "js" },
      "error family-with-value x-stainless-*: `x-stainless-*` stands for many headers and cannot have a value. Use `null` to remove them all, or write the name of one header in full.",
    ],
    [
      "a family that is a secret",
      { "x-stainless-*": () => "js" },
      "error family-with-value x-stainless-*: `x-stainless-*` stands for many headers and cannot have a value. Use `null` to remove them all, or write the name of one header in full.",
    ],
    [
      "a family that holds a refused name",
      { "Proxy-*": null },
      "error family-too-wide Proxy-*: `Proxy-*` would take off `proxy-connection`, which a request cannot do without. Write a longer prefix, or the names of the headers in full.",
    ],
    [
      "a family in content-*",
      { "content-*": null },
      "error family-too-wide content-*: `content-*` would take off `content-*`, which a request cannot do without. Write a longer prefix, or the names of the headers in full.",
    ],
    [
      "a family above sec-websocket-*",
      { "sec-*": null },
      "error family-too-wide sec-*: `sec-*` would take off `sec-websocket-*`, which a request cannot do without. Write a longer prefix, or the names of the headers in full.",
    ],
    [
      "twins",
      { "X-A": "1", "x-a": "2" },
      "error twin x-a: `x-a` and `X-A` are the same header: names do not differ by case. Keep one of them.",
    ],
    [
      "twins, one of them removed",
      { "X-A": null, "x-a": "2" },
      "error twin x-a: `x-a` and `X-A` are the same header: names do not differ by case. Keep one of them.",
    ],
    [
      "twin families",
      { "X-A-*": null, "x-a-*": null },
      "error twin x-a-*: `x-a-*` and `X-A-*` are the same header: names do not differ by case. Keep one of them.",
    ],
  ])("%s", (_title, headers, fault) => {
    expect(told(headers)).toEqual([fault]);
  });

  it.each(["{{ sessionId }}", "a-{{sessionid}}", "{{session_id}}", "{{ Session-Id }}"])(
    "%s: says what is meant",
    (value) => {
      expect(checkHeaders({ "X-S": value })).toMatchObject([
        {
          code: "unknown-placeholder",
          fix: "Write {{sessionId}}.",
        },
      ]);
    },
  );

  it.each([...REFUSED_FIELD_NAMES.keys()])("%s, in any case", (name) => {
    const headers = JSON.parse(`{${JSON.stringify(name.toUpperCase())}: "x"}`) as object;
    expect(checkHeaders({ ...headers })[0]?.code).toBe("refused-name");
  });

  it("an own key `__proto__`, as JSON5 gives it", () => {
    const headers = JSON.parse('{"__proto__": "x"}') as Record<string, unknown>;
    expect(checkHeaders(headers).map(({ name, code }) => [name, code])).toEqual([
      ["__proto__", "refused-name"],
    ]);
  });

  it("each twin after the first", () => {
    expect(checkHeaders({ "X-A": "1", "x-a": "2", "X-a": "3" }).map(({ name }) => name)).toEqual([
      "x-a",
      "X-a",
    ]);
  });

  it("not a twin that says nothing", () => {
    expect(told({ "X-A": undefined, "x-a": "2" })).toEqual([]);
  });

  it("null where the host refuses it", () => {
    const overridePath = "plugins.entries.provider-headers.config.providers.kimi.headers";
    for (const name of ["X-A", "x-a-*"]) {
      expect(told({ [name]: null }, { overridePath })).toEqual([
        `error null-in-host-config ${name}: \`${name}\` is null, and OpenClaw refuses a configuration with null here. Move it to \`${overridePath}\`.`,
      ]);
    }
    expect(checkHeaders({ host: null }, { overridePath })[0]?.code).toBe("refused-name");
  });

  it("all at once, in the order of the keys, and never a value", () => {
    const secret = "sk-kimi-test-000000000000";
    const faults = checkHeaders({
      "X Y": secret,
      host: secret,
      "X-L": `${secret}\n`,
      "X-P": `{{${secret}}}`,
      "X-O": { secret },
      "x-*": secret,
      "X-U": `${secret}\u0100`,
    });
    expect(faults.map(({ code }) => code)).toEqual([
      "not-a-name",
      "refused-name",
      "line-break",
      "unknown-placeholder",
      "not-a-string",
      "family-with-value",
      "above-latin-1",
    ]);
    expect(JSON.stringify(faults)).not.toContain(secret);
  });

  it("a key of any length, told in a short line", () => {
    const [fault] = checkHeaders({ ["é".repeat(100_000)]: "a" });
    expect(fault?.message.length).toBeLessThan(200);
  });
});

describe("what is warned of", () => {
  const builtIn = BUILT_IN_PROVIDERS[0];

  it.each<[string, Record<string, unknown>, CheckHeadersOptions, string[]]>([
    [
      "surrounding blanks",
      { "X-A": " a\t" },
      {},
      [
        "warning surrounding-blanks X-A: the value of `X-A` begins or ends with spaces or tabs, which are not sent. Remove them.",
      ],
    ],
    ["U+00A0, which stays", { "X-A": "\u00a0a" }, {}, []],
    [
      "anthropic-beta",
      { "Anthropic-Beta": "a" },
      {},
      [
        "warning replaces-client-value Anthropic-Beta: `Anthropic-Beta`: it replaces the list of beta features that the SDK sends. Remove the line unless you mean that.",
      ],
    ],
    [
      "content-type",
      { "content-type": "text/plain" },
      {},
      [
        "warning replaces-client-value content-type: `content-type`: the client sets it to fit the body. Remove the line unless you mean that.",
      ],
    ],
    [
      "accept, also when it is taken off",
      { accept: null },
      {},
      [
        "warning replaces-client-value accept: `accept`: the client sets it to fit what it can read, streams above all. Remove the line unless you mean that.",
      ],
    ],
    [
      "accept-encoding, also as one of a family",
      { "accept-*": null },
      {},
      [
        "warning replaces-client-value accept-*: `accept-*` takes off `accept-encoding`: the client sets it to what it can decompress. Remove the line unless you mean that.",
      ],
    ],
    [
      "an asterisk that stands for nothing",
      { "x-stainless*": null },
      {},
      [
        "warning literal-asterisk x-stainless*: `x-stainless*` removes only a header of exactly that name. A family of headers ends in `-*`, e.g. `x-stainless-*`.",
      ],
    ],
    [
      "a credential over http://",
      { "X-Api-Key": "k" },
      { baseUrl: "http://relay.example/v1" },
      [
        "warning credential-over-http X-Api-Key: `X-Api-Key` carries a credential over http://, where anyone on the way can read it. Use https:// in `baseUrl`.",
      ],
    ],
    [
      "a secret over ws://, whatever its name",
      { "X-Tenant": "k" },
      { baseUrl: "ws://relay.example/v1", secrets: new Set(["X-Tenant"]) },
      [
        "warning credential-over-http X-Tenant: `X-Tenant` carries a credential over http://, where anyone on the way can read it. Use https:// in `baseUrl`.",
      ],
    ],
    ["no credential over http://", { "X-Tenant": "k" }, { baseUrl: "http://relay.example" }, []],
    ["a credential taken off", { "X-Api-Key": null }, { baseUrl: "http://relay.example" }, []],
    ["a credential over https://", { "X-Api-Key": "k" }, { baseUrl: "https://relay.example" }, []],
    ["a credential to loopback", { "X-Api-Key": "k" }, { baseUrl: "http://127.0.0.1:1/v1" }, []],
    ["an address that is none", { "X-Api-Key": "k" }, { baseUrl: "http://" }, []],
    [
      "a credential beside apiKey",
      { authorization: "Bearer k" },
      { hasApiKey: true },
      [
        "warning second-credential authorization: `authorization` is sent in place of or beside the provider's `apiKey`. Keep one of the two.",
      ],
    ],
    [
      "a gateway's credential beside apiKey",
      { "cf-aig-authorization": "k" },
      { hasApiKey: true },
      [],
    ],
    ["apiKey's own field taken off", { authorization: null }, { hasApiKey: true }, []],
    [
      "what the built-in sends anyway",
      { "user-agent": "claude-code/0.1.0" },
      { builtIn },
      [
        "warning same-as-built-in user-agent: `user-agent` has the value that is sent for kimi-coding anyway. Remove the line, or keep it to hold that value should the built-in change.",
      ],
    ],
    ["another value than the built-in's", { "user-agent": "me/1" }, { builtIn }, []],
    [
      "several things about one header",
      { Authorization: " Bearer k" },
      { baseUrl: "http://relay.example", hasApiKey: true },
      [
        "warning surrounding-blanks Authorization: the value of `Authorization` begins or ends with spaces or tabs, which are not sent. Remove them.",
        "warning credential-over-http Authorization: `Authorization` carries a credential over http://, where anyone on the way can read it. Use https:// in `baseUrl`.",
        "warning second-credential Authorization: `Authorization` is sent in place of or beside the provider's `apiKey`. Keep one of the two.",
      ],
    ],
  ])("%s", (_title, headers, options, expected) => {
    expect(told(headers, options)).toEqual(expected);
  });
});

describe("checkHeadersTogether", () => {
  const provider: HeaderLayer = {
    layer: "provider",
    // 2 + 8,000 + 4 bytes.
    headers: { "X-": "x".repeat(8000), "X-Gone": null, "X-Unsaid": undefined },
  };

  it("counts what is sent in the end, up to 12 KiB", () => {
    const fits: HeaderLayer = {
      layer: "model",
      headers: { Y: `${"y".repeat(12_288 - 8006 - 5)} ` },
    };
    expect(checkHeadersTogether([provider, fits])).toBeUndefined();
    const replaced: HeaderLayer = { layer: "override", headers: { "x-": "x".repeat(8000) } };
    expect(checkHeadersTogether([replaced, provider])).toBeUndefined();
    expect(checkHeadersTogether([])).toBeUndefined();
  });

  it("does not count what a family of a higher layer takes off", () => {
    const large: HeaderLayer = { layer: "model", headers: { Y: "y".repeat(8000) } };
    const family: HeaderLayer = { layer: "override", headers: { "x-*": null } };
    expect(checkHeadersTogether([provider, large])).toBeDefined();
    const prefixed: HeaderLayer = { layer: "provider", headers: { "X-A": "x".repeat(8000) } };
    expect(checkHeadersTogether([prefixed, large, family])).toBeUndefined();
  });

  it("names the largest header and its layer", () => {
    const over: HeaderLayer = {
      layer: "model",
      headers: { Y: "y".repeat(12_288 - 8006 - 4), Z: () => "secret" },
    };
    expect(checkHeadersTogether([over, provider])).toEqual({
      name: "X-",
      severity: "error",
      code: "too-large-together",
      message:
        "the headers of this provider are 12289 bytes together, more than 12288, and `X-` is the largest",
      fix: "Shorten or remove some: servers on Node refuse a request head over 16 KiB.",
      layer: provider,
      excess: 1,
    });
  });

  it.each<[string, number, number, string]>([
    ["the later where it is larger", 7000, 7001, "b"],
    ["the earlier where it is larger", 7001, 7000, "a"],
    ["the first of those of one size", 7000, 7000, "a"],
  ])("names %s", (_title, first, second, named) => {
    const headers = { a: "x".repeat(first), b: "x".repeat(second) };
    expect(checkHeadersTogether([{ layer: "provider", headers }])?.name).toBe(named);
  });
});

it.each<[baseUrl: string, warned: boolean]>([
  [" http://relay.example/v1", true],
  ["WS://relay.example/v1", true],
  ["https://relay.example/to/http://other", false],
  ["http://127.0.0.1/v1", false],
])("a credential over %s: %s", (baseUrl, warned) => {
  const codes = checkHeaders({ Authorization: "Bearer a" }, { baseUrl }).map(({ code }) => code);
  expect(codes.includes("credential-over-http")).toBe(warned);
});
