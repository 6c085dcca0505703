import { apiNamed, APIS } from "../providers/apis.ts";
import {
  providerAt,
  providerNamed,
  PROVIDERS,
  providersOfKey,
  publicKeyPrefix,
  takesKey,
} from "../providers/find.ts";
import type { Provider } from "../providers/provider.ts";
import type { ConfigValue } from "./config-value.ts";
import { isAtLeast } from "./host-version.ts";
import type { Problem } from "./problem.ts";
import type { ProviderConfig, ProviderEntry } from "./provider-entries.ts";
import { addressShower } from "./shown-address.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** A base URL, and who asks there with what. */
interface Asked {
  readonly address: URL;
  readonly api: string | undefined;
  readonly apiKey: string | undefined;
  /** What may be shown of an address. */
  readonly shown: (address: string) => string;
  /** Of the OpenClaw that asks; undefined where it is not known. */
  readonly version: string | undefined;
}

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** Finds the addresses of an entry, as it is written, that lead elsewhere than is meant. At most one finding an address. */
export function createAddressCheck(
  { entries, secrets }: Pick<ProviderConfig, "entries" | "secrets">,
  version?: string,
): (id: string, written: ConfigValue) => Problem[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const shown = addressShower({ secrets });
  return (id, written) => {
    const read = byId.get(id);
    return read === undefined ? [] : misleadingAddresses(id, written, read, { shown, version });
  };
}

/** `read` is what became of the entry. */
function misleadingAddresses(
  id: string,
  written: ConfigValue,
  read: ProviderEntry,
  more: Pick<Asked, "shown" | "version">,
): Problem[] {
  const apis = new Map(read.models.map((model) => [model.id, model.api]));
  const { api, apiKey } = read;
  const places = [
    { place: written.at("baseUrl"), api },
    ...written
      .at("models")
      .items()
      .map((model) => ({
        place: model.at("baseUrl"),
        api: apis.get(String(model.at("id").content)) ?? api,
      })),
  ];
  const found = places.flatMap(({ place, api: asked }): Problem[] => {
    const { content: baseUrl, source } = place;
    // A variable that is not set is reported as what it is.
    if (typeof baseUrl !== "string" || baseUrl.includes("{")) return [];
    const address = parseUrl(baseUrl);
    if (address === undefined || address.search !== "" || address.hash !== "") return [];
    const finding = findingAt({ address, api: asked, apiKey, ...more });
    return finding === undefined ? [] : [{ ...source, severity: "warning", ...finding }];
  });
  return [...found, ...keyWithoutAddress(id, written, read)];
}

function findingAt(asked: Asked): Finding | undefined {
  return wholeEndpoint(asked) ?? foreignKey(asked) ?? versionTwice(asked) ?? tooShort(asked);
}

/** What else is copied from a provider's page, by the api that has it: none of it is a base URL of that api. */
const OTHER_ROUTES: Readonly<Record<string, readonly string[]>> = {
  "openai-completions": ["/completions"],
  "anthropic-messages": ["/messages"],
  "google-generative-ai": ["/models"],
  ollama: ["/api/generate", "/api/tags", "/api"],
};

/** Of Ollama's own api: `/api/chat` is not telling enough elsewhere. */
const TOLD_BY_API = new Set(["ollama"]);

const REGULAR_EXPRESSION = /[$()*+./?[\\\]^{|}]/gu;

/** A route at the end of an address, the longest first. */
const ROUTE_ENDS = APIS.flatMap(({ name, chat, chatRoutes = [] }) =>
  chat === undefined
    ? []
    : [...chatRoutes, ...(OTHER_ROUTES[name] ?? [])].map((route) => ({
        api: name,
        always: (chatRoutes as readonly string[]).includes(route) && !TOLD_BY_API.has(name),
        length: route.length,
        end: new RegExp(
          `${route
            .split("*")
            .map((part) => part.replace(REGULAR_EXPRESSION, String.raw`\$&`))
            .join("[^/]+")}$`,
          "u",
        ),
      })),
).sort((one, other) => other.length - one.length);

/** Without slashes at its end. */
function pathOf({ pathname }: URL): string {
  return pathname.replace(/(?<!\/)\/+$/u, "");
}

function wholeEndpoint({ address, api, shown }: Asked): Finding | undefined {
  // Others, such as that of Codex, take whole endpoints.
  if (api !== undefined && apiNamed(api)?.chat === undefined) return undefined;
  const path = pathOf(address);
  const route = ROUTE_ENDS.find((one) => (one.always || one.api === api) && one.end.test(path));
  if (route === undefined) return undefined;
  const [end = ""] = route.end.exec(path) ?? [];
  const right = shown(address.origin + path.slice(0, -end.length));
  const other = api === undefined || route.api === api ? "" : `, with \`api: "${route.api}"\``;
  return {
    code: "whole-endpoint",
    message: `this is a full endpoint, but clients append their route to it: requests go to ${shown(address.origin + path)}${apiNamed(api ?? route.api)?.chatRoutes?.[0] ?? ""}`,
    fix: right.includes("***")
      ? `Remove ${JSON.stringify(end)} from its end${other}.`
      : `Write \`baseUrl: "${right}"\`${other}.`,
  };
}

/**
 * Hosts take the version off from 2026.3.13 on at the latest (read; 2026.9.6 tried). 2026.2.19 does not (tried), and
 * client libraries do not.
 */
function versionTwice({ address, api, shown, version }: Asked): Finding | undefined {
  const path = pathOf(address);
  if (version !== undefined && isAtLeast(version, "2026.3.13")) return undefined;
  if (api !== "anthropic-messages" || !path.endsWith("/v1")) return undefined;
  const right = shown(address.origin + path.slice(0, -"/v1".length));
  return {
    code: "version-twice",
    message:
      "clients of this api append /v1/messages to it, so requests go to /v1/v1/messages (OpenClaw 2026.2.19 and client libraries; OpenClaw removes the /v1 from 2026.3.13 on)",
    fix: right.includes("***") ? 'Remove "/v1" from its end.' : `Write \`baseUrl: "${right}"\`.`,
  };
}

/** A provider's own address without the path that its api is below, as with Kimi Code's `/v1`. */
function tooShort({ address, api }: Asked): Finding | undefined {
  const path = pathOf(address);
  for (const { baseUrls } of PROVIDERS) {
    const right = api === undefined ? undefined : baseUrls?.[api];
    if (right === undefined) continue;
    const { origin, pathname } = new URL(right);
    if (origin !== address.origin || !pathname.startsWith(`${path}/`) || pathname === "/") continue;
    return {
      code: "too-short-address",
      message: `the ${api} routes of ${address.hostname} are below ${pathname}, so requests go nowhere`,
      fix: `Write \`baseUrl: "${right}"\`.`,
    };
  }
  return undefined;
}

/** A key that names its service by how it begins, at the address of another. */
function foreignKey({ address, api, apiKey }: Asked): Finding | undefined {
  return wrongKey(providerAt(address.origin + address.pathname), api, apiKey);
}

/** Without a base URL a host asks the provider that the id names. */
function keyWithoutAddress(
  id: string,
  written: ConfigValue,
  { api, apiKey, baseUrl }: ProviderEntry,
): Problem[] {
  const here = baseUrl === undefined ? providerNamed(id) : undefined;
  const finding = here?.access === undefined ? undefined : wrongKey(here, api, apiKey);
  return finding === undefined
    ? []
    : [{ ...written.at("apiKey").source, severity: "warning", ...finding }];
}

function wrongKey(
  here: Provider | undefined,
  api: string | undefined,
  apiKey: string | undefined,
): Finding | undefined {
  const prefix = apiKey === undefined ? undefined : publicKeyPrefix(apiKey);
  if (here === undefined || prefix === undefined || here.takesAnyKey === true) return undefined;
  const homes = providersOfKey(prefix);
  if (homes.length === 0 || takesKey(here, prefix) !== false) return undefined;
  const addresses = homes.map(
    ({ baseUrls, access, endpoints }) =>
      (api === undefined ? undefined : baseUrls?.[api]) ??
      access?.baseUrl ??
      `https://${endpoints[0]}`,
  );
  const belongs = homes.map(({ endpoints }) => endpoints[0]).join(" or ");
  return {
    code: "key-of-another-service",
    message: `the key begins with ${JSON.stringify(prefix)}: such keys belong to ${belongs}, and ${here.ids[0]} refuses them`,
    fix: `Write \`baseUrl: "${addresses.join('" or "')}"\`, or a key of ${here.ids[0]} as apiKey.`,
  };
}
