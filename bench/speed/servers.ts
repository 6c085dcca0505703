import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, connect, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createProxyServer } from "http-proxy-3";
import { HEADERS } from "./sample-request.ts";

/** A server on loopback. */
export interface Server {
  readonly origin: string;
  close(): void;
}

type Listening = ReturnType<typeof createSocketServer>;

async function listen(server: Listening, close: () => void): Promise<Server> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** Answers everything with an empty object. */
export function answering(): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.resume().on("end", () => response.end("{}"));
  });
  return listen(server, () => {
    server.close();
    server.closeAllConnections();
  });
}

/** The same by HTTP/2 without TLS. */
export function answeringHttp2(): Promise<Server> {
  const server = createHttp2Server((request, response) => {
    request.resume().on("end", () => response.end("{}"));
  });
  const sockets = new Set<{ destroy(): unknown }>();
  server.on("connection", (socket) => sockets.add(socket));
  return listen(server, () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
}

/** Proxies that put the same headers on; in the place of what is measured. */
export interface Proxies {
  readonly nginx: Server | undefined;
  readonly node: Server;
}

export async function startProxies(target: string): Promise<Proxies> {
  return { nginx: await startNginx(target), node: await startNodeProxy(target) };
}

function startNodeProxy(target: string): Promise<Server> {
  const proxy = createProxyServer({ target, headers: HEADERS });
  const server = createServer((request, response) => proxy.web(request, response));
  return listen(server, () => {
    server.close();
    server.closeAllConnections();
  });
}

/** Undefined where it is not installed. */
async function startNginx(target: string): Promise<Server | undefined> {
  if (spawnSync("nginx", ["-v"]).error !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-nginx-"));
  const port = await freePort();
  writeFileSync(join(folder, "nginx.conf"), nginxConfig(folder, port, target));
  const nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], {
    stdio: "ignore",
  });
  await whenOpen(port, nginx);
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      nginx.once("exit", () => rmSync(folder, { recursive: true, force: true }));
      nginx.kill("SIGTERM");
    },
  };
}

function nginxConfig(folder: string, port: number, target: string): string {
  const set = Object.entries(HEADERS).map(
    ([name, value]) => `proxy_set_header ${name} "${value}";`,
  );
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log /dev/null;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  keepalive_requests 1000000;
  upstream target { server ${target.replace("http://", "")}; keepalive 8; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://target;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      ${set.join("\n      ")}
    }
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function whenOpen(port: number, process: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100 && process.exitCode === null; tries += 1) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await setTimeout(50);
  }
  throw new Error("nginx did not start.");
}
