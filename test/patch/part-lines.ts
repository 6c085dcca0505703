/** Lines that a change adds, by what they are for. */
export interface AddedLines {
  readonly production: number;
  readonly tests: number;
  readonly docs: number;
}

/** Reads `git diff --numstat`: lines added, lines removed and the file, with tabs between them. */
export function addedLines(numstat: string): AddedLines {
  const added = { production: 0, tests: 0, docs: 0 };
  for (const line of numstat.split("\n").filter((one) => one !== "")) {
    const [count, , file = ""] = line.split("\t");
    added[kindOf(file)] += Number(count);
  }
  return added;
}

export function sumOf(all: readonly AddedLines[]): AddedLines {
  return {
    production: all.reduce((sum, { production }) => sum + production, 0),
    tests: all.reduce((sum, { tests }) => sum + tests, 0),
    docs: all.reduce((sum, { docs }) => sum + docs, 0),
  };
}

function kindOf(file: string): keyof AddedLines {
  if (file.endsWith(".test.ts")) return "tests";
  return file.endsWith(".md") ? "docs" : "production";
}
