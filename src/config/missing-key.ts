import { apiNamed } from "../providers/apis.ts";
import { providerNamed } from "../providers/find.ts";
import { isLoopbackHost } from "../providers/loopback.ts";
import { isCredentialName } from "../secrets/mask.ts";
import type { ConfigValue } from "./config-value.ts";
import { versionsFor } from "./host-shape.ts";
import { KEY_VARIABLES } from "./key-variables.ts";
import type { Problem } from "./problem.ts";
import type { ProviderEntry } from "./provider-entries.ts";
import type { Environment } from "./variables.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** The last version that drops all entries for one without a key (tried: 2026.2.19, 2026.3.13; not 2026.4.15). */
const LAST_THAT_DROPS = "2026.3.13";

/** RFC 1918, RFC 4193, RFC 6762 section 3, and names without a dot: whoever is there seldom wants a key. */
const NEARBY =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0$|\[f[cd]|[^.:]+$)|\.(?:local|internal|lan)$/;

/** An entry with models and without any key that can be seen. `written` is the entry, `read` what became of it. */
export function missingKey(
  written: ConfigValue,
  read: ProviderEntry,
  { version, env }: { readonly version: string | undefined; readonly env: Environment },
): Problem[] {
  const { id, api, credential, otherKey } = read;
  if (written.at("models").items().length === 0) return [];
  if (credential !== undefined || otherKey !== "none" || !takesKeys(written, api)) return [];
  const dropsAll = isOld(version);
  if (!dropsAll && needsNone(read)) return [];
  const variable = variableOf(id);
  if (variable !== undefined && env[variable]) return [];
  return [
    {
      ...written.source,
      severity: "warning",
      code: "no-key",
      message:
        `no key was found for this entry: no apiKey, no auth profile${variable === undefined ? "" : `, and ${variable} is not set`}; ` +
        "OpenClaw 2026.2 and 2026.3 drop the addresses and headers of all entries if one has no key",
      fix: `Write \`apiKey: "\${${variable ?? "NAME"}}"\`, or log in with \`openclaw models auth\`; for a server that needs no key, write any text.`,
    },
  ];
}

/** Where hosts look for its key. */
function variableOf(id: string): string | undefined {
  const [known] = providerNamed(id)?.access?.keyVariables ?? [];
  const usual = `${id.trim().toUpperCase().replaceAll("-", "_")}_API_KEY`;
  return known ?? (KEY_VARIABLES.has(usual) ? usual : undefined);
}

/** Others sign requests, or have logins that a configuration does not name. */
function takesKeys(written: ConfigValue, api: string | undefined): boolean {
  const auth = written.at("auth").content;
  return (
    (auth === undefined || auth === "api-key") &&
    api !== "ollama" &&
    (api === undefined || apiNamed(api)?.chat !== undefined)
  );
}

function isOld(version: string | undefined): boolean {
  const versions = version === undefined ? [] : versionsFor(version);
  return versions.length > 0 && versions.every((one) => one <= LAST_THAT_DROPS);
}

/** Servers on this machine and nearby, and those whose key is a configured header. */
function needsNone({ baseUrl, layers }: ProviderEntry): boolean {
  const names = layers.flatMap(({ headers, secrets }) => [
    ...(secrets ?? []),
    ...Object.keys(headers).filter(isCredentialName),
  ]);
  if (names.length > 0) return true;
  // An address that cannot be read is reported as what it is.
  const address = parseUrl(baseUrl ?? "");
  if (address === undefined) return true;
  return isLoopbackHost(address.hostname) || NEARBY.test(address.hostname);
}
