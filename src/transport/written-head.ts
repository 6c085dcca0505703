import type { FieldList } from "../headers/field-list.ts";

/** What a client puts into a head by itself, about its connection or the body: no configuration may name any of it. */
const OWN_LINES: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/** Fields as HTTP/1.1 writes them, behind the line before. */
export function linesOf(fields: FieldList): string {
  let lines = "\r\n";
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const value = fields[at + 1] ?? "";
    if (typeof value === "string") lines += `${String(fields[at])}: ${value}\r\n`;
    else for (const one of value) lines += `${String(fields[at])}: ${one}\r\n`;
  }
  return lines;
}

/** Whether a head of HTTP/1.1 holds these very lines and, but for what a client adds by itself, no others. */
export function holdsOnly(head: string, lines: string): boolean {
  // The request line comes before all others.
  const first = head.indexOf("\r\n");
  const start = startOf(lines, head, first);
  if (start === -1) return false;
  return areOwn(head, first, start) && areOwn(head, start + lines.length - 2, head.length);
}

/** undici writes them last, Node first, and comparing is cheaper than looking for them. */
function startOf(lines: string, head: string, first: number): number {
  if (head.endsWith(lines)) return head.length - lines.length;
  return head.startsWith(lines, first) ? first : head.indexOf(lines);
}

/** The lines behind the break at `start` that end up to `end`; one without a name is the end of a head. */
function areOwn(head: string, start: number, end: number): boolean {
  for (let at = start + 2; at < end;) {
    const next = head.indexOf("\r\n", at);
    const name = head.slice(at, Math.max(at, head.indexOf(":", at)));
    if (next !== at && !OWN_LINES.has(name.toLowerCase())) return false;
    at = next === -1 ? end : next + 2;
  }
  return true;
}
