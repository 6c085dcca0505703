import type { ConfigValue } from "./config-value.ts";
import { shownKey } from "./config-path.ts";
import { type HostRefusal, hostRefusals, versionsFor } from "./host-shape.ts";
import type { Problem } from "./problem.ts";
import { isSecretReference } from "./secret-reference.ts";

/** Keys that other tools have for headers; OpenClaw refuses them. */
const MEANT_AS_HEADERS = /^(?:header|headers|(?:custom|default|extra|http|request)[-_]?headers?)$/i;
/** Keys that other tools keep a map of headers in. */
const AROUND_HEADERS = /^(?:options|request[-_]?options)$/i;

/** What OpenClaw refuses of entries, models and catalogs, by its version or, where that is not known, by all of them. */
export function hostProblems(config: ConfigValue, version: string | undefined): Problem[] {
  const versions = versionsFor(version);
  return hostRefusals(config, versions).map((refusal) => ({
    ...refusal.value.source,
    severity: "error",
    code: isMeantAsHeaders(refusal) ? "not-headers" : "refused-by-host",
    message: `${messageOf(refusal)}, and OpenClaw ${refusal.version} refuses the whole configuration`,
    fix: fixOf(refusal),
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
  return (
    MEANT_AS_HEADERS.test(key) ||
    (AROUND_HEADERS.test(key) && value.at("headers").content !== undefined)
  );
}

function fixOf(refusal: HostRefusal): string {
  const { kind, key, takes, value, knownBy } = refusal;
  if (isMeantAsHeaders(refusal)) return headersFix(value.source.path);
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

/** Where the headers belong that stand at a path. */
function headersFix(path: string): string {
  const [, model, entry] =
    /^((models\.providers(?:\.[\w-]+|\["[^"]*"\]))(?:\.models\[\d+\])?)\./.exec(path) ?? [];
  if (model !== undefined && model !== entry) return `Write them in ${model}.headers.`;
  if (entry !== undefined) return `Write them in ${entry}.headers.`;
  return "Write them in the headers of a provider entry or of a model under models.providers.";
}
