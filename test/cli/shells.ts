import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const MAIN = resolve(import.meta.dirname, "../../dist/cli/main.js");

const CONFIG = `{
  models: { providers: {
    relay: {
      baseUrl: "https://relay.example/v1",
      api: "openai-completions",
      apiKey: "\${RELAY_API_KEY}",
      models: [{ id: "qwen3:8b", name: "Qwen" }, { id: "qwen3:32b", name: "Qwen" }, { id: "k2p5", name: "Kimi" }],
    },
    hidden: {
      baseUrl: "https://hidden.example/v1",
      api: "openai-completions",
      models: [{ id: "\${HIDDEN_MODEL}", name: "Hidden" }],
    },
  } },
}`;

export interface Shell {
  readonly folder: string;
  /** Runs a script in the shell, in a folder with `openclaw.json` and `notes.json5`; gives what it prints. */
  run(shell: string, args: readonly string[], input?: string): string;
  remove(): void;
}

/** A folder where the built command is in the path by its name, and a configuration is found by it. */
export function shellFolder(): Shell {
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-shell-"));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const command = join(bin, "provider-headers");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  chmodSync(command, 0o755);
  writeFileSync(join(folder, "openclaw.json"), CONFIG);
  writeFileSync(join(folder, "notes of mine.json5"), "{}");
  const env = {
    HOME: folder,
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    TERM: "dumb",
    OPENCLAW_CONFIG_PATH: join(folder, "openclaw.json"),
    RELAY_API_KEY: "sk-relay-000000000000",
    HIDDEN_MODEL: "model-of-a-customer",
  };
  return {
    folder,
    run(shell, args, input) {
      const { status, stdout, stderr, error } = spawnSync(shell, args, {
        cwd: folder,
        env,
        input,
        encoding: "utf8",
        timeout: 60_000,
      });
      if (error) throw error;
      if (status !== 0) throw new Error(`${shell} ended with ${status}: ${stderr}${stdout}`);
      return stdout;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
