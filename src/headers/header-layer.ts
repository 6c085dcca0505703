/** The layers that a header may come from. Which of them wins: `LAYER_NAMES` in `precedence.ts`. */
export type LayerName = "client" | "built-in" | "provider" | "model" | "request" | "override";

/** Where a configured header was written. Line and column count from 1. */
export interface HeaderSource {
  /** Config path, e.g. `models.providers.kimi-coding.headers.User-Agent`. */
  readonly path: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** What the value was taken from, where it is not in the file itself: `${KIMI_API_KEY}`, `SecretRef env:NAME`. */
  readonly reference?: string | undefined;
  /** Of another tool's reference, whose text is sent: what it is, and how it is written right. */
  readonly foreign?: { readonly what: string; readonly right: string } | undefined;
}

/**
 * Stands for a value that only the host resolves (SecretRef of source `exec` or `store`): never touched by us. The same
 * in every copy of this package: the one that reads a configuration need not be the one that is installed.
 */
export const RESOLVED_BY_HOST: unique symbol = Symbol.for("provider-headers.resolved-by-host");

/**
 * What a layer says of one field: a string sends it, `null` sends none, `undefined` says nothing.
 * A function is read at request time (a secret that rotates); `undefined` or an invalid value leaves the field out.
 */
export type HeaderValue =
  | string
  | null
  | undefined
  | (() => string | undefined)
  | typeof RESOLVED_BY_HOST;

/** One layer as it was written. A key that ends in `-*` with `null` removes a family. */
export interface HeaderLayer {
  readonly layer: LayerName;
  readonly headers: Readonly<Record<string, HeaderValue>>;
  /** Where a header of this layer was written, by its key in `headers`. */
  readonly sources?: Readonly<Record<string, HeaderSource>> | undefined;
  /** Keys whose value came from `${VAR}` or a SecretRef: masked, and sent only on the provider's own requests. */
  readonly secrets?: ReadonlySet<string> | undefined;
}
