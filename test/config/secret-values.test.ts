import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSecretResolver, type SecretValue } from "../../src/config/secret-values.ts";
import type { Environment, Substitution } from "../../src/config/variables.ts";
import { configFolder } from "./config-folder.ts";

const KEY = "sk-kimi-test-000000000000";

function told(result: SecretValue): unknown {
  if (result.kind === "fault") {
    return `${result.fault.code}: ${result.fault.message}. ${result.fault.fix}`;
  }
  return result.kind === "value" ? result.value : result.kind;
}

describe("text", () => {
  const env = { K: KEY, L: "l" };

  it.each<[string, unknown, string[]]>([
    ["plain", "plain", []],
    ["Bearer ${K}", `Bearer ${KEY}`, [KEY]],
    ["${K} ${L}", `${KEY} l`, [KEY, "l"]],
    ["$${K}", "${K}", []],
  ])("%s", (written, value, secrets) => {
    expect(createSecretResolver({ env }).text(written)).toEqual({
      kind: "value",
      value,
      secrets,
    });
  });

  it("names the variable that is not set", () => {
    expect(told(createSecretResolver({ env }).text("${K} ${GONE} ${TOO}"))).toBe(
      "unset-variable: the environment variable GONE is not set. Set GONE where OpenClaw starts, or in ~/.openclaw/.env.",
    );
  });

  describe("of a file that was read", () => {
    const known = { text: "v", variables: ["K"], unset: [] };
    it.each<[string, Substitution, unknown]>([
      ["v", known, { kind: "value", value: "v", secrets: [KEY] }],
      // What was escaped is not put in a second time.
      [
        "${K}",
        { text: "${K}", variables: [], unset: [] },
        { kind: "value", value: "${K}", secrets: [] },
      ],
      // Unset when the file was read here, and put in by the host that read it for itself.
      [
        "from-host",
        { text: "${M}", variables: [], unset: ["M"] },
        { kind: "value", value: "from-host", secrets: [] },
      ],
    ])("%s", (value, substitution, result) => {
      expect(createSecretResolver({ env }).text(value, substitution)).toEqual(result);
    });

    it("and still lacks a variable", () => {
      const substitution = { text: "${M}", variables: [], unset: ["M"] };
      expect(told(createSecretResolver({ env }).text("${M}", substitution))).toMatch(
        /^unset-variable: the environment variable M is not set\./,
      );
    });
  });
});

describe("a SecretRef", () => {
  const files = {
    "single.txt": `${KEY}\n`,
    "crlf.txt": `${KEY}\n\r\n`,
    "empty.txt": "\n",
    "secrets.json": JSON.stringify({
      kimi: { apiKey: `${KEY}\n` },
      "a/b": { "c~d": "escaped" },
      list: ["zero", "one"],
      number: 5,
      empty: "",
    }),
    "broken.json": `{ "kimi": ${KEY} }`,
    "large.txt": "x".repeat(20),
  };

  function resolved(
    reference: unknown,
    secrets: (folder: string) => unknown = () => undefined,
    env: Environment = { K: KEY, BLANK: " " },
  ): unknown {
    const folder = configFolder(files);
    const resolver = createSecretResolver({
      env: { HOME: folder, ...env },
      secrets: secrets(folder),
    });
    return String(told(resolver.reference(reference, false))).replaceAll(folder, "DIR");
  }

  const unset =
    "unset-variable: the environment variable GONE is not set. Set GONE where OpenClaw starts, or in ~/.openclaw/.env.";
  const malformed = (what: string): string =>
    `unresolved-secret: this is not a valid SecretRef: ${what}. Write \`{ source: "env", provider: "default", id: "NAME_OF_A_VARIABLE" }\`.`;

  it.each<[string, unknown, unknown, string]>([
    ["by default", { source: "env", provider: "default", id: "K" }, undefined, KEY],
    ["without provider", { source: "env", id: "K" }, undefined, KEY],
    [
      "of a default provider of another name",
      { source: "env", provider: "mine", id: "K" },
      { defaults: { env: "mine" } },
      KEY,
    ],
    [
      "of a configured provider",
      { source: "env", provider: "mine", id: "K" },
      { providers: { mine: { source: "env", allowlist: ["K"] } } },
      KEY,
    ],
    [
      "of the default provider, its name taken by a file",
      { source: "env", id: "K" },
      { providers: { default: { source: "file", path: "x" } } },
      KEY,
    ],
    ["unset", { source: "env", id: "GONE" }, undefined, unset],
    ["blank", { source: "env", id: "BLANK" }, undefined, unset.replaceAll("GONE", "BLANK")],
    [
      "not allowed",
      { source: "env", provider: "mine", id: "K" },
      { providers: { mine: { source: "env", allowlist: ["L"] } } },
      "unresolved-secret: K is not on secrets.providers.mine.allowlist. Add it to that list, or use another provider.",
    ],
    [
      "of a provider that is null",
      { source: "env", provider: null, id: "K" },
      {},
      malformed("its provider is not a name of lower-case letters, digits, - and _"),
    ],
    [
      "of an unknown provider",
      { source: "env", provider: "toString", id: "K" },
      {},
      malformed("its provider is not a name of lower-case letters, digits, - and _"),
    ],
    [
      "of no provider",
      { source: "env", provider: "other", id: "K" },
      { providers: [] },
      'unresolved-secret: secrets.providers has no provider of source "env" with the name in this SecretRef. Add it, or name an existing one.',
    ],
    [
      "of a provider of another source",
      { source: "env", provider: "mine", id: "K" },
      { providers: { mine: { source: "file", path: "x" } } },
      'unresolved-secret: secrets.providers has no provider of source "env" with the name in this SecretRef. Add it, or name an existing one.',
    ],
    [
      "of no source",
      { source: "vault", id: "K" },
      undefined,
      malformed('its source is none of "env", "file", "exec" and "store"'),
    ],
    [
      "that is none",
      5,
      undefined,
      malformed('its source is none of "env", "file", "exec" and "store"'),
    ],
    ["without id", { source: "env" }, undefined, malformed("it has no id")],
    [
      "with a wrong id",
      { source: "env", id: "not-a-name" },
      undefined,
      malformed("its id is not the name of a variable"),
    ],
    [
      "with a further key",
      { source: "env", id: "K", file: "x" },
      undefined,
      malformed('it has an unknown key "file"'),
    ],
    [
      "of source exec",
      { source: "exec", provider: "vault", id: "x" },
      undefined,
      'secret-of-host: only OpenClaw resolves a SecretRef of source "exec". Use source "env" or "file" here; inside OpenClaw it works under models.providers.',
    ],
    [
      "of source store",
      { source: "store", provider: "default", id: "x" },
      undefined,
      'secret-of-host: only OpenClaw resolves a SecretRef of source "store". Use source "env" or "file" here; inside OpenClaw it works under models.providers.',
    ],
  ])("from the environment, %s", (_, reference, secrets, result) => {
    expect(resolved(reference, () => secrets)).toBe(result);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ["one line break is taken off", { path: "single.txt", mode: "singleValue" }, "value", KEY],
    ["only one", { path: "crlf.txt", mode: "singleValue" }, "value", `${KEY}\n`],
    [
      "a pointer into a single value",
      { path: "single.txt", mode: "singleValue" },
      "/kimi",
      'unresolved-secret: DIR/single.txt holds a single value. Write `id: "value"` in the SecretRef.',
    ],
    [
      "empty",
      { path: "empty.txt", mode: "singleValue" },
      "value",
      "unresolved-secret: DIR/empty.txt holds an empty value there. Write the secret into it.",
    ],
    ["JSON is the default", { path: "secrets.json" }, "/kimi/apiKey", KEY],
    ["escapes of RFC 6901", { path: "secrets.json", mode: "json" }, "/a~1b/c~0d", "escaped"],
    ["into a list", { path: "secrets.json" }, "/list/1", "one"],
    [
      "an inherited key",
      { path: "secrets.json" },
      "/list/length/constructor",
      "unresolved-secret: DIR/secrets.json has no text where the SecretRef's id points. Correct the id, or write the secret there.",
    ],
    [
      "not text",
      { path: "secrets.json" },
      "/number",
      "unresolved-secret: DIR/secrets.json has no text where the SecretRef's id points. Correct the id, or write the secret there.",
    ],
    [
      "not there",
      { path: "secrets.json" },
      "/kimi/other/deep",
      "unresolved-secret: DIR/secrets.json has no text where the SecretRef's id points. Correct the id, or write the secret there.",
    ],
    [
      "empty there",
      { path: "secrets.json" },
      "/empty",
      "unresolved-secret: DIR/secrets.json holds an empty value there. Write the secret into it.",
    ],
    [
      "no pointer",
      { path: "secrets.json" },
      "kimi",
      'unresolved-secret: DIR/secrets.json is JSON, and the SecretRef\'s id is not a JSON pointer. Write an id such as "/kimi/apiKey", or `mode: "singleValue"` for the provider.',
    ],
    [
      "broken, and not quoted",
      { path: "broken.json" },
      "/kimi",
      'unresolved-secret: DIR/broken.json is not valid JSON. Correct it, or write `mode: "singleValue"` for the provider.',
    ],
    [
      "gone",
      { path: "gone.txt" },
      "/x",
      "unresolved-secret: DIR/gone.txt does not exist. Create it, or correct the path.",
    ],
    ["a folder", { path: "" }, "/x", "unresolved-secret: DIR is a directory. Name a file on disk."],
    [
      "larger than allowed",
      { path: "large.txt", maxBytes: 19.5 },
      "/x",
      "unresolved-secret: DIR/large.txt is larger than 19 bytes. Check the path, or raise the provider's `maxBytes`.",
    ],
    [
      "as large as allowed",
      { path: "large.txt", maxBytes: 20, mode: "singleValue" },
      "value",
      "x".repeat(20),
    ],
  ])("from a file: %s", (_, { path, ...provider }, id, result) => {
    const reference = { source: "file", provider: "filemain", id };
    const secrets = (folder: string): unknown => ({
      providers: {
        filemain: { source: "file", path: path === "" ? folder : `~/${String(path)}`, ...provider },
      },
    });
    expect(resolved(reference, secrets)).toBe(result);
    expect(
      resolved({ source: "file", id }, (folder) => ({
        defaults: { file: "filemain" },
        ...(secrets(folder) as object),
      })),
    ).toBe(result);
  });

  it("from a file without a path", () => {
    const secrets = { providers: { filemain: { source: "file" } } };
    expect(resolved({ source: "file", provider: "filemain", id: "/x" }, () => secrets)).toBe(
      "unresolved-secret: secrets.providers.filemain.path is missing. Write the file's path there.",
    );
  });

  it.skipIf(process.platform === "win32")("refuses files that OpenClaw refuses", () => {
    const folder = configFolder(files);
    const refer = (path: string, more: object = {}): unknown =>
      String(
        told(
          createSecretResolver({
            env: {},
            secrets: {
              providers: {
                f: { source: "file", path: join(folder, path), mode: "singleValue", ...more },
              },
            },
          }).reference({ source: "file", provider: "f", id: "value" }, false),
        ),
      ).replaceAll(folder, "DIR");
    symlinkSync(join(folder, "single.txt"), join(folder, "link.txt"));
    expect(refer("link.txt")).toBe(
      "unresolved-secret: DIR/link.txt is a symbolic link. Name the file itself: OpenClaw refuses links.",
    );
    chmodSync(join(folder, "single.txt"), 0o640);
    expect(refer("single.txt")).toBe(
      "unresolved-secret: DIR/single.txt can be read or written by others. Run `chmod 600 DIR/single.txt`.",
    );
    expect(refer("single.txt", { allowInsecurePath: true })).toBe(KEY);
    mkdirSync(join(folder, "loop"));
    expect(refer("loop/".repeat(2000))).toBe(
      `unresolved-secret: DIR/${"loop/".repeat(2000).slice(0, -1)} cannot be read (ENAMETOOLONG). Make it readable for the user who runs this.`,
    );
  });

  it("is left to the host where that resolves it", () => {
    const resolver = createSecretResolver({ env: {} });
    for (const source of ["exec", "store"]) {
      expect(resolver.reference({ source, provider: "vault", id: "x" }, true)).toEqual({
        kind: "by-host",
      });
    }
  });

  it("reads a file once", () => {
    const folder = configFolder({ k: "one" });
    const resolver = createSecretResolver({
      env: {},
      secrets: {
        providers: { f: { source: "file", path: join(folder, "k"), mode: "singleValue" } },
      },
    });
    const reference = { source: "file", provider: "f", id: "value" };
    expect(told(resolver.reference(reference, false))).toBe("one");
    chmodSync(join(folder, "k"), 0o644);
    expect(told(resolver.reference(reference, false))).toBe("one");
  });
});
