import { formatConfigPath } from "./config-path.ts";
import type { ConfigValue } from "./config-value.ts";

/** Keys that other tools have for headers. */
const MEANT_AS_HEADERS = /^(?:header|headers|(?:custom|default|extra|http|request)[-_]?headers?)$/i;

export function isNameForHeaders(key: string): boolean {
  return MEANT_AS_HEADERS.test(key);
}

/** Of the entry, or of its model, that a place belongs to. */
const IN_ENTRY = /^(models\.providers(?:\.[\w-]+|\["(?:[^"\\]|\\.)*"\])(?:\.models\[\d+\])?)[.[]/;
/** Of the model that a catalog of agents names. */
const IN_CATALOG = /^agents\..*\.models(?:\.([\w-]+)|\[("(?:[^"\\]|\\.)*")\])\./;

/** Where the headers belong that stand at a path. */
export function headersFix(path: string, config: ConfigValue): string {
  const [, owner] = IN_ENTRY.exec(path) ?? [];
  if (owner !== undefined) return `Write them in ${owner}.headers.`;
  const [, plain, quoted] = IN_CATALOG.exec(path) ?? [];
  const name = quoted === undefined ? plain : (JSON.parse(quoted) as string);
  const place = name === undefined ? undefined : placeOfModel(name, config);
  return place === undefined
    ? "Write them in the headers of a provider entry or of a model under models.providers."
    : `Write them in ${place}.headers.`;
}

/** The model in its entry, or the entry where that does not list it. */
function placeOfModel(name: string, config: ConfigValue): string | undefined {
  const [id, entry] =
    config
      .at("models", "providers")
      .members()
      .filter(([one]) => name.startsWith(`${one}/`))
      .sort(([one], [other]) => other.length - one.length)[0] ?? [];
  if (id === undefined || entry === undefined) return undefined;
  const models = entry.at("models").items();
  const at = models.findIndex((model) => model.at("id").content === name.slice(id.length + 1));
  return formatConfigPath(["models", "providers", id, ...(at < 0 ? [] : ["models", at])]);
}
