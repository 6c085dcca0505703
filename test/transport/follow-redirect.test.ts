import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import nodeFetch from "node-fetch";
import { captureServer, valuesIn } from "./capture-server.ts";
import { recording, until } from "./recording.ts";

/** Asks a provider's server, which redirects `/first` to `/second`; what arrived of both, or why there is no second. */
async function follow(status: number, makeInput: (url: string) => string | Request, init?: object) {
  const server = await captureServer((request, response) => {
    if (request.url === "/first") response.writeHead(status, { location: "/second" });
    response.end("{}");
  });
  const { logger, guard } = recording();
  const providers = { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } };
  const asked = createProviderFetch({ providers, logger, guard })(
    makeInput(`${server.origin}/first`),
    init as RequestInit,
  );
  const cause = await asked.then(
    () => undefined,
    (error: Error) => (error.cause as Error).message,
  );
  const received = server.received.map(({ url, method, body }) => `${method} ${url} ${body}`);
  return cause ?? received;
}

const post = (body: unknown) => ({ method: "POST", body, duplex: "half" });
const plain = (url: string): string => url;
const USED_UP = "a body that is a stream cannot follow a redirect";

describe("a redirect of what is asked with a Request", () => {
  it("is followed where it has no body", async () => {
    expect(await follow(302, (url) => new Request(url))).toEqual(["GET /first ", "GET /second "]);
    expect(await follow(307, (url) => new Request(url, { method: "POST" }))).toEqual([
      "POST /first ",
      "POST /second ",
    ]);
  });

  it("drops its body where it becomes GET, and cannot send it again elsewhere", async () => {
    const withBody = (url: string) => new Request(url, post("{}") as RequestInit);
    expect(await follow(303, withBody)).toEqual(["POST /first {}", "GET /second "]);
    expect(await follow(307, withBody)).toBe(USED_UP);
  });
});

describe("the body of a redirected POST", () => {
  it.each([
    ["null", () => null, ""],
    ["text", () => "{}", "{}"],
    ["bytes", () => new TextEncoder().encode("{}"), "{}"],
    ["a form", () => new URLSearchParams({ a: "b" }), "a=b"],
    ["a Blob", () => new Blob(["{}"]), "{}"],
  ])("%s is sent again", async (_what, body, sent) => {
    const received = await follow(308, plain, post(body()));
    expect(received).toEqual([`POST /first ${sent}`, `POST /second ${sent}`]);
  });

  it.each([
    ["a stream of the web", () => new Blob(["{}"]).stream()],
    ["a stream of Node", () => Readable.from(["{}"])],
  ])("%s cannot be", async (_what, body) => {
    expect(await follow(308, plain, post(body()))).toBe(USED_UP);
  });

  it("a stream is no matter where the next request has no body", async () => {
    expect(await follow(303, plain, post(new Blob(["{}"]).stream()))).toEqual([
      "POST /first {}",
      "GET /second ",
    ]);
  });
});

describe("the fields that describe a body", () => {
  it.each<[status: number, method: string, isKept: boolean]>([
    [301, "POST", false],
    [302, "POST", false],
    [303, "POST", false],
    [303, "PUT", false],
    [302, "PUT", true],
    [303, "GET", true],
    [303, "HEAD", true],
    [307, "POST", true],
    [308, "POST", true],
  ])("%i of %s: kept is %s, as by fetch itself", async (status, method, isKept) => {
    const server = await captureServer((request, response) => {
      if (request.url === "/first") response.writeHead(status, { location: "/second" });
      response.end();
    });
    const { logger, guard } = recording();
    const providers = { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } };
    const init = { method, headers: { "Content-Language": "de", "X-Own": "a" } };
    for (const asked of [fetch, createProviderFetch({ providers, logger, guard })]) {
      await asked(`${server.origin}/first`, init);
      expect(server.last("content-language")).toEqual(isKept ? ["de"] : []);
      expect(server.last("x-own")).toEqual(["a"]);
    }
    expect(server.received.map(({ url }) => url)).toEqual([
      "/first",
      "/second",
      "/first",
      "/second",
    ]);
    expect(valuesIn(server.received[3], "x-title")).toEqual(["t"]);
  });
});

it("a redirect whose body does not end keeps no connection of node-fetch", async () => {
  let isOpen = false;
  const server = await captureServer((request, response) => {
    if (request.url !== "/first") {
      response.end("{}");
      return;
    }
    isOpen = true;
    response.on("close", () => (isOpen = false)).writeHead(302, { location: "/second" });
    response.write("half");
  });
  const { logger, guard } = recording();
  const providers = { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } };
  const own = nodeFetch as unknown as typeof fetch;
  const asked = createProviderFetch({ providers, logger, guard }, own);
  expect(await (await asked(`${server.origin}/first`)).text()).toBe("{}");
  await until(() => !isOpen);
});
