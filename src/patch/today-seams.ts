import type TypeScript from "typescript";
import {
  type Anchor,
  functionNamed,
  inside,
  property,
  statementOf,
  variableNamed,
} from "./anchors.ts";
import { endOfBlock } from "./document-places.ts";
import { afterStatement, beforeStatement } from "./edits.ts";
import { KIMI_PLUGIN, SUMMER } from "./parts.ts";
import { code, holds, type Seam, text } from "./seam.ts";
import { insertAt } from "./splice.ts";
import { indentOf, nodesOf, startOf, type SyntaxFile, textOf } from "./syntax-file.ts";

const KIMI_ENTRY = "extensions/kimi-coding/index.ts";
const KIMI_CATALOG = "extensions/kimi-coding/provider-catalog.ts";

/** What the rows write, in the manner of the tree. */
const WITH_USER_AGENT = `/**
 * Adds the catalog's User-Agent to a model of a config entry, which never passes the catalog. One
 * that the entry sets itself stays, and so does a model at another address.
 */
export function withKimiCodingUserAgent(model: ProviderRuntimeModel): ProviderRuntimeModel {
  const { baseUrl, headers } = buildKimiCodingProvider();
  const userAgent = headers?.["User-Agent"];
  const hasOwn = Object.keys(model.headers ?? {}).some((name) => /^user-agent$/i.test(name));
  return typeof userAgent !== "string" || hasOwn || !\`\${model.baseUrl}/\`.startsWith(baseUrl)
    ? model
    : { ...model, headers: { ...model.headers, "User-Agent": userAgent } };
}`;

const SENSITIVE_HEADER = `// Of a provider, its request or a model. A header name may hold dots: it is all that follows the key.
const PROVIDER_HEADER_PATH = /^models\\.providers\\..+\\.headers\\.(.+)$/;

function isSensitiveProviderHeaderPath(path: string): boolean {
  const name = PROVIDER_HEADER_PATH.exec(path)?.[1];
  return name !== undefined && isLikelySensitiveModelProviderHeaderName(name);
}`;

const FORBIDDEN = `const FORBIDDEN_RE = /^\\W*(?:http\\W*)?403\\b/i;
const CREDENTIAL_RE =
  /\\b(?:key|token|credential|scope|permission)s?\\b|api.?key|auth|log.?in|sign.?in/i;

/**
 * A 403 that names no credential refuses the client, the plan or the account. The error's own status
 * is made from its reason, so the provider's is read from the text.
 */
function isForbiddenWithoutCredential({ message, rawError = message }: FailoverError): boolean {
  return FORBIDDEN_RE.test(rawError) && !CREDENTIAL_RE.test(rawError);
}`;

/** Every edit of files that a tree of June 2026 or later has. What is new is in `parts.ts`. */
export const TODAY_SEAMS: readonly Seam[] = [
  // default
  code({
    part: "default",
    id: "kimi-resolved-model",
    files: [KIMI_ENTRY],
    versions: KIMI_PLUGIN,
    anchor: "`return same ? undefined : { ...model, id }` in property `normalizeResolvedModel`",
    find: changedModel("normalizeResolvedModel"),
    edit: (conditional, file) => [
      {
        start: startOf(conditional, file),
        end: conditional.getEnd(),
        text: `withKimiCodingUserAgent(${textOf(conditional.whenFalse, file)})`,
      },
    ],
    imports: [{ from: "./provider-catalog.js", names: ["withKimiCodingUserAgent"] }],
    done: holds("withKimiCodingUserAgent("),
  }),
  code({
    part: "default",
    id: "kimi-user-agent",
    files: [KIMI_CATALOG],
    versions: KIMI_PLUGIN,
    anchor: "function `normalizeKimiCodingModelId`, beside function `buildKimiCodingProvider`",
    find: (file) =>
      functionNamed("buildKimiCodingProvider")(file).length === 1
        ? functionNamed("normalizeKimiCodingModelId")(file)
        : [],
    edit: (place) => [insertAt(place.getEnd(), `\n\n${WITH_USER_AGENT}`)],
    imports: [
      { from: "openclaw/plugin-sdk/plugin-entry", names: ["ProviderRuntimeModel"], types: true },
    ],
    done: holds("function withKimiCodingUserAgent("),
  }),
  code<TypeScript.StringLiteral>({
    part: "default",
    id: "kimi-code-id",
    files: ["extensions/kimi-coding/openclaw.plugin.json"],
    versions: KIMI_PLUGIN,
    anchor: '`"kimi"` in the manifest\'s list `providers`',
    find: ownedId("kimi"),
    edit: (id) => [insertAt(id.getEnd(), ', "kimi-code"')],
    done: (file) => ownedId("kimi-code")(file).length > 0,
    // Upstream lists it since #142656.
    shared: true,
  }),
  text({
    part: "default",
    id: "docs",
    files: ["docs/providers/moonshot.md"],
    versions: KIMI_PLUGIN,
    anchor: 'the `</Note>` of `<Tab title="Kimi Coding">`',
    places: endOfBlock('<Tab title="Kimi Coding">', "</Note>"),
    text: [
      "",
      "    Kimi Coding checks the `User-Agent` of every request. Requests to `https://api.kimi.com/coding`",
      "    carry the plugin's own, also for a provider entry written by hand (`kimi`, `kimi-code`,",
      '    `kimi-coding`). Set `headers["User-Agent"]` in the entry to send another value.',
      "",
    ].join("\n"),
  }),

  // redaction
  code<TypeScript.ReturnStatement>({
    part: "redaction",
    id: "sensitive-header",
    files: ["src/config/sensitive-paths.ts"],
    versions: SUMMER,
    anchor: "`return (...)` in function `isSensitiveConfigPath`",
    find: inside(
      functionNamed("isSensitiveConfigPath"),
      ({ parser }) =>
        (node): node is TypeScript.ReturnStatement =>
          parser.isReturnStatement(node) &&
          node.expression !== undefined &&
          parser.isParenthesizedExpression(node.expression),
    ),
    edit: ({ expression }, file) =>
      expression
        ? [
            insertAt(
              startOf(expression, file) + 1,
              `\n${indentOf(expression, file)}  isSensitiveProviderHeaderPath(path) ||`,
            ),
          ]
        : [],
    imports: [
      {
        from: "../secrets/model-provider-header-policy.js",
        names: ["isLikelySensitiveModelProviderHeaderName"],
      },
    ],
    done: holds("isSensitiveProviderHeaderPath(path) ||"),
  }),
  code({
    part: "redaction",
    id: "sensitive-header-path",
    files: ["src/config/sensitive-paths.ts"],
    versions: SUMMER,
    anchor: "function `isLocalServiceEnvValuePath`",
    find: functionNamed("isLocalServiceEnvValuePath"),
    edit: (place) => [insertAt(place.getEnd(), `\n\n${SENSITIVE_HEADER}`)],
    done: holds("function isSensitiveProviderHeaderPath("),
  }),

  // doctor
  code<TypeScript.CallExpression>({
    part: "doctor",
    id: "provider-header-warnings",
    files: ["src/commands/doctor/shared/preview-warnings.ts"],
    versions: SUMMER,
    anchor: "`warnings.push(...collectProfileConfiguredToolSectionWarnings(...))`",
    find: inside(
      functionNamed("collectDoctorPreviewNotes", "collectDoctorPreviewWarnings"),
      (file) =>
        (node): node is TypeScript.CallExpression =>
          file.parser.isCallExpression(node) &&
          textOf(node, file).startsWith(
            "warnings.push(...collectProfileConfiguredToolSectionWarnings(",
          ),
    ),
    edit: (call, file) =>
      afterStatement(call, "warnings.push(...collectProviderHeaderWarnings(params.cfg));", file),
    imports: [{ from: "./provider-header-warnings.js", names: ["collectProviderHeaderWarnings"] }],
    done: holds("collectProviderHeaderWarnings("),
  }),

  // advice
  code({
    part: "advice",
    id: "no-login-command",
    files: ["src/agents/failover-error.ts"],
    versions: SUMMER,
    anchor: "variable `provider` in function `buildFailoverRemediationHint`",
    find: (file) =>
      functionNamed("buildFailoverRemediationHint")(file).flatMap((outer) =>
        variableNamed("provider")(file).filter(
          ({ pos, end }) => pos >= outer.pos && end <= outer.end,
        ),
      ),
    edit: (place, file) =>
      beforeStatement(
        statementOf(place, file),
        "if (isForbiddenWithoutCredential(err)) {\n  return undefined;\n}",
        file,
      ),
    done: holds("isForbiddenWithoutCredential(err)"),
  }),
  code({
    part: "advice",
    id: "forbidden-without-credential",
    files: ["src/agents/failover-error.ts"],
    versions: SUMMER,
    anchor: "function `quotePosixShellArg`",
    find: functionNamed("quotePosixShellArg"),
    edit: (place, file) => [insertAt(startOf(place, file), `${FORBIDDEN}\n\n`)],
    done: holds("function isForbiddenWithoutCredential("),
  }),
];

/** `same ? undefined : changed`, returned by the function under this key. */
function changedModel(key: string): Anchor<TypeScript.ConditionalExpression> {
  return (file) =>
    nodesOf(file, property(key)(file)).flatMap((place) =>
      nodesOf(
        file,
        (node): node is TypeScript.ConditionalExpression =>
          file.parser.isConditionalExpression(node) &&
          file.parser.isReturnStatement(node.parent) &&
          textOf(node.whenTrue, file) === "undefined" &&
          file.parser.isObjectLiteralExpression(node.whenFalse),
        place,
      ),
    );
}

/** In the list `providers` at the top of a plugin's manifest. */
function ownedId(id: string): Anchor<TypeScript.StringLiteral> {
  return (file: SyntaxFile) =>
    nodesOf(file, property("providers")(file))
      .map(({ initializer }) => initializer)
      .filter((list) => file.parser.isArrayLiteralExpression(list))
      .slice(0, 1)
      .flatMap(({ elements }) => elements.filter((one) => file.parser.isStringLiteral(one)))
      .filter(({ text: owned }) => owned === id);
}
