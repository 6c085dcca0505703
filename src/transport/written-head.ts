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
  // undici writes them last, and comparing is cheaper than looking for them.
  const start = head.endsWith(lines) ? head.length - lines.length : head.indexOf(lines);
  if (start === -1) return false;
  // The request line comes before all others.
  return (
    areOwn(head, head.indexOf("\r\n"), start) && areOwn(head, start + lines.length - 2, head.length)
  );
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
