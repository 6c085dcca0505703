import { APIS } from "./apis.ts";
import { providerAt, PROVIDERS } from "./find.ts";

const PUBLIC_NAMES: ReadonlySet<string> = new Set([
  ...PROVIDERS.flatMap(({ ids, otherNames = [], endpoints }) => [
    ...ids,
    ...otherNames,
    ...endpoints,
  ]),
  ...APIS.map(({ name }) => name),
]);

/** Whether a text is what everybody calls a provider, its host or an api: no secret, wherever it comes from. */
export function isPublicName(text: string): boolean {
  return PUBLIC_NAMES.has(text.trim().toLowerCase());
}

/** What stands behind the endpoint of a known provider in an address, or behind the host of another one; no slash at its ends. */
export function ownPath(address: URL): string {
  const whole = `${address.host}${address.pathname}`;
  const endpoints = providerAt(whole)?.endpoints ?? [];
  const known =
    endpoints.find((endpoint) => `${whole}/`.startsWith(`${endpoint}/`)) ?? address.host;
  return whole.slice(known.length).replace(/^\/|\/$/g, "");
}
