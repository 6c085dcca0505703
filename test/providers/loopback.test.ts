import { expect, it } from "vitest";
import { isLoopbackHost } from "../../src/providers/loopback.ts";

it.each([
  ["http://localhost:1", true],
  ["http://LOCALHOST", true],
  ["http://a.localhost", true],
  ["http://my.app.localhost", true],
  ["http://localhost.", true],
  ["http://127.0.0.1", true],
  ["http://127.1", true],
  ["http://127.255.0.9", true],
  ["http://[::1]:8080", true],
  ["http://[::ffff:127.0.0.1]", true],
  ["http://[::ffff:127.1.22.33]", true],
  ["http://10.0.0.1", false],
  ["http://0.0.0.0", false],
  ["http://[::2]", false],
  ["http://[::ffff:8.8.8.8]", false],
  ["http://localhost.example", false],
  ["http://notlocalhost", false],
  ["http://127.0.0.1.example", false],
])("%s: %s", (url, loopback) => {
  expect(isLoopbackHost(new URL(url).hostname)).toBe(loopback);
});
