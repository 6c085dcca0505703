/** Words before a name that put a header at fault: `unknown Copilot-Integration-Id`. */
const FAULTS: ReadonlySet<string> = new Set([
  "missing",
  "required",
  "unknown",
  "invalid",
  "unrecognized",
  "unsupported",
]);
const HEADER_WORDS: ReadonlySet<string> = new Set(["header", "headers"]);

/** The header that a refusal names, lower case. A name without a hyphen is taken for a word. */
export function headerNamedIn(message: string): string | undefined {
  const lowerCased = message.toLowerCase();
  // No name without a hyphen, but that one's two words.
  if (!lowerCased.includes("-") && !lowerCased.includes("agent")) return undefined;
  const words = lowerCased.split(/[^a-z\d-]/u).filter((word) => word !== "");
  if (words.some((word, index) => word === "user-agent" || isUserAgent(word, words[index + 1]))) {
    return "user-agent";
  }
  return words.find((word, index) => {
    const before = words[index - 1] ?? "";
    const isNamed = HEADER_WORDS.has(before) || HEADER_WORDS.has(words[index + 1] ?? "");
    return (isNamed || FAULTS.has(before)) && /[a-z\d]-[a-z\d]/u.test(word);
  });
}

function isUserAgent(word: string, next: string | undefined): boolean {
  return word === "user" && next === "agent";
}
