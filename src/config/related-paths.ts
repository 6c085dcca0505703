/** Config paths as text, asked for those around or below another. */
export interface RelatedPaths {
  /** Whether one of them is this path, or stands around it. */
  holds(path: string): boolean;
  /** The same, or one of them stands below it. */
  meets(path: string): boolean;
}

export function relatedPaths(paths: readonly string[]): RelatedPaths {
  const known = new Set(paths);
  const around = new Set(paths.flatMap(withPathsAround));
  const holds = (path: string): boolean => withPathsAround(path).some((one) => known.has(one));
  return { holds, meets: (path) => around.has(path) || holds(path) };
}

/** `a.b[0]` and `a.b` and `a`. */
function withPathsAround(path: string): string[] {
  return [path, ...Array.from(path.matchAll(/[.[]/g), ({ index }) => path.slice(0, index))];
}
