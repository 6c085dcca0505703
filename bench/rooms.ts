/**
 * Lines and files by room of `src`, and what a reader of headers, merge and guard opens: the files of those rooms with all
 * that they import, types included, without the tables of facts. Exits with 1 above the limit. `npm run rooms`
 */
import { resolve } from "node:path";
import { closureOf, isFactTable, readSources, roomSizes, sizeOf } from "./room-lines.ts";

const READ_TOGETHER = ["headers", "secrets", "guard"];
const MOST_LINES = 3300;

const sources = readSources(resolve("src"));
const sizes = roomSizes(sources);
const closure = closureOf(sources, READ_TOGETHER);
const read = closure.filter(({ path }) => !isFactTable(path));
const opened = sizeOf(read);
const withTables = sizeOf(closure);

const row = (name: string, { files, lines }: { files: number; lines: number }) =>
  `${name.padEnd(20)}${String(files).padStart(6)}${lines.toLocaleString("en").padStart(9)}`;

console.log(`${"room".padEnd(20)}${"files".padStart(6)}${"lines".padStart(9)}`);
for (const size of sizes) console.log(row(size.room, size));
console.log(row("src", sizeOf(sources)));

console.log(`\n${READ_TOGETHER.join(" + ")} with all that they import, types included:`);
for (const size of roomSizes(read)) console.log(row(size.room, size));
console.log(row("without tables", opened));
console.log(row("with tables", withTables));

const limit = MOST_LINES.toLocaleString("en");
if (opened.lines > MOST_LINES) {
  const over = (opened.lines - MOST_LINES).toLocaleString("en");
  console.error(`\nAbove the limit of ${limit} lines by ${over}.`);
  process.exitCode = 1;
} else console.log(`\nWithin the limit of ${limit} lines.`);
