import { type ConfigPath, formatConfigPath, shownKey } from "./config-path.ts";
import type { HeaderSource } from "../headers/header-layer.ts";
import { isPrototypeKey, isRecord } from "./is-record.ts";
import type { Problem } from "./problem.ts";
import { withoutKeys } from "../secrets/key-shapes.ts";
import { isSecretReference } from "./secret-reference.ts";
import { createSecretResolver, type SecretValue } from "./secret-values.ts";
import type { Environment, Substitution } from "./variables.ts";

export interface ReaderOptions {
  readonly env: Environment;
  /** Where a path was written, and what became of its variables: both as `readOpenClawConfig` returns them. */
  readonly locate?: ((path: ConfigPath) => HeaderSource) | undefined;
  readonly substitution?: ((path: ConfigPath) => Substitution | undefined) | undefined;
  /** Inside OpenClaw, which resolves on its own what we cannot: SecretRefs of `exec` and `store`, `!command`. */
  readonly host?: boolean | undefined;
  /** Says also what only matters to who reads the file: `null` where OpenClaw refuses it, credentials in clear text. */
  readonly audit?: boolean | undefined;
}

/** A problem without its place. */
export type Fault = Omit<Problem, keyof HeaderSource>;

/** Takes single settings out of a configuration; whatever is wrong is reported and read as not said. */
export interface ConfigReader {
  readonly options: ReaderOptions;
  readonly problems: readonly Problem[];
  /** Every secret that was met. */
  readonly secrets: Set<string>;
  report(path: ConfigPath, fault: Fault): void;
  reportAt(source: HeaderSource, fault: Fault): void;
  sourceOf(path: ConfigPath): HeaderSource;
  /** A string or SecretRef with its references put in; undefined for anything else. */
  resolve(value: unknown, path: ConfigPath, byHost: boolean): SecretValue | undefined;
  /** Text in which variables may stand: an address, a name. */
  text(value: unknown, path: ConfigPath): string | undefined;
  /** One of two values; undefined where it is neither. */
  choice<Value extends string | boolean>(
    value: unknown,
    path: ConfigPath,
    allowed: readonly Value[],
  ): Value | undefined;
  /** An object with the given settings. */
  record(
    value: unknown,
    path: ConfigPath,
    known?: readonly string[],
  ): Readonly<Record<string, unknown>>;
  /** An object whose keys are names that the user chose. */
  entries(value: unknown, path: ConfigPath): readonly (readonly [name: string, value: unknown])[];
}

/** Problems and secrets gather in the order in which the settings are read. */
export function createConfigReader(config: unknown, options: ReaderOptions): ConfigReader {
  const problems: Problem[] = [];
  const secrets = new Set<string>();
  const resolver = createSecretResolver({
    env: options.env,
    substitution: options.substitution,
    secrets: valueAt(config, ["secrets"]),
  });

  const sourceOf: ConfigReader["sourceOf"] = (path) =>
    options.locate?.(path) ?? { path: formatConfigPath(path) };

  const reportAt: ConfigReader["reportAt"] = (source, { severity, code, message, fix }) => {
    problems.push({
      ...source,
      severity,
      code,
      message: withoutKeys(message),
      fix: withoutKeys(fix),
    });
  };

  const report: ConfigReader["report"] = (path, fault) => reportAt(sourceOf(path), fault);

  function wrong(path: ConfigPath, message: string, fix: string): void {
    report(path, { severity: "error", code: "wrong-setting", message, fix });
  }

  const resolve: ConfigReader["resolve"] = (value, path, byHost) => {
    if (typeof value !== "string" && !isSecretReference(value)) return undefined;
    const result =
      typeof value === "string" ? resolver.text(value, path) : resolver.reference(value, byHost);
    if (result.kind === "fault") report(path, { severity: "error", ...result.fault });
    if (result.kind === "value") for (const secret of result.secrets) secrets.add(secret);
    return result;
  };

  const text: ConfigReader["text"] = (value, path) => {
    if (value === undefined) return undefined;
    if (typeof value !== "string" || value.trim() === "") {
      wrong(path, "this is not a text", "Write it in quotes, or remove the line.");
      return undefined;
    }
    const result = resolve(value, path, false);
    return result?.kind === "value" ? result.value : undefined;
  };

  const choice: ConfigReader["choice"] = (value, path, allowed) => {
    const found = allowed.find((one) => one === value);
    if (value !== undefined && found === undefined) {
      const [one, other] = allowed.map((each) => JSON.stringify(each));
      wrong(path, `this is neither ${one} nor ${other}`, `Write ${one} or ${other}.`);
    }
    return found;
  };

  const record: ConfigReader["record"] = (value, path, known) => {
    if (value === undefined) return {};
    if (!isRecord(value)) {
      wrong(path, "this is not an object", "Write it in braces, or remove the line.");
      return {};
    }
    for (const key of known === undefined ? [] : Object.keys(value)) {
      if (known?.includes(key)) continue;
      wrong(
        [...path, key],
        `there is no setting ${JSON.stringify(shownKey(key))} here`,
        `The settings here are ${known?.join(", ")}.`,
      );
    }
    return value;
  };

  const entries: ConfigReader["entries"] = (value, path) =>
    Object.entries(record(value, path)).filter(([name]) => {
      if (!isPrototypeKey(name)) return true;
      wrong(
        [...path, name],
        `${JSON.stringify(shownKey(name))} cannot be used as a name`,
        "Choose another.",
      );
      return false;
    });

  return {
    options,
    problems,
    secrets,
    report,
    reportAt,
    sourceOf,
    resolve,
    text,
    choice,
    record,
    entries,
  };
}

/** What a value holds at a path of keys, or undefined. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current;
}
