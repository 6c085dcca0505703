import OpenAI, { APIError } from "openai";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { packageFile } from "../../src/package-files.ts";
import { runWithFallback } from "../../src/transport/run-with-fallback.ts";
import {
  STAND_IN_KEY,
  type StandIn,
  startKimiStandIn,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { type Installation, installProviderHeaders } from "../../src/transport/install.ts";
import { withRequestContext } from "../../src/transport/request-context.ts";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import { readText } from "../config/config-folder.ts";

// From a configuration through the transport and a real SDK to a server's refusal, and what is told of it.

let kimi: StandIn;
let log: string[];
let installation: Installation | undefined;

beforeEach(async () => {
  kimi = await startKimiStandIn();
  log = [];
});
afterEach(async () => {
  installation?.uninstall();
  await kimi.close();
});

const tell = (text: string) => log.push(text);

function install(entry: Partial<ProviderInput>, override?: Record<string, unknown>): void {
  installation = installProviderHeaders({
    providers: {
      "kimi-coding": {
        baseUrl: kimi.baseUrl,
        api: "openai-completions",
        apiKey: STAND_IN_KEY,
        models: [{ id: "k2p5" }],
        ...entry,
      },
    },
    override: override && { providers: { "kimi-coding": override } },
    logger: { error: tell, warn: () => {} },
  });
}

async function ask(apiKey = STAND_IN_KEY): Promise<number> {
  const client = new OpenAI({ apiKey, baseURL: kimi.baseUrl, maxRetries: 0 });
  const call = { providerId: "kimi-coding", modelId: "k2p5" };
  try {
    await withRequestContext(call, () =>
      client.chat.completions.create({ model: "k2p5", messages: [] }),
    );
    return 200;
  } catch (error) {
    return error instanceof APIError ? (error.status ?? 0) : 0;
  }
}

const lines = (label: RegExp) => (log[0] ?? "").split("\n").filter((line) => label.test(line));
const SENT = /^ {2}(?:sent|removed|not sent) /u;
const FIX = /^ {2}fix /u;

describe("what is told of a refusal", () => {
  it("names the configured line and its fix, once however often it is refused", async () => {
    install({ headers: { "User-Agent": "my-agent/1.0" } });
    expect([await ask(), await ask(), await ask()]).toEqual([403, 403, 403]);
    expect(log).toEqual([
      `kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error
  "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc."
  The API key was not the problem. Kimi Code answers only clients it knows by User-Agent.
  endpoint  ${kimi.baseUrl}/chat/completions
  sent      user-agent: my-agent/1.0   (models.providers.kimi-coding.headers)
  fix       set api to "anthropic-messages" and baseUrl to "https://api.kimi.com/coding" in models.providers.kimi-coding: any client was accepted there (reported in kodustech/kodus-ai #1257, earendil-works/pi #7752, 2026-08-07)
            try a name of your own without writing it: npx provider-headers probe kimi-coding/k2p5 --header 'User-Agent: VALUE'; if it is accepted, put it into models.providers.kimi-coding.headers
            or remove that line: the built-in default for kimi-coding is then sent, and it names another client (Claude Code), to which the provider's terms object
  more      section client_rejected of
  ${packageFile("docs/auth-failures.md")}`,
    ]);
    expect(kimi.requests.map(({ headers }) => headers["user-agent"])).toEqual(
      Array.from({ length: 3 }, () => "my-agent/1.0"),
    );
    installation?.uninstall();
    installation = undefined;
    expect(log.slice(1)).toEqual([
      expect.stringMatching(
        /^kimi-coding\/k2p5 refused this client 2 more times in \d+ s, 3 in all \(HTTP 403 access_terminated_error\)$/u,
      ),
    ]);
  });

  it("tells a header that was removed from one that was never set", async () => {
    install({}, { headers: { "User-Agent": null } });
    expect(await ask()).toBe(403);
    expect(kimi.requests[0]?.headers["user-agent"]).toBeUndefined();
    expect(lines(SENT)).toEqual([
      "  removed   user-agent   (plugins.entries.provider-headers.config.providers.kimi-coding.headers)",
    ]);
    expect(log[0]).toContain(
      "or remove that line: the built-in default for kimi-coding is then sent",
    );
  });

  it("says when the built-in default itself is refused", async () => {
    await kimi.close();
    kimi = await startKimiStandIn({ clients: ["kimi-only/"] });
    install({});
    expect(await ask()).toBe(403);
    expect(lines(SENT)).toEqual(["  sent      user-agent: claude-code/0.1.0   (built-in default)"]);
    expect(log[0]).toContain("the built-in default is refused now");
  });

  it("says whose User-Agent it was where the default is off", async () => {
    install({}, { builtInDefaults: false });
    expect(await ask()).toBe(403);
    expect(lines(SENT)).toEqual([
      expect.stringMatching(/^ {2}sent {6}user-agent: OpenAI\/JS [\d.]+ {3}\(the client's own\)$/u),
    ]);
    expect(log[0]).toContain("or have the built-in default for kimi-coding sent");
  });

  it("tells a bad key by its prefix alone", async () => {
    install({ apiKey: "sk-kimi-wrong-111111111111" });
    expect(await ask("sk-kimi-wrong-111111111111")).toBe(401);
    expect(log[0]?.split("\n")[2]).toContain(
      "The key that was sent begins with sk-kimi-, as keys of this service do.",
    );
    expect(lines(SENT)).toEqual([`  sent      authorization "Bearer ***"   (the client's own)`]);
    expect(log.join("\n")).not.toContain("wrong-1111");
  });

  it("names the line of the key, where there is one", async () => {
    const text = `{ models: { providers: { "kimi-coding": {
      baseUrl: "${kimi.baseUrl}", api: "openai-completions",
      apiKey: "\${K}\\n" } } } }`;
    const file = readText(text, { K: "sk-kimi-wrong-111111111111" });
    const { config } = providerConfigFrom(file.config, file);
    installation = installProviderHeaders({ config, logger: { error: tell, warn: () => {} } });
    expect(await ask("sk-kimi-wrong-111111111111")).toBe(401);
    expect(lines(SENT)).toEqual([
      `  sent      authorization "Bearer ***"   (models.providers.kimi-coding.apiKey, ${file.file}:3:7, from \${K})`,
    ]);
    expect(lines(FIX)).toEqual(["  fix       correct the value of ${K}, which that line names"]);
    expect(log.join("\n")).not.toContain("wrong-1111");
  });

  it("names the configured key where another one was sent", async () => {
    const text = `{ models: { providers: { "kimi-coding": {
      baseUrl: "${kimi.baseUrl}", api: "openai-completions",
      apiKey: "\${K}" } } } }`;
    const file = readText(text, { K: "sk-kimi-wrong-111111111111" });
    const { config } = providerConfigFrom(file.config, file);
    installation = installProviderHeaders({ config, logger: { error: tell, warn: () => {} } });
    expect(await ask("sk-kimi-other-222222222222")).toBe(401);
    expect(lines(SENT)).toEqual([
      `  sent      authorization "Bearer ***"   (the client's own, not models.providers.kimi-coding.apiKey, ${file.file}:3:7, from \${K})`,
    ]);
    expect(lines(FIX)[0]).toContain("the key or login that the host keeps");
  });

  it.each([
    ["%RELAY_KEY%", "the text `%RELAY_KEY%`, a variable in Windows syntax", '"${RELAY_KEY}"'],
    [
      "{env:RELAY_KEY}",
      "the text `{env:RELAY_KEY}`, a variable in opencode's syntax",
      '"${RELAY_KEY}"',
    ],
    ["STEP_API_KEY", "the text `STEP_API_KEY`, the bare name of a variable", '"${STEP_API_KEY}"'],
    ["YOUR_API_KEY", "a placeholder from a template", '"${NAME}"'],
  ])("says of the text %s that it is no key", async (apiKey, what, right) => {
    const text = `{ models: { providers: { "kimi-coding": {
      baseUrl: "${kimi.baseUrl}", api: "openai-completions",
      apiKey: "${apiKey}" } } } }`;
    const file = readText(text, {});
    const { config } = providerConfigFrom(file.config, file);
    installation = installProviderHeaders({ config, logger: { error: tell, warn: () => {} } });
    expect(await ask(apiKey)).toBe(401);
    expect(log[0]?.split("\n")[2]).toBe(`  What was sent is ${what}: OpenClaw writes it ${right}.`);
    expect(lines(SENT)).toEqual([
      `  sent      authorization "Bearer ***"   (models.providers.kimi-coding.apiKey, ${file.file}:3:7)`,
    ]);
    expect(lines(FIX)).toEqual([
      `  fix       write ${right} in that line, and set that variable where OpenClaw starts or in ~/.openclaw/.env`,
    ]);
    expect(log.join("\n")).not.toContain("mistyped");
  });

  it("says so of a configured header, of a variable's value without showing it, and where no file is known", async () => {
    install({ headers: { Authorization: "Bearer {env:RELAY_KEY}" } });
    expect(await ask()).toBe(401);
    expect(log.join("\n")).toContain(
      "What was sent is the text `{env:RELAY_KEY}`, a variable in opencode's syntax",
    );
    expect(lines(FIX)).toEqual([
      '  fix       write "${RELAY_KEY}" in models.providers.kimi-coding.headers.Authorization, and set that variable where OpenClaw starts or in ~/.openclaw/.env',
    ]);
    installation?.uninstall();
    log = [];
    const text = `{ models: { providers: { "kimi-coding": {
      baseUrl: "${kimi.baseUrl}", api: "openai-completions", apiKey: "\${K}" } } } }`;
    const file = readText(text, { K: "%HUNTER%" });
    const { config } = providerConfigFrom(file.config, file);
    installation = installProviderHeaders({ config, logger: { error: tell, warn: () => {} } });
    expect(await ask("%HUNTER%")).toBe(401);
    expect(log.join("\n")).toContain("What was sent is a variable in Windows syntax: OpenClaw");
    expect(log.join("\n")).not.toContain("HUNTER");
  });

  it("names the configured header that beats the key", async () => {
    install({ headers: { Authorization: "Bearer sk-kimi-other-222222222222" } });
    expect(await ask()).toBe(401);
    expect(lines(SENT)).toEqual([
      '  sent      authorization "Bearer ***"   (models.providers.kimi-coding.headers)',
    ]);
    expect(lines(FIX)).toEqual([
      "  fix       correct the value of that line, or remove it so that apiKey is sent",
    ]);
    expect(log.join("\n")).not.toContain("other-2222");
  });

  it.each([
    "used_up_window",
    "too_many_requests",
    "overloaded",
    "server_error",
    "bad_gateway",
    "connection_reset",
  ] as const)("is nothing for %s", async (mode) => {
    install({});
    kimi.mode = mode;
    await ask();
    installation?.uninstall();
    expect(log).toEqual([]);
  });

  it("is told once where the fallback loop sees the same failure", async () => {
    install({ headers: { "User-Agent": "my-agent/1.0" } });
    const guard = installation?.guard;
    if (guard === undefined) throw new Error("not installed");
    const client = new OpenAI({ apiKey: STAND_IN_KEY, baseURL: kimi.baseUrl, maxRetries: 0 });
    const loop = runWithFallback(
      [{ providerId: "kimi-coding", modelId: "k2p5" }],
      (candidate) =>
        withRequestContext(candidate, () =>
          client.chat.completions.create({ model: candidate.modelId, messages: [] }),
        ),
      guard,
    );
    await expect(loop).rejects.toMatchObject({ attempts: [{ classification: { sure: true } }] });
    installation?.uninstall();
    expect(log.map((text) => text.split("\n")[0])).toEqual([
      "kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error",
      "No model answered: kimi-coding/k2p5 refused this client (HTTP 403 access_terminated_error). Authenticating again does not help: the API key was not the problem.",
    ]);
    expect(log[0]).toContain("(models.providers.kimi-coding.headers)");
  });
});
