import type { ConfigValue } from "./config-value.ts";
import { shownKey } from "./config-path.ts";
import { headersFix, isNameForHeaders } from "./headers-place.ts";
import { type HostRefusal, hostRefusals, versionsFor } from "./host-shape.ts";
import type { Problem } from "./problem.ts";
import { isSecretReference } from "./secret-reference.ts";

/** What OpenClaw refuses of entries, models and catalogs, by its version or, where that is not known, by all of them. */
export function hostProblems(config: ConfigValue, version: string | undefined): Problem[] {
  const versions = versionsFor(version);
  return hostRefusals(config, versions).map((refusal) => ({
    ...refusal.value.source,
    severity: "error",
    code: isMeantAsHeaders(refusal) ? "not-headers" : "refused-by-host",
    message: `${messageOf(refusal)}, and OpenClaw ${refusal.version} refuses the whole configuration`,
    fix: fixOf(refusal, config),
  }));
}

function messageOf({ kind, key, takes }: HostRefusal): string {
  const shown = JSON.stringify(shownKey(key));
  if (kind === "unknown key") return `there is no setting ${shown} here`;
  if (kind === "missing key") return `${shown} is missing`;
  return `this is not ${takes}`;
}

function isMeantAsHeaders({ kind, key, value }: HostRefusal): boolean {
  if (kind !== "unknown key") return false;
  return isNameForHeaders(key) || value.members().some(([below]) => isNameForHeaders(below));
}

function fixOf(refusal: HostRefusal, config: ConfigValue): string {
  const { kind, key, takes, value, knownBy } = refusal;
  if (isMeantAsHeaders(refusal)) return headersFix(value.source.path, config);
  if (kind === "missing key") return `Write ${JSON.stringify(key)}: ${takes}.`;
  if (kind === "unknown key") {
    const known = knownBy.length === 0 ? "" : `; OpenClaw ${knownBy.at(-1)} has it`;
    return `Remove it. The settings here are ${takes}${known}.`;
  }
  if (isSecretReference(value.content)) {
    return `Write "\${NAME}" with the name of a variable${otherPlace(value)}.`;
  }
  return `Write ${takes}.`;
}

/** Where a SecretRef of a model's header may stand: our block resolves `env` and `file`, the entry's own headers all. */
function otherPlace({ content, source: { path } }: ConfigValue): string {
  const entry = /^models\.providers(\.[\w-]+|\["[^"]*"\])\.models\[\d+\]\.headers/.exec(path)?.[1];
  if (entry === undefined || !isSecretReference(content)) return "";
  return content.source === "env" || content.source === "file"
    ? `, or put the SecretRef into plugins.entries.provider-headers.config.providers${entry}.models.<model>.headers`
    : `, or put the SecretRef into models.providers${entry}.headers, which holds for all models of the entry`;
}
