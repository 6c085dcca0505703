import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createSecureServer, type Http2SecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** For `localhost`, made for these tests and trusted by nobody. */
const FIXTURES = join(import.meta.dirname, "fixtures");
export const CERTIFICATE = readFileSync(join(FIXTURES, "localhost-cert.pem"), "utf8");
export const secureContext = {
  cert: CERTIFICATE,
  key: readFileSync(join(FIXTURES, "localhost-key.pem"), "utf8"),
};

export interface TlsServer {
  readonly origin: string;
  readonly server: Http2SecureServer;
  /** By the last segment of the path: the HTTP version and all values of each field. */
  readonly received: Record<
    string,
    { readonly version: string; readonly fields: Record<string, string[]> }
  >;
}

/** Speaks HTTP/2 and HTTP/1.1 and answers 403 with a body to paths that say `refused`. */
export async function startTlsServer(): Promise<TlsServer> {
  const received: TlsServer["received"] = {};
  const server = createSecureServer({ allowHTTP1: true, ...secureContext }, (request, response) => {
    const fields: Record<string, string[]> = {};
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      (fields[(request.rawHeaders[at] ?? "").toLowerCase()] ??= []).push(
        request.rawHeaders[at + 1] ?? "",
      );
    }
    received[request.url.replace(/\?.*/u, "").split("/").at(-1) ?? ""] = {
      version: request.httpVersion,
      fields,
    };
    request.resume();
    request.on("end", () => {
      response.statusCode = request.url.includes("refused") ? 403 : 200;
      response.end(request.url.includes("refused") ? "refused" : "{}");
    });
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { origin: `https://localhost:${port}`, server, received };
}
