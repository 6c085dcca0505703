/** `missing Editor-Version header`, `anthropic-version: header is required`, `required header: x-session`. */
export const HEADER_BY_WORD =
  /\b([a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,5})["'`]?:? {0,2}headers?\b|\bheaders?:? {1,2}["'`]?([a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,5})\b/iu;

/** `unknown Copilot-Integration-Id`, `unrecognized User-Agent`. */
export const HEADER_BY_FAULT =
  /\b(?:missing|unknown|invalid|unrecognized|unsupported|required) {1,2}["'`]?([a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,5})\b/iu;

export const USER_AGENT = /\buser[-_ ]?agent\b/iu;

/** The header that a refusal names, lower case. */
export function headerNamedIn(message: string): string | undefined {
  if (USER_AGENT.test(message)) return "user-agent";
  const byWord = HEADER_BY_WORD.exec(message);
  const name = byWord?.[1] ?? byWord?.[2] ?? HEADER_BY_FAULT.exec(message)?.[1];
  return name?.toLowerCase();
}
