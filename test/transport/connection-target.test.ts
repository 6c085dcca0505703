import { Agent, type ClientRequest } from "node:http";
import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { describe, expect, it } from "vitest";
import {
  judgedOnce,
  leadsElsewhere,
  targetNamedBy,
  usesSocketPath,
} from "../../src/transport/connection-target.ts";
import { NEWER_NODES, runScenario } from "./child-process.ts";

interface Result {
  /** What arrived of `x-secret-token` and `user-agent`. */
  readonly seen: Record<string, string[]>;
  readonly there: string[];
  readonly elsewhere: string[];
  readonly said: string[];
}

describe.each(NEWER_NODES)("a request that names a provider, Node %s", async (version) => {
  const { seen, there, elsewhere, said } = (await runScenario(version, "connections.ts")) as Result;

  it.each(there)("%s", (name) => {
    expect(seen[name]).toEqual(["t-000000000000", "mine/1.0"]);
  });

  it.each(elsewhere)("%s", (name) => {
    expect(seen[name]).toEqual(["client/1"]);
  });

  it("is reported once for each provider that it does not go to", () => {
    expect(said).toEqual(
      ["relay", "local"].map(
        (id) =>
          `provider-headers: a request names ${id} in its Host field and goes to another port or socket (by \`port\`, \`socketPath\`, \`createConnection\` or its agent): it was left alone. Give that address as the baseUrl of ${id}, or an agent for proxies.`,
      ),
    );
  });
});

const OTHERS_CERTIFICATE = {
  encrypted: true,
  authorized: true,
  isSessionReused: (): boolean => false,
  getPeerCertificate: (): object => ({ subject: { CN: "b" } }),
};

describe("what a connection shows", () => {
  const target = { host: "127.0.0.1", port: "8080" };
  const shows = (own: object, type: object = Socket.prototype): Socket =>
    Object.create(type, Object.getOwnPropertyDescriptors({ connecting: false, ...own })) as Socket;
  const asked = (own: object = {}): ClientRequest =>
    ({ path: "/v1", host: target.host, ...own }) as unknown as ClientRequest;
  const there = shows({ remotePort: 8080, remoteAddress: "127.0.0.1" });
  const away = shows({ remotePort: 9090, remoteAddress: "127.0.0.1" });

  it.each([
    ["the port and address", there, asked(), false],
    [
      "an IPv4 address as IPv6 writes it",
      shows({ remotePort: 8080, remoteAddress: "::ffff:127.0.0.1" }),
      asked(),
      false,
    ],
    ["the port and no address", shows({ remotePort: 8080 }), asked(), true],
    ["another port", away, asked(), true],
    ["another address", shows({ remotePort: 8080, remoteAddress: "10.0.0.1" }), asked(), true],
    ["nothing, of a Unix socket", shows({ remotePort: undefined }), asked(), true],
    [
      "nothing, of a stream of its maker's own",
      shows({ remotePort: undefined }, {}),
      asked(),
      false,
    ],
    ["nothing yet", shows({ connecting: true }), asked(), "later"],
    ["nothing before the handshake", shows({ secureConnecting: true }), asked(), "later"],
    [
      "another port, of a proxy in absolute form",
      away,
      asked({ path: "http://a.example/v1" }),
      false,
    ],
    ["another port, of an agent for proxies", away, asked({ agent: { proxy: {} } }), false],
    [
      "a resumed session",
      shows({ encrypted: true, authorized: true, isSessionReused: () => true, remotePort: 1 }),
      asked(),
      false,
    ],
    [
      "the certificate of another",
      shows({ ...OTHERS_CERTIFICATE, remotePort: 8080, remoteAddress: "10.0.0.1" }),
      asked(),
      true,
    ],
    [
      "nothing, of TLS over a Unix socket",
      shows({ encrypted: true, authorized: false }, TLSSocket.prototype),
      asked(),
      true,
    ],
    [
      "nothing, of TLS over a stream of its maker's own",
      shows({ encrypted: true, authorized: false, _parent: shows({}, {}) }, TLSSocket.prototype),
      asked(),
      false,
    ],
    [
      "the certificate of another, at the very address",
      shows({ ...OTHERS_CERTIFICATE, remotePort: 8080, remoteAddress: "127.0.0.1" }),
      asked(),
      false,
    ],
    [
      "another port, of a certificate that was not verified",
      shows({ encrypted: true, authorized: false, remotePort: 9090 }),
      asked(),
      true,
    ],
  ])("%s", (_what, socket, request, expected) => {
    expect(leadsElsewhere(request, socket, target)).toBe(expected);
  });

  it.each([
    ["a.example", undefined, false, "an address was given"],
    ["a.example", "a.example", false, "the name"],
    ["a.example", "A.example", false, "the name in capitals"],
    ["a.example", "b.example", true, "another name"],
    ["0.0.0.0", undefined, false, "the machine itself"],
    ["::", undefined, false, "the machine itself"],
    ["::ffff:7f00:1", undefined, false, "an IPv4 address within IPv6"],
    ["::1", undefined, true, "another address"],
  ])("the address 127.0.0.1 for %s, looked up as %s: %s, %s", (host, _host, expected, _why) => {
    const socket = shows({ remotePort: 8080, remoteAddress: "127.0.0.1", _host });
    expect(leadsElsewhere(asked({ host }), socket, { host, port: "8080" })).toBe(expected);
  });

  it.each([
    [undefined, true],
    ["a.example", false],
    ["b.example", true],
  ])("a certificate of another name, looked up as %s: %s", (_host, expected) => {
    const socket = shows({ ...OTHERS_CERTIFICATE, remotePort: 443, _host });
    const host = "a.example";
    expect(leadsElsewhere(asked({ host }), socket, { host, port: "443" })).toBe(expected);
  });

  it("the lookup is that of the connection below TLS", () => {
    const socket = shows({ remotePort: 443, _parent: shows({ _host: "b.example" }) });
    const host = "a.example";
    expect(leadsElsewhere(asked({ host }), socket, { host, port: "443" })).toBe(true);
  });

  it.each([
    ["http://a.example", "a.example", "80"],
    ["https://a.example", "a.example", "443"],
    ["https://[::1]:8443", "::1", "8443"],
  ])("%s names a host and a port", (origin, host, port) => {
    expect(targetNamedBy(origin)).toEqual({ host, port });
  });

  it.each([
    ["127.0.0.1:8080:", undefined, false],
    ["127.0.0.1:9090:", undefined, true],
    ["127.0.0.2:8080:", undefined, true],
    ["127.0.0.2:8080:", undefined, true, there],
    ["127.0.0.1:9090:", (): string => "a name of its own", true, there],
    ["127.0.0.2:8080:", (): string => "a name of its own", true],
    ["127.0.0.2:8080:", (): string => "a name of its own", false, there],
  ] as const)("the agent's name for it: %s", (name, getName, expected, socket = away) => {
    const agent = Object.assign(new Agent(), {
      sockets: { "a.example:80:": [], [name]: [socket] },
      ...(getName === undefined ? {} : { getName }),
    });
    expect(leadsElsewhere(asked({ agent }), socket, target)).toBe(expected);
  });

  it.each([
    ["no other connection", []],
    ["another connection to the very place", [there]],
  ])("not in the hands of its agent, which holds %s", (_what, held) => {
    const agent = Object.assign(new Agent(), { sockets: { "127.0.0.1:8080:": held } });
    expect(leadsElsewhere(asked({ agent }), away, target)).toBe(true);
  });

  it("a path of the file system, by the agent or the request", () => {
    expect(usesSocketPath(asked())).toBe(false);
    expect(usesSocketPath(asked({ socketPath: "/a" }))).toBe(true);
    expect(usesSocketPath(asked({ agent: { options: { socketPath: "/a" } } }))).toBe(true);
  });

  describe("is remembered of a connection that is kept", () => {
    const origin = "http://127.0.0.1:8080";
    const kept = { agent: {} };
    const endingAt = (remotePort: number): Socket =>
      shows({ remotePort, remoteAddress: "127.0.0.1" });

    it("so that it is looked at once", () => {
      let looks = 0;
      const socket = Object.defineProperty(shows({}), "remotePort", {
        get: () => {
          looks += 1;
          return 9090;
        },
      });
      expect(judgedOnce(asked(kept), socket, origin)).toBe(true);
      expect(judgedOnce(asked(kept), socket, origin)).toBe(true);
      expect(looks).toBe(1);
    });

    it("but not for another origin", () => {
      const socket = endingAt(9090);
      expect(judgedOnce(asked(kept), socket, origin)).toBe(true);
      expect(judgedOnce(asked(kept), socket, "http://127.0.0.1:9090")).toBe(false);
    });

    it("but not for another agent", () => {
      const socket = endingAt(9090);
      expect(judgedOnce(asked({ agent: { proxy: {} } }), socket, origin)).toBe(false);
      expect(judgedOnce(asked(kept), socket, origin)).toBe(true);
    });

    it("but not for another spelling of the host, which its agent keeps apart", () => {
      const socket = endingAt(8080);
      const agent = Object.assign(new Agent(), { sockets: { "localhost:8080:": [socket] } });
      const named = "http://localhost:8080";
      expect(judgedOnce(asked({ agent, host: "localhost" }), socket, named)).toBe(false);
      expect(judgedOnce(asked({ agent, host: "LOCALHOST" }), socket, named)).toBe(true);
    });

    it("but not before it is connected", () => {
      const socket = endingAt(9090);
      const connecting = Object.assign(socket, { connecting: true });
      expect(judgedOnce(asked(kept), connecting, origin)).toBe("later");
      const connected = Object.assign(socket, { connecting: false });
      expect(judgedOnce(asked(kept), connected, origin)).toBe(true);
    });

    it.each([
      ["after", ["/v1", "http://a.example/v1"], [true, false]],
      ["before", ["http://a.example/v1", "/v1"], [false, true]],
    ])("and not of a proxy that is asked in absolute form %s", (_when, paths, expected) => {
      const socket = endingAt(9090);
      expect(paths.map((path) => judgedOnce(asked({ path, ...kept }), socket, origin))).toEqual(
        expected,
      );
    });

    it("and not where Host names another host", () => {
      expect(judgedOnce(asked(kept), endingAt(9090), "http://")).toBe(false);
    });
  });
});
