/** The layers that a header may come from. Which of them wins: `LAYER_NAMES` in `precedence.ts`. */
export type LayerName = "client" | "built-in" | "provider" | "model" | "request" | "override";

/** Where a configured header was written. Line and column count from 1. */
export interface HeaderSource {
  /** Config path, e.g. `models.providers.kimi-coding.headers.User-Agent`. */
  readonly path: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Where the value comes from if it is not in the file itself: `${KIMI_API_KEY}`, `SecretRef env:NAME`. */
  readonly reference?: string | undefined;
  /** For a reference in another tool's syntax, whose text is sent as it is: what it is, and the right spelling. */
  readonly foreign?: { readonly what: string; readonly right: string } | undefined;
}

/**
 * Stands for a value that only the host resolves (SecretRef of source `exec` or `store`): never touched by us. The same
 * in every copy of this package: the one that reads a configuration need not be the one that is installed.
 */
export const RESOLVED_BY_HOST: unique symbol = Symbol.for("provider-headers.resolved-by-host");

/**
 * What a layer does with one field: a string sends it, `null` removes it, `undefined` has no effect.
 * A function is called for each request (a secret that rotates); if it returns `undefined` or an invalid value, the field is left out.
 */
export type HeaderValue =
  | string
  | null
  | undefined
  | (() => string | undefined)
  | typeof RESOLVED_BY_HOST;

/** One layer as written. A key that ends in `-*`, with `null`, removes all headers that begin so. */
export interface HeaderLayer {
  readonly layer: LayerName;
  readonly headers: Readonly<Record<string, HeaderValue>>;
  /** Where each header of this layer was written, by its key in `headers`. */
  readonly sources?: Readonly<Record<string, HeaderSource>> | undefined;
  /** Keys whose value came from `${VAR}` or a SecretRef: masked, and sent only on the provider's own requests. */
  readonly secrets?: ReadonlySet<string> | undefined;
}
