import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import { captureServer } from "./capture-server.ts";
import { recording } from "./recording.ts";

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
