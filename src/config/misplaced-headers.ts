import { formatConfigPath } from "./config-path.ts";
import type { ConfigValue } from "./config-value.ts";
import { headersFix, isNameForHeaders } from "./headers-place.ts";
import { isRecord } from "./is-record.ts";
import type { Problem } from "./problem.ts";

/**
 * Headers in places that OpenClaw's schemas for entries, models and catalogs say nothing of: around them, where every
 * version refuses them (2026.2.19 and 2026.9.6 tried), and in `params`, which take anything and send none of it.
 */
export function misplacedHeaders(config: ConfigValue): Problem[] {
  const entries = config.at("models", "providers").members();
  const agents = config.at("agents");
  const defaults = agents.at("defaults");
  const all = [...agents.at("list").items(), ...members(agents.at("entries"))];
  const holders = [defaults, ...all];
  const owners = entries.flatMap(([, entry]) => [entry, ...entry.at("models").items()]);
  const catalogs = holders.flatMap((holder) => members(holder.at("models")));
  return [
    ...[config, agents, ...holders, ...holders.map((holder) => holder.at("model"))].flatMap(
      (holder) => refused(config, holder),
    ),
    ...[...owners, ...holders, ...catalogs].flatMap((owner) => inParams(config, owner)),
    ...entries.flatMap(([id, entry]) => settingAmongHeaders(id, entry)),
  ];
}

function members(value: ConfigValue): ConfigValue[] {
  return value.members().map(([, member]) => member);
}

function headersIn(holder: ConfigValue): ConfigValue[] {
  return holder
    .members()
    .flatMap(([key, value]) => (isNameForHeaders(key) && isRecord(value.content) ? [value] : []));
}

function refused(config: ConfigValue, holder: ConfigValue): Problem[] {
  return headersIn(holder).map(({ source }) => ({
    ...source,
    severity: "error",
    code: "not-headers",
    message: "there is no setting for headers here, and OpenClaw refuses the whole configuration",
    fix: headersFix(source.path, config),
  }));
}

function inParams(config: ConfigValue, owner: ConfigValue): Problem[] {
  return headersIn(owner.at("params")).map(({ source }) => ({
    ...source,
    severity: "warning",
    code: "not-headers",
    message: "OpenClaw accepts anything in `params`, but sends no headers from there",
    fix: headersFix(source.path, config),
  }));
}

/** What stands beside `headers` and is written into them. */
function settingAmongHeaders(id: string, entry: ConfigValue): Problem[] {
  const path = formatConfigPath(["models", "providers", id]);
  return [entry, ...entry.at("models").items()].flatMap((owner) =>
    owner
      .at("headers")
      .members()
      .filter(([key]) => key.toLowerCase() === "authheader")
      .map(([key, { content, source }]): Problem => {
        const sent = typeof content === "string";
        return {
          ...source,
          severity: sent ? "warning" : "error",
          code: "setting-among-headers",
          message: `authHeader is a setting of the entry, and here ${sent ? `a header named ${key} is sent` : "OpenClaw refuses it"}`,
          fix: `Write \`authHeader: ${String(content) === "false" ? "false" : "true"}\` in ${path}, beside headers.`,
        };
      }),
  );
}
