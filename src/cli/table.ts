import type { Paint } from "./colour.ts";
import { textWidth, wrapText } from "./text-width.ts";

export interface StyledCell {
  readonly text: string;
  readonly style: Parameters<Paint>[0];
}

export type Cell = string | StyledCell;

interface TableOptions {
  readonly paint: Paint;
  /** Cells of a terminal; `Infinity` for a pipe. */
  readonly room: number;
  readonly indent?: string;
}

const GAP = "  ";
const NARROWEST = 8;

/**
 * Columns side by side, two spaces apart. Where the room is short, the last one goes below its row, and if that is not
 * enough, the widest columns wrap. Ends with a line break.
 */
export function renderTable(rows: readonly (readonly Cell[])[], options: TableOptions): string {
  const { room, paint, indent = "" } = options;
  const natural = naturalWidths(rows);
  const available = room - indent.length;
  if (total(natural) <= available) {
    return rows.map((row) => renderRow(row, natural, indent, paint)).join("");
  }
  const widths = fitColumns(natural.slice(0, -1), available);
  const below = `${indent}    `;
  return rows
    .map((row) => {
      const last = row.at(-1) ?? "";
      const main = renderRow(row.slice(0, -1), widths, indent, paint);
      if (textOf(last) === "") return main;
      return main + renderRow([last], [room - below.length], below, paint);
    })
    .join("");
}

function renderRow(
  row: readonly Cell[],
  widths: readonly number[],
  indent: string,
  paint: Paint,
): string {
  const wrapped = row.map((cell, index) => wrapText(textOf(cell), widths[index] ?? Infinity));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  let text = "";
  for (let number = 0; number < height; number += 1) {
    const cells = row.map((cell, index) => {
      const line = wrapped[index]?.[number] ?? "";
      const pad = " ".repeat(Math.max(0, (widths[index] ?? 0) - textWidth(line)));
      return (typeof cell === "string" || line === "" ? line : paint(cell.style, line)) + pad;
    });
    text += `${(indent + cells.join(GAP)).trimEnd()}\n`;
  }
  return text;
}

function naturalWidths(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      const widest = Math.max(...textOf(cell).split("\n").map(textWidth));
      widths[index] = Math.max(widths[index] ?? 0, widest);
    }
  }
  return widths;
}

function fitColumns(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  while (total(widths) > available) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}

function total(widths: readonly number[]): number {
  const gaps = GAP.length * Math.max(0, widths.length - 1);
  return widths.reduce((sum, width) => sum + width, gaps);
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}
