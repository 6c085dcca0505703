import { describe, expect, it } from "vitest";
import { partsOf, viewsOf } from "../../src/secrets/spellings.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("secret in one header value", () => {
  const PAIR = "us?r-1:pass:w>>rd>?~~";
  it.each<[title: string, secret: string, parts: string[]]>([
    ["are a key", "key-1", ["key-1"]],
    ["is what stands behind a scheme", " Bearer  key-1 ", ["key-1"]],
    ["is no half of what is not Basic", `Bearer ${base64(PAIR)}`, [base64(PAIR)]],
    [
      "are both halves of Basic, parted by the first colon",
      `basic ${base64(PAIR)}`,
      [base64(PAIR), PAIR, "us?r-1", "pass:w>>rd>?~~"],
    ],
    [
      "is a pair in Base64url, too",
      `Basic ${Buffer.from(PAIR).toString("base64url")}`,
      [Buffer.from(PAIR).toString("base64url"), PAIR, "us?r-1", "pass:w>>rd>?~~"],
    ],
    [
      "is a pair without a colon",
      `Basic ${base64("key-1")}`,
      [base64("key-1"), "key-1", "", "key-1"],
    ],
    ["is Basic that is no Base64", "Basic key!", ["key!"]],
    ["are the first 16 KiB, as nobody sends more", "x".repeat(16_385), ["x".repeat(16_384)]],
  ])("%s", (_title, secret, parts) => {
    expect(partsOf(secret)).toEqual(parts);
  });
});

describe("a text may hold", () => {
  it.each<[secret: string, views: string[]]>([
    ["key-1", ["key-1"]],
    ["a b c", ["a b c", "a+b+c"]],
    // UTF-8; the same read as Latin-1; Latin-1; U+FFFD.
    ["\u00e9", ["\xc3\xa9", "\xc3\x83\xc2\xa9", "\xe9", "\xef\xbf\xbd"]],
    ["\u043f", ["\xd0\xbf", "\xc3\x90\xc2\xbf"]],
  ])("%j as %j", (secret, views) => {
    expect(viewsOf(secret)).toEqual(views);
  });
});
