import { LAYER_NAMES } from "./headers/precedence.ts";

/** Refuses what an argument does not take; `path` leads to it, as `layers[0].headers`. */
type Kind = (path: string, value: unknown) => void;

class Refused extends Error {}

function refuse(path: string, takes: string): never {
  throw new Refused(`\`${path}\` takes ${takes}`);
}

const of =
  (takes: string, isFit: (value: unknown) => boolean): Kind =>
  (path, value) => {
    if (!isFit(value)) refuse(path, takes);
  };

const typeNamed = (takes: string, name: string): Kind =>
  of(takes, (value) => typeof value === name);

const text = typeNamed("a text", "string");
const flag = typeNamed("true or false", "boolean");
const number = typeNamed("a number", "number");
const callback = typeNamed("a function", "function");

const unless =
  (...values: readonly unknown[]) =>
  (kind: Kind): Kind =>
  (path, value) => {
    if (!values.includes(value)) kind(path, value);
  };

const optional = unless(undefined);
const nullable = unless(undefined, null);

const list =
  (takes: string, item?: Kind): Kind =>
  (path, value) => {
    if (!Array.isArray(value)) refuse(path, takes);
    for (const [at, each] of item === undefined ? [] : value.entries())
      item?.(`${path}[${at}]`, each);
  };

/** `Headers`, maps and pairs have no members of their own, and would pass for empty. */
const object =
  (takes: string, members: Readonly<Record<string, Kind>> = {}): Kind =>
  (path, value) => {
    if (typeof value !== "object" || value === null || Symbol.iterator in value)
      refuse(path, takes);
    for (const [key, kind] of Object.entries(members)) {
      kind(`${path}.${key}`, Reflect.get(value, key));
    }
  };

/** An object whose own keys are names, and that has none besides. */
const record =
  (takes: string, member?: Kind): Kind =>
  (path, value) => {
    object(takes)(path, value);
    const prototype: unknown = Object.getPrototypeOf(value);
    const isPlain =
      prototype === null ||
      (Object.getPrototypeOf(prototype) === null && Object.keys(prototype as object).length === 0);
    const own = value as Readonly<Record<string, unknown>>;
    if (!isPlain || Object.getOwnPropertySymbols(own).length > 0) refuse(path, takes);
    for (const key of Object.keys(own)) {
      const each = own[key];
      member?.(`${path}[${JSON.stringify(key)}]`, each);
    }
  };

/** Reads all that is in a value once: what its getters and proxies throw comes now, and not when half is done. */
const readable: Kind = (_path, value) => {
  const seen = new Set<unknown>();
  const waiting = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    waiting.push(...(Array.isArray(one) ? (one as unknown[]) : Object.values(one)));
  }
};

const both =
  (...kinds: readonly Kind[]): Kind =>
  (path, value) => {
    for (const kind of kinds) kind(path, value);
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
const names = object("a Set of names", { has: callback });
const layers = list(
  "a list of { layer, headers }",
  object("{ layer, headers }", {
    layer: of(`one of ${LAYER_NAMES.join(", ")}`, (value) =>
      LAYER_NAMES.some((one) => one === value),
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
    object("a provider entry", { id: text, layers, models: list("a list of models") }),
  ),
  models: object("{ primary, fallbacks }", { fallbacks: list("a list of texts", text) }),
  secrets: list("a list of texts", text),
});
const input: Kind = (path, value) => {
  const takes =
    "{ providers: { <id>: { baseUrl, headers } } }, or { config } as providerConfigFrom returns it";
  object(takes)(path, value);
  const given = value as Readonly<Record<string, unknown>>;
  if (given["config"] !== undefined) return config(`${path}.config`, given["config"]);
  if (given["providers"] === undefined) refuse(path, takes);
  record("a plain object of providers by id", readable)(`${path}.providers`, given["providers"]);
  optional(both(object("the settings of the plugin, an object"), readable))(
    `${path}.override`,
    given["override"],
  );
  return optional(environment)(`${path}.env`, given["env"]);
};
const runtime =
  (members: Readonly<Record<string, Kind>> = {}): Kind =>
  (path, value) => {
    input(path, value);
    object("options", {
      guard: optional(guard),
      logger: optional(logger),
      onEvent: optional(callback),
      ...members,
    })(path, value);
  };
const explicit = runtime({ context: optional(context) });
const problems = list(
  "a list of problems",
  object("a problem", { path: text, message: text, fix: text }),
);
const fields: Kind = (path, value) => {
  const takes = "names and values in turn: [name, value, name, value]";
  list(takes, of("a text, or a list of texts for a value", isHeld))(path, value);
  const given = value as readonly unknown[];
  const isPaired = given.every((each, at) => at % 2 === 1 || typeof each === "string");
  if (given.length % 2 === 1 || !isPaired) refuse(path, takes);
};

/** What an installation is given anew: as at first, or what was read of it. */
const changed: Kind = (path, value) => {
  object("what installProviderHeaders takes, or a configuration as providerConfigFrom returns it")(
    path,
    value,
  );
  (Reflect.has(value as object, "entries") ? config : input)(path, value);
};

function isHeld(value: unknown): boolean {
  return [value].flat().every((one) => typeof one === "string");
}

/** By function, its arguments in order. */
const ARGUMENTS = {
  applyHeaderPlan: {
    plan: both(
      object("what compileHeaderPlan returns", {
        fields: list("a list of fields", object("a field", { name: text, slot: number })),
        families: list("a list of families", object("a family", { prefix: text })),
        byLength: list("a list", optional(list("a list"))),
        notSeen: list("a list"),
      }),
      readable,
    ),
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
    schema: object("a zod object schema", { safeExtend: callback, shape: object("an object") }),
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

/**
 * For callers without types: throws a `TypeError` that names the argument and what it takes, before anything is done.
 * What a getter or a proxy throws when it is read is its `cause`.
 */
export function requireArguments(name: keyof typeof ARGUMENTS, given: readonly unknown[]): void {
  for (const [at, [argument, kind]] of Object.entries<Kind>(ARGUMENTS[name]).entries()) {
    try {
      kind(argument, given[at]);
    } catch (cause) {
      const why = cause instanceof Refused ? cause.message : `\`${argument}\` cannot be read`;
      throw new TypeError(`${name}: ${why}`, { cause });
    }
  }
}

/** The same function, which looks at its arguments first. */
export function checked<Work extends (...given: never[]) => unknown>(
  name: keyof typeof ARGUMENTS,
  work: Work,
): Work {
  const looking = (...given: readonly unknown[]): unknown => {
    requireArguments(name, given);
    return Reflect.apply(work, undefined, given);
  };
  return looking as unknown as Work;
}
