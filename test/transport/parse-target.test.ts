import { describe, expect, it } from "vitest";
import { normalizePath, parseTarget } from "../../src/transport/parse-target.ts";

describe("parseTarget", () => {
  it.each([
    ["https://A.example:443/v1?key=1#x", "https://a.example", "/v1"],
    ["http://a.example:8080", "http://a.example:8080", "/"],
    ["ws://a.example:80/v1", "http://a.example", "/v1"],
    ["wss://a.example:443/v1/", "https://a.example", "/v1/"],
    ["https://[::1]:8443/a/../b", "https://[::1]:8443", "/b"],
  ])("%s", (url, origin, path) => {
    expect(parseTarget(url)).toEqual({ origin, path });
  });

  it.each(["ftp://a.example/", "file:///v1", "data:,a", "http://", "/v1", "", "mailto:a@b"])(
    "%j is no target",
    (url) => {
      expect(parseTarget(url)).toBeUndefined();
    },
  );
});

it.each([
  ["/v1/chat", "/v1/chat"],
  ["/%76%31/%7e%2D%5f%2E", "/v1/~-_."],
  ["/%41%5a%61%7A%30%39", "/AZaz09"],
  ["/a%2fb%c3%a9%20", "/a%2Fb%C3%A9%20"],
  ["/%40%5B%60%7B%2f%3A", "/%40%5B%60%7B%2F%3A"],
])("the path %s means %s", (path, normal) => {
  expect(normalizePath(path)).toBe(normal);
});
