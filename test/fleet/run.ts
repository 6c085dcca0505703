import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/*
 * The whole way that docs/fleet.md describes: an application whose provider refuses it, a real OpenTelemetry SDK with its
 * Prometheus exporter, Debian's `prometheus` with the alert rule of that page, and the alert that fires.
 */
const LONGEST_WAIT_MS = 120_000;
const PAGE = readFileSync(join(import.meta.dirname, "../../docs/fleet.md"), "utf8");

function ruleOfPage(): string {
  const rule = /```yaml\n(groups:[^`]*)```/u.exec(PAGE)?.[1];
  if (rule === undefined) throw new Error("docs/fleet.md holds no alert rule");
  // Nobody waits five minutes for a test.
  return rule.replaceAll(/\[5m\]/gu, "[10s]").replaceAll(/for: \w+/gu, "for: 2s");
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

if (spawnSync("prometheus", ["--version"]).error !== undefined) {
  console.error("`prometheus` is not installed: apt-get install prometheus");
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "provider-headers-fleet-"));
const children: ChildProcess[] = [];
const run = (command: string, args: readonly string[]): ChildProcess => {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  children.push(child);
  return child;
};
const provider = createServer((request, response) => {
  request.resume();
  response.writeHead(401, { "content-type": "application/json" });
  response.end('{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}');
}).listen(0, "127.0.0.1");
await once(provider, "listening");

try {
  const { port } = provider.address() as AddressInfo;
  const [exporter, prometheus] = [await freePort(), await freePort()];
  const app = join(import.meta.dirname, "app.ts");
  run(process.execPath, [app, `http://127.0.0.1:${port}/v1`, String(exporter)]);
  writeFileSync(join(folder, "rules.yml"), ruleOfPage());
  writeFileSync(
    join(folder, "prometheus.yml"),
    JSON.stringify({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: ["rules.yml"],
      scrape_configs: [
        { job_name: "agents", static_configs: [{ targets: [`127.0.0.1:${exporter}`] }] },
      ],
    }),
  );
  run("prometheus", [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${prometheus}`,
    "--log.level=error",
  ]);
  const alert = await firingAlert(`http://127.0.0.1:${prometheus}/api/v1/alerts`);
  console.log(JSON.stringify(alert, undefined, 2));
  console.log("the alert fires");
} finally {
  for (const child of children) child.kill();
  await Promise.all(children.map((child) => child.exitCode ?? once(child, "exit")));
  provider.close();
  provider.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
}

interface Alert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Of the refused credential, with its labels. */
async function firingAlert(url: string): Promise<Alert> {
  const end = Date.now() + LONGEST_WAIT_MS;
  let seen: unknown;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const answer = await fetch(url).catch(() => undefined);
    if (answer === undefined) continue;
    const { data } = (await answer.json()) as { readonly data: { readonly alerts: Alert[] } };
    seen = data.alerts;
    const firing = data.alerts.find(
      ({ state, labels }) =>
        state === "firing" &&
        labels["provider"] === "relay" &&
        labels["kind"] === "invalid_credentials",
    );
    if (firing !== undefined) return firing;
  }
  throw new Error(`no alert fires: ${JSON.stringify(seen)}`);
}
