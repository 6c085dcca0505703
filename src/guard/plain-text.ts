const LONGEST_QUOTE = 400;

/** In quotation marks, on one line, and not for ever. */
export function quoted(text: string): string {
  const line = oneLine(text);
  return line.length > LONGEST_QUOTE ? `"${line.slice(0, LONGEST_QUOTE)} ..."` : `"${line}"`;
}

/** What a provider says goes to a terminal: no line breaks, no escape sequences, no reversed text. */
export function oneLine(text: string): string {
  return withoutKeys(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

/** Shapes of keys that providers echo. What is configured is scrubbed before; this is for what is not. */
const KEY_SHAPES =
  /\b(sk|pk|rk|ak|gsk|xai|nvapi|hf|ghp|gho|ghu)([-_])[A-Za-z0-9_-]{16,}|\b(AIza|eyJ)[A-Za-z0-9._-]{20,}/g;

function withoutKeys(text: string): string {
  return text.replace(
    KEY_SHAPES,
    (_match, family: string | undefined, hyphen: string | undefined, other: string | undefined) =>
      `${family ?? other ?? ""}${hyphen ?? ""}***`,
  );
}
