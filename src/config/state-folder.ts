import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "./variables.ts";

/** OpenClaw's own folder; undefined where the environment names no home. */
export function stateFolder(env: Environment): string | undefined {
  const named = env["OPENCLAW_STATE_DIR"]?.trim();
  if (named) return expandHome(named, env);
  const home = homeOf(env);
  return home === undefined ? undefined : join(home, ".openclaw");
}

/** The configuration that OpenClaw itself would read: `OPENCLAW_CONFIG_PATH`, else `openclaw.json` in its folder. */
export function defaultConfigPath(env: Environment): string {
  const named = env["OPENCLAW_CONFIG_PATH"]?.trim();
  if (named) return expandHome(named, env);
  return join(stateFolder(env) ?? join(homedir(), ".openclaw"), "openclaw.json");
}

/** `~` and `~/...`, as in a path of the configuration. */
export function expandHome(path: string, env: Environment): string {
  const rest = /^~(?=$|[/\\])(.*)$/s.exec(path)?.[1];
  return rest === undefined ? path : join(homeOf(env) ?? homedir(), rest);
}

function homeOf(env: Environment): string | undefined {
  for (const name of ["OPENCLAW_HOME", "HOME", "USERPROFILE"]) {
    const home = env[name]?.trim();
    if (home) return home;
  }
  return undefined;
}
