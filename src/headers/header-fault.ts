import { firstBadNameCharacter, isFieldName } from "./field-name.ts";
import { MAX_FIELD_VALUE, MAX_FIELDS_TOGETHER } from "./field-value.ts";
import { PLACEHOLDER_NAMES } from "./placeholders.ts";

/** One fault of one header. Never contains its value. */
export interface HeaderFault {
  /** The key as written. */
  readonly name: string;
  readonly severity: "error" | "warning";
  readonly code: HeaderFaultCode;
  readonly message: string;
  readonly fix: string;
}

export type HeaderFaultCode = keyof typeof ERRORS | keyof typeof WARNINGS;

type Words = (
  name: string,
  detail: string,
  place: string,
) => readonly [message: string, fix: string];

const SHORTEN = "servers on Node refuse a request head over 16 KiB.";

const ERRORS = {
  "not-a-name": (name) => {
    const trimmed = name.trim().replace(/:$/, "");
    return [
      name === ""
        ? "a header name cannot be empty"
        : `${JSON.stringify(name.slice(0, 80))} is not a header name: it holds ${describe(firstBadNameCharacter(name) ?? "")}`,
      isFieldName(trimmed)
        ? `Write "${trimmed}".`
        : "Use letters, digits and hyphens only, e.g. `X-My-Header`.",
    ];
  },
  "refused-name": (name, reason) => [`\`${name}\` cannot be configured: ${reason}`, "Remove it."],
  twin: (name, twin) => [
    `\`${name}\` and \`${twin}\` are the same header: names do not differ by case`,
    "Keep one of them.",
  ],
  "not-a-string": (name, kind) => [
    `the value of \`${name}\` is ${kind}, not a string`,
    kind === "a number" || kind === "a boolean"
      ? "Put it in quotes."
      : "Write one string in quotes.",
  ],
  "null-in-host-config": (name, overridePath) => [
    `\`${name}\` is null, and OpenClaw refuses a configuration with null here`,
    `Move it to \`${overridePath}\`.`,
  ],
  "family-with-value": (name) => [
    `\`${name}\` stands for many headers and cannot have a value`,
    "Use `null` to remove them all, or write the name of one header in full.",
  ],
  "family-too-wide": (name, untouchable) => [
    `\`${name}\` would take off \`${untouchable}\`, which a request cannot do without`,
    "Write a longer prefix, or the names of the headers in full.",
  ],
  "unknown-placeholder": (name, meant) => [
    `the value of \`${name}\` holds a placeholder of unknown name`,
    `${meant ? "Write" : "Known are"} ${(meant ? [meant] : PLACEHOLDER_NAMES).map((known) => `{{${known}}}`).join(", ")}.`,
  ],
  "too-large-together": (name, total) => [
    `the headers of this provider are ${total} bytes together, more than ${MAX_FIELDS_TOGETHER}, and \`${name}\` is the largest`,
    `Shorten or remove some: ${SHORTEN}`,
  ],
  empty: (name) => [
    `the value of \`${name}\` is empty`,
    "Use `null` to send no such header, or remove the line.",
  ],
  "too-long": (name, length) => [
    `the value of \`${name}\` is ${length} bytes, more than ${MAX_FIELD_VALUE}`,
    `Shorten it: ${SHORTEN}`,
  ],
  "line-break": (name, character, place) => [
    `the value of \`${name}\` holds a line break (${codePoint(character)}) at character ${place}`,
    "Write it in one line: a header cannot hold a line break.",
  ],
  "control-character": (name, character, place) => [
    `the value of \`${name}\` holds a control character (${codePoint(character)}) at character ${place}`,
    "Remove that character.",
  ],
  "above-latin-1": (name, character, place) => [
    `the value of \`${name}\` holds ${codePoint(character)} at character ${place}: a header cannot hold a character above U+00FF`,
    "Use plain ASCII, or encode it as the provider asks for (often percent-encoding).",
  ],
} as const satisfies Record<string, Words>;

const WARNINGS = {
  "replaces-client-value": (name, reason) => [
    `\`${name}\`${reason}`,
    "Remove the line unless you mean that.",
  ],
  "literal-asterisk": (name) => [
    `\`${name}\` removes only a header of exactly that name`,
    "A family of headers ends in `-*`, e.g. `x-stainless-*`.",
  ],
  "surrounding-blanks": (name) => [
    `the value of \`${name}\` begins or ends with spaces or tabs, which are not sent`,
    "Remove them.",
  ],
  "same-as-built-in": (name, provider) => [
    `\`${name}\` has the value that is sent for ${provider} anyway`,
    "Remove the line, or keep it to hold that value should the built-in change.",
  ],
  "credential-over-http": (name) => [
    `\`${name}\` carries a credential over http://, where anyone on the way can read it`,
    "Use https:// in `baseUrl`.",
  ],
  "second-credential": (name) => [
    `\`${name}\` is sent in place of or beside the provider's \`apiKey\``,
    "Keep one of the two.",
  ],
} as const satisfies Record<string, Words>;

const WORDS: Readonly<Record<HeaderFaultCode, Words>> = { ...ERRORS, ...WARNINGS };

/** `detail` is what the words of that code need; `place` counts characters from 1. */
export function headerFault(
  name: string,
  code: HeaderFaultCode,
  detail = "",
  place = "",
): HeaderFault {
  const [message, fix] = WORDS[code](name, detail, place);
  return { name, severity: code in ERRORS ? "error" : "warning", code, message, fix };
}

function describe(character: string): string {
  if (character === " ") return "a space";
  const shown = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? ` (${character})` : "";
  return `${codePoint(character)}${shown}`;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
