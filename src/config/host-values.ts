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

const OLDEST = READ_VERSIONS[0];

/** What 2026.9.6 does otherwise; the versions between count as the older one and were not tried. */
function changed(before: HostOutcome, now: HostOutcome): Versioned<HostOutcome> {
  return {
    from: [
      [OLDEST, before],
      ["2026.9.6", now],
    ],
  };
}

/**
 * What test/hosts/host-values.test.ts compares with real hosts. Seen in 2026-11: each cell of 2026.2.19 and of 2026.9.6.
 * `request` is in no schema before 2026.4.15.
 */
export const HOST_VALUES: Readonly<
  Record<ValueForm, Readonly<Record<ValueField, Versioned<HostOutcome>>>>
> = {
  command: {
    apiKey: "text",
    headers: changed("value", "text"),
    "model headers": changed("value", "text"),
    "request.headers": "text",
    "request.auth": "text",
  },
  name: {
    apiKey: "text",
    headers: changed("value", "text"),
    "model headers": changed("value", "text"),
    "request.headers": "text",
    "request.auth": "text",
  },
  "key variable": {
    apiKey: changed("text", "value"),
    headers: changed("value", "text"),
    "model headers": changed("value", "text"),
    "request.headers": "text",
    "request.auth": "text",
  },
  dollar: {
    apiKey: changed("text", "value"),
    headers: changed("text", "value"),
    "model headers": "text",
    "request.headers": changed("text", "value"),
    "request.auth": changed("text", "value"),
  },
  mark: {
    apiKey: changed("text", "nothing"),
    headers: changed("text", "nothing"),
    "model headers": changed("text", "nothing"),
    "request.headers": "text",
    "request.auth": "text",
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
  if (/^secretref-(?:env:|managed$)/.test(text)) return { form: "mark" };
  const dollar = text.startsWith("$");
  const name = dollar ? text.slice(1) : text;
  const value = /^\w+$/.test(name) && Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined || value === "") return undefined;
  if (dollar) return { form: "dollar", value };
  return { form: KEY_VARIABLES.has(name) ? "key variable" : "name", value };
}
