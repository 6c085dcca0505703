import { once } from "node:events";
import axios from "axios";
import followRedirects from "follow-redirects";
import { got } from "got";
import needle from "needle";
import nodeFetch from "node-fetch";
import superagent from "superagent";
import { collect, finish, installHere, startServer } from "./scenario.ts";

/* Clients of node:http that follow redirects, each in its own way: what reaches the provider, and what another origin. */

const KEY = "sk-test-000000000000";
const CODES = [301, 302, 303, 307, 308];
const CONFIGURED = {
  "User-Agent": "mine/1.0",
  "X-Secret-Token": "t-000000000000",
  "X-Team": "search",
};
const headers = {
  authorization: `Bearer ${KEY}`,
  "user-agent": "client/1",
  "x-own": "own",
  "x-removed": "by the plan",
};

let atProvider: Record<string, string[]> = {};
let elsewhere: Record<string, string[]> = {};
const other = await startServer((request, response) => {
  elsewhere = collect(request.rawHeaders);
  response.end("{}");
});
const provider = await startServer((request, response) => {
  atProvider = collect(request.rawHeaders);
  const code = Number(/\d{3}$/u.exec(request.url ?? "")?.[0]);
  response.writeHead(code, { location: `${other.origin}/v1/chat` }).end();
});
const { said } = installHere({
  providers: { relay: { baseUrl: `${provider.origin}/v1`, apiKey: KEY, headers: CONFIGURED } },
  override: { providers: { relay: { headers: { "x-removed": null } } } },
});

const clients: Record<string, (url: string) => Promise<unknown>> = {
  superagent: (url) => superagent.post(url).set(headers).send({ a: 1 }),
  "superagent, headers set one by one": async (url) => {
    const request = superagent.get(url);
    for (const [name, value] of Object.entries(headers)) void request.set(name, value);
    await request;
  },
  got: (url) => got.post(url, { headers, json: { a: 1 } }),
  needle: (url) => needle("get", url, null, { headers, follow_max: 3 }),
  axios: (url) => axios.post(url, { a: 1 }, { headers }),
  "node-fetch": async (url) => (await nodeFetch(url, { headers })).text(),
  // It takes the credentials off the very object that it is given.
  "follow-redirects": async (url) => {
    const request = followRedirects.http.request(url, { headers: { ...headers } });
    const answered = once(request, "response");
    request.end();
    await once(((await answered)[0] as NodeJS.ReadableStream).resume(), "end");
  },
};

const seen: { client: string; code: number; atProvider: object; elsewhere: object }[] = [];
for (const [client, send] of Object.entries(clients)) {
  for (const code of CODES) {
    [atProvider, elsewhere] = [{}, {}];
    await send(`${provider.origin}/v1/${code}`);
    seen.push({ client, code, atProvider, elsewhere });
  }
}
finish({ seen, said });
