import type TypeScript from "typescript";
import {
  type Anchor,
  callOf,
  expressionOf,
  functionNamed,
  inside,
  property,
  propertyOrShorthand,
  statementOf,
  typeMember,
  variableNamed,
} from "./anchors.ts";
import { behindLine, endOfSection, firstFound, lastFixOfTopVersion } from "./document-places.ts";
import {
  afterProperty,
  afterStatement,
  appendProperties,
  asFirstArgument,
  atEndOfFunction,
  beforeStatement,
  wrapped,
  wrappedWhereItFits,
} from "./edits.ts";
import {
  KIMI_IMPLICIT_PROVIDER,
  KIMI_PROVIDER_BUILDER,
  CLASSIFIED_AS_AUTH,
  KIMI_USER_AGENT,
  missingTexts,
  NOTICE_2_19,
  REPORTED_IMAGE_ATTEMPT,
  REQUEST_TIME,
  RESTORABLE_RAW,
} from "./march-code.ts";
import {
  joinedHeaders,
  reportAttempt,
  takesHeaders,
  withArgument,
  withHeadersParameter,
  withPlainHeaders,
  wrapResolveModel,
} from "./march-edits.ts";
import { MARCH } from "./parts.ts";
import { code, holds, type Seam, text } from "./seam.ts";
import { insertAt } from "./splice.ts";
import { indentOf, nodesOf, startOf, type SyntaxFile, textOf } from "./syntax-file.ts";

const PROVIDER_BUILDERS = "src/agents/models-config.providers.ts";
const CORE_SCHEMA = "src/config/zod-schema.core.ts";
const MODEL_TYPES = "src/config/types.models.ts";
const FALLBACK = "src/agents/model-fallback.ts";
const AGENT_RUNNER = "src/auto-reply/reply/agent-runner.ts";
const HEADERS_MODULE = "provider-headers.js";
/** What `validation` puts in the place of a header record: sensitive and nullable by itself. */
const VALIDATED = "ProviderHeadersSchema";

/** Every edit of files that a tree of February or March 2026 has. What is new is in `parts.ts`. */
export const MARCH_SEAMS: readonly Seam[] = [
  // default
  code({
    part: "default",
    id: "kimi-user-agent",
    files: [PROVIDER_BUILDERS, "src/agents/models-config.providers.static.ts"],
    versions: ["2.21", "3.11"],
    anchor: "property `api` of what function `buildKimiCodingProvider` returns",
    find: inside(functionNamed("buildKimiCodingProvider"), property("api")),
    edit: (api, file) =>
      afterProperty(api, `headers: { "User-Agent": "${KIMI_USER_AGENT}" },`, file),
    done: holds(`"User-Agent": "${KIMI_USER_AGENT}"`),
  }),
  code({
    part: "default",
    id: "kimi-provider",
    files: [PROVIDER_BUILDERS],
    versions: ["2.19", "2.20"],
    anchor:
      "function `resolveImplicitProviders` (these versions have no `buildKimiCodingProvider`)",
    find: functionNamed("resolveImplicitProviders"),
    edit: (place, file) => [insertAt(startOf(place, file), `${KIMI_PROVIDER_BUILDER}\n\n`)],
    done: holds("function buildKimiCodingProvider("),
  }),
  code({
    part: "default",
    id: "kimi-implicit-provider",
    files: [PROVIDER_BUILDERS],
    versions: ["2.19", "2.20"],
    anchor: "variable `syntheticKey` in function `resolveImplicitProviders`",
    find: variableIn("resolveImplicitProviders", "syntheticKey"),
    edit: (place, file) => beforeStatement(place, KIMI_IMPLICIT_PROVIDER, file),
    done: holds("const kimiCodingKey ="),
  }),
  text({
    part: "default",
    id: "docs",
    files: ["docs/providers/moonshot.md"],
    versions: ["2.19", "3.11"],
    anchor: "section `## Kimi Coding`",
    places: endOfSection("## Kimi Coding"),
    text: [
      `Kimi Coding checks the \`User-Agent\` of every request and answers only coding clients that it knows. OpenClaw sends`,
      `\`User-Agent: ${KIMI_USER_AGENT}\` by default, which names another client. Set`,
      '`models.providers.kimi-coding.headers["User-Agent"]` to send another value. Kimi calls changing the client identifier',
      "a violation of its terms that may suspend membership benefits.",
      "",
      "",
    ].join("\n"),
  }),
  changelog(
    "default",
    ["2.19", "3.11"],
    `Providers/Kimi Coding: send a default \`User-Agent\` (\`${KIMI_USER_AGENT}\`) that the Kimi Coding endpoint accepts, instead of being refused with 403. (#30099)`,
  ),

  // redaction
  ...(["ModelProviderSchema", "ModelDefinitionSchema"] as const).map((schema) =>
    code({
      part: "redaction",
      id: `sensitive-${schema}`,
      files: [CORE_SCHEMA],
      versions: MARCH,
      anchor: `value type of \`headers: z.record(...)\` in \`${schema}\``,
      find: headerValueType(schema),
      edit: (value) => [insertAt(value.getEnd(), ".register(sensitive)")],
      imports: [{ from: "./zod-schema.sensitive.js", names: ["sensitive"] }],
      done: (file) => headersSchemaText(schema, file).includes("sensitive"),
      superseded: (file) => headersSchemaText(schema, file).startsWith(VALIDATED),
    }),
  ),
  code({
    part: "redaction",
    id: "restorable-source",
    files: ["src/config/redact-snapshot.ts"],
    versions: ["2.19", "3.1"],
    anchor: "variable `redactedRaw` in function `redactConfigSnapshot`",
    find: variableIn("redactConfigSnapshot", "redactedRaw"),
    edit: ({ initializer }, file) =>
      initializer
        ? asFirstArgument(initializer, "restorableRaw", ["snapshot", "uiHints"], file)
        : [],
    done: holds("restorableRaw("),
  }),
  code({
    part: "redaction",
    id: "restorable-source-function",
    files: ["src/config/redact-snapshot.ts"],
    versions: ["2.19", "3.1"],
    anchor: "function `redactRawText`",
    find: functionNamed("redactRawText"),
    edit: (place) => [insertAt(place.getEnd(), `\n\n${RESTORABLE_RAW}`)],
    imports: [
      { from: "node:util", names: ["isDeepStrictEqual"] },
      { from: "json5", names: [], default: "JSON5" },
    ],
    done: holds("function restorableRaw("),
  }),
  changelog(
    "redaction",
    MARCH,
    "Config/Redaction: treat `models.providers.*.headers` and model `headers` values as sensitive, and keep the redacted source restorable when a value also occurs elsewhere in it. (#30099)",
  ),

  // delivery
  code({
    part: "delivery",
    id: "request-time",
    files: ["src/agents/pi-embedded-runner/extra-params.ts"],
    versions: MARCH,
    anchor: "the end of function `applyExtraParamsToAgent`",
    find: functionNamed("applyExtraParamsToAgent"),
    edit: (place, file) => atEndOfFunction(place, REQUEST_TIME, file),
    imports: [{ from: `../${HEADERS_MODULE}`, names: ["createProviderHeadersWrapper"] }],
    done: holds("createProviderHeadersWrapper("),
  }),
  code({
    part: "delivery",
    id: "resolved-model",
    files: ["src/agents/pi-embedded-runner/model.ts"],
    versions: MARCH,
    anchor: "exported function `resolveModel`",
    find: functionNamed("resolveModel"),
    edit: wrapResolveModel,
    imports: [
      { from: `../${HEADERS_MODULE}`, names: ["completeModelHeaders", "warnOnModelsJsonError"] },
    ],
    done: holds("completeModelHeaders("),
  }),
  code<TypeScript.PropertyAssignment | TypeScript.ShorthandPropertyAssignment>({
    part: "delivery",
    id: "generated-models-json",
    files: ["src/agents/models-config.ts"],
    versions: MARCH,
    anchor: "argument `providers` of the call of `normalizeProviders`",
    find: inside(callsIn("normalizeProviders"), propertyOrShorthand("providers")),
    edit: (argument, file) =>
      file.parser.isShorthandPropertyAssignment(argument)
        ? [insertAt(argument.getEnd(), ": withProviderHeaders(providers)")]
        : wrapped(argument.initializer, "withProviderHeaders(", ")", file),
    imports: [{ from: `./${HEADERS_MODULE}`, names: ["withProviderHeaders"] }],
    done: holds("withProviderHeaders("),
  }),
  ...(["ModelProviderSchema", "ModelDefinitionSchema"] as const).map((schema) =>
    code({
      part: "delivery",
      id: `null-${schema}`,
      files: [CORE_SCHEMA],
      versions: MARCH,
      anchor: `value type of \`headers: z.record(...)\` in \`${schema}\``,
      find: headerValueType(schema),
      edit: (value) => [insertAt(value.getEnd(), ".nullable()")],
      done: (file) => headersSchemaText(schema, file).includes("nullable"),
      superseded: (file) => headersSchemaText(schema, file).startsWith(VALIDATED),
    }),
  ),
  ...(["ModelProviderConfig", "ModelDefinitionConfig"] as const).map((type) =>
    code({
      part: "delivery",
      id: `null-${type}`,
      files: [MODEL_TYPES],
      versions: MARCH,
      anchor: `value type of \`headers?: Record<...>\` in type \`${type}\``,
      find: recordValueType(type),
      edit: (value) => [insertAt(value.getEnd(), " | null")],
      done: (file) => recordValueType(type)(file).some((value) => isNullable(value, file)),
    }),
  ),
  code<TypeScript.TypeNode>({
    part: "delivery",
    id: "null-inline-types",
    files: ["src/agents/pi-embedded-runner/model.ts"],
    versions: ["3.3", "3.6"],
    anchor:
      "value types of `headers?: Record<...>` in types `InlineModelEntry`, `InlineProviderConfig`",
    find: (file) =>
      ["InlineModelEntry", "InlineProviderConfig"].flatMap((type) => recordValueType(type)(file)),
    count: "any",
    edit: (value) => [insertAt(value.getEnd(), " | null")],
    done: (file) =>
      recordValueType("InlineProviderConfig")(file).some((value) => isNullable(value, file)),
  }),
  code({
    part: "delivery",
    id: "inline-headers",
    files: ["src/agents/pi-embedded-runner/model.ts"],
    versions: ["3.3", "3.6"],
    anchor: "every object that is made of spread `headers`",
    find: inside(wholeFile, joinedHeaders),
    count: "any",
    edit: withPlainHeaders,
    imports: [{ from: `../${HEADERS_MODULE}`, names: ["plainHeaders"] }],
    done: holds("plainHeaders("),
  }),
  ...["buildOllamaProvider", "discoverOllamaModels", "queryOllamaContextWindow"].map((name) =>
    code({
      part: "delivery",
      id: `ollama-discovery ${name}`,
      files: [PROVIDER_BUILDERS],
      versions: name.startsWith("query") ? ["2.27", "3.6"] : MARCH,
      anchor: `function \`${name}\``,
      find: functionNamed(name),
      // The first commits of 2026.2.27 do not ask for the context window yet.
      ...(name.startsWith("query") && { count: "any" as const }),
      edit: withHeadersParameter,
      imports: [{ from: `./${HEADERS_MODULE}`, names: ["overlayHeaders"] }],
      done: (file) => functionNamed(name)(file).some((place) => takesHeaders(place, file)),
    }),
  ),
  code<TypeScript.CallExpression>({
    part: "delivery",
    id: "ollama-discovery-headers",
    files: [PROVIDER_BUILDERS],
    versions: MARCH,
    anchor: "call of `buildOllamaProvider` in function `resolveImplicitProviders`",
    find: inside(functionNamed("resolveImplicitProviders"), callOf("buildOllamaProvider")),
    edit: (call, file) => withArgument(call, "params.explicitProviders?.ollama?.headers", file),
    done: holds("params.explicitProviders?.ollama?.headers"),
  }),
  code({
    part: "delivery",
    id: "minimax-parameter",
    files: ["src/agents/minimax-vlm.ts"],
    versions: MARCH,
    anchor: "parameter property `modelBaseUrl` of function `minimaxUnderstandImage`",
    find: inside(
      functionNamed("minimaxUnderstandImage"),
      (file) =>
        (node): node is TypeScript.PropertySignature =>
          file.parser.isPropertySignature(node) && textOf(node.name, file) === "modelBaseUrl",
    ),
    edit: (place, file) => [
      insertAt(place.getEnd(), `\n${indentOf(place, file)}headers?: Record<string, string>;`),
    ],
    done: holds("headers?: Record<string, string>;"),
  }),
  code<TypeScript.PropertyAssignment>({
    part: "delivery",
    id: "minimax-request",
    files: ["src/agents/minimax-vlm.ts"],
    versions: MARCH,
    anchor: "property `headers` of the request in function `minimaxUnderstandImage`",
    find: inside(functionNamed("minimaxUnderstandImage"), property("headers")),
    edit: ({ initializer }, file) =>
      asFirstArgument(initializer, "overlayHeaders", ["params.headers"], file),
    imports: [{ from: `./${HEADERS_MODULE}`, names: ["overlayHeaders"] }],
    done: holds("overlayHeaders("),
  }),
  ...["src/agents/tools/image-tool.ts", "src/media-understanding/providers/image.ts"].map((path) =>
    code({
      part: "delivery",
      id: `minimax-call ${path}`,
      files: [path],
      versions: MARCH,
      anchor: "property `modelBaseUrl` in the call of `minimaxUnderstandImage`",
      find: inside(callsIn("minimaxUnderstandImage"), property("modelBaseUrl")),
      edit: (place, file) => afterProperty(place, "headers: model.headers,", file),
      done: holds("headers: model.headers,"),
    }),
  ),
  ...[
    "src/memory/embeddings-gemini.ts",
    "src/memory/embeddings-ollama.ts",
    "src/memory/embeddings-remote-client.ts",
    "src/media-understanding/runner.entries.ts",
  ].map((path) =>
    code({
      part: "delivery",
      id: `null-stripping ${path}`,
      files: [path],
      versions: path.includes("ollama") ? ["3.2", "3.6"] : MARCH,
      anchor: "expression `providerConfig?.headers`",
      find: inside(wholeFile, expressionOf("providerConfig?.headers")),
      count: "some",
      edit: (place, file) => wrappedWhereItFits(place, "plainHeaders", file),
      imports: [{ from: `../agents/${HEADERS_MODULE}`, names: ["plainHeaders"] }],
      done: holds("plainHeaders(providerConfig?.headers)"),
    }),
  ),
  text({
    part: "delivery",
    id: "docs",
    files: ["docs/gateway/configuration-reference.md"],
    versions: MARCH,
    anchor: "line `- Use `authHeader: true` + `headers` for custom auth needs.`",
    places: behindLine("- Use `authHeader: true` + `headers` for custom auth needs."),
    text: [
      "- `headers` of a provider and of a model go on every request to that provider: chat, compaction, images, discovery. Model headers win over provider headers, and both win over what OpenClaw or an SDK sends.",
      "- Header names are case-insensitive: of two spellings the last one counts. `null` sends no such header (OpenAI and Anthropic APIs), and a name that ends in `-*` with `null` removes a family such as `x-stainless-*`.",
      "",
    ].join("\n"),
  }),
  changelog(
    "delivery",
    MARCH,
    "Models/Headers: send configured provider and model `headers` on every request path (Codex, Ollama, MiniMax VLM, inline and unlisted models, compaction), one copy of each name whatever its case, and let `null` remove a header. (#30099)",
  ),

  // validation
  ...(["ModelProviderSchema", "ModelDefinitionSchema"] as const).map((schema) =>
    code({
      part: "validation",
      id: `schema-${schema}`,
      files: [CORE_SCHEMA],
      versions: MARCH,
      anchor: `\`headers: z.record(...)\` in \`${schema}\``,
      find: headersRecord(schema),
      edit: (record, file) => [
        { start: startOf(record, file), end: record.getEnd(), text: VALIDATED },
      ],
      imports: [{ from: "./zod-schema.provider-headers.js", names: [VALIDATED] }],
      done: (file) => headersSchemaText(schema, file).startsWith(VALIDATED),
    }),
  ),
  code({
    part: "validation",
    id: "warnings",
    files: ["src/config/validation.ts"],
    versions: MARCH,
    anchor: "variable `warnings`, an empty array at first",
    find: (file) =>
      variableNamed("warnings")(file).filter(
        ({ initializer }) => initializer && textOf(initializer, file) === "[]",
      ),
    edit: ({ initializer }) =>
      initializer
        ? [
            {
              start: initializer.getEnd() - 1,
              end: initializer.getEnd(),
              text: "...collectProviderHeaderWarnings(config)]",
            },
          ]
        : [],
    imports: [
      { from: "./zod-schema.provider-headers.js", names: ["collectProviderHeaderWarnings"] },
    ],
    done: holds("collectProviderHeaderWarnings("),
  }),
  ...(["help", "labels"] as const).map((table) =>
    code({
      part: "validation",
      id: `schema-${table}`,
      files: [`src/config/schema.${table}.ts`],
      versions: MARCH,
      anchor: `variable \`FIELD_${table.toUpperCase()}\`, an object literal`,
      find: objectOf(table === "help" ? "FIELD_HELP" : "FIELD_LABELS"),
      edit: (object, file) => appendProperties(object, missingTexts(table, file), file),
      done: holds('"models.providers.*.models[].headers"'),
    }),
  ),
  text({
    part: "validation",
    id: "docs",
    files: ["docs/gateway/configuration-reference.md"],
    versions: MARCH,
    anchor: "line `- Use `authHeader: true` + `headers` for custom auth needs.`",
    places: firstFound(
      // What `delivery` writes behind that line.
      behindLine("- Header names are case-insensitive"),
      behindLine("- Use `authHeader: true` + `headers` for custom auth needs."),
    ),
    text: "- A header that no transport can send (a name with a space, a value with a line break or a character above U+00FF, `content-length`) is refused by its key with the fix. Values that are ignored or replaced are warnings.\n",
  }),
  changelog(
    "validation",
    MARCH,
    "Config/Headers: refuse provider and model headers that cannot be sent, naming the key and the fix, and warn of those that are ignored. (#30099)",
  ),

  // guard
  code({
    part: "guard",
    id: "classifier",
    files: ["src/agents/pi-embedded-helpers/errors.ts"],
    versions: MARCH,
    anchor: "the first statement of function `classifyFailoverReason`",
    find: functionNamed("classifyFailoverReason"),
    edit: (place, file) => {
      const [first] = place.body?.statements ?? [];
      return first ? beforeStatement(first, CLASSIFIED_AS_AUTH, file) : [];
    },
    imports: [{ from: "./client-rejected.js", names: ["isClientRejectedErrorMessage"] }],
    done: holds("isClientRejectedErrorMessage(raw)"),
  }),
  code({
    part: "guard",
    id: "attempts",
    files: [FALLBACK],
    versions: MARCH,
    anchor: "every `attempts.push(...)` in function `runWithModelFallback`",
    find: inside(functionNamed("runWithModelFallback"), callOf("attempts.push")),
    count: 2,
    edit: reportAttempt,
    imports: [
      {
        from: "./provider-auth-failure.js",
        names: ["reportFailedAttempt", "reportSkippedAttempt"],
      },
    ],
    done: holds("reportSkippedAttempt(attempts.at(-1)"),
  }),
  code({
    part: "guard",
    id: "image-attempts",
    files: [FALLBACK],
    versions: MARCH,
    anchor: "`attempts.push(...)` in function `runWithImageModelFallback`",
    find: inside(functionNamed("runWithImageModelFallback"), callOf("attempts.push")),
    edit: (push, file) => afterStatement(push, REPORTED_IMAGE_ATTEMPT, file),
    imports: [{ from: "./provider-auth-failure.js", names: ["reportFailedAttempt"] }],
    done: holds("reportFailedAttempt({ ...candidate,"),
  }),
  code({
    part: "guard",
    id: "notice",
    files: [AGENT_RUNNER],
    versions: ["2.20", "3.6"],
    anchor: "`if (verboseEnabled)` around variable `fallbackNotice`",
    find: ifAround("fallbackNotice", "verboseEnabled"),
    edit: ({ expression }) => [
      insertAt(expression.getEnd(), " || fallbackAttempts.some(isAuthFailure)"),
    ],
    imports: [{ from: "../../agents/provider-auth-failure.js", names: ["isAuthFailure"] }],
    done: holds("fallbackAttempts.some(isAuthFailure)"),
  }),
  code({
    part: "guard",
    id: "notice-2.19",
    files: [AGENT_RUNNER],
    versions: ["2.19", "2.19"],
    anchor: "`if (responseUsageLine)` with the call of `appendUsageLine`",
    find: (file) =>
      inside(
        wholeFile,
        callOf("appendUsageLine"),
      )(file).map((call) => statementOf(statementOf(call, file).parent.parent, file)),
    edit: (place, file) => beforeStatement(place, NOTICE_2_19, file),
    imports: [{ from: "../../agents/provider-auth-notice.js", names: ["buildAuthFallbackNotice"] }],
    done: holds("buildAuthFallbackNotice("),
  }),
  text({
    part: "guard",
    id: "docs",
    files: ["docs/concepts/model-failover.md"],
    versions: MARCH,
    anchor: "section `## Model fallback`",
    places: endOfSection("## Model fallback"),
    text: [
      "An authentication failure is not hidden by the fallback. It is logged as an error with the provider, the HTTP status,",
      "the message of the provider and the configured headers that were sent, also when a cooldown skips the provider without",
      "a request, and the reply of the other model carries the fallback notice even when verbose is off.",
      "",
      "",
    ].join("\n"),
  }),
  changelog(
    "guard",
    MARCH,
    "Agents/Failover: log every authentication failure in the fallback loop as an error, cooldown skips included, with the provider's status and the headers that were sent, recognize providers that refuse the client, and show the fallback notice for them without verbose. (#30099)",
  ),
];

function changelog(part: Seam["part"], versions: Seam["versions"], line: string): Seam {
  return text({
    part,
    id: "changelog",
    files: ["CHANGELOG.md"],
    versions,
    anchor: "list `### Fixes` of the top version",
    places: lastFixOfTopVersion,
    text: `- ${line}\n`,
  });
}

function wholeFile({ root }: SyntaxFile): readonly [TypeScript.SourceFile] {
  return [root];
}

function callsIn(callee: string): Anchor<TypeScript.CallExpression> {
  return inside(wholeFile, callOf(callee));
}

function variableIn(outer: string, name: string): Anchor<TypeScript.VariableDeclaration> {
  return (file) => {
    const [place, ...more] = functionNamed(outer)(file);
    if (place === undefined || more.length > 0) return [];
    return variableNamed(name)(file).filter(({ pos, end }) => pos >= place.pos && end <= place.end);
  };
}

function objectOf(name: string): Anchor<TypeScript.ObjectLiteralExpression> {
  return (file) =>
    variableNamed(name)(file)
      .map(({ initializer }) => initializer)
      .filter((initializer) => initializer !== undefined)
      .filter((initializer) => file.parser.isObjectLiteralExpression(initializer));
}

/** The value of `headers` in one of the two schemas. */
function headersProperty(schema: string): Anchor<TypeScript.PropertyAssignment> {
  return inside(variableNamed(schema), property("headers"));
}

function headersSchemaText(schema: string, file: SyntaxFile): string {
  return headersProperty(schema)(file)
    .map(({ initializer }) => textOf(initializer, file))
    .join();
}

function headersRecord(schema: string): Anchor<TypeScript.CallExpression> {
  return (file) =>
    headersProperty(schema)(file).flatMap((place) =>
      nodesOf(file, callOf("z.record")(file), place),
    );
}

function headerValueType(schema: string): Anchor<TypeScript.Expression> {
  return (file) =>
    headersRecord(schema)(file)
      .map(({ arguments: [, value] }) => value)
      .filter((value) => value !== undefined);
}

function recordValueType(type: string): Anchor<TypeScript.TypeNode> {
  return (file) =>
    typeMember(
      type,
      "headers",
    )(file)
      .map(({ type: record }) => record)
      .filter((record) => record !== undefined)
      .filter((record) => file.parser.isTypeReferenceNode(record))
      .map(({ typeArguments }) => typeArguments?.[1])
      .filter((value) => value !== undefined);
}

function isNullable(type: TypeScript.TypeNode, file: SyntaxFile): boolean {
  return /\bnull\b/.test(textOf(type, file));
}

function ifAround(variable: string, condition: string): Anchor<TypeScript.IfStatement> {
  return (file) =>
    nodesOf(file, file.parser.isIfStatement).filter(
      ({ expression, thenStatement }) =>
        textOf(expression, file).split(" || ")[0] === condition &&
        variableNamed(variable)(file).some(
          ({ pos, end }) => pos >= thenStatement.pos && end <= thenStatement.end,
        ),
    );
}
