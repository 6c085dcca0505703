import type { BuiltInProvider } from "../providers/find.ts";

/** What a user must know before a built-in default is sent in their name. `ids`: what their configuration calls the provider. */
export function builtInNotice(provider: BuiltInProvider, ...ids: readonly string[]): string {
  const [first = provider.ids[0], ...others] = ids;
  const id = others.length === 0 ? first : "<id>";
  const fields = Object.entries(provider.headers).map(([name, value]) => `${name}: ${value}`);
  const [name = "User-Agent"] = Object.keys(provider.headers);
  const block = `plugins.entries.provider-headers.config.providers.${id}`;
  return [
    `${[first, ...others].join(", ")}: requests to ${provider.endpoint} are sent with \`${fields.join(", ")}\` unless you configure another.`,
    `It names another client, ${provider.names}. ${provider.statement.text} (${provider.statement.source}).`,
    `Off: \`builtInDefaults: false\`, or \`"${name}": null\` in ${block}.headers.`,
    `A name of your own: \`"${name}": "your-client/1.0"\` in models.providers.${id}.headers. Whether it is let in only a try can tell:`,
    `provider-headers probe ${first} --header '${name}: your-client/1.0'`,
  ].join("\n");
}
