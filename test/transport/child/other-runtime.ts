import { request } from "node:http";

import { createProviderFetch } from "../../../src/transport/provider-fetch.ts";
import { finish, installHere, startServer } from "./scenario.ts";

/*
 * The same call by `fetch`, by `node:http` and by `createProviderFetch`, on a runtime that is not Node.
 */
const { origin, received } = await startServer();
const config = {
  providers: {
    relay: {
      baseUrl: `${origin}/v1`,
      apiKey: "sk-relay-test-000000000000",
      headers: { "X-Team": "search", "User-Agent": "my-agent/1.0" },
    },
  },
};
const call = {
  method: "POST",
  headers: {
    authorization: "Bearer sk-relay-test-000000000000",
    "content-type": "application/json",
  },
};
const { said, installation } = installHere(config);
await (await fetch(`${origin}/v1/fetch`, { ...call, body: "{}" })).text();
await new Promise<void>((resolve, reject) => {
  const outgoing = request(`${origin}/v1/node-http`, call, (response) => {
    response.resume().on("end", resolve);
  });
  outgoing.on("error", reject).end("{}");
});
installation.uninstall();
const providerFetch = createProviderFetch(config);
await (await providerFetch(`${origin}/v1/explicit`, { ...call, body: "{}" })).text();

const sent = Object.entries(received).map(([at, fields]) => [
  at,
  fields["x-team"] ?? null,
  fields["user-agent"]?.[0]?.replace(/^(Bun|Deno)\/.*/u, "$1") ?? null,
]);
finish({ sent, said });
