import { decodedView } from "./decoded-view.ts";
import { withoutKeys } from "./key-shapes.ts";
import { MASK } from "./mask.ts";
import { createScrubber, type Scrub, SHORTEST_SCRUBBED } from "./scrubber.ts";
import { viewsOf } from "./spellings.ts";

/** Query parameters that never hold a secret. Short on purpose, as with header names. */
const OPEN_PARAMETERS: ReadonlySet<string> = new Set([
  "alt",
  "api-version",
  "beta",
  "model",
  "version",
]);

/** What an address holds that is never shown of it: user name, password, query. */
export function secretsInAddress(address: string, base?: string): string[] {
  if (!URL.canParse(address, base)) return [];
  const { username, password, searchParams } = new URL(address, base);
  const hidden = [...searchParams].filter(([name]) => !OPEN_PARAMETERS.has(name.toLowerCase()));
  return [username, password, ...hidden.map(([, value]) => value)].filter((text) => text !== "");
}

/**
 * Takes secrets out of the path of an address, those too that are a segment and too short for free text. Looks only for
 * those that are there, so a first request does not wait for the scrubber's table.
 */
export function createPathMask(secrets: Iterable<string>): Scrub {
  let views: ReadonlyMap<string, string> | undefined;
  return (path) => {
    views ??= new Map(
      Array.from(secrets, (secret) => secret.trim()).flatMap((secret) =>
        viewsOf(secret).map((view) => [view, secret] as const),
      ),
    );
    const { text } = decodedView(path);
    const inside = [...views].flatMap(([view, secret]) =>
      view.length >= SHORTEST_SCRUBBED && text.includes(view) ? secret : [],
    );
    const segments = path
      .split("/")
      .map((segment) =>
        segment !== "" && views?.has(decodedView(segment).text) === true ? MASK : segment,
      );
    return withoutKeys(createScrubber(inside)(segments.join("/")));
  };
}
