import { createPathMask } from "../secrets/address.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** Origin and path only: a query may hold a key; so may the others, where a variable stands in them. */
export function addressShower({
  secrets,
}: {
  readonly secrets: Iterable<string>;
}): (address: string) => string {
  const mask = createPathMask(secrets);
  return (address) => {
    const url = parseUrl(address);
    if (url === undefined) return "an address that cannot be read";
    const { origin, pathname } = url;
    const [scheme = "", host] = origin.split("://");
    const shown = host === undefined ? origin : `${scheme}://${mask(host)}`;
    return shown + (pathname === "/" ? "" : mask(pathname));
  };
}
