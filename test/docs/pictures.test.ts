import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { wrapHanging } from "../../src/cli/text-width.ts";
import { packageFile } from "../../src/package-files.ts";
import { runCommandLine, temporaryFolder } from "../cli/run-command-line.ts";
import { textOf } from "./pages.ts";
import { terminalPicture } from "./terminal-picture.ts";

// The README's pictures are what the commands print: `npm run pictures` writes them anew.

const COLUMNS = 104;
const INSTALLED = "/home/you/app/node_modules/provider-headers";

const CONFIG = `{
  models: {
    providers: {
      "kimi-coding": {
        baseUrl: "https://api.kimi.com/coding/v1",
        api: "openai-completions",
        apiKey: "\${KIMI_API_KEY}",
        models: [{ id: "k2p5", name: "Kimi K2.5 (Code)" }],
      },
      relay: {
        baseUrl: "https://relay.example/v1",
        api: "openai-completions",
        apiKey: "\${RELAY_API_KEY}",
        headers: { "User-Agent": "my-agent/1.0", "X-Team": "search", "X-Key": "\${TEAM_KEY}" },
        models: [{ id: "qwen3", name: "Qwen 3", headers: { "x-team": "research" } }],
      },
    },
  },
  plugins: { entries: { "provider-headers": { config: {
    providers: { relay: { headers: { "x-stainless-*": null } } },
  } } } },
}
`;

const snapshotOf = (name: string): string => join("../../docs/assets", name);

function picture(title: string, output: string): string {
  const lines = output
    .replaceAll(packageFile(""), INSTALLED)
    .trimEnd()
    .split("\n")
    .flatMap((line) => wrapHanging(line, COLUMNS));
  return terminalPicture(title, lines, COLUMNS);
}

it("explain", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "openclaw.json"), CONFIG);
  const { stdout, code } = await runCommandLine(["explain"], {
    cwd,
    env: {
      OPENCLAW_CONFIG_PATH: join(cwd, "openclaw.json"),
      KIMI_API_KEY: "sk-kimi-000000000000",
      RELAY_API_KEY: "sk-relay-000000000000",
      TEAM_KEY: "team-key-000000000000",
      FORCE_COLOR: "1",
      COLUMNS: String(COLUMNS),
    },
  });
  expect(code).toBe(0);
  const text = `\u001b[1m$ npx provider-headers explain\u001b[0m\n\n${stdout}`;
  await expect(
    picture("What explain prints: each header, its value, its layer and its line", text),
  ).toMatchFileSnapshot(snapshotOf("explain.svg"));
});

it("a refusal", async () => {
  const { stdout, code } = await runCommandLine(["demo"], { env: { COLUMNS: "1000" } });
  expect(code).toBe(0);
  const log = stdout.split("   the log says\n").at(-1) ?? "";
  const text = log
    .replaceAll(/^ {5}/gmu, "")
    .replaceAll(/\/\S*\/(?=kimi-coding\.json5)/gu, "")
    .replaceAll(/(?<=127\.0\.0\.1:)\d+/gu, "4511");
  await expect(
    picture("What the log says when Kimi Code refuses a client", text),
  ).toMatchFileSnapshot(snapshotOf("refusal.svg"));
});

it("stands in the README", () => {
  for (const name of ["explain.svg", "refusal.svg"]) {
    expect(textOf("README.md")).toContain(`](docs/assets/${name})`);
  }
});
