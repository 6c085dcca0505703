import type { Stats } from "node:fs";
import { resolve } from "node:path";
import { formatConfigPath } from "./config-path.ts";
import { type GuestFileFault, readGuestFile } from "./guest-file.ts";
import { isRecord } from "./is-record.ts";
import { SECRET_PROVIDER_NAME, SECRET_VARIABLE_NAME } from "./secret-reference.ts";
import { expandHome } from "./state-folder.ts";
import { type Environment, type Substitution, substituteVariables } from "./variables.ts";

/** What became of a value that may name a secret. */
export type SecretValue =
  | {
      readonly kind: "value";
      readonly value: string;
      /** The parts that came from elsewhere; none for plain text. */
      readonly secrets: readonly string[];
    }
  | { readonly kind: "by-host" }
  | { readonly kind: "fault"; readonly fault: SecretFault };

export interface SecretFault {
  readonly code: "unset-variable" | "unresolved-secret" | "secret-of-host";
  readonly message: string;
  readonly fix: string;
}

export interface SecretOptions {
  readonly env: Environment;
  /** The `secrets` block of the configuration. */
  readonly secrets?: unknown;
}

export interface SecretResolver {
  /** `${VAR}` in a text: put in here, unless it is `known` what the reader of the file did. */
  text(value: string, known?: Substitution): SecretValue;
  /** A SecretRef. `byHost`: OpenClaw resolves it where we do not. */
  reference(value: unknown, byHost: boolean): SecretValue;
}

/** OpenClaw 2026.2.27 reads no larger file, unless `maxBytes` allows it. */
const MAX_SECRET_FILE_BYTES = 1024 * 1024;

/** Readable or writable by others than the owner: OpenClaw refuses such a file. */
const OPEN_TO_OTHERS = 0o066;

/** Turns references into values. Files are read once; no process is started. */
export function createSecretResolver(options: SecretOptions): SecretResolver {
  const block = isRecord(options.secrets) ? options.secrets : {};
  const providers = isRecord(block["providers"]) ? block["providers"] : {};
  const defaults = isRecord(block["defaults"]) ? block["defaults"] : {};
  const files = new Map<string, FileContent>();

  function text(value: string, known?: Substitution): SecretValue {
    // A host may have put in what was unset here: only what is still in the text is missing.
    const { unset, variables, ...result } = known ?? substituteVariables(value, options.env);
    const missing = unset.find((name) => value.includes(`\${${name}}`));
    if (missing !== undefined) return { kind: "fault", fault: unsetVariable(missing) };
    const secrets = known?.reference
      ? [value]
      : variables.flatMap((name) => options.env[name] ?? []);
    return { kind: "value", value: known === undefined ? result.text : value, secrets };
  }

  function reference(value: unknown, byHost: boolean): SecretValue {
    const { source, provider: named, id, ...rest } = isRecord(value) ? value : {};
    if (source === "exec" || source === "store") {
      return byHost ? { kind: "by-host" } : { kind: "fault", fault: secretOfHost(source) };
    }
    if (source !== "env" && source !== "file") {
      return malformed('its source is none of "env", "file", "exec" and "store"');
    }
    const provider = named === undefined ? (defaults[source] ?? "default") : named;
    if (typeof provider !== "string" || !SECRET_PROVIDER_NAME.test(provider)) {
      return malformed("its provider is not a name of lower-case letters, digits, - and _");
    }
    const extra = Object.keys(rest)[0];
    if (extra !== undefined) return malformed(`it has an unknown key "${extra}"`);
    if (typeof id !== "string" || id.trim() === "") return malformed("it has no id");
    const configured = providerOf(source, provider, defaults[source] ?? "default");
    if (configured === undefined) {
      return unresolved(
        `secrets.providers has no provider of source "${source}" with the name in this SecretRef`,
        "Add it, or name an existing one.",
      );
    }
    return source === "env"
      ? fromEnvironment(configured, provider, id.trim())
      : fromFile(configured, provider, id.trim());
  }

  /** By name and source. The default `env` provider needs no configuration, and its name may be taken by one of another source. */
  function providerOf(
    source: string,
    name: string,
    preset: unknown,
  ): Record<string, unknown> | undefined {
    const configured = Object.hasOwn(providers, name) ? providers[name] : undefined;
    if (isRecord(configured) && configured["source"] === source) return configured;
    return source === "env" && name === preset ? { source } : undefined;
  }

  /** The id is the variable's name. An allowlist that is there counts, empty or not. */
  function fromEnvironment(
    { allowlist }: Record<string, unknown>,
    provider: string,
    id: string,
  ): SecretValue {
    if (!SECRET_VARIABLE_NAME.test(id)) return malformed("its id is not the name of a variable");
    if (Array.isArray(allowlist) && !allowlist.includes(id)) {
      return unresolved(
        `${id} is not on secrets.providers.${provider}.allowlist`,
        "Add it to that list, or use another provider.",
      );
    }
    const value = options.env[id];
    if (value === undefined || value.trim() === "") {
      return { kind: "fault", fault: unsetVariable(id) };
    }
    return { kind: "value", value, secrets: [value] };
  }

  function fromFile(
    configured: Record<string, unknown>,
    provider: string,
    id: string,
  ): SecretValue {
    const { path } = configured;
    const at = formatConfigPath(["secrets", "providers", provider, "path"]);
    if (typeof path !== "string" || path.trim() === "") {
      return unresolved(`${at} is missing`, "Write the file's path there.");
    }
    const file = resolve(expandHome(path.trim(), options.env));
    const content = files.get(file) ?? readSecretFile(file, configured);
    files.set(file, content);
    if (content.text === undefined) return unresolved(`${file} ${content.what}`, content.fix);
    const value = pick(content.text, configured["mode"], id);
    if (typeof value !== "string") return unresolved(`${file} ${value.what}`, value.fix);
    if (value === "") {
      return unresolved(`${file} holds an empty value there`, "Write the secret into it.");
    }
    return { kind: "value", value, secrets: [value] };
  }

  return { text, reference };
}

interface Unreadable {
  readonly text?: undefined;
  readonly what: string;
  readonly fix: string;
}

type FileContent = { readonly text: string } | Unreadable;

/**
 * OpenClaw's own rules (2026.2.27 to 2026.9.6): a regular file of the user who runs it, closed to others, and no link.
 * `allowInsecurePath` lifts the last checks in the versions between.
 */
function readSecretFile(file: string, configured: Record<string, unknown>): FileContent {
  const { maxBytes, allowInsecurePath } = configured;
  const limit =
    typeof maxBytes === "number" && maxBytes > 0 ? Math.floor(maxBytes) : MAX_SECRET_FILE_BYTES;
  const isChecked = allowInsecurePath !== true && process.platform !== "win32";
  const refuse = isChecked ? insecure : undefined;
  const { bytes, fault } = readGuestFile(file, { limit, noLink: true, refuse });
  if (fault === undefined) return { text: bytes.toString("utf8") };
  return { what: fault.what, fix: fixOf(fault, file) };
}

const OPEN = "can be read or written by others";

function insecure(state: Stats): string | undefined {
  if ((state.mode & OPEN_TO_OTHERS) !== 0) return OPEN;
  return state.uid === process.getuid?.() ? undefined : "belongs to another user";
}

function fixOf({ kind, what }: GuestFileFault, file: string): string {
  switch (kind) {
    case "missing":
      return "Create it, or correct the path.";
    case "link":
      return "Name the file itself: OpenClaw refuses links.";
    case "refused":
      return what === OPEN
        ? `Run \`chmod 600 ${file}\`.`
        : "Make the user who runs this its owner, or set `allowInsecurePath: true`.";
    case "too-large":
      return "Check the path, or raise the provider's `maxBytes`.";
    case "unreadable":
      return "Make it readable for the user who runs this.";
    default:
      return "Name a file on disk.";
  }
}

/** The secret in a file: all of it in mode `singleValue`, else the place in a JSON object that a pointer names. */
function pick(text: string, mode: unknown, id: string): string | Unreadable {
  if (mode === "singleValue") {
    if (id === "value") return text.replace(/\r?\n$/, "");
    return { what: "holds a single value", fix: 'Write `id: "value"` in the SecretRef.' };
  }
  if (!id.startsWith("/")) {
    return {
      what: "is JSON, and the SecretRef's id is not a JSON pointer",
      fix: 'Write an id such as "/kimi/apiKey", or `mode: "singleValue"` for the provider.',
    };
  }
  let current: unknown;
  try {
    current = JSON.parse(text);
  } catch {
    // What the parser says quotes the text.
    return {
      what: "is not valid JSON",
      fix: 'Correct it, or write `mode: "singleValue"` for the provider.',
    };
  }
  // RFC 6901 section 4: `~1` before `~0`.
  for (const token of id.slice(1).split("/")) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    const inside = typeof current === "object" && current !== null && Object.hasOwn(current, key);
    current = inside ? (current as Record<string, unknown>)[key] : undefined;
  }
  if (typeof current === "string") return current.replace(/\r?\n$/, "");
  return {
    what: "has no text where the SecretRef's id points",
    fix: "Correct the id, or write the secret there.",
  };
}

function unsetVariable(name: string): SecretFault {
  return {
    code: "unset-variable",
    message: `the environment variable ${name} is not set`,
    fix: `Set ${name} where OpenClaw starts, or in ~/.openclaw/.env.`,
  };
}

function secretOfHost(source: string): SecretFault {
  return {
    code: "secret-of-host",
    message: `only OpenClaw resolves a SecretRef of source "${source}"`,
    fix: 'Use source "env" or "file" here; inside OpenClaw it works under models.providers.',
  };
}

function malformed(what: string): SecretValue {
  return unresolved(
    `this is not a valid SecretRef: ${what}`,
    'Write `{ source: "env", provider: "default", id: "NAME_OF_A_VARIABLE" }`.',
  );
}

function unresolved(message: string, fix: string): SecretValue {
  return { kind: "fault", fault: { code: "unresolved-secret", message, fix } };
}
