import http from "node:http";
import { finish, installHere } from "./scenario.ts";

const KEY = "sk-test-000000000000";
const origin = process.env["PROVIDER"] ?? "";
const watched = installHere({
  providers: {
    relay: {
      baseUrl: `${origin}/v1`,
      apiKey: KEY,
      headers: { "User-Agent": "mine/1.0", "X-Secret-Token": "t-000000000000" },
    },
  },
});
const headers = { Authorization: `Bearer ${KEY}`, "User-Agent": "client/1" };
await (await fetch(`${origin}/v1/fetch`, { headers })).text();
await new Promise((resolve) => {
  http.get(`${origin}/v1/http`, { headers }, (response) => response.resume().on("end", resolve));
});
finish({ said: watched.said, failures: watched.failures });
