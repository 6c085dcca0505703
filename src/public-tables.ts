import { FAILURE_KINDS as KINDS } from "./diagnosis/classify-failure.ts";
import { LAYER_NAMES as LAYERS } from "./headers/precedence.ts";
import { BUILT_IN_PROVIDERS as BUILT_INS, type BuiltInProvider } from "./providers/find.ts";

// The lists of the library as users read them.

/**
 * The providers that get headers by default, so that they work without configuration.
 *
 * @example
 * ```ts
 * import { BUILT_IN_PROVIDERS } from "provider-headers";
 *
 * for (const { ids, endpoint, headers } of BUILT_IN_PROVIDERS) {
 *   console.log(ids[0], endpoint, Object.keys(headers).join());
 * }
 * // prints: kimi-coding https://api.kimi.com/coding User-Agent
 * ```
 */
export const BUILT_IN_PROVIDERS: readonly BuiltInProvider[] = BUILT_INS;

/**
 * The kinds of failure: each `kind` that `classifyFailure` can return.
 *
 * @example
 * ```ts
 * import { classifyFailure, FAILURE_KINDS } from "provider-headers";
 *
 * const counts = Object.fromEntries(FAILURE_KINDS.map((kind) => [kind, 0]));
 * for (const status of [429, 429, 500]) counts[classifyFailure({ status }).kind] += 1;
 * console.log(counts.rate_limit, counts.not_auth);
 * // prints: 2 1
 * ```
 */
export const FAILURE_KINDS: typeof KINDS = KINDS;

/**
 * The layers that a header may come from, lowest first; a later one wins, name by name. `client` is what the request
 * already holds.
 *
 * @example
 * ```ts
 * import { LAYER_NAMES, mergeHeaders } from "provider-headers";
 *
 * const layers = LAYER_NAMES.map((layer) => ({ layer, headers: { "X-Layer": layer } }));
 * console.log(mergeHeaders(layers).headers["X-Layer"] === LAYER_NAMES.at(-1));
 * // prints: true
 * ```
 */
export const LAYER_NAMES: typeof LAYERS = LAYERS;
