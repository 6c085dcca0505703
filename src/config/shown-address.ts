import { createPathMask } from "../secrets/address.ts";

/** Origin and path only: a query may hold a key; so may the path, where a variable stands in it. */
export function addressShower({
  secrets,
}: {
  readonly secrets: Iterable<string>;
}): (address: string) => string {
  const maskPath = createPathMask(secrets);
  return (address) => {
    if (!URL.canParse(address)) return "an address that cannot be read";
    const { origin, pathname } = new URL(address);
    return origin + (pathname === "/" ? "" : maskPath(pathname));
  };
}
