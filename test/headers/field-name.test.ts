import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  familyPrefix,
  firstBadNameCharacter,
  inFamily,
  isFamilyName,
  isFieldName,
  normalizeFieldName,
  REFUSED_FIELD_NAMES,
  sameFieldName,
  untouchableIn,
} from "../../src/headers/field-name.ts";

describe("isFieldName", () => {
  it.each(["User-Agent", "x", "X_Title", "0", "!#$%&'*+-.^_`|~", "x-stainless-*"])("%s", (name) => {
    expect(isFieldName(name)).toBe(true);
  });

  it.each([
    ["", undefined],
    ["X Y", " "],
    ["X:", ":"],
    [":path", ":"],
    ["X\tY", "\t"],
    ["X\r\nY", "\r"],
    ["X\u0000", "\u0000"],
    ["X\u007f", "\u007f"],
    ["Größe", "ö"],
    ["X-名", "名"],
    ["X-😀", "😀"],
    ["a/b", "/"],
    ["a(b)", "("],
    ["a,b", ","],
    ['a"b"', '"'],
  ])("not %j", (name, bad) => {
    expect(isFieldName(name)).toBe(false);
    expect(firstBadNameCharacter(name)).toBe(bad);
  });
});

describe("comparing names", () => {
  it.each([
    ["User-Agent", "user-agent", true],
    ["X-A", "x-a", true],
    ["X-A", "X_A", false],
    ["x", "xx", false],
    // "[" and "{", "@" and "`" differ by the same bit as letters of two cases do.
    ["@", "`", false],
    ["[", "{", false],
    ["X-Z", "x-z", true],
    ["^", "~", false],
    ["_", "\u007f", false],
    // The Kelvin sign and the dotted capital I have ASCII letters for lower case.
    ["\u212a", "k", false],
    ["\u0130", "i", false],
  ])("%j and %j: %s", (one, other, same) => {
    expect(sameFieldName(one, other)).toBe(same);
    expect(sameFieldName(other, one)).toBe(same);
    expect(normalizeFieldName(one) === normalizeFieldName(other)).toBe(same);
  });

  it("writes letters of ASCII alone in lower case", () => {
    expect(normalizeFieldName("X-\u212AEY-\u00c4")).toBe("x-\u212aey-\u00c4");
  });

  it("agrees with the normalized form, for any text", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.string({
        unit: fc.constantFrom("a", "A", "k", "\u212a", "-", "_", "Z", "[", "{"),
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(sameFieldName(one, other)).toBe(
          normalizeFieldName(one) === normalizeFieldName(other),
        );
        expect(inFamily(one, other)).toBe(
          normalizeFieldName(one).startsWith(normalizeFieldName(other)),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe("families", () => {
  it.each([
    ["x-stainless-*", true],
    ["X-*", true],
    ["-*", true],
    ["*", false],
    ["x*", false],
    ["x-*-y", false],
  ])("%s: %s", (name, family) => {
    expect(isFamilyName(name)).toBe(family);
  });

  it("holds every name that begins with its prefix", () => {
    const prefix = familyPrefix("X-Stainless-*");
    expect(prefix).toBe("x-stainless-");
    expect(inFamily("x-stainless-lang", prefix)).toBe(true);
    expect(inFamily("X-STAINLESS-OS", prefix)).toBe(true);
    expect(inFamily("x-stainless", prefix)).toBe(false);
    expect(inFamily("x-stainles-lang", prefix)).toBe(false);
  });

  it.each([
    ["x-stainless-", undefined],
    ["accept-", undefined],
    ["content-", "content-*"],
    ["content-x-", "content-*"],
    ["sec-", "sec-websocket-*"],
    ["sec-websocket-", "sec-websocket-*"],
    ["sec-websocket-protocol-", "sec-websocket-*"],
    ["-", undefined],
    ["keep-", "keep-alive"],
    ["proxy-", "proxy-connection"],
    ["http2-", "http2-settings"],
    ["transfer-", "transfer-encoding"],
    ["sec-fetch-", undefined],
  ])("%s reaches %s", (prefix, reached) => {
    expect(untouchableIn(prefix)).toBe(reached);
  });
});

it("refuses what belongs to the transport or to JavaScript, and says why", () => {
  const ofConnection = "it is about one connection, which the transport opens and closes";
  const ofTransport = "the transport sets it for each request";
  const ofObjects = "JavaScript objects give it another meaning";
  expect(Object.fromEntries(REFUSED_FIELD_NAMES)).toEqual({
    ["__proto__"]: ofObjects,
    connection: ofConnection,
    constructor: ofObjects,
    "content-length": "it follows from the body, and a wrong one hangs the request",
    expect: "the transport must wait for the answer to it",
    host: "it follows from the address in `baseUrl`",
    "http2-settings": ofConnection,
    "keep-alive": ofConnection,
    prototype: ofObjects,
    "proxy-authorization": "it is meant for the proxy, whose URL can hold the credential",
    "proxy-connection": ofConnection,
    te: ofTransport,
    trailer: ofTransport,
    "transfer-encoding": ofTransport,
    upgrade: ofConnection,
  });
});
