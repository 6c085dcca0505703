/** Before the heading of the section that follows the one with this heading: its end. */
export function endOfSection(heading: string): (document: string) => readonly number[] {
  return (document) =>
    headingsOf(document)
      .map(({ line }, index, all) => ({ line, end: all[index + 1]?.start ?? document.length }))
      .filter(({ line }) => line === heading)
      .map(({ end }) => end);
}

/** Behind the last item of the first list of fixes: that of the version at the top of the change log. */
export function lastFixOfTopVersion(document: string): readonly number[] {
  const headings = headingsOf(document);
  const fixes = headings.findIndex(({ line }) => line === "### Fixes");
  const versions = headings
    .filter(({ line }) => line.startsWith("## "))
    // An empty section was made ready for what comes next.
    .filter(({ next }, index, all) => document.slice(next, all[index + 1]?.start).trim() !== "");
  const heading = headings[fixes];
  // A top version without fixes would put the line under an older one.
  if (heading === undefined || (versions[1] && versions[1].start < heading.start)) return [];
  const end = headings[fixes + 1]?.start ?? document.length;
  const section = linesOf(document).filter(({ start }) => start >= heading.start && start < end);
  const last = section.findLastIndex(({ line }) => line.trim() !== "");
  // Behind an empty line where the list has nothing yet.
  const before = section[last === 0 ? 1 : last] ?? heading;
  return [before.next];
}

/** Behind the line that begins so. */
export function behindLine(beginning: string): (document: string) => readonly number[] {
  return (document) =>
    linesOf(document)
      .filter(({ line }) => line.startsWith(beginning))
      .map(({ next }) => next);
}

/** Behind the first line `end` after the line `start`, whatever they are indented by. */
export function endOfBlock(start: string, end: string): (document: string) => readonly number[] {
  return (document) => {
    const lines = linesOf(document);
    return lines
      .filter(({ line }) => line.trim() === start)
      .flatMap((first) =>
        lines.filter((line) => line.start > first.start && line.line.trim() === end).slice(0, 1),
      )
      .map(({ next }) => next);
  };
}

/** What the first of these finds that finds anything. */
export function firstFound(
  ...places: readonly ((document: string) => readonly number[])[]
): (document: string) => readonly number[] {
  return (document) => places.map((find) => find(document)).find(({ length }) => length > 0) ?? [];
}

interface Line {
  readonly start: number;
  /** Without its line end. */
  readonly line: string;
  /** Where the line after it starts. */
  readonly next: number;
}

function linesOf(document: string): Line[] {
  let start = 0;
  return document.split("\n").map((raw) => {
    const next = Math.min(start + raw.length + 1, document.length);
    const line = { start, line: raw.replace(/\r$/, ""), next };
    start = next;
    return line;
  });
}

/** Headings outside of code fences. */
function headingsOf(document: string): Line[] {
  let fenced = false;
  return linesOf(document).filter(({ line }) => {
    if (line.startsWith("```")) fenced = !fenced;
    return !fenced && /^#{1,6} /.test(line);
  });
}
