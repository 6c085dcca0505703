/**
 * Undefined for what is no URL. Not by `URL.canParse`: that of Node 20 and 22, once it has been called some thousand
 * times, denies an address with letters of Latin-1, as `https://bücher.example` (measured with 20.20.2 and 22.23.3).
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
