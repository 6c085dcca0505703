import * as fc from "fast-check";
import { checkHeaders } from "../../src/headers/check-header.ts";
import type { HeaderFaultCode } from "../../src/headers/header-fault.ts";

/** A header as somebody may write it, and what we say of it. */
export interface ProofPair {
  readonly name: string;
  readonly value: string;
  readonly verdict: HeaderFaultCode | "accepted";
}

/** Refused because the rules say so, not because a transport would: these need no proof on the wire. */
export const REFUSED_BY_RULE: ReadonlySet<string> = new Set([
  "refused-name",
  "family-with-value",
  "unknown-placeholder",
  "empty",
  "too-long",
] satisfies HeaderFaultCode[]);

export const REAL_NAMES = [
  "Accept",
  "Accept-Encoding",
  "Accept-Language",
  "Age",
  "Authorization",
  "Cache-Control",
  "Content-Encoding",
  "Content-Language",
  "Content-Type",
  "Cookie",
  "Date",
  "ETag",
  "Forwarded",
  "From",
  "HTTP-Referer",
  "If-Match",
  "If-Modified-Since",
  "Keep-Alive-X",
  "Link",
  "Max-Forwards",
  "Origin",
  "Pragma",
  "Range",
  "Referer",
  "Sec-Fetch-Mode",
  "Set-Cookie",
  "Traceparent",
  "Upgrade-Insecure-Requests",
  "User-Agent",
  "Via",
  "Warning",
  "X-Api-Key",
  "X-Forwarded-For",
  "X-Title",
  "anthropic-beta",
  "x-stainless-lang",
  "Host",
  "Content-Length",
  "Transfer-Encoding",
  "Connection",
  "Keep-Alive",
  "Proxy-Connection",
  "Proxy-Authorization",
  "TE",
  "Trailer",
  "Upgrade",
  "Expect",
  "HTTP2-Settings",
  "__proto__",
  "constructor",
];

/** Every character that could matter, in every place, and a sample of mixtures that is the same in each run. */
export function proofPairs(sampled: number): ProofPair[] {
  const pairs: [string, string][] = [];
  for (let code = 0; code <= 0x120; code += 1) {
    const character = String.fromCharCode(code);
    pairs.push(
      ["x-value", `a${character}b`],
      ["x-value", `${character}a`],
      ["x-value", `a${character}`],
      ["x-value", character],
      [`x${character}y`, "a"],
      [`${character}y`, "a"],
      [`x${character}`, "a"],
    );
  }
  // Low bytes of CR, LF, NUL, a colon and a letter.
  for (const high of [
    "\u010d",
    "\u010a",
    "\u0100",
    "\u013a",
    "\u0141",
    "\u2028",
    "\uff1a",
    "😀",
    "\ud800",
  ]) {
    pairs.push(["x-value", `a${high}b`], ["x-value", `a${high}\u010ab`], [`x${high}`, "a"]);
  }
  for (const length of [1, 100, 8191, 8192, 8193]) pairs.push(["x-value", "v".repeat(length)]);
  for (const name of REAL_NAMES) pairs.push([name, "a"], [name.toUpperCase(), "\tb c "]);
  pairs.push(["n".repeat(200), "a"], ["", "a"], ["x-value", ""], ["x-value", " \t "]);

  const name = fc.oneof(
    fc.constantFrom(...REAL_NAMES),
    fc.string({ minLength: 1, maxLength: 6 }),
    fc.string({ unit: fc.constantFrom(..."aZ0-_.~*:; \t\r\n\u0000é"), minLength: 1, maxLength: 5 }),
    fc.string({
      unit: fc.constantFrom(..."abcXYZ012-_.!#$%&'*+^`|~"),
      minLength: 1,
      maxLength: 12,
    }),
  );
  const value = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.string({ unit: fc.nat(0xff).map((code) => String.fromCharCode(code)), maxLength: 8 }),
    fc.string({
      unit: fc.constantFrom(...' \ta:,;="\\\u00a0\u0085\u00ff\r\n\u0000\u007f\u0100'),
      maxLength: 8,
    }),
  );
  pairs.push(...fc.sample(fc.tuple(name, value), { numRuns: sampled, seed: 30_099 }));

  return pairs.map(([spelling, text]) => ({
    name: spelling,
    value: text,
    verdict:
      checkHeaders(Object.fromEntries([[spelling, text]])).find(
        ({ severity }) => severity === "error",
      )?.code ?? "accepted",
  }));
}
