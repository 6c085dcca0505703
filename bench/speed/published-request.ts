import diagnosticsChannel from "node:diagnostics_channel";
import { FIELDS } from "./sample-request.ts";

const create = diagnosticsChannel.channel("undici:request:create");
const headers = diagnosticsChannel.channel("undici:request:headers");
const chunk = diagnosticsChannel.channel("undici:request:bodyChunkReceived");
const trailers = diagnosticsChannel.channel("undici:request:trailers");

/** Publishes a request as undici does before it is written: what a plan costs it, and nothing else. */
export function publishRequest(url: string, more: object = {}): object {
  const slash = url.indexOf("/", 8);
  const [origin, path] = [url.slice(0, slash), url.slice(slash)];
  const request = { origin, path, method: "POST", headers: FIELDS.slice(), ...more };
  create.publish({ request });
  return request;
}

/** The same of one that is refused, with its answer. */
export function publishRefusal(url: string, body: Buffer): void {
  const request = publishRequest(url);
  const response = { statusCode: 401, headers: ["content-type", "application/json"] };
  headers.publish({ request, response });
  chunk.publish({ request, chunk: body });
  trailers.publish({ request, trailers: [] });
}
