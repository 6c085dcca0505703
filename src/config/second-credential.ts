import type { HeaderFault } from "../headers/header-fault.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { apiNamed } from "../providers/apis.ts";
import { providerAt, providerNamed } from "../providers/find.ts";
import { SCHEME } from "../secrets/mask.ts";
import type { ConfigValue } from "./config-value.ts";
import { isSecretReference } from "./secret-reference.ts";

interface Provider {
  readonly id: string;
  /** Its entry. */
  readonly own: ConfigValue;
  readonly baseUrl: string | undefined;
}

/**
 * A credential's header beside `apiKey`, with what will be sent; undefined where that is meant: `authHeader: false`,
 * one value in both, Azure's `api-key` (OpenClaw's own set-up writes it so).
 */
export function secondCredential(
  fault: HeaderFault,
  header: ConfigValue,
  { id, own, baseUrl }: Provider,
): HeaderFault | undefined {
  const name = normalizeFieldName(fault.name);
  const apiKey = own.at("apiKey");
  if (own.at("authHeader").content === false || sameValue(header, apiKey)) return undefined;
  if (name === "api-key" && isAzure(id, own, baseUrl)) return undefined;
  const api = own.at("api").content;
  const fields = apiNamed(typeof api === "string" ? api : undefined)?.chat?.credential("");
  const [place] = Object.keys(fields ?? {});
  if (place === undefined) return fault;
  const message =
    place === name
      ? `\`${fault.name}\` is sent in place of the provider's \`apiKey\`, which is not sent then`
      : `\`${fault.name}\` is sent beside the provider's \`apiKey\`, which goes in \`${place}\``;
  return { ...fault, message };
}

function sameValue(header: ConfigValue, apiKey: ConfigValue): boolean {
  const one = namedBy(header);
  return one !== undefined && one === namedBy(apiKey);
}

/** The variable that a value is from, else the value itself without its scheme. */
function namedBy({ content, substitution }: ConfigValue): string | undefined {
  if (isSecretReference(content)) {
    return content.source === "env" ? `\${${content.id}}` : JSON.stringify(content);
  }
  if (typeof content !== "string") return undefined;
  const names = [...(substitution?.variables ?? []), ...(substitution?.unset ?? [])];
  if (names.length === 1) return `\${${names[0]}}`;
  return content.replace(SCHEME, "").trim();
}

function isAzure(id: string, own: ConfigValue, baseUrl: string | undefined): boolean {
  const api = own.at("api").content;
  return (
    [providerNamed(id), providerAt(baseUrl ?? "")].some((one) => one?.vendor === "azure") ||
    (typeof api === "string" && api.startsWith("azure-"))
  );
}
