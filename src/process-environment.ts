/**
 * The variables of this process. Alone in a file, in the sources as in what is built of them: some hosts refuse a
 * package that reads them in a file that also speaks of requests.
 */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
