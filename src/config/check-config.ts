import {
  BUILT_IN_PROVIDERS,
  type BuiltInProvider,
  canonicalProviderId,
  providersOfKey,
  publicKeyPrefix,
} from "../providers/find.ts";
import { isLoopbackHost } from "../providers/loopback.ts";
import { versionMeant } from "./config-reader.ts";
import { type ConfigPath, formatConfigPath } from "./config-path.ts";
import { type ConfigValue, configValue } from "./config-value.ts";
import { hostProblems } from "./host-problems.ts";
import type { ConfigNode } from "./json5-tree.ts";
import type { OpenClawConfigFile } from "./openclaw-config.ts";
import { sourceAt } from "./origin.ts";
import { OVERRIDE_PATH } from "./override-settings.ts";
import type { Problem } from "./problem.ts";
import { problemShower } from "./shown-problem.ts";
import { createAddressCheck } from "./misleading-address.ts";
import { misplacedHeaders } from "./misplaced-headers.ts";
import { relatedPaths } from "./related-paths.ts";
import { missingKey } from "./missing-key.ts";
import { type ProviderConfig, providerConfigFrom } from "./provider-entries.ts";
import type { Environment } from "./variables.ts";
import { parseUrl } from "../providers/parse-url.ts";

const PLUGIN_ID = "provider-headers";
const PROVIDERS: ConfigPath = ["models", "providers"];

export interface CheckOptions {
  /** Whether it runs inside OpenClaw, which resolves SecretRefs of `exec` and `store`. */
  readonly host?: boolean | undefined;
  /** The OpenClaw version to check for; without it, only what every version rejects is an error. */
  readonly version?: string | undefined;
}

/**
 * All problems of a configuration, in the order of its lines: those that reading it reports, and those that only
 * matter to someone who edits the file.
 */
export function checkConfig(file: OpenClawConfigFile, options: CheckOptions = {}): Problem[] {
  const config = configValue(file.config, file.origin);
  const version = versionMeant(config, options.version);
  const { problems: found, config: read } = providerConfigFrom(file.config, {
    env: file.env,
    origin: file.origin,
    host: options.host,
    version,
    audit: true,
    problems: file.problems,
  });
  const problems = found.map(asSeenFromAFile);
  const wrong = relatedPaths(
    problems.filter(({ severity }) => severity === "error").map(({ path }) => path),
  );
  const shown = problemShower(read);
  const refused = hostProblems(config, version)
    .map(shown)
    .filter(({ path }) => !wrong.holds(path));
  const misplaced = misplacedHeaders(config).map(shown);
  const known = relatedPaths(refused.map(({ path }) => path));
  const moved = new Set(misplaced.map(({ path }) => path));
  return [
    ...problems.filter(({ path }) => !moved.has(path)),
    ...refused,
    ...misplaced.filter(({ path }) => !known.holds(path)),
    ...[
      ...keysWrittenTwice(file.root, []),
      ...providerWarnings(config, read, { version, env: file.env }),
      ...pluginWarnings(config.at("plugins")),
    ].map(shown),
  ].sort(byPlace(file));
}

/** The file is OpenClaw's, which may resolve this; only who reads it without OpenClaw, or here, cannot. */
function asSeenFromAFile(problem: Problem): Problem {
  const ours = problem.path.startsWith(formatConfigPath(OVERRIDE_PATH));
  const isOthers =
    // Where OpenClaw starts it may be set.
    problem.code === "unset-variable" || (problem.code === "secret-of-host" && !ours);
  return isOthers ? { ...problem, severity: "warning" } : problem;
}

/** On the way to our settings and below them. */
function* keysWrittenTwice(node: ConfigNode, path: ConfigPath): Generator<Problem> {
  if (![PROVIDERS, OVERRIDE_PATH].some((ours) => isOneOnTheWayToTheOther(path, ours))) return;
  const { content } = node;
  if (content.kind === "list") {
    for (const [index, item] of content.items.entries()) {
      yield* keysWrittenTwice(item, [...path, index]);
    }
  }
  if (content.kind !== "record") return;
  for (const { key, position, before } of content.places.flatMap((place) => place.repeated)) {
    if (![PROVIDERS, OVERRIDE_PATH].some((ours) => isOneOnTheWayToTheOther([...path, key], ours))) {
      continue;
    }
    yield {
      ...sourceAt([...path, key], position),
      severity: "error",
      code: "written-twice",
      message: `this key was written before, in line ${before.line}, and only the last one counts`,
      fix: "Keep one of them.",
    };
  }
  for (const [key, member] of content.members) yield* keysWrittenTwice(member, [...path, key]);
}

/** `models` and `models.providers.p` are, seen from `models.providers`; `models.mode` is not. */
function isOneOnTheWayToTheOther(one: ConfigPath, other: ConfigPath): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((part, index) => part === other[index]);
}

function providerWarnings(
  config: ConfigValue,
  read: ProviderConfig,
  meant: { readonly version: string | undefined; readonly env: Environment },
): Problem[] {
  const misleadingAddresses = createAddressCheck(read, meant.version);
  const entries = new Map(read.entries.map((entry) => [entry.id, entry]));
  return config
    .at(...PROVIDERS)
    .members()
    .flatMap(([id, entry]) => {
      const readEntry = entries.get(id);
      const ofAddress = [
        ...addressWarnings(id, entry, readEntry?.apiKey),
        ...[entry, ...entry.at("models").items()].flatMap((one) =>
          unusableAddress(one.at("baseUrl")),
        ),
      ];
      const known = new Set(ofAddress.map(({ path }) => path));
      return [
        ...ofAddress,
        ...misleadingAddresses(id, entry).filter(({ path }) => !known.has(path)),
        ...(readEntry === undefined ? [] : missingKey(entry, readEntry, meant)),
      ];
    });
}

/** What users did about #30099, and where its provider is mistaken for its pay-per-use sister. */
function addressWarnings(id: string, entry: ConfigValue, apiKey: string | undefined): Problem[] {
  const canonical = canonicalProviderId(id);
  const builtIn = BUILT_IN_PROVIDERS.find(({ ids }) => ids[0] === canonical);
  const { content: baseUrl, source } = entry.at("baseUrl");
  const address = typeof baseUrl === "string" ? parseUrl(baseUrl) : undefined;
  if (builtIn === undefined || address === undefined) return [];
  const { hostname, pathname } = address;
  // The SDK for this api adds the version by itself.
  const version = entry.at("api").content === "anthropic-messages" ? "" : "/v1";
  const right = `baseUrl: "${builtIn.endpoint}${version}"`;
  if (isLoopbackHost(hostname)) {
    if (!isRelayOf(builtIn, pathname, apiKey)) return [];
    return [
      {
        ...source,
        severity: "warning",
        code: "local-proxy",
        message: `requests of ${id} go to this machine; a local proxy that only changes the User-Agent is not needed any more`,
        fix: `Write \`${right}\` and stop the proxy.`,
      },
    ];
  }
  const sister = builtIn.notUnder.find(
    (domain) => hostname === domain || hostname.endsWith(`.${domain}`),
  );
  if (sister === undefined) return [];
  return [
    {
      ...source,
      severity: "warning",
      code: "pay-per-use",
      message: `${hostname} is the pay-per-use platform, which takes other keys and bills by use: the subscription of ${id} is not used there`,
      fix: `Write \`${right}\`, or name the provider "moonshot" if pay-per-use is meant.`,
    },
  ];
}

/** Whether a server of this machine hands on to a provider: it keeps its path, or has none and gets its key. */
function isRelayOf(
  { ids, endpoint }: BuiltInProvider,
  pathname: string,
  apiKey: string | undefined,
): boolean {
  if (`${pathname}/`.startsWith(`${new URL(endpoint).pathname}/`)) return true;
  const prefix = apiKey === undefined ? undefined : publicKeyPrefix(apiKey);
  const getsKey = prefix !== undefined && providersOfKey(prefix).some((one) => one.ids === ids);
  return getsKey && /^\/(?:v1\/?)?$/.test(pathname);
}

/** What no client library can ask, or asks at another place than is meant. */
function unusableAddress({ content: baseUrl, source }: ConfigValue): Problem[] {
  // An unset variable is reported as what it is; `{region}` is for the host to put in.
  if (typeof baseUrl !== "string" || baseUrl.includes("{")) return [];
  const message = addressFault(baseUrl);
  if (message === undefined) return [];
  const fix = 'Write scheme, host and path alone, such as "https://api.example.com/v1".';
  return [{ ...source, severity: "warning", code: "unusable-address", message, fix }];
}

/** Never holds the address, which may hold a key. */
function addressFault(baseUrl: string): string | undefined {
  if (baseUrl.trim() === "") return undefined;
  const address = parseUrl(baseUrl);
  if (address === undefined || !/^(?:http|ws)s?:$/.test(address.protocol)) {
    return "this is no address that a request can go to, so no header is ever sent there";
  }
  if (address.username !== "" || address.password !== "") {
    return "client libraries refuse an address with a user name or password in it";
  }
  if (address.search !== "" || address.hash !== "") {
    return "client libraries append their path to this text, so it ends up behind the `?` or `#`";
  }
  return undefined;
}

/** Installed and switched off: nothing of what is configured happens. */
function pluginWarnings(plugins: ConfigValue): Problem[] {
  const found: Problem[] = [];
  function warn({ source }: ConfigValue, message: string, fix: string): void {
    found.push({ ...source, severity: "warning", code: "plugin-off", message, fix });
  }
  const entry = plugins.at("entries", PLUGIN_ID);
  const installed = plugins.at("installs", PLUGIN_ID);
  if (entry.content === undefined && installed.content === undefined) return [];
  const switchedOn = entry.at("enabled");
  if (switchedOn.content === false) {
    const message = `the plugin ${PLUGIN_ID} is installed and switched off, so it does nothing`;
    warn(switchedOn, message, `Run \`openclaw plugins enable ${PLUGIN_ID}\`.`);
  }
  const all = plugins.at("enabled");
  if (all.content === false) {
    const message = `all plugins are switched off, ${PLUGIN_ID} too, so it does nothing`;
    warn(all, message, "Write true, or remove the line.");
  }
  const denied = plugins
    .at("deny")
    .items()
    .find(({ content }) => content === PLUGIN_ID);
  if (denied !== undefined) {
    const message = `${PLUGIN_ID} is on the list of plugins that are not loaded`;
    warn(denied, message, "Take it off the list.");
  }
  const allowed = plugins.at("allow");
  const names = allowed.items().map(({ content }) => content);
  if (names.length > 0 && !names.includes(PLUGIN_ID)) {
    const message = `${PLUGIN_ID} is not on the list of plugins that may be loaded`;
    warn(allowed, message, `Add "${PLUGIN_ID}" to the list.`);
  }
  return found;
}

/** Included files follow the file that includes them. */
function byPlace(file: OpenClawConfigFile): (one: Problem, other: Problem) => number {
  const places = new Map(file.files.map((name, place) => [name, place]));
  const order = (problem: Problem): number => places.get(problem.file ?? file.file) ?? -1;
  return (one, other) =>
    order(one) - order(other) ||
    (one.line ?? 0) - (other.line ?? 0) ||
    (one.column ?? 0) - (other.column ?? 0);
}
