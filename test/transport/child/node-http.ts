import http from "node:http";
import { Readable } from "node:stream";
import zlib from "node:zlib";
import axios from "axios";
import nodeFetch from "node-fetch";
import { WebSocket, WebSocketServer } from "ws";
import { finish, installHere, startServer, until } from "./scenario.ts";

const KEY = "sk-test-000000000000";
const other = await startServer();
const server = await startServer((request, response) => {
  const url = request.url ?? "";
  if (url.includes("/refused")) {
    response.writeHead(403, { "content-encoding": "gzip" });
    response.end(zlib.gzipSync(`refused ${KEY}`));
  } else if (url.includes("/elsewhere")) {
    response.writeHead(302, { location: `${other.origin}/v1/followed` }).end();
  } else if (url.includes("/broken")) {
    response.writeHead(401, { "content-length": "100" });
    response.write("half");
    setTimeout(() => response.destroy(), 10);
  } else response.end("{}");
});
const sockets = new WebSocketServer({ noServer: true });
server.server.on("upgrade", (request, socket, head) => {
  server.received["socket"] = Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, values ?? []]),
  );
  sockets.handleUpgrade(request, socket, head, (client) => client.close());
});

const watched = installHere({
  providers: {
    relay: {
      baseUrl: `${server.origin}/v1`,
      apiKey: KEY,
      headers: { "User-Agent": "mine/1.0", "X-Secret-Token": "t-000000000000" },
    },
    named: { baseUrl: "http://another.example/v1", headers: { "User-Agent": "mine/1.0" } },
  },
  override: { providers: { relay: { headers: { "x-stainless-*": null } } } },
});
const headers = {
  Authorization: `Bearer ${KEY}`,
  "user-agent": "client/1",
  "X-Stainless-Lang": "js",
};

const texts: Record<string, string> = {};
texts["nodeFetch"] = await (
  await nodeFetch(`${server.origin}/v1/node-fetch`, {
    method: "POST",
    body: Readable.from(['{"model":"k2",', '"stream":true}']),
    headers,
  })
).text();
texts["axios"] = JSON.stringify(
  (await axios.post(`${server.origin}/v1/axios?a=b`, { model: "k2p5" }, { headers })).data,
);
await axios.get(`${server.origin}/other/not-ours`, { headers });
await axios.get(`${server.origin}/v1/unauthorized`);
await nodeFetch(`${server.origin}/v1/elsewhere`, { headers });
texts["refused"] = await (
  await nodeFetch(`${server.origin}/v1/refused`, { method: "POST", headers })
).text();
await nodeFetch(`${server.origin}/v1/broken`, { method: "POST", headers }).then((response) =>
  response.text().catch(() => {}),
);
await new Promise((resolve) => {
  const socket = new WebSocket(`${server.origin.replace("http", "ws")}/v1/socket`, { headers });
  socket.on("close", resolve);
});

/** Nobody reads this answer: it must not begin to flow because of us. */
const flowing = await new Promise<boolean | null>((resolve) => {
  http.get(`${server.origin}/v1/refused/unread`, { headers }, (response) => {
    setTimeout(() => {
      resolve(response.readableFlowing);
      response.destroy();
    }, 30);
  });
});

await new Promise((resolve) => {
  const list = ["Host", `127.0.0.1:${server.port}`, "User-Agent", "client/1"];
  http.get(
    { port: server.port, host: "127.0.0.1", path: "/v1/array", headers: list },
    (response) => {
      response.resume().on("end", resolve);
    },
  );
});
await new Promise((resolve) => {
  http
    .request({
      port: server.port,
      host: "127.0.0.1",
      path: "/v1/misnamed",
      headers: { Host: "another.example", "user-agent": "client/1" },
    })
    .on("response", (response) => response.resume().on("end", resolve))
    .end();
});
await new Promise((resolve) => {
  const { port } = server;
  http
    .request({
      method: "POST",
      port,
      host: "127.0.0.1",
      path: "/v1/expect",
      headers: { Expect: "100-continue" },
    })
    .on("response", (response) => response.resume().on("end", resolve))
    .end("{}");
});
const closed = other.port;
other.server.closeAllConnections();
other.server.close();
watched.installation.update({
  providers: { relay: { baseUrl: `http://127.0.0.1:${closed}/v1`, headers: { "X-Title": "t" } } },
});
await nodeFetch(`http://127.0.0.1:${closed}/v1/closed`, { method: "POST" }).catch(() => {});
await until(() => watched.failures.length >= 4);
watched.installation.uninstall();
await nodeFetch(`${server.origin}/v1/uninstalled`, { headers });
const { said, failures, successes } = watched;
finish({
  received: { ...server.received, ...other.received },
  said,
  failures,
  successes,
  texts,
  flowing,
});
