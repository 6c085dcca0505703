import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";

import { check } from "../../src/cli/check.ts";
import type { ConfigSource } from "../../src/cli/config-source.ts";
import type { Problem } from "../../src/config/problem.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { packageFile } from "../../src/package-files.ts";
import { checkHeaders } from "../../src/headers/check-header.ts";
import {
  ESCAPE,
  runCommandLine,
  temporaryFolder,
  widestLine,
  writeConfig,
} from "./run-command-line.ts";
import { quietIo } from "./quiet-io.ts";

const PROVIDER = { baseUrl: "https://llm.example.com/v1", api: "openai-completions", models: [] };

/** One fault a line, so that every message has a line of its own. */
const TWENTY_FAULTS = `{
  models: {
    providers: {
      one: {
        baseUrl: "https://llm.example.com/v1",
        headers: {
          "Host": "x",
          "Content-Length": "1",
          "Transfer-Encoding": "x",
          "Connection": "x",
          "Expect": "x",
          "Proxy-Authorization": "x",
          "X Y": "x",
          "X-Empty": "",
          "X-Number": 1,
          "X-Boolean": true,
          "X-List": [],
          "X-Null": null,
          "X-Break": "a\\nb",
          "X-Control": "a\\u0001b",
          "X-Wide": "\\u4f60",
          "X-Hole": "{{nobody}}",
          "X-Unset": "\${NOT_SET_ANYWHERE}",
          "X-Twin": "1",
          "x-twin": "2",
          "x-all-*": "x",
          "Trailer": "x",
        },
        models: [],
      },
    },
  },
}
`;

const lineOf = (name: string) =>
  TWENTY_FAULTS.split("\n").findIndex((line) => line.includes(`"${name}":`)) + 1;

const [hostFault = { message: "", fix: "" }] = checkHeaders({ Host: "x" });

interface Report {
  readonly problems: readonly {
    readonly severity: string;
    readonly path: string;
    readonly file: string | null;
    readonly line: number | null;
    readonly column: number | null;
    readonly message: string;
    readonly fix: string;
  }[];
}

describe("check", () => {
  it("shows of a line without end the part around the caret, at any width", async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`X-${at}`, "x"]));
    const headers = { ...many, Host: "x", "X-Last": "x" };
    const file = writeConfig(
      JSON.stringify({ models: { providers: { p: { ...PROVIDER, headers } } } }),
    );
    for (const COLUMNS of ["60", ""]) {
      const { stdout } = await runCommandLine(["check", "--config", file], {
        cwd: dirname(file),
        env: { COLUMNS },
      });
      expect(widestLine(stdout)).toBeLessThanOrEqual(COLUMNS === "" ? 160 : 60);
      const lines = stdout.split("\n");
      const shown = lines.find((line) => line.includes("> 1 |")) ?? "";
      const caret = lines.find((line) => line.endsWith("^")) ?? "";
      expect(shown).toMatch(/\| ….*/);
      expect(shown.slice(caret.length - 1)).toMatch(/^"Host":/);
    }
  });

  it("reads the file that is named, as an argument or by --config, but not both", async () => {
    const file = writeConfig(TWENTY_FAULTS);
    const [argument, option, both] = [
      await runCommandLine(["check", file]),
      await runCommandLine(["check", "--config", file]),
      await runCommandLine(["check", file, "--config", file]),
    ];
    expect(argument).toEqual(option);
    expect(both).toMatchObject({
      code: 2,
      stderr: "provider-headers: name one file: as the argument, or by --config\n",
    });
  });

  it("names twenty faults at their lines and none elsewhere", async () => {
    const file = writeConfig(TWENTY_FAULTS);
    const { code, stdout } = await runCommandLine(["check", "--config", file, "--json"]);
    const { problems } = JSON.parse(stdout) as Report;
    const names = (
      "Host|Content-Length|Transfer-Encoding|Connection|Expect|Proxy-Authorization|X Y|X-Empty|X-Number|" +
      "X-Boolean|X-List|X-Null|X-Break|X-Control|X-Wide|X-Hole|X-Unset|x-twin|x-all-*|Trailer"
    ).split("|");
    expect(problems.map(({ line }) => line)).toEqual(names.map(lineOf));
    // It may be set where OpenClaw starts.
    expect(problems.filter(({ severity }) => severity !== "error").map(({ path }) => path)).toEqual(
      ["models.providers.one.headers.X-Unset"],
    );
    expect(problems[0]).toEqual({
      severity: "error",
      path: "models.providers.one.headers.Host",
      file,
      line: 7,
      column: 11,
      message: hostFault.message,
      fix: hostFault.fix,
    });
    expect(code).toBe(1);
  });

  it("shows each problem with its place, the fix and a frame without values", async () => {
    const file = writeConfig(
      `{\n  models: { providers: { x: {\n    baseUrl: "https://llm.example.com/v1",\n    apiKey: "sk-secret-0000",\n    headers: { "Host": "secret-value-0" },\n    models: [],\n  } } },\n}\n`,
    );
    const ended = await runCommandLine(["check", "--config", file], { cwd: dirname(file) });
    expect(ended.stdout).toBe(`error  openclaw.json:5:16
  models.providers.x.headers.Host
  ${hostFault.message}
  fix: ${hostFault.fix}

    3 |     baseUrl: "...",
    4 |     apiKey: "...",
  > 5 |     headers: { "Host": "..." },
      |                ^
    6 |     models: [],
    7 |   } } },

openclaw.json: 1 error, 0 warnings
`);
    expect(ended.stderr).toBe("");
    expect(ended.code).toBe(1);
  });

  it("ends with 0 where nothing is wrong", async () => {
    const file = writeConfig({ models: { providers: { x: PROVIDER } } });
    const ended = await runCommandLine(["check", "--config", file], { cwd: dirname(file) });
    expect(ended).toMatchObject({ code: 0, stdout: "openclaw.json: no problems\n", stderr: "" });
  });

  it("ends with 0 where there are only warnings, and names the local proxy", async () => {
    const provider = { ...PROVIDER, baseUrl: "http://127.0.0.1:8787/coding/v1" };
    const file = writeConfig({ models: { providers: { "kimi-coding": provider } } });
    const ended = await runCommandLine(["check", "--config", file, "--json"]);
    const { problems } = JSON.parse(ended.stdout) as Report;
    expect(problems).toMatchObject([{ severity: "warning", line: 5 }]);
    expect(problems[0]?.fix).toContain("https://api.kimi.com/coding");
    expect(ended.code).toBe(0);
  });

  it("ends with 0 where a variable is not set here: a warning, in a key and in a header", async () => {
    const file = writeConfig(
      `{ models: { providers: { x: { baseUrl: "https://llm.example.com/v1", apiKey: "\${GONE}", headers: { "X-A": "\${GONE}", "X-B": { source: "env", provider: "default", id: "GONE" } }, models: [] } } } }`,
    );
    const { code, stdout } = await runCommandLine(["check", "--config", file, "--json"]);
    const { problems } = JSON.parse(stdout) as Report;
    expect(problems.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      "warning models.providers.x.apiKey",
      "warning models.providers.x.headers.X-A",
      "warning models.providers.x.headers.X-B",
    ]);
    expect(code).toBe(0);
  });

  it("states a built-in once, whatever names its provider has", async () => {
    const entry = (key: string) =>
      `{ baseUrl: "https://api.kimi.com/coding/v1", apiKey: "${key}", api: "openai-completions", models: [{ id: "m", name: "m" }] }`;
    const file = writeConfig(
      `{ models: { providers: { kimi: ${entry("sk-kimi-0000000001")}, relay: ${entry("sk-kimi-0000000002")} } } }`,
    );
    for (const command of ["check", "explain"]) {
      const { stdout } = await runCommandLine([command, "--config", file]);
      expect(stdout.match(/It names another client/g)).toHaveLength(1);
      expect(stdout).toContain(
        "kimi, relay: requests to https://api.kimi.com/coding/v1 are sent with",
      );
      expect(stdout).toContain("provider-headers.config.providers.<id>.headers");
    }
  });

  it.each(["check", "explain"])(
    "%s states a built-in in full once where OpenClaw has a state folder, then in one line",
    async (command) => {
      const provider = { ...PROVIDER, baseUrl: "https://api.kimi.com/coding/v1" };
      const file = writeConfig({ models: { providers: { "kimi-coding": provider } } });
      const HOME = temporaryFolder();
      const run = () => runCommandLine([command, "--config", file], { env: { HOME } });
      const [first, second] = [await run(), await run()];
      expect(second.stdout).toBe(first.stdout);
      expect(readdirSync(HOME)).toEqual([]);

      mkdirSync(join(HOME, ".openclaw"));
      const [third, fourth] = [await run(), await run()];
      expect(third.stdout).toBe(first.stdout);
      expect(fourth.stdout).not.toContain("Kimi's terms");
      expect(fourth.stdout.split("\n")).toContain(
        "kimi-coding: requests to https://api.kimi.com/coding/v1 are sent with `User-Agent: claude-code/0.1.0`, " +
          `which names another client (Claude Code); to change it, see ${packageFile("docs/custom-headers.md")}`,
      );
    },
  );

  it("names the address of a built-in once, however it ends", async () => {
    const provider = {
      ...PROVIDER,
      baseUrl: "https://api.kimi.com/coding/v1/",
      models: [{ id: "k2p5", name: "K" }],
    };
    const file = writeConfig({ models: { providers: { "kimi-coding": provider } } });
    expect((await runCommandLine(["check", "--config", file])).stdout).toMatch(
      /^kimi-coding: requests to https:\/\/api\.kimi\.com\/coding\/v1 are sent /mu,
    );
  });

  it("says which built-in speaks in the user's name, unless it is off", async () => {
    const provider = { ...PROVIDER, baseUrl: "https://api.kimi.com/coding/v1" };
    const written = { models: { providers: { "kimi-coding": provider } } };
    const told = await runCommandLine(["check", "--config", writeConfig(written)]);
    expect(told.stdout).toContain("It names another client, Claude Code.");
    expect(told.stdout).toContain("Off: `builtInDefaults: false`");
    expect(told.code).toBe(0);

    const entries = { "provider-headers": { config: { builtInDefaults: false } } };
    const off = await runCommandLine([
      "check",
      "--config",
      writeConfig({ ...written, plugins: { entries } }),
    ]);
    expect(off.stdout).not.toContain("Claude Code");
    expect(off.code).toBe(0);
  });

  it("takes OPENCLAW_CONFIG_PATH, else the file in the home folder", async () => {
    const file = writeConfig({ models: { providers: { x: PROVIDER } } });
    const named = await runCommandLine(["check"], { env: { OPENCLAW_CONFIG_PATH: file } });
    expect(named.stdout).toBe(`${file}: no problems\n`);

    const home = temporaryFolder();
    mkdirSync(join(home, ".openclaw"));
    writeFileSync(join(home, ".openclaw/openclaw.json"), readFileSync(file));
    const byDefault = await runCommandLine(["check"], { env: { HOME: home } });
    expect(byDefault.stdout).toBe("~/.openclaw/openclaw.json: no problems\n");

    const beaten = await runCommandLine(["check", "--config", file], {
      env: { OPENCLAW_CONFIG_PATH: "/nowhere.json" },
    });
    expect(beaten.code).toBe(0);
  });

  it("keeps to 60 columns", async () => {
    const file = writeConfig(TWENTY_FAULTS);
    const options = { cwd: dirname(file), env: { COLUMNS: "60" } };
    const { stdout } = await runCommandLine(["check", "--config", file], options);
    expect(widestLine(stdout)).toBeLessThanOrEqual(60);
    expect(stdout).toContain("19 errors, 1 warning");
  });

  it("has colour only where it is asked for, and none with NO_COLOR", async () => {
    const file = writeConfig(TWENTY_FAULTS);
    const args = ["check", "--config", file];
    expect((await runCommandLine(args)).stdout).not.toContain(ESCAPE);
    expect((await runCommandLine(args, { env: { NO_COLOR: "1" } })).stdout).not.toContain(ESCAPE);
    const forced = await runCommandLine(args, { env: { FORCE_COLOR: "1" } });
    expect(forced.stdout).toContain(`${ESCAPE}31merror`);
    const json = await runCommandLine([...args, "--json"], { env: { FORCE_COLOR: "1" } });
    expect(json.stdout).not.toContain(ESCAPE);
  });

  it("ends at Ctrl-C without a word", async () => {
    const file = writeConfig(TWENTY_FAULTS);
    const ended = await runCommandLine(["check", "--config", file], {
      interruptAfter: setTimeout(10),
    });
    expect(ended).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
  });
});

describe("what check prints", () => {
  const problem: Problem = {
    severity: "error",
    path: "models.providers.relay.headers.Host",
    message: "`Host` cannot be configured",
    fix: "Remove it.",
  };
  const placed = { ...problem, file: "/work/openclaw.json", line: 7, column: 11 };
  const warning = { ...problem, severity: "warning" as const };

  /** With `<31>` for a terminal's command. */
  function printed(
    problems: readonly Problem[],
    { json, ...env }: Readonly<Record<string, string>> & { readonly json?: string } = {},
  ): string {
    let stdout = "";
    const { config } = providerConfigFrom({}, { env: {} });
    const source: ConfigSource = {
      ofHost: true,
      check: () => ({
        name: "/work/openclaw.json",
        problems,
        codeFrame: ({ line }, room) => (line === undefined ? undefined : `frame\nof ${room}`),
        config: () => config,
      }),
      load: () => {
        throw new Error("nobody asked");
      },
    };
    const code = check(
      source,
      { json: json === "yes" },
      quietIo({ stdout: { write: (text) => (stdout += text) }, env }),
    );
    return `${stdout.replaceAll(/\u001B\[(\d+)m/gu, "<$1>")}ends with ${code}`;
  }

  it.each<[string, string]>([
    [
      "",
      `error  openclaw.json:7:11
  models.providers.relay.headers.Host
  \`Host\` cannot be configured
  fix: Remove it.

  frame
  of 158

warning
  models.providers.relay.headers.Host
  \`Host\` cannot be configured
  fix: Remove it.

openclaw.json: 1 error, 1 warning
ends with 1`,
    ],
    [
      "30",
      `error  openclaw.json:7:11
  models.providers.relay.
  headers.Host
  \`Host\` cannot be configured
  fix: Remove it.

  frame
  of 28

warning
  models.providers.relay.
  headers.Host
  \`Host\` cannot be configured
  fix: Remove it.

openclaw.json: 1 error, 1 warning
ends with 1`,
    ],
  ])("is each problem, whether its place is known or not, in COLUMNS=%j", (COLUMNS, text) => {
    expect(printed([placed, warning], { COLUMNS })).toBe(text);
  });

  it("has colours", () => {
    expect(printed([placed, warning], { FORCE_COLOR: "1" }))
      .toBe(`<31>error<39>  <1>openclaw.json:7:11<22>
  models.providers.relay.headers.Host
  \`Host\` cannot be configured
<32>  fix: Remove it.<39>

  frame
  of 158

<33>warning<39>
  models.providers.relay.headers.Host
  \`Host\` cannot be configured
<32>  fix: Remove it.<39>

openclaw.json: 1 error, 1 warning
ends with 1`);
  });

  it.each<[number, number, string]>([
    [0, 0, "no problems\nends with 0"],
    [0, 1, "0 errors, 1 warning\nends with 0"],
    [1, 0, "1 error, 0 warnings\nends with 1"],
    [2, 2, "2 errors, 2 warnings\nends with 1"],
  ])("counts %d errors and %d warnings", (errors, warnings, text) => {
    const problems = [
      ...Array.from({ length: errors }, () => problem),
      ...Array.from({ length: warnings }, () => warning),
    ];
    expect(
      printed(problems).split("\nopenclaw.json: ").at(-1)?.replace("openclaw.json: ", ""),
    ).toBe(text);
  });

  it("is JSON where that is wanted, with null for a place that is not known", () => {
    const { message, fix, path } = problem;
    const [json, end] = printed([placed, warning], { json: "yes" }).split("ends with ");
    expect(JSON.parse(json ?? "")).toEqual({
      problems: [
        { severity: "error", path, file: placed.file, line: 7, column: 11, message, fix },
        { severity: "warning", path, file: null, line: null, column: null, message, fix },
      ],
    });
    expect(end).toBe("1");
  });
});

describe("a configuration that cannot be read", () => {
  const folder = () => temporaryFolder();
  const cases: Record<string, { file: () => string; says: RegExp }> = {
    "no file": { file: () => join(folder(), "none.json"), says: /none\.json: does not exist/ },
    "a directory": { file: folder, says: /: is a directory/ },
    "broken JSON5": {
      file: () => writeConfig('{\n  models: { "key": "sk-secret-0000 \n'),
      says: /openclaw\.json:\d+:\d+: /,
    },
    "an include cycle": {
      file: () => writeConfig({ $include: "./openclaw.json" }),
      says: /goes round in a circle: .*openclaw\.json -> .*openclaw\.json/,
    },
    "50 MB": {
      file: () => {
        const file = writeConfig("{}");
        truncateSync(file, 50 * 1024 * 1024);
        return file;
      },
      says: /: is 50\.0 MiB, over the limit/,
    },
    "no object": { file: () => writeConfig("[]"), says: /does not hold an object/ },
  };

  for (const command of ["check", "explain", "probe"]) {
    it.each(Object.entries(cases))(`${command}: %s`, async (_title, { file, says }) => {
      const ended = await runCommandLine([command, "--config", file()]);
      expect(ended.stderr).toMatch(says);
      expect(ended.stderr).toMatch(/^provider-headers: .*\n$/);
      expect(ended.stderr).not.toMatch(/\n\s+at |sk-secret/);
      expect(ended).toMatchObject({ code: 2, stdout: "" });
    });
  }
});
