import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GatewayClient } from "./gateway-client.ts";
import type { InstalledHost } from "./install-host.ts";

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** One OpenClaw with a home, state and configuration folder of its own. */
export class Host {
  readonly #started = new Set<ChildProcess>();
  environment: Record<string, string> = {};

  readonly installed: InstalledHost;
  readonly folder: string;
  readonly #sharedLog = { path: sharedLog(), size: sizeOf(sharedLog()) };

  private constructor(installed: InstalledHost, folder: string) {
    this.installed = installed;
    this.folder = folder;
  }

  static async create(installed: InstalledHost): Promise<Host> {
    const folder = await mkdtemp(join(tmpdir(), `openclaw-${installed.version}-`));
    const host = new Host(installed, folder);
    await mkdir(host.stateFolder, { recursive: true });
    await mkdir(host.temporaryFolder, { recursive: true });
    await mkdir(join(folder, "workspace"), { recursive: true });
    return host;
  }

  get stateFolder(): string {
    return join(this.folder, ".openclaw");
  }

  get configFile(): string {
    return join(this.stateFolder, "openclaw.json");
  }

  get temporaryFolder(): string {
    return join(this.folder, "tmp");
  }

  get logFile(): string {
    return join(this.folder, "openclaw.log");
  }

  /**
   * Writes the configuration, with a log file of its own. What hosts mark theirs by stays: 2026.6 takes a file without
   * it for a broken one and puts its last copy back.
   */
  async configure(config: Record<string, unknown>): Promise<void> {
    const { meta, gateway } = existsSync(this.configFile) ? await this.readConfig() : {};
    const own = {
      logging: { level: "debug", file: this.logFile },
      ...(meta !== undefined && { meta }),
      ...(gateway !== undefined && { gateway }),
      ...config,
    };
    await writeFile(this.configFile, JSON.stringify(own, null, 2));
  }

  /** One file in the host's folder that holds all of the given ones that exist. */
  joinedFile(name: string, files: readonly (string | undefined)[]): string {
    const target = join(this.folder, name);
    const found = files.flatMap((file) =>
      file !== undefined && existsSync(file) ? [readFileSync(file, "utf8")] : [],
    );
    writeFileSync(target, found.join("\n"));
    return target;
  }

  async readConfig(): Promise<Record<string, unknown>> {
    return JSON.parse(await readFile(this.configFile, "utf8")) as Record<string, unknown>;
  }

  env(): Record<string, string> {
    const inherited: Record<string, string> = {};
    for (const name of ["LANG", "NODE_EXTRA_CA_CERTS", "HTTPS_PROXY", "NO_PROXY"]) {
      const value = process.env[name];
      if (value !== undefined) inherited[name] = value;
    }
    return {
      ...inherited,
      PATH: `${dirname(this.installed.nodeBinary)}:${process.env["PATH"]}`,
      HOME: this.folder,
      TMPDIR: this.temporaryFolder,
      OPENCLAW_STATE_DIR: this.stateFolder,
      OPENCLAW_CONFIG_PATH: this.configFile,
      OPENCLAW_NO_RESPAWN: "1",
      OPENCLAW_SKIP_CHANNELS: "1",
      OPENCLAW_SKIP_PROVIDERS: "1",
      OPENCLAW_SKIP_CRON: "1",
      OPENCLAW_SKIP_GMAIL_WATCHER: "1",
      OPENCLAW_SKIP_CANVAS_HOST: "1",
      OPENCLAW_SKIP_BROWSER_CONTROL_SERVER: "1",
      OPENCLAW_SKIP_STARTUP_MODEL_PREWARM: "1",
      OPENCLAW_DISABLE_BONJOUR: "1",
      // Hosts call npm themselves when they install a plugin.
      NPM_CONFIG_USERCONFIG: process.env["NPM_CONFIG_USERCONFIG"] ?? join(homedir(), ".npmrc"),
      NPM_CONFIG_CACHE: process.env["NPM_CONFIG_CACHE"] ?? join(homedir(), ".npm"),
      NODE_COMPILE_CACHE: join(tmpdir(), `openclaw-compile-cache-${this.installed.version}`),
      NO_COLOR: "1",
      ...this.environment,
    };
  }

  /** Runs one `openclaw` command to its end. */
  async run(args: readonly string[], timeoutMs = 240_000): Promise<RunResult> {
    return this.#finish(this.#spawn(args), timeoutMs);
  }

  async #finish(child: ChildProcess, timeoutMs: number): Promise<RunResult> {
    const started = Date.now();
    const output = collect(child);
    const timer = setTimeout(() => endGroup(child, "SIGKILL"), timeoutMs);
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    clearTimeout(timer);
    this.#started.delete(child);
    return { code, ...output, milliseconds: Date.now() - started };
  }

  /** Runs a program of the installed plugin, as `npx` does from its package. */
  runInstalled(program: string, args: readonly string[]): Promise<RunResult> {
    const folder = join(this.stateFolder, "extensions", "provider-headers", "dist");
    return this.#finish(this.#spawn([join(folder, program), ...args], { entry: false }), 60_000);
  }

  /** Runs a script of the tests' own on the host's Node. */
  runScript(file: string, args: readonly string[]): Promise<RunResult> {
    return this.#finish(this.#spawn([file, ...args], { entry: false }), 60_000);
  }

  /** One agent turn without a gateway. */
  agent(session: string, message = "ping"): Promise<RunResult> {
    return this.run(["agent", "--local", "--session-id", session, "--message", message, "--json"]);
  }

  installPlugin(tarball: string): Promise<RunResult> {
    return this.run(["plugins", "install", tarball, ...this.installed.installFlags], 600_000);
  }

  async startGateway(timeoutMs = 180_000): Promise<Gateway> {
    const port = await freePort();
    const token = "gateway-token-for-tests";
    const config = await this.readConfig();
    config["gateway"] = {
      ...(config["gateway"] as object | undefined),
      mode: "local",
      port,
      bind: "loopback",
      auth: { mode: "token", token },
    };
    await writeFile(this.configFile, JSON.stringify(config, null, 2));
    this.environment = { ...this.environment, OPENCLAW_GATEWAY_TOKEN: token };
    const address = ["--port", String(port), "--token", token, "--bind", "loopback"];
    const child = this.#spawn(["gateway", "run", ...address, "--allow-unconfigured"]);
    const gateway = new Gateway(child, collect(child), port, token, this.folder);
    await gateway.ready(timeoutMs);
    return gateway;
  }

  /**
   * The log file: one JSON object a line. Some versions do not find `logging.file` (2026.4.15 asks a module for it that
   * its bundle does not have) and write to the log of all hosts on the machine: then what was added since the start.
   */
  async logText(): Promise<string> {
    if (existsSync(this.logFile)) return readFile(this.logFile, "utf8");
    const shared = sharedLog();
    if (!existsSync(shared)) return "";
    const from = shared === this.#sharedLog.path ? this.#sharedLog.size : 0;
    return (await readFile(shared)).subarray(from).toString("utf8");
  }

  /** What was logged, as a person would read it. */
  async logMessages(): Promise<string> {
    const lines = (await this.logText()).split("\n").filter((line) => line !== "");
    return lines.flatMap((line) => messagesOf(line)).join("\n");
  }

  /** All files below a folder of the host, as text: to look for what must not be there. */
  async filesBelow(folder: string): Promise<{ path: string; text: string }[]> {
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    return Promise.all(
      files.map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path, text: await readFile(path, "latin1") };
      }),
    );
  }

  /** Ends what was started here and removes the folder. */
  async dispose(): Promise<void> {
    for (const child of this.#started) endGroup(child, "SIGKILL");
    if (!process.env["KEEP_HOSTS"]) await rm(this.folder, { recursive: true, force: true });
  }

  #spawn(args: readonly string[], { entry = true } = {}): ChildProcess {
    const program = entry ? [this.installed.entry, ...args] : args;
    const child = spawn(this.installed.nodeBinary, program, {
      cwd: join(this.folder, "workspace"),
      env: this.env(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#started.add(child);
    return child;
  }
}

/** A running gateway and a client that is connected to it. */
export class Gateway {
  #client: GatewayClient | undefined;

  constructor(
    readonly child: ChildProcess,
    readonly output: { readonly stdout: string; readonly stderr: string },
    readonly port: number,
    readonly token: string,
    readonly folder: string,
  ) {}

  async ready(timeoutMs: number): Promise<void> {
    const end = Date.now() + timeoutMs;
    const told = () => /\[gateway\] ready|listening on ws:\/\//.test(this.output.stdout);
    while (!told()) {
      if (this.child.exitCode !== null || Date.now() > end) {
        await this.stop();
        throw new Error(`the gateway did not start:\n${this.output.stdout}\n${this.output.stderr}`);
      }
      await pause(100);
    }
  }

  async client(): Promise<GatewayClient> {
    this.#client ??= await GatewayClient.connect(this.port, this.token);
    return this.#client;
  }

  /** Sends one message as the web chat does and waits for the end of its turn. */
  async chat(sessionKey: string, message = "ping", timeoutMs = 90_000): Promise<ChatTurn> {
    const client = await this.client();
    return client.chat(sessionKey, message, timeoutMs);
  }

  /** After a restart in place. */
  reconnect(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  async call(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    return (await this.client()).request(method, params);
  }

  /** Some versions outlive SIGTERM, so the group gets SIGKILL in the end. */
  async stop(): Promise<void> {
    this.#client?.close();
    this.#client = undefined;
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once("close", resolve));
    endGroup(this.child, "SIGTERM");
    const timer = setTimeout(() => endGroup(this.child, "SIGKILL"), 8000);
    await gone;
    clearTimeout(timer);
  }
}

export interface ChatTurn {
  /** What a web chat shows as the end of the turn. */
  readonly text: string;
  readonly state: string;
  readonly events: readonly unknown[];
}

function sharedLog(): string {
  const date = new Date();
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((number) => String(number).padStart(2, "0"))
    .join("-");
  return `/tmp/openclaw/openclaw-${day}.log`;
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** The positional values of a log line that are text. */
function messagesOf(line: string): string[] {
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return Object.keys(entry)
      .filter((key) => /^\d+$/.test(key))
      .map((key) => entry[key])
      .filter((value) => typeof value === "string");
  } catch {
    return [line];
  }
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  return output;
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
