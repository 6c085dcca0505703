import type { HeaderSource, LayerName } from "../headers/header-layer.ts";

/** A provider and model as the user wrote them; `wireModel` where the request named another. */
export interface ModelCall {
  readonly providerId: string;
  readonly modelId?: string | undefined;
  readonly wireModel?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly runId?: string | undefined;
}

/** A header as it went out (or did not), fit to be shown: the value is masked already. */
export interface SentHeader {
  readonly name: string;
  /** Empty where the field was removed. */
  readonly value: string;
  readonly layer: LayerName;
  readonly source?: HeaderSource | undefined;
  /** Of a credential: the configured one, which was not sent. */
  readonly unlike?: HeaderSource | undefined;
  /** A `null` of this layer took the field off. */
  readonly removed?: boolean | undefined;
  /** The client does not publish what it wrote (HTTP/2 in undici 6): this is what it was given. */
  readonly unverified?: boolean | undefined;
}
