import type { HeaderSource } from "../headers/header-layer.ts";

/** A place that is found out when something of it is first read: most are never shown. A copy of it is as any other. */
export function lazySource(find: () => HeaderSource): HeaderSource {
  let found: HeaderSource | undefined;
  const source = (): HeaderSource => (found ??= find());
  return {
    get path() {
      return source().path;
    },
    get file() {
      return source().file;
    },
    get line() {
      return source().line;
    },
    get column() {
      return source().column;
    },
    get reference() {
      return source().reference;
    },
    get foreign() {
      return source().foreign;
    },
  };
}
