import type { Scrub } from "../secrets/scrubber.ts";
import type { ProviderConfig } from "../config/provider-entries.ts";
import { addressShower } from "../config/shown-address.ts";
import { apiNamed } from "../providers/apis.ts";
import { type CompiledProvider, compileProvider } from "../transport/compiled-provider.ts";
import { type AddressedEntry, entriesByAddress } from "../transport/entry-addresses.ts";
import { isKeyless } from "../transport/keyless-route.ts";
import { wrapText } from "./text-width.ts";

/** Of each provider whose secret headers are all that it has for a credential: who sends them, and where. */
export function keylessNotices(
  config: ProviderConfig,
  room: number,
  scrub: Scrub,
  isShown: (id: string) => boolean = () => true,
): string[] {
  const routes = new Map<string, Route[]>();
  for (const route of routesOf(config)) {
    for (const id of route.ids) {
      const known = routes.get(id);
      if (known === undefined) routes.set(id, [route]);
      else known.push(route);
    }
  }
  const notices = config.entries
    .filter((entry) => isKeyless(entry) && isShown(entry.id))
    .flatMap((entry) => {
      const names = new Set(
        entriesByAddress(entry).flatMap((place) => secretNames(compileProvider(place.entry))),
      );
      if (names.size === 0) return [];
      const own = routes.get(entry.id) ?? [];
      const alone = own.filter(({ ids }) => ids.length === 1).map(({ route }) => route);
      const shared = own.filter(({ ids }) => ids.length > 1);
      const where =
        alone.length === 0
          ? "with OpenClaw's own requests only"
          : `only with POSTs of JSON without a key to ${alone.join(", ")}, whichever code in the process sends them`;
      const why = [
        ...(own.length === 0 ? ["the chat route of its api is not known"] : []),
        ...shared.map(({ route, ids }) => `${route} is used by ${ids.join(" and ")}`),
      ];
      return `${entry.id} has no apiKey here: outside OpenClaw, ${[...names].join(", ")} ${names.size === 1 ? "goes" : "go"} ${where}${why.length === 0 ? "" : ` (${why.join("; ")})`}.`;
    });
  return notices.map((notice) => wrapText(scrub(notice), room).join("\n"));
}

/** Its own and those of its models. */
function secretNames({ planFor }: CompiledProvider): string[] {
  const { fields, modelFields } = planFor(undefined);
  return [...fields, ...[...modelFields.values()].flat()].flatMap(({ secret, spelling }) =>
    secret ? spelling : [],
  );
}

interface Route {
  /** As it may be shown. */
  readonly route: string;
  /** The entries that ask there. */
  readonly ids: readonly string[];
}

function routesOf(config: ProviderConfig): Route[] {
  const addressText = addressShower(config);
  const ids = new Map<string, Set<string>>();
  for (const { origin, prefix, entry } of config.entries.flatMap(entriesByAddress)) {
    for (const path of chatPaths(entry)) {
      const route = addressText(origin + prefix + path);
      ids.set(route, (ids.get(route) ?? new Set()).add(entry.id));
    }
  }
  return Array.from(ids, ([route, all]) => ({ route, ids: [...all] }));
}

function chatPaths({ api, models }: AddressedEntry["entry"]): readonly string[] {
  const apis = new Set([api, ...models.map((model) => model.api)]);
  return [...apis].flatMap((name) => apiNamed(name)?.chatRoutes ?? []);
}
