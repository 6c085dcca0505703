import { bytesOf, decodedView } from "./decoded-view.ts";
import { SCHEME } from "./mask.ts";

/** No server on Node takes a longer request head, so no longer secret is ever sent. */
const LONGEST_SECRET = 16 * 1024;

/** All that is secret in one: what stands behind its authentication scheme, and both halves of `Basic` (RFC 7617). */
export function partsOf(secret: string): string[] {
  const whole = secret.trim().slice(0, LONGEST_SECRET);
  const scheme = SCHEME.exec(whole)?.[0];
  const bare = whole.slice(scheme?.length ?? 0).trimStart();
  const pair = scheme?.toLowerCase() === "basic" ? decodedBase64(bare) : undefined;
  if (pair === undefined) return [bare];
  const colon = pair.indexOf(":");
  return [bare, pair, pair.slice(0, Math.max(colon, 0)), pair.slice(colon + 1)];
}

/** The decoded views that a text may hold of a secret, one character set each. */
export function viewsOf(secret: string): string[] {
  const bytes = bytesOf(secret).join("");
  const views = [decodedView(secret).text];
  // URLSearchParams, and with it every form, writes a space so.
  if (secret.includes(" ")) views.push(decodedView(secret.replaceAll(" ", "+")).text);
  if (bytes !== secret) {
    // Read as Latin-1; a byte of Latin-1 by itself; read as UTF-8, which it is not: U+FFFD for one byte or for several.
    views.push(bytesOf(bytes).join(""));
    if (isLatin1(secret)) {
      const read = [secret.replace(/[^\0-\x7f]/g, "\ufffd"), readAsUtf8(secret)];
      views.push(secret, ...read.map((text) => bytesOf(text).join("")));
    }
  }
  return [...new Set(views)];
}

/**
 * What a secret looks like within something longer that is encoded as a whole: hexadecimal in both cases, Base64 and
 * Base64url (RFC 4648) at each of the three places where it can begin, without the characters that it shares with its
 * neighbours.
 */
export function encodingsOf(secret: string): string[] {
  const encodings = new Set<string>();
  for (const bytes of isLatin1(secret)
    ? [bytesOf(secret).join(""), secret]
    : [bytesOf(secret).join("")]) {
    const hexadecimal = bytes.replace(/[^]/g, (byte) =>
      byte.charCodeAt(0).toString(16).padStart(2, "0"),
    );
    encodings.add(hexadecimal).add(hexadecimal.toUpperCase());
    for (const before of [0, 1, 2]) {
      const whole = btoa("\0".repeat(before) + bytes);
      const known = whole.slice(
        Math.ceil((before * 8) / 6),
        Math.floor(((before + bytes.length) * 8) / 6),
      );
      encodings.add(known).add(known.replaceAll("+", "-").replaceAll("/", "_"));
    }
  }
  return [...encodings];
}

const decoder = new TextDecoder();

function readAsUtf8(bytes: string): string {
  return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function isLatin1(text: string): boolean {
  return /^[\0-\xff]*$/.test(text);
}

function decodedBase64(text: string): string | undefined {
  try {
    return readAsUtf8(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return undefined;
  }
}
