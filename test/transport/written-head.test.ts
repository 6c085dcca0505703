import { describe, expect, it } from "vitest";
import { holdsOnly, linesOf } from "../../src/transport/written-head.ts";

const FIELDS = ["accept", "*/*", "x-list", ["a", "b"], "User-Agent", "mine/1.0"];
const LINES = linesOf(FIELDS);
const UNDICI = `POST /v1 HTTP/1.1\r\nhost: a.example\r\nconnection: keep-alive${LINES}`;
const NODE = `POST /v1 HTTP/1.1${LINES}Host: a.example\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n`;

describe("a head that went out", () => {
  it("writes each value of a field in a line of its own", () => {
    expect(LINES).toBe("\r\naccept: */*\r\nx-list: a\r\nx-list: b\r\nUser-Agent: mine/1.0\r\n");
  });

  it.each([
    ["undici's", UNDICI],
    ["that of node:http", NODE],
    ["one without fields of the client", `GET / HTTP/1.1${LINES}`],
  ])("holds the lines and no others: %s", (_, head) => {
    expect(holdsOnly(head, LINES)).toBe(true);
  });

  it.each([
    ["a line that was changed", UNDICI.replace("mine/1.0", "other/1.0")],
    ["a line that was taken off", UNDICI.replace("accept: */*\r\n", "")],
    ["a copy behind them", `${UNDICI}user-agent: other/1.0\r\n`],
    ["a copy before them", UNDICI.replace("host:", "user-agent: other/1.0\r\nhost:")],
    ["a line without a colon", UNDICI.replace("connection: keep-alive", "connection")],
    ["a value that goes on", UNDICI.replace("mine/1.0", "mine/1.0 more")],
    ["a name that begins otherwise", UNDICI.replace("\r\naccept", "\r\nx-accept")],
    ["HTTP/2", ":method: POST\r\naccept: */*\r\n"],
  ])("does not where there is %s", (_, head) => {
    expect(holdsOnly(head, LINES)).toBe(false);
  });
});
