import { createPathMask } from "../secrets/address.ts";

/** Origin and path only: a query may hold a key; so may the others, where a variable stands in them. */
export function addressShower({
  secrets,
}: {
  readonly secrets: Iterable<string>;
}): (address: string) => string {
  const mask = createPathMask(secrets);
  return (address) => {
    if (!URL.canParse(address)) return "an address that cannot be read";
    const { origin, pathname } = new URL(address);
    const [scheme = "", host] = origin.split("://");
    const shown = host === undefined ? origin : `${scheme}://${mask(host)}`;
    return shown + (pathname === "/" ? "" : mask(pathname));
  };
}
