import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

import {
  type ReceivedRequest,
  type StandIn,
  startKimiStandIn,
  type StandInOptions,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const KEY = "sk-relay-test-000000000000";

const REFUSAL = {
  status: 401,
  body: { error: { message: "Incorrect API key provided", code: "invalid_api_key" } },
};

async function standIn(options: StandInOptions = {}): Promise<StandIn> {
  const started = await startKimiStandIn({ role: "plain", text: () => "Hello.", ...options });
  onTestFinished(() => started.close());
  return started;
}

/** As a user would: the file as it stands, in a process of its own. */
async function run(
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { PATH = "" } = process.env;
  return promisify(execFile)(process.execPath, [join(EXAMPLES, file)], { env: { PATH, ...env } });
}

const fieldsOf = (requests: readonly ReceivedRequest[], ...names: readonly string[]) =>
  requests.map(({ headers }) => names.map((name) => headers[name]));

const TRIED = {
  "openai.mjs": async () => {
    const relay = await standIn();
    const env = { RELAY_URL: relay.baseUrl, RELAY_API_KEY: KEY };
    expect((await run("openai.mjs", env)).stdout).toBe("Hello.\n");
    expect(fieldsOf(relay.requests, "user-agent", "x-team", "x-stainless-lang")).toEqual([
      ["my-agent/1.0", "search", undefined],
    ]);
  },
  "anthropic.mjs": async () => {
    const anthropic = await standIn();
    const env = { ANTHROPIC_BASE_URL: anthropic.origin, ANTHROPIC_API_KEY: KEY };
    expect((await run("anthropic.mjs", env)).stdout).toBe("Hello.\nHello.\n");
    expect(fieldsOf(anthropic.requests, "user-agent", "anthropic-beta")).toEqual([
      ["my-agent/1.0", "context-1m-2025-08-07"],
      ["my-agent/1.0", undefined],
    ]);
  },
  "gemini.mjs": async () => {
    const google = await standIn();
    const env = { GEMINI_URL: google.origin, GEMINI_API_KEY: KEY };
    expect((await run("gemini.mjs", env)).stdout).toBe("Hello.\n");
    expect(fieldsOf(google.requests, "x-goog-user-project", "x-goog-api-key")).toEqual([
      ["my-project", KEY],
    ]);
  },
  "ai-sdk.mjs": async () => {
    const [relay, backup] = [await standIn({ mode: REFUSAL }), await standIn()];
    const env = {
      PRIMARY_URL: relay.baseUrl,
      RELAY_API_KEY: KEY,
      BACKUP_URL: backup.baseUrl,
      BACKUP_API_KEY: "sk-backup-test-000000000000",
    };
    const { stdout, stderr } = await run("ai-sdk.mjs", env);
    expect(stdout).toContain("backup: Hello.");
    expect(`${stdout}${stderr}`).toContain("relay/relay-large refused the credential");
    expect(fieldsOf(relay.requests, "user-agent")).toEqual([["my-agent/1.0"]]);
  },
} satisfies Readonly<Record<string, () => Promise<void>>>;

it.each(Object.entries(TRIED))("examples/%s runs", { timeout: 60_000 }, async (_file, tried) => {
  await tried();
});

it("each example program is tried", () => {
  expect(readdirSync(EXAMPLES).filter((file) => file.endsWith(".mjs"))).toEqual(
    Object.keys(TRIED).toSorted(),
  );
});
