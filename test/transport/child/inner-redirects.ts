import * as undici8 from "undici-8";
import { providerHeaders } from "../../../src/transport/undici-interceptor.ts";
import { finish, startServer } from "./scenario.ts";

/* undici 8, which Node 20 cannot load: a redirect inside our interceptor, and one outside. */

const KEY = "sk-test-000000000000";
const other = await startServer();
const provider = await startServer((_request, response) => {
  response.writeHead(307, { location: `${other.origin}/v1/${name}` }).end();
});
const said: string[] = [];
const ours = providerHeaders({
  providers: {
    relay: {
      baseUrl: `${provider.origin}/v1`,
      apiKey: KEY,
      headers: { "User-Agent": "mine/1.0", "X-Secret-Token": "t-000000000000" },
    },
  },
  logger: { error: (text) => said.push(text), warn: (text) => said.push(text) },
});
const redirect = undici8.interceptors.redirect({ maxRedirections: 3 });
const dispatchers = {
  right: new undici8.Agent().compose(ours, redirect),
  wrong: new undici8.Agent().compose(redirect, ours),
  retried: new undici8.RetryAgent(new undici8.Agent().compose(redirect)).compose(ours),
};
let name = "";
for (const [way, dispatcher] of Object.entries(dispatchers)) {
  name = way;
  const headers = { authorization: `Bearer ${KEY}`, "user-agent": "client/1" };
  await (await undici8.request(`${provider.origin}/v1/asked`, { headers, dispatcher })).body.text();
}
finish({ asked: provider.received["asked"], elsewhere: other.received, said });
