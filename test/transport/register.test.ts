import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { captureServer, type CaptureServer } from "./capture-server.ts";
import { type Ended, NEWER_NODES, runNode } from "./child-process.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "provider-headers-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

function run(version: string, server: CaptureServer, env: Record<string, string>): Promise<Ended> {
  const preload = join(import.meta.dirname, "../../src/transport/register.ts");
  const app = join(import.meta.dirname, "child/app.ts");
  return runNode(
    version,
    ["--import", preload, app, `${server.origin}/coding/v1/chat/completions`],
    env,
  );
}

function refusing(): Promise<CaptureServer> {
  return captureServer((_request, response) => {
    response.writeHead(401, { "content-type": "application/json" });
    response.end(
      '{"error":{"type":"invalid_authentication_error","message":"Invalid Authentication sk-kimi-test-000000000000"}}',
    );
  });
}

describe.each(NEWER_NODES)("the preload on Node %s", (version) => {
  it.each([
    ["by inheritance", {}, ["inherited"]],
    ["by an import where it is started without", { execArgv: [] }, ["imported"]],
  ])("reaches a worker thread, %s", async (_how, options, mark) => {
    const [server, home] = await Promise.all([captureServer(), folder()]);
    const path = join(home, "openclaw.json");
    const baseUrl = `${server.origin}/v1`;
    const relay = { baseUrl, apiKey: "sk-relay-test-000000000000", headers: { "X-Team": mark[0] } };
    await writeFile(path, JSON.stringify({ models: { providers: { relay } } }));
    const preload = join(import.meta.dirname, "../../src/transport/register.ts");
    const worker = join(import.meta.dirname, "child/worker.ts");
    const args = [worker, `${baseUrl}/chat/completions`, JSON.stringify(options), preload];
    await runNode(version, ["--import", preload, ...args], { OPENCLAW_CONFIG_PATH: path });
    expect(server.last("x-team")).toEqual(mark);
  });

  it("dresses the requests of any application by OPENCLAW_CONFIG_PATH, and tells failures on stderr", async () => {
    const [server, home] = await Promise.all([refusing(), folder()]);
    const path = join(home, "mine.json5");
    await writeFile(
      path,
      `{ models: { providers: { "kimi-coding": { // a comment
        baseUrl: "${server.origin}/coding/v1", apiKey: "\${KIMI_API_KEY}", headers: { "X-Title": "\${TITLE}", "X Y": "1" } } } } }`,
    );
    const ended = await run(version, server, {
      OPENCLAW_CONFIG_PATH: path,
      KIMI_API_KEY: "sk-kimi-test-000000000000",
      TITLE: "a title",
    });
    expect(server.last("user-agent")).toEqual(["claude-code/0.1.0"]);
    expect(server.last("x-title")).toEqual(["a title"]);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^401 /u) });
    expect(ended.stderr).toContain(`(${path}:2:`);
    expect(ended.stderr).toContain("kimi-coding");
    expect(ended.stderr).toMatch(/HTTP 401/u);
    expect(ended.stderr).not.toContain("sk-kimi-test-000000000000");
  });
});

describe("without OPENCLAW_CONFIG_PATH", () => {
  it("the preload finds openclaw.json in the home folder", async () => {
    const [server, home] = await Promise.all([captureServer(), folder()]);
    await mkdir(join(home, ".openclaw"));
    const config = {
      models: { providers: { mine: { baseUrl: server.origin, headers: { "X-Title": "t" } } } },
    };
    await writeFile(join(home, ".openclaw/openclaw.json"), JSON.stringify(config));
    expect(await run("24", server, { HOME: home })).toMatchObject({
      code: 0,
      stdout: "200 {}\n",
      stderr: "",
    });
    expect(server.last("x-title")).toEqual(["t"]);
  });
});

describe("whatever is wrong with the configuration, the application runs and one line says it", () => {
  it("none", async () => {
    const [server, home] = await Promise.all([captureServer(), folder()]);
    expect(await run("24", server, { HOME: home })).toEqual({
      code: 0,
      stdout: "200 {}\n",
      stderr: `provider-headers: there is no configuration at ${join(home, ".openclaw/openclaw.json")}, so only built-in defaults are sent; OPENCLAW_CONFIG_PATH names another\n`,
    });
  });

  it.each([
    ["not JSON5", "{ models: "],
    ["a folder", undefined],
  ])("%s", async (_what, text) => {
    const [server, home] = await Promise.all([captureServer(), folder()]);
    const path = text === undefined ? home : join(home, "openclaw.json");
    if (text !== undefined) await writeFile(path, text);
    const ended = await run("24", server, { OPENCLAW_CONFIG_PATH: path });
    expect(ended).toMatchObject({ code: 0, stdout: "200 {}\n" });
    expect(
      ended.stderr.startsWith(`provider-headers: not installed, requests are unchanged: ${path}`),
    ).toBe(true);
    expect(server.last("user-agent")).toEqual(["OpenAI/JS 6.10.0"]);
  });

  it("providers that are no record", async () => {
    const [server, home] = await Promise.all([captureServer(), folder()]);
    const path = join(home, "openclaw.json");
    await writeFile(path, '{ "models": { "providers": 3 } }');
    const ended = await run("24", server, { OPENCLAW_CONFIG_PATH: path });
    expect(ended).toMatchObject({ code: 0, stdout: "200 {}\n" });
    expect(ended.stderr).toMatch(/^provider-headers: models\.providers /u);
  });
});
