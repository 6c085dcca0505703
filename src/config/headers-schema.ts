import { z } from "zod";
import { checkHeaders, checkHeadersTogether } from "../headers/check-header.ts";
import { type HeaderFault } from "../headers/header-fault.ts";
import { REFUSED_FIELD_NAMES } from "../headers/field-name.ts";
import { MAX_FIELD_VALUE } from "../headers/field-value.ts";
import { type HeaderLayer, type HeaderValue, RESOLVED_BY_HOST } from "../headers/header-layer.ts";
import { PLACEHOLDER_NAMES } from "../headers/placeholders.ts";
import { createInspectedRecord, type InspectedRecord } from "./inspected-record.ts";
import {
  isSecretReference,
  SECRET_PROVIDER_NAME,
  SECRET_VARIABLE_NAME,
} from "./secret-reference.ts";

export interface HeadersSchemaOptions {
  /**
   * Which faults make a configuration invalid; by default every error. A host that is stopped by an invalid value
   * tolerates here what worked before.
   */
  readonly refuse?: ((fault: HeaderFault) => boolean) | undefined;
  /** Called with the schema of a value, to register it as sensitive where a host redacts by such a registry. */
  readonly onValueSchema?: ((schema: z.ZodType) => void) | undefined;
  /** Which SecretRefs are allowed; by default those of every source. */
  readonly references?: z.ZodType<SecretReference> | undefined;
}

export type HeadersSchema = InspectedRecord<z.ZodType<HeaderSetting>>;

/** What may be written as the value of a header. */
export type HeaderSetting = string | null | SecretReference;

type SecretReference = z.infer<typeof secretReferenceSchema>;

const secretReferenceSchema = z
  .strictObject({
    source: z.enum(["env", "file", "exec", "store"]),
    provider: z.string().optional(),
    id: z.string().min(1),
  })
  .meta({ title: "SecretRef" });

const secretProvider = z.string().regex(SECRET_PROVIDER_NAME).optional();

/** A SecretRef that we resolve: OpenClaw resolves none in the block of a plugin. */
export const ownSecretReferenceSchema = z
  .discriminatedUnion("source", [
    z.strictObject({
      source: z.literal("env"),
      provider: secretProvider,
      // Blanks around it do not count.
      id: z
        .string()
        .regex(new RegExp(SECRET_VARIABLE_NAME.source.replace(/^\^(.*)\$$/, "^\\s*$1\\s*$"))),
    }),
    z.strictObject({
      source: z.literal("file"),
      provider: secretProvider,
      id: z.string().regex(/\S/),
    }),
  ])
  .meta({ title: "SecretRef" });

const EDGE = "[\\u0021-\\u007e\\u0080-\\u00ff]";
const INSIDE = "[\\t\\u0020-\\u007e\\u0080-\\u00ff]";

/** What `checkHeaders` refuses and a JSON Schema can say; twins, sizes together and wide families it cannot. */
const JSON_RULES = {
  name: {
    pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
    not: { pattern: `^(?:${[...REFUSED_FIELD_NAMES.keys()].map(inAnyCase).join("|")})$` },
  },
  value: {
    minLength: 1,
    // With blanks around it, which are not sent; then placeholders of known names only.
    pattern: `^[ \\t]*${EDGE}(?:${INSIDE}{0,${MAX_FIELD_VALUE - 2}}${EDGE})?[ \\t]*$`,
    not: { pattern: `\\{\\{(?!(?:${PLACEHOLDER_NAMES.join("|")})\\}\\})[^{}]*\\}\\}` },
  },
  families: { patternProperties: { "-\\*$": { type: "null" } } },
} as const;

function inAnyCase(name: string): string {
  return name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** The map of header names to values, as strict as the transport that will send them. */
export function createHeadersSchema(options: HeadersSchemaOptions = {}): HeadersSchema {
  const { refuse = isError, onValueSchema, references = secretReferenceSchema } = options;
  // What a JSON Schema can say, for editors; the verdict is that of `checkHeaders`.
  const value: z.ZodType<HeaderSetting> = z
    .union(
      [
        z.string().meta(JSON_RULES.value),
        z.null().meta({ description: "Sends no such header, whatever a client would send." }),
        references,
      ],
      { error: "a header is text in quotes, null or a SecretRef" },
    )
    .meta({ description: "Text, in which ${VAR} and {{sessionId}} may stand; null removes." });
  onValueSchema?.(value);
  const name = z.string().meta(JSON_RULES.name);
  return createInspectedRecord(name, value, (input) =>
    [...checkHeaders(withoutReferences(input)), ...tooLargeTogether([input])]
      .filter(refuse)
      .map((fault) => ({ key: fault.name, message: `${fault.message}. ${fault.fix}` })),
  ).meta({ description: "Headers sent with every request, by name.", ...JSON_RULES.families });
}

/** Of maps that go on one request, as they were written. */
export function tooLargeTogether(
  maps: readonly (Readonly<Record<string, unknown>> | undefined)[],
): readonly HeaderFault[] {
  const layers = maps.map((headers = {}): HeaderLayer => {
    // A value of any other kind has no size.
    return { layer: "override", headers: headers as Record<string, HeaderValue> };
  });
  const fault = checkHeadersTogether(layers);
  return fault === undefined ? [] : [fault];
}

/**
 * The `headers` map of a provider entry or a model, as a zod schema.
 *
 * @example
 * ```ts
 * import { headersSchema } from "provider-headers";
 *
 * console.log(headersSchema.safeParse({ "X-Team": "search", "X-Debug": null }).success);
 * // prints: true
 * const { error } = headersSchema.safeParse({ "X Team": "search" });
 * console.log(error.issues[0].path.join());
 * // prints: X Team
 * ```
 */
export const headersSchema: HeadersSchema = createHeadersSchema();

/** A SecretRef has no value yet that could be looked at; its shape is the schema's to judge. */
function withoutReferences(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      isSecretReference(value) ? RESOLVED_BY_HOST : value,
    ]),
  );
}

function isError(fault: HeaderFault): boolean {
  return fault.severity === "error";
}
