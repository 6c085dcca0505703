import { isEntrySchema } from "./config/with-provider-headers.ts";
import { LAYER_NAMES } from "./headers/precedence.ts";
import { isKnownPlan } from "./known-plan.ts";

/** Refuses what an argument does not take. */
type Kind = (value: unknown) => void;

/** The place inside the argument, as `[0].headers`, is put together on the way out: what is sound pays nothing for it. */
class Refused extends Error {
  place = "";
}

function refuse(takes: string): never {
  throw new Refused(takes);
}

function within(step: string | number, kind: Kind, value: unknown): void {
  withinEach([value], kind, () => step);
}

function withinEach(
  values: readonly unknown[],
  kind: Kind,
  stepOf: (at: number) => string | number,
): void {
  let at = 0;
  try {
    for (; at < values.length; at += 1) kind(values[at]);
  } catch (cause) {
    if (cause instanceof Refused) cause.place = `${shown(stepOf(at))}${cause.place}`;
    throw cause;
  }
}

function shown(step: string | number): string {
  return typeof step === "string" && /^[a-z_$][\w$]*$/iu.test(step)
    ? `.${step}`
    : `[${JSON.stringify(step)}]`;
}

const of =
  (takes: string, isFit: (value: unknown) => boolean): Kind =>
  (value) => {
    if (!isFit(value)) refuse(takes);
  };

const typeNamed = (takes: string, name: string): Kind =>
  of(takes, (value) => typeof value === name);

const text = typeNamed("a text", "string");
const flag = typeNamed("true or false", "boolean");
const number = typeNamed("a number", "number");
const callback = typeNamed("a function", "function");

const optional =
  (kind: Kind): Kind =>
  (value) => {
    if (value !== undefined) kind(value);
  };
const nullable =
  (kind: Kind): Kind =>
  (value) => {
    if (value !== undefined && value !== null) kind(value);
  };

const list =
  (takes: string, item?: Kind): Kind =>
  (value) => {
    if (!Array.isArray(value)) refuse(takes);
    if (item !== undefined) withinEach(value, item, (at) => at);
  };

/** `Headers`, maps and pairs have no members of their own, and would pass for empty. */
const object = (takes: string, members: Readonly<Record<string, Kind>> = {}): Kind => {
  const kinds = Object.entries(members);
  return (value) => {
    if (typeof value !== "object" || value === null || Symbol.iterator in value) refuse(takes);
    for (const [key, kind] of kinds) within(key, kind, Reflect.get(value, key));
  };
};

/** An object whose own keys are names, and that has none besides. */
const record =
  (takes: string, member?: Kind): Kind =>
  (value) => {
    if (typeof value !== "object" || value === null || !hasNamesAlone(value)) refuse(takes);
    if (member === undefined) return;
    // All at once: read one by one they take several times as long.
    withinEach(Object.values(value), member, (at) => Object.keys(value)[at] ?? at);
  };

function hasNamesAlone(value: object): boolean {
  if (Symbol.iterator in value || Object.getOwnPropertySymbols(value).length > 0) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // The plain objects of another realm.
  return Object.getPrototypeOf(prototype) === null && Object.keys(prototype as object).length === 0;
}

/** Reads all that is in a value once: what its getters and proxies throw comes now, and not when half is done. */
const readable: Kind = (value) => {
  if (typeof value !== "object" || value === null) return;
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    for (const each of Array.isArray(one) ? (one as unknown[]) : Object.values(one)) {
      if (typeof each === "object") waiting.push(each);
    }
  }
};

const both =
  (...kinds: readonly Kind[]): Kind =>
  (value) => {
    for (const kind of kinds) kind(value);
  };

const headers = record(
  "a plain object of names and values, e.g. Object.fromEntries(headers)",
  readable,
);
const receivedHeaders = record(
  "a plain object of names and texts, e.g. Object.fromEntries(response.headers)",
  optional(text),
);
const environment = object("an object of variables, as the process has them");
const names = of(
  "a Set of names",
  (value) => typeof (value as ReadonlySet<string> | null)?.has === "function",
);
const layers = list(
  "a list of { layer, headers }",
  object("{ layer, headers }", {
    layer: of(`one of ${LAYER_NAMES.join(", ")}`, (value) =>
      (LAYER_NAMES as readonly unknown[]).includes(value),
    ),
    headers,
    sources: optional(object("an object of places by name")),
    secrets: optional(names),
  }),
);
const placeholders = object("an object with sessionId, providerId and modelId", {
  sessionId: optional(text),
  providerId: optional(text),
  modelId: optional(text),
});
const context = object("an object with providerId, modelId, sessionId and runId", {
  providerId: optional(text),
  modelId: optional(text),
  sessionId: optional(text),
  runId: optional(text),
});
const call = { providerId: text, modelId: optional(text), wireModel: optional(text) };
const logger = object("{ error, warn }, two functions", { error: callback, warn: callback });
const guard = object("a guard as createFallbackGuard returns it", {
  requestFailed: callback,
  requestSucceeded: callback,
  turnEnded: callback,
  callSkipped: callback,
  decide: callback,
  close: callback,
});
const config = object("what providerConfigFrom returns as `config`", {
  entries: list(
    "a list of provider entries",
    object("a provider entry", {
      id: text,
      baseUrl: optional(text),
      api: optional(text),
      apiKey: optional(text),
      credential: optional(text),
      layers,
      models: list(
        "a list of models",
        object("a model", { id: text, baseUrl: nullable(text), api: optional(text), layers }),
      ),
    }),
  ),
  models: object("{ primary, fallbacks }", { fallbacks: list("a list of texts", text) }),
  secrets: list("a list of texts", text),
});
const providers = record("a plain object of providers by id", readable);
const override = optional(both(object("the settings of the plugin, an object"), readable));
const input: Kind = (value) => {
  const takes =
    "{ providers: { <id>: { baseUrl, headers } } }, or { config } as providerConfigFrom returns it";
  object(takes)(value);
  const given = value as Readonly<Record<string, unknown>>;
  if (given["config"] !== undefined) return within("config", config, given["config"]);
  if (given["providers"] === undefined) refuse(takes);
  within("providers", providers, given["providers"]);
  within("override", override, given["override"]);
  return within("env", optional(environment), given["env"]);
};
const runtime = (members: Readonly<Record<string, Kind>> = {}): Kind =>
  both(
    input,
    object("options", {
      guard: optional(guard),
      logger: optional(logger),
      onEvent: optional(callback),
      ...members,
    }),
  );
const explicit = runtime({ context: optional(context) });
const problems = list(
  "a list of problems",
  object("a problem", { path: text, message: text, fix: text }),
);
const heldValue = list("a text, or a list of texts for a value", text);
const fields: Kind = (value) => {
  const takes = "names and values in turn: [name, value, name, value]";
  if (!Array.isArray(value) || value.length % 2 === 1) refuse(takes);
  for (let at = 0; at < value.length; at += 1) {
    const each: unknown = value[at];
    if (typeof each === "string") continue;
    within(at, heldValue, each);
    if (at % 2 === 0) refuse(takes);
  }
};

/** What an installation is given anew: as at first, or what was read of it. */
const changed: Kind = (value) => {
  object("what installProviderHeaders takes, or a configuration as providerConfigFrom returns it")(
    value,
  );
  (Reflect.has(value as object, "entries") ? config : input)(value);
};

const plan = both(
  object("what compileHeaderPlan returns", {
    fields: list("a list of fields", object("a field", { name: text, slot: number })),
    families: list("a list of families", object("a family", { prefix: text })),
    byLength: list("a list", optional(list("a list"))),
    notSeen: list("a list"),
  }),
  readable,
);

/** By function, its arguments in order. */
const ARGUMENTS = {
  applyHeaderPlan: {
    plan: (value) => {
      if (!isKnownPlan(value)) plan(value);
    },
    fields,
    values: optional(placeholders),
    options: optional(object("{ withSecrets }", { withSecrets: optional(flag) })),
  },
  announceCall: {
    call: object("{ providerId, modelId, traceId, spanId }", {
      ...call,
      traceId: text,
      spanId: text,
    }),
  },
  checkConfig: {
    file: object("what readOpenClawConfig returns", {
      config: both(object("an object"), readable),
      env: environment,
      root: both(object("an object", { content: object("an object") }), readable),
      origin: object("an object", { at: callback }),
      files: list("a list of texts", text),
      problems,
      locate: callback,
    }),
    options: optional(
      object("{ host, version }", { host: optional(flag), version: optional(text) }),
    ),
  },
  checkHeaders: {
    headers,
    options: optional(
      object("{ secrets, baseUrl, ... }", {
        overridePath: optional(text),
        secrets: optional(names),
        baseUrl: optional(text),
        hasApiKey: optional(flag),
      }),
    ),
  },
  classifyFailure: {
    failure: object("{ status, headers, body, message, provider, endpoint }", {
      provider: nullable(text),
      status: nullable(number),
      headers: nullable(receivedHeaders),
      body: readable,
      message: nullable(text),
      endpoint: nullable(text),
      keyPrefix: nullable(text),
    }),
  },
  compileHeaderPlan: {
    layers,
    options: optional(
      object("{ values, modelLayers }", {
        values: optional(placeholders),
        modelLayers: optional(list("a list of the layers of each model", layers)),
      }),
    ),
  },
  createFallbackGuard: {
    options: object("{ logger }", {
      logger,
      clock: optional(
        object("{ now, setTimeout, clearTimeout }, three functions", {
          now: callback,
          setTimeout: callback,
          clearTimeout: callback,
        }),
      ),
      onAuthFailure: optional(callback),
      nextModel: optional(callback),
      onEvent: optional(callback),
      scrubNames: optional(callback),
    }),
  },
  createProviderFetch: { options: explicit, fetch: optional(callback) },
  enterContext: { context },
  installProviderHeaders: { options: runtime({ readFetchBodies: optional(flag) }) },
  mergeHeaders: {
    layers,
    options: optional(
      object("{ values, withSecrets }", {
        values: optional(placeholders),
        withSecrets: optional(flag),
      }),
    ),
  },
  providerConfigFrom: {
    config: record("a plain object, as openclaw.json holds", readable),
    options: object("{ env }", {
      env: environment,
      host: optional(flag),
      audit: optional(flag),
      problems: optional(problems),
      origin: optional(object("what readOpenClawConfig returns as `origin`", { at: callback })),
      locate: optional(callback),
      substitution: optional(callback),
    }),
  },
  providerHeaders: { options: explicit },
  compose: { dispatch: callback },
  readOpenClawConfig: { path: text, options: object("{ env }", { env: environment }) },
  runWithFallback: {
    candidates: list(
      "a list of { providerId, modelId }",
      object("{ providerId, modelId }", {
        ...call,
        sessionId: optional(text),
        runId: optional(text),
        credential: optional(text),
      }),
    ),
    run: callback,
    guard,
    options: optional(
      object("{ signal }", {
        signal: optional(object("an AbortSignal", { throwIfAborted: callback })),
      }),
    ),
  },
  update: {
    config: changed,
  },
  withProviderHeaders: {
    schema: of(
      "an object schema of zod 3 or 4, also of zod/mini, without .transform()",
      isEntrySchema,
    ),
    options: optional(
      object("{ refuse, onValueSchema, references }", {
        refuse: optional(callback),
        onValueSchema: optional(callback),
        references: optional(object("a zod schema", { safeParse: callback })),
      }),
    ),
  },
  withRequestContext: { context, callback },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Kind>>>>;

type Name = keyof typeof ARGUMENTS;

const IN_ORDER: Readonly<
  Record<string, readonly { readonly argument: string; readonly kind: Kind }[]>
> = Object.fromEntries(
  Object.entries(ARGUMENTS).map(([name, kinds]) => [
    name,
    Object.entries<Kind>(kinds).map(([argument, kind]) => ({ argument, kind })),
  ]),
);

/**
 * For callers without types: throws a `TypeError` that names the argument and what it takes, before anything is done.
 * What a getter or a proxy throws when it is read is its `cause`.
 */
export function requireArguments(name: Name, given: readonly unknown[]): void {
  const expected = IN_ORDER[name] ?? [];
  let at = 0;
  try {
    for (; at < expected.length; at += 1) expected[at]?.kind(given[at]);
  } catch (cause) {
    const argument = expected[at]?.argument ?? "";
    const why =
      cause instanceof Refused
        ? `\`${argument}${cause.place}\` takes ${cause.message}`
        : `\`${argument}\` cannot be read`;
    throw new TypeError(`${name}: ${why}`, { cause });
  }
}

/** The same function, which looks at its arguments first. */
export function checked<Work extends (...given: never[]) => unknown>(name: Name, work: Work): Work {
  const looking = (...given: readonly unknown[]): unknown => {
    requireArguments(name, given);
    return Reflect.apply(work, undefined, given);
  };
  return looking as unknown as Work;
}
