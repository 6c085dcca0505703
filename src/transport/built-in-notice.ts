import type { BuiltInProvider } from "../providers/find.ts";
import type { ReportReader } from "../report/report-reader.ts";

/** Where a built-in default goes out. */
export interface BuiltInPlace {
  /** What the configuration calls the provider. */
  readonly ids: readonly string[];
  /** The base URLs that are asked, fit to be shown; empty where none is configured. */
  readonly addresses: readonly string[];
}

/** What a user must know before a built-in default is sent in their name. */
export function builtInNotice(
  provider: BuiltInProvider,
  place: BuiltInPlace,
  { command }: ReportReader,
): string {
  const [first = provider.ids[0], ...others] = place.ids;
  const id = others.length === 0 ? first : "<id>";
  const [name = "User-Agent"] = Object.keys(provider.headers);
  const block = `plugins.entries.provider-headers.config.providers.${id}`;
  const { text, source, reports } = provider.statement;
  return [
    `${whatGoesOut(provider, place)} unless you configure another.`,
    `It names another client, ${provider.names}. ${text} (${source}, quoted in ${reports.join(" and ")}).`,
    `Off: \`builtInDefaults: false\`, or \`"${name}": null\` in ${block}.headers.`,
    `A name of your own: \`"${name}": "your-client/1.0"\` in models.providers.${id}.headers. Try whether it is accepted:`,
    `${command} probe ${first} --header '${name}: your-client/1.0'`,
  ].join("\n");
}

/** The same in one line, for who has read it whole before. */
export function builtInReminder(
  provider: BuiltInProvider,
  place: BuiltInPlace,
  { page }: ReportReader,
): string {
  return `${whatGoesOut(provider, place)}, which names another client (${provider.names}); to change it, see ${page("docs/custom-headers.md")}`;
}

function whatGoesOut(provider: BuiltInProvider, { ids, addresses }: BuiltInPlace): string {
  const fields = Object.entries(provider.headers).map(([name, value]) => `${name}: ${value}`);
  const names = ids.length === 0 ? provider.ids[0] : ids.join(", ");
  const asked = addresses.length === 0 ? provider.endpoint : addresses.join(" and ");
  return `${names}: requests to ${asked} are sent with \`${fields.join(", ")}\``;
}
