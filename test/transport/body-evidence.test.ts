import { randomBytes } from "node:crypto";
import * as zlib from "node:zlib";
import { describe, expect, it } from "vitest";
import { createBodyEvidence, MAX_BODY_BYTES } from "../../src/transport/body-evidence.ts";

const TEXT = JSON.stringify({ error: { message: "größer" } });
const BYTES = Buffer.from(TEXT);

/** From Node 22.15 on. */
const { zstdCompressSync: zstd } = zlib as { zstdCompressSync?: (bytes: Buffer) => Buffer };
const LONG = Buffer.alloc(2 * 1024 * 1024);

describe("a body is decoded", () => {
  const rows: [coding: string | undefined, bytes: Buffer, text: string | undefined][] = [
    [undefined, BYTES, TEXT],
    ["", BYTES, TEXT],
    ["identity", BYTES, TEXT],
    ["gzip", zlib.gzipSync(BYTES), TEXT],
    ["GZIP", zlib.gzipSync(BYTES), TEXT],
    ["x-gzip", zlib.gzipSync(BYTES), TEXT],
    ["deflate", zlib.deflateSync(BYTES), TEXT],
    ["deflate", zlib.deflateRawSync(BYTES), TEXT],
    ["br", zlib.brotliCompressSync(BYTES), TEXT],
    ["gzip, br", zlib.brotliCompressSync(zlib.gzipSync(BYTES)), TEXT],
    ["gzip", BYTES, undefined],
    ["snappy", BYTES, undefined],
    ["gzip", zlib.gzipSync(LONG), undefined],
    ["deflate", zlib.deflateSync(LONG), undefined],
    ["br", zlib.brotliCompressSync(LONG), undefined],
    ["zstd", zstd?.(BYTES) ?? BYTES, zstd && TEXT],
    ["zstd", zstd?.(LONG) ?? LONG, undefined],
  ];
  it.each(rows)("%s", (coding, bytes, text) => {
    const body = createBodyEvidence();
    body.add(bytes.subarray(0, 7));
    body.add(bytes.subarray(7));
    expect(body.text(coding)).toBe(text);
  });
});

it("no more than the limit is kept", () => {
  const body = createBodyEvidence();
  expect(body.add(Buffer.alloc(MAX_BODY_BYTES - 1, "a"))).toBe(false);
  expect(body.add(Buffer.from("bc"))).toBe(true);
  expect(body.add(Buffer.from("d"))).toBe(true);
  expect(body.size).toBe(MAX_BODY_BYTES);
  expect(body.text(undefined)).toMatch(/ab$/u);
});

it.each([
  ["gzip", zlib.gzipSync],
  ["deflate", zlib.deflateSync],
  ["br", zlib.brotliCompressSync],
] as const)("of a longer %s body, what was kept is decoded", (coding, compress) => {
  const long = `refused ${randomBytes(100_000).toString("base64")}`;
  const body = createBodyEvidence();
  body.add(compress(long));
  const text = body.text(coding);
  expect(text).toHaveLength(MAX_BODY_BYTES);
  expect(long.startsWith(text ?? "-")).toBe(true);
});

it("one chunk that is handed over twice counts once, and a buffer that is used again does no harm", () => {
  const body = createBodyEvidence();
  const chunk = Buffer.from("one ");
  expect(body.add(chunk)).toBe(false);
  expect(body.add(chunk)).toBe(false);
  chunk.fill("x");
  body.add(new Uint8Array(Buffer.from("two")));
  body.add("no bytes");
  expect(body.text(undefined)).toBe("one two");
});
