import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { storedState } from "../../src/openclaw/stored-state.ts";
import { NEWER_NODES, nodeBinary, runNode } from "../transport/child-process.ts";

const NOW = 1_000_000;
const AT_REST = { cooldownUntil: NOW + 30_000, failureCounts: { auth: 1 } };

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "provider-headers-state-"));
});

afterEach(() => rm(home, { recursive: true, force: true }));

const state = () => storedState({ OPENCLAW_STATE_DIR: home }, () => NOW);

async function store(path: string, content: unknown): Promise<void> {
  const file = join(home, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
}

const PROFILES = "agents/main/agent/auth-profiles.json";
const profile = (provider: string, more: object = {}) => ({ type: "api_key", provider, ...more });

describe("hosts with files", () => {
  test.each<[string, unknown, unknown, unknown[]]>([
    ["a key at rest, by the provider's own id", "kimi", AT_REST, [["kimi-coding", 30_000]]],
    [
      "the later of several times",
      "p",
      { ...AT_REST, disabledUntil: NOW + 50_000 },
      [["p", 50_000]],
    ],
    ["a time that is over", "p", { cooldownUntil: NOW - 1 }, []],
    ["no time", "p", { errorCount: 1 }, []],
    ["a busy provider", "p", { ...AT_REST, failureCounts: { rate_limit: 2, timeout: 1 } }, []],
    [
      "busy and refused",
      "p",
      { ...AT_REST, failureCounts: { rate_limit: 1, auth: 1 } },
      [["p", 30_000]],
    ],
    ["a reason that is not counted", "p", { cooldownUntil: NOW + 1 }, [["p", 1]]],
    ["no list of reasons", "p", { ...AT_REST, failureCounts: null }, [["p", 30_000]]],
    ["nonsense", "p", { cooldownUntil: "soon" }, []],
  ])("%s", async (_, provider, usage, expected) => {
    const profiles = { "p:default": profile(String(provider)) };
    await store(PROFILES, { profiles, usageStats: { "p:default": usage } });
    expect([...state().coolDowns("main")]).toEqual(expected);
  });

  test("a provider rests when its every key does, and wakes with the first", async () => {
    const profiles = { "p:one": profile("p"), "p:two": profile("p") };
    const later = { cooldownUntil: NOW + 90_000 };
    await store(PROFILES, { profiles, usageStats: { "p:one": AT_REST } });
    expect(state().coolDowns("main").size).toBe(0);
    // From 2026.4 the times have a file of their own.
    const usageStats = { "p:one": later, "p:two": AT_REST };
    await store("agents/main/agent/auth-state.json", { usageStats });
    expect([...state().coolDowns("main")]).toEqual([["p", 30_000]]);
  });

  test.each([
    "",
    "{",
    "null",
    "[]",
    '{"usageStats":7}',
    '{"usageStats":{"p:x":null}}',
    '{"profiles":null,"usageStats":null}',
    '{"profiles":{"p:x":null}}',
    '{"profiles":7}',
  ])("a file that holds %j is as if it were not there", async (text) => {
    await store(PROFILES, text);
    await store("agents/main/sessions/sessions.json", text);
    expect(state().coolDowns("main").size).toBe(0);
    expect(state().apiKey("main", "p")).toBeUndefined();
    expect(state().chosenModel("main", "agent:main:one")).toBeUndefined();
    expect(state().fallbackOf("main", "agent:main:one")).toBeUndefined();
  });

  const STAYS = {
    providerOverride: "fb",
    modelOverride: "m",
    modelOverrideSource: "auto",
    modelOverrideFallbackOriginProvider: "kimi-coding",
    modelOverrideFallbackOriginModel: "k2p5",
  };
  const CHOSEN = { providerId: "fb", modelId: "m" };
  const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };

  test.each<[string, unknown, unknown, unknown]>([
    ["a fallback that the host wrote", STAYS, undefined, { from: KIMI, to: CHOSEN }],
    ["a person's choice", { ...STAYS, modelOverrideSource: "user" }, CHOSEN, undefined],
    ["a choice, of older hosts", { providerOverride: "fb", modelOverride: "m" }, CHOSEN, undefined],
    ["a choice without its provider", { modelOverride: "m" }, undefined, undefined],
    ["a choice without its model", { providerOverride: "fb" }, undefined, undefined],
    ["a fallback without its provider", { ...STAYS, providerOverride: "" }, undefined, undefined],
    ["a fallback without its model", { ...STAYS, modelOverride: "" }, undefined, undefined],
    [
      "a fallback of nobody",
      { ...STAYS, modelOverrideFallbackOriginProvider: "" },
      undefined,
      undefined,
    ],
    ["nothing", undefined, undefined, undefined],
    ["null", null, undefined, undefined],
  ])("a session with %s", async (_, entry, chosen, fallback) => {
    await store("agents/main/sessions/sessions.json", { "agent:main:one": entry });
    expect(state().chosenModel("main", "agent:main:one")).toEqual(chosen);
    expect(state().fallbackOf("main", "agent:main:one")).toEqual(fallback);
    expect(state().chosenModel("main", "agent:main:two")).toBeUndefined();
    expect(state().chosenModel("work", "agent:main:one")).toBeUndefined();
  });

  test("a profile that names no provider is of the one that its own name begins with", async () => {
    await store("agents/main/agent/auth-state.json", { usageStats: { "kimi:default": AT_REST } });
    expect([...state().coolDowns("main")]).toEqual([["kimi-coding", 30_000]]);
    expect([...state().coolDowns("work")]).toEqual([]);
  });

  test("profiles that were never used keep nobody back", async () => {
    await store(PROFILES, { profiles: { "p:default": profile("p") } });
    expect([...state().coolDowns("main")]).toEqual([]);
  });

  test.each([
    [{ key: "k", token: "t", access: "a" }, "k"],
    [{ token: "t", access: "a" }, "t"],
    [{ access: "a" }, "a"],
    [{ refresh: "r" }, undefined],
  ])("the key of a profile with %j is %s", async (more, key) => {
    await store(PROFILES, { profiles: { "p:default": profile("p", more) } });
    expect(state().apiKey("main", "p")).toBe(key);
  });

  test("the first profile with a key is used, and one of no provider is nobody's", async () => {
    const profiles = { a: profile("p"), b: { key: "no" }, c: profile("p", { key: "sk-2" }) };
    await store(PROFILES, { profiles });
    expect(state().apiKey("main", "p")).toBe("sk-2");
    expect(state().apiKey("main", "q")).toBeUndefined();
  });

  test("a key by any name of its provider", async () => {
    const profiles = { a: profile("other", { key: "no" }), b: profile("kimi", { key: "sk-1" }) };
    await store(PROFILES, { profiles });
    expect(state().apiKey("main", "kimi-coding")).toBe("sk-1");
    expect(state().apiKey("work", "kimi-coding")).toBeUndefined();
  });
});

describe.each(NEWER_NODES)("hosts with databases, on Node %s", (version) => {
  function database(path: string, ...statements: string[]): void {
    const script =
      'const [path, ...all] = process.argv.slice(1); const { DatabaseSync } = require("node:sqlite");' +
      "const database = new DatabaseSync(path); for (const one of all) database.exec(one); database.close();";
    execFileSync(nodeBinary(version), ["--no-warnings", "-e", script, path, ...statements]);
  }

  const usage = JSON.stringify({ version: 1, usageStats: { "kimi:default": AT_REST } });

  async function coolDowns(): Promise<unknown> {
    if (process.versions.node.startsWith(`${version}.`)) return [...state().coolDowns("main")];
    const { stdout, stderr } = await runNode(
      version,
      ["test/openclaw/child/stored-state.ts", "main", String(NOW)],
      { OPENCLAW_STATE_DIR: home },
    );
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  }

  test("an agent's own", async () => {
    await mkdir(join(home, "agents/main/agent"), { recursive: true });
    database(
      join(home, "agents/main/agent/openclaw-agent.sqlite"),
      "CREATE TABLE auth_profile_state (state_key TEXT, state_json TEXT)",
      `INSERT INTO auth_profile_state VALUES ('primary', '${usage}')`,
    );
    expect(await coolDowns()).toEqual([["kimi-coding", 30_000]]);
  });

  test("what all agents share", async () => {
    await mkdir(join(home, "state"), { recursive: true });
    database(
      join(home, "state/openclaw.sqlite"),
      "CREATE TABLE config_machine_state (state_key TEXT, value_json TEXT)",
      `INSERT INTO config_machine_state VALUES ('authProfiles.state', '${usage}')`,
    );
    expect(await coolDowns()).toEqual([["kimi-coding", 30_000]]);
  });

  test("another table, no row, no database, none at all", async () => {
    expect(await coolDowns()).toEqual([]);
    await store("state/openclaw.sqlite", "no database");
    expect(await coolDowns()).toEqual([]);
    await rm(join(home, "state/openclaw.sqlite"));
    database(join(home, "state/openclaw.sqlite"), "CREATE TABLE another (state_key TEXT)");
    expect(await coolDowns()).toEqual([]);
  });
});
