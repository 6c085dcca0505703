import { describe, expect, it } from "vitest";
import { createPathMask, secretsInAddress } from "../../src/secrets/address.ts";

describe("of an address is hidden", () => {
  it.each<[address: string, hidden: string[]]>([
    ["https://a.example/v1", []],
    ["https://user@a.example/v1", ["user"]],
    ["https://:pass@a.example/v1", ["pass"]],
    ["https://user:pass@a.example/v1?key=one&sig=two", ["user", "pass", "one", "two"]],
    ["https://a.example/v1?key=", []],
    ["https://a.example/v1?api-version=2024-10-21&key=one", ["one"]],
    ["https://a.example/v1?alt=sse&beta=true&model=m&version=1", []],
    ["https://a.example/v1?API-Version=2024-10-21", []],
    ["https://a.example/v1?xversion=1", ["1"]],
    ["no address", []],
  ])("%s: %j", (address, hidden) => {
    expect(secretsInAddress(address)).toEqual(hidden);
  });

  it("what is written against a base, too", () => {
    expect(secretsInAddress("/v1?key=one", "https://a.example")).toEqual(["one"]);
    expect(secretsInAddress("/v1?key=one")).toEqual([]);
  });
});

describe("of a path is masked", () => {
  const SECRETS = ["", "tenant", "pass-word-0123456", " with/slash-and blank ", "exactly8"];
  it.each<[path: string, shown: string]>([
    ["/v1/chat/completions", "/v1/chat/completions"],
    ["/tenant/v1", "/***/v1"],
    ["/v1/tenant", "/v1/***"],
    ["/%74enant/v1", "/***/v1"],
    ["/tenants/v1", "/tenants/v1"],
    ["//v1/", "//v1/"],
    ["/pass-word-0123456/v1", "/***/v1"],
    ["/x-pass-word-0123456-y/v1", "/x-***-y/v1"],
    ["/x-pass-word-0123456", "/x-***"],
    ["/x-pass%2Dword-0123456-y", "/x-***-y"],
    ["/x-with/slash-and%20blank-y", "/x-***-y"],
    ["/x-exactly8-y", "/x-***-y"],
    // A secret without its beginning, as in any text.
    ["/word-0123456/v1", "/***/v1"],
    ["/v1/sk-proj-abcdefghijklmnop1234", "/v1/sk-proj-***"],
  ])("%s as %s", (path, shown) => {
    const mask = createPathMask(SECRETS);
    expect(mask(path)).toBe(shown);
    expect(mask(path)).toBe(shown);
  });

  it("what is short and escaped, whatever that looks like otherwise", () => {
    expect(createPathMask(["x03"])(String.raw`/%5c\u007803/v1`)).toBe("/***/v1");
  });

  it("nothing else, where there is no secret", () => {
    expect(createPathMask([])("/pass-word-0123456/tenant")).toBe("/pass-word-0123456/tenant");
  });

  it("each of several that end alike", () => {
    const mask = createPathMask(["one-0123456789", "two-0123456789"]);
    expect(mask("/xone-0123456789/xtwo-0123456789")).toBe("/x***/x***");
  });

  it("where two backslashes of an escape are spelled differently, and what follows looks like another", () => {
    const mask = createPathMask(["sk-test-x03mDIut"]);
    expect(mask("/sk-test-%5c\\u007803mDIut/v1")).toBe("/***/v1");
    expect(mask("/a-sk-test-%5c\\u007803mDIut/v1")).toBe("/a-***/v1");
  });

  it("what ends as a secret does, though its escapes can be undone in another way", () => {
    const mask = createPathMask(["ub4%%27M-8f3<>0t;5"]);
    expect(mask("/ub4%25%25%2527M-8f3<>0t;5/v1")).not.toContain("0t;5");
  });
});
