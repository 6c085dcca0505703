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
  const start = head.indexOf(lines);
  if (start === -1) return false;
  // The request line comes before all others.
  const before = head.slice(head.indexOf("\r\n"), start);
  return areOwn(before) && areOwn(head.slice(start + lines.length));
}

function areOwn(lines: string): boolean {
  return lines
    .split("\r\n")
    .every((line) => line === "" || OWN_LINES.has(line.slice(0, line.indexOf(":")).toLowerCase()));
}
