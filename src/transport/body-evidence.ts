import * as zlib from "node:zlib";

/** What is kept of a failure's body; a report needs its first lines. */
export const MAX_BODY_BYTES = 64 * 1024;
/** A small body can decompress to anything; more than this is not decoded. */
const MAX_DECODED_BYTES = 1024 * 1024;

/** A body that was cut at our limit ends in the middle of its compressed stream: decode what is there. */
const PARTIAL_ZLIB = {
  finishFlush: zlib.constants.Z_SYNC_FLUSH,
  maxOutputLength: MAX_DECODED_BYTES,
};
const PARTIAL_BROTLI = {
  finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
  maxOutputLength: MAX_DECODED_BYTES,
};

type Decode = (bytes: Buffer) => Buffer;

/** From Node 22.15 on. */
const zstd = (zlib as { zstdDecompressSync?: (bytes: Buffer, options: object) => Buffer })
  .zstdDecompressSync;

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: (bytes) => zlib.gunzipSync(bytes, PARTIAL_ZLIB),
  "x-gzip": (bytes) => zlib.gunzipSync(bytes, PARTIAL_ZLIB),
  // RFC 9110 section 8.4.1.2: some send the bare stream without the zlib wrapper.
  deflate: (bytes) =>
    ((bytes[0] ?? 0) & 0x0f) === 0x08
      ? zlib.inflateSync(bytes, PARTIAL_ZLIB)
      : zlib.inflateRawSync(bytes, PARTIAL_ZLIB),
  br: (bytes) => zlib.brotliDecompressSync(bytes, PARTIAL_BROTLI),
  identity: (bytes) => bytes,
  ...(zstd === undefined
    ? {}
    : { zstd: (bytes: Buffer) => zstd(bytes, { maxOutputLength: MAX_DECODED_BYTES }) }),
};

/** The bytes of one response body as they pass, up to the limit. */
export interface BodyEvidence {
  /** True when the limit is reached: no more is wanted. */
  add(chunk: unknown): boolean;
  readonly size: number;
  /** The decoded text; undefined when it cannot be decoded. */
  text(contentEncoding: string | undefined): string | undefined;
}

export function createBodyEvidence(): BodyEvidence {
  const chunks: Buffer[] = [];
  let size = 0;
  let last: unknown;

  function add(chunk: unknown): boolean {
    // Where a client publishes its chunks and is wrapped as well, both hand over the same object.
    if (size >= MAX_BODY_BYTES || chunk === last || !(chunk instanceof Uint8Array)) {
      return size >= MAX_BODY_BYTES;
    }
    last = chunk;
    const part = chunk.subarray(0, MAX_BODY_BYTES - size);
    // The client may use its buffer again.
    chunks.push(Buffer.from(part));
    size += part.length;
    return size >= MAX_BODY_BYTES;
  }

  function text(contentEncoding: string | undefined): string | undefined {
    const codings = (contentEncoding ?? "")
      .toLowerCase()
      .split(",")
      .map((coding) => coding.trim());
    let bytes: Buffer = Buffer.concat(chunks);
    for (const coding of codings.filter((name) => name !== "").reverse()) {
      const decode = DECODERS[coding];
      if (decode === undefined) return undefined;
      try {
        bytes = decode(bytes);
      } catch {
        return undefined;
      }
    }
    return bytes.toString("utf8").slice(0, MAX_BODY_BYTES);
  }

  return {
    add,
    text,
    get size() {
      return size;
    },
  };
}
