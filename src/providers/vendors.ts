import type { Vendor } from "./provider.ts";
import * as vendors from "./vendors/list.ts";

/** Everyone that is known, a file each; those of whom little is known share one. */
export const VENDORS: readonly Vendor[] = Object.values<Vendor | readonly Vendor[]>(vendors).flat();
