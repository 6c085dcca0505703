import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { runCommandLine, writeConfig } from "./run-command-line.ts";

/** Every value that must never be shown begins so, whatever follows. */
const PLANTED = "planted";

/** A provider that says back all that it was sent: in the body, in a redirect, in headers. */
const echo = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => (body += text));
  request.on("end", () => {
    const received = `${request.url} ${JSON.stringify(request.rawHeaders)} ${body}`;
    const message = `Invalid credential: ${received}`;
    const code = String(request.headers["x-plain"] ?? "none");
    if (request.url?.includes("redirect")) {
      const key = String(request.headers.authorization).replace("Bearer ", "");
      response.writeHead(302, { location: `http://127.0.0.1:9/${key}?k=${key}` }).end();
    } else {
      const status = Number(/status-(\d+)/.exec(request.url ?? "")?.[1] ?? 401);
      response.writeHead(status, { "x-echo": code });
      response.end(JSON.stringify({ error: { message, code, type: code } }));
    }
  });
});

let origin = "";
beforeAll(async () => {
  await new Promise<void>((listening) => echo.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
});
afterAll(() => {
  echo.close();
});

const ENV = {
  PLANTED_KEY: "planted-by-variable-01",
  PLANTED_HEADER: "planted-by-variable-02",
  PLANTED_REF: "planted-by-variable-03",
};

const provider = (path: string) => `{
        // planted-in-a-comment
        baseUrl: "${origin}/${path}?key=planted-in-the-query",
        api: "openai-completions",
        apiKey: "planted-api-key-in-clear",
        headers: {
          Authorization: "Bearer planted-authorization",
          Cookie: "session=planted-cookie",
          "cf-aig-authorization": "Bearer planted-cf",
          "X-Plain": "planted-under-a-plain-name",
          "X-Variable": "x-\${PLANTED_HEADER}-y",
          "User-Agent": "\${PLANTED_REF}",
          "X-Env": { source: "env", provider: "default", id: "PLANTED_REF" },
          "X-File": { source: "file", provider: "vault", id: "/key" },
          "X-Exec": { source: "exec", provider: "planted-provider", id: "planted-id" },
          "X-Wide": "planted-\u4f60",
          "X-Break": "planted\\nbreak",
          "X Y": "planted-under-no-name",
          "Host": "planted-host",
          "x-plain": "planted-twin",
          "X-Hole": "planted {{planted}}",
          "X-List": ["planted-in-a-list"],
          "Authorization: Bearer planted-in-a-key": "planted-beside",
          "x-family-*": "planted-family",
          "X-Unset": "planted-\${NOT_SET_ANYWHERE}",
        },
        request: { headers: { "X-Request": "planted-request" } },
        models: [{ id: "m1", name: "planted-name", headers: { "X-Model": "planted-model" } }],
      }`;

const config = (folder: string) => `{
  channels: { telegram: { botToken: "planted-bot-token" } },
  env: { PLANTED_KEY: "planted-env-block" },
  secrets: { providers: { vault: { source: "file", path: "${folder}/vault.json", mode: "json" } } },
  agents: { defaults: { model: { primary: "echo/m1", fallbacks: ["redirect/m1", "other/m1"] } } },
  models: {
    providers: {
      echo: ${provider("v1")},
      redirect: ${provider("redirect")},
      failing: ${provider("status-500")},
      userinfo: ${provider("v1").replace("//", "//planted-user:planted-password@")},
      inpath: ${provider("${PLANTED_HEADER}")},
      other: ${provider("status-403").replace('apiKey: "planted-api-key-in-clear"', 'apiKey: "${PLANTED_KEY}"')},
    },
  },
  plugins: { entries: { "provider-headers": { enabled: false, config: { providers: {
    echo: { headers: { "X-Override": "planted-override", "X-Null": null, "X-Number": 1, "Host": "planted" } },
  } } } } },
}
`;

function plantedConfig(): string {
  const file = writeConfig("");
  writeFileSync(file, config(dirname(file)));
  const vault = join(dirname(file), "vault.json");
  writeFileSync(vault, JSON.stringify({ key: "planted-in-a-file" }));
  chmodSync(vault, 0o600);
  return file;
}

/** Configured names and places may be shown, values not. */
const shownOf = (text: string) =>
  text
    .replaceAll(/PLANTED_\w+/g, "")
    .split("\n")
    .filter((line) => line.includes(PLANTED));

const HEADER = ["--header", "X-Tried: planted-tried", "--header", "Api-Key: planted-key"];

const COMMANDS: readonly (readonly string[])[] = [
  ["check"],
  ["check", "--json"],
  ["explain"],
  ["explain", "--json"],
  ["explain", "echo/m1"],
  ["probe"],
  ["probe", "--json"],
  ["probe", "--dry-run"],
  ["probe", "--dry-run", "--json"],
  ["probe", "echo/m1", ...HEADER],
  ["probe", "echo/m1", "--json", ...HEADER],
  ["probe", "--header", "X Y: planted-refused"],
  ["probe", "--header", "planted-without-a-colon"],
  ["schema"],
];

describe("no output holds a secret", () => {
  it.each(COMMANDS.map((args) => [args.join(" "), args] as const))("%s", async (_title, args) => {
    const file = plantedConfig();
    const named = args[0] === "schema" ? [] : ["--config", file];
    const ended = await runCommandLine([...args, ...named], { env: ENV });
    expect(ended.stdout + ended.stderr).not.toBe("");
    expect(shownOf(ended.stdout)).toEqual([]);
    expect(shownOf(ended.stderr)).toEqual([]);
  });

  it("sends them to the provider all the same, or this would prove nothing", async () => {
    let received = "";
    echo.once("request", (request) => (received = JSON.stringify(request.rawHeaders)));
    await runCommandLine(["probe", "echo/m1", "--config", plantedConfig()], { env: ENV });
    for (const secret of ["planted-authorization", "planted-cookie", "planted-in-a-file"]) {
      expect(received).toContain(secret);
    }
    expect(received).toContain("x-planted-by-variable-02-y");
  });

  it("nor does a message about a file that cannot be read", async () => {
    const broken = writeConfig('{ models: { apiKey: "planted-key" "planted-again" } }');
    for (const command of ["check", "explain", "probe"]) {
      const ended = await runCommandLine([command, "--config", broken]);
      expect(ended.code).toBe(2);
      expect(shownOf(ended.stdout + ended.stderr)).toEqual([]);
    }
  });
});
