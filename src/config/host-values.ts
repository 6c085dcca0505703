import { READ_VERSIONS } from "./host-shapes.ts";
import { ofVersion, type Versioned, versionsFor } from "./host-shape.ts";
import { KEY_VARIABLES } from "./key-variables.ts";
import type { Environment } from "./variables.ts";

/** Where a text may stand for a value that a host finds by itself. */
export type ValueField =
  | "apiKey"
  | "headers"
  | "model headers"
  | "request.headers"
  | "request.auth";

/**
 * `!command`; the name of a set variable, and of one that hosts keep a key in; `$NAME` of a set variable; a mark that
 * OpenClaw itself writes for a SecretRef.
 */
export type ValueForm = "command" | "name" | "key variable" | "dollar" | "mark";

/** What is sent: what the text stands for, the text itself, or nothing. */
export type HostOutcome = "value" | "text" | "nothing";

/** By the version from which on it holds. */
function since(
  ...changes: readonly (readonly [version: (typeof READ_VERSIONS)[number], outcome: HostOutcome])[]
): Versioned<HostOutcome> {
  return { from: changes };
}

const REFERENCE_FROM_JUNE = since(["2026.2.19", "text"], ["2026.6.11", "value"]);

/** 2026.2.19 and 2026.4.15 put a value in, what came after each of them does not. */
const UNTIL_MAY = since(
  ["2026.2.19", "value"],
  ["2026.3.13", "text"],
  ["2026.4.15", "value"],
  ["2026.5.12", "text"],
);

/**
 * What test/hosts/host-values.test.ts compares with real hosts. Seen in 2026-11: each cell of each version that
 * `READ_VERSIONS` names. `request` is in no schema before 2026.4.15.
 */
export const HOST_VALUES: Readonly<
  Record<ValueForm, Readonly<Record<ValueField, Versioned<HostOutcome>>>>
> = {
  command: {
    apiKey: "text",
    headers: UNTIL_MAY,
    "model headers": UNTIL_MAY,
    "request.headers": "text",
    "request.auth": "text",
  },
  name: {
    apiKey: "text",
    headers: UNTIL_MAY,
    "model headers": UNTIL_MAY,
    "request.headers": "text",
    "request.auth": "text",
  },
  "key variable": {
    apiKey: since(["2026.2.19", "text"], ["2026.3.13", "value"]),
    headers: UNTIL_MAY,
    "model headers": UNTIL_MAY,
    "request.headers": "text",
    "request.auth": "text",
  },
  dollar: {
    apiKey: REFERENCE_FROM_JUNE,
    headers: REFERENCE_FROM_JUNE,
    "model headers": "text",
    "request.headers": REFERENCE_FROM_JUNE,
    "request.auth": REFERENCE_FROM_JUNE,
  },
  mark: {
    apiKey: since(["2026.2.19", "text"], ["2026.5.12", "value"], ["2026.8.1", "nothing"]),
    headers: since(
      ["2026.2.19", "text"],
      ["2026.3.13", "nothing"],
      ["2026.4.15", "text"],
      ["2026.5.12", "value"],
      ["2026.8.1", "nothing"],
    ),
    "model headers": since(
      ["2026.2.19", "text"],
      ["2026.3.13", "nothing"],
      ["2026.4.15", "text"],
      ["2026.5.12", "nothing"],
    ),
    "request.headers": since(["2026.2.19", "text"], ["2026.5.12", "value"], ["2026.8.1", "text"]),
    "request.auth": since(["2026.2.19", "text"], ["2026.5.12", "value"], ["2026.8.1", "text"]),
  },
};

/** What hosts make of a text. */
export interface HostReading {
  /** Undefined where the versions that may be meant differ. */
  readonly outcome: HostOutcome | undefined;
  /** What the newest of them does. */
  readonly newest: HostOutcome;
  /** What the text stands for, where that is a variable. */
  readonly value?: string | undefined;
}

const AS_TEXT: HostReading = { outcome: "text", newest: "text" };

/** `version` is that of the host; without it all are asked. */
export function hostReading(
  text: string,
  field: ValueField,
  { env, version }: { readonly env: Environment; readonly version?: string | undefined },
): HostReading {
  const found = formOf(text, env);
  if (found === undefined) return AS_TEXT;
  return { ...outcomesOf(found.form, field, version), value: found.value };
}

/** Of a form, whatever is set here. */
export function outcomesOf(
  form: ValueForm,
  field: ValueField,
  version: string | undefined,
): HostReading {
  const outcomes = versionsFor(version).map(
    (one) => ofVersion(HOST_VALUES[form][field], one) ?? "text",
  );
  const newest = outcomes.at(-1) ?? "text";
  return { outcome: outcomes.every((one) => one === newest) ? newest : undefined, newest };
}

interface FoundForm {
  readonly form: ValueForm;
  readonly value?: string | undefined;
}

function formOf(text: string, env: Environment): FoundForm | undefined {
  if (text.startsWith("!")) return { form: "command" };
  const [mark, variable] = /^secretref-(?:env:(.*)|managed$)/.exec(text) ?? [];
  if (mark !== undefined) return { form: "mark", value: variableIn(env, variable) };
  const dollar = text.startsWith("$");
  const name = dollar ? text.slice(1) : text;
  const value = variableIn(env, name);
  if (value === undefined) return undefined;
  if (dollar) return { form: "dollar", value };
  return { form: KEY_VARIABLES.has(name) ? "key variable" : "name", value };
}

/** Undefined where it is not set, or empty. */
function variableIn(env: Environment, name = ""): string | undefined {
  return (/^\w+$/.test(name) && Object.hasOwn(env, name) && env[name]) || undefined;
}
