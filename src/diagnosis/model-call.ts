import type { HeaderSource, LayerName } from "../headers/header-layer.ts";

/** A provider and model as the user wrote them; `wireModel` if the request named another. */
export interface ModelCall {
  readonly providerId: string;
  readonly modelId?: string | undefined;
  readonly wireModel?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly runId?: string | undefined;
}

/** A header as it was sent (or removed). The value is already masked, so it can be shown. */
export interface SentHeader {
  readonly name: string;
  /** Empty if the field was removed. */
  readonly value: string;
  readonly layer: LayerName;
  readonly source?: HeaderSource | undefined;
  /** For a credential: the configured one, which was not sent. */
  readonly unlike?: HeaderSource | undefined;
  /** A `null` of this layer removed the field. */
  readonly removed?: boolean | undefined;
  /** The client does not publish what it wrote (HTTP/2 in undici 6): this is what it was told to send. */
  readonly unverified?: boolean | undefined;
}
