import { decodedViews } from "./decoded-view.ts";
import { withoutKeys } from "./key-shapes.ts";
import { MASK } from "./mask.ts";
import { createScrubber, type Scrub, SHORTEST_SCRUBBED } from "./scrubber.ts";
import { viewsOf } from "./spellings.ts";
import { parseUrl } from "../providers/parse-url.ts";

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
  const url = parseUrl(address, base);
  if (url === undefined) return [];
  const { username, password, searchParams } = url;
  const hidden = [...searchParams].filter(([name]) => !OPEN_PARAMETERS.has(name.toLowerCase()));
  return [username, password, ...hidden.map(([, value]) => value)].filter((text) => text !== "");
}

/**
 * Takes secrets out of the path or the host of an address, those too that are a segment and too short for free text. Looks only for
 * those that are there, so a first request does not wait for the scrubber's table.
 */
export function createPathMask(secrets: Iterable<string>): Scrub {
  let known: ReturnType<typeof viewsByEnd> | undefined;
  return (path) => {
    const { views, byEnd } = (known ??= viewsByEnd(secrets));
    // One that ends alike is looked for as in any text: escapes can be undone in more than one way.
    const inside = new Set<string>();
    for (const { text } of decodedViews(path)) {
      for (let end = SHORTEST_SCRUBBED; end <= text.length; end++) {
        for (const secret of byEnd.get(text.slice(end - SHORTEST_SCRUBBED, end)) ?? [])
          inside.add(secret);
      }
    }
    const isSecret = (segment: string) => decodedViews(segment).some(({ text }) => views.has(text));
    const segments = path.split("/").map((one) => (one !== "" && isSecret(one) ? MASK : one));
    return withoutKeys(createScrubber(inside)(segments.join("/")));
  };
}

/** By their last characters: keys begin alike. */
function viewsByEnd(secrets: Iterable<string>) {
  const views = new Set<string>();
  const byEnd = new Map<string, string[]>();
  for (const secret of secrets) {
    for (const view of viewsOf(secret.trim())) {
      views.add(view);
      const end = view.slice(-SHORTEST_SCRUBBED);
      if (!byEnd.has(end)) byEnd.set(end, []);
      byEnd.get(end)?.push(secret);
    }
  }
  return { views, byEnd };
}
