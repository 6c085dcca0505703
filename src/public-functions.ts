import { type CheckOptions, checkConfig as configProblems } from "./config/check-config.ts";
import type { HeadersSchemaOptions } from "./config/headers-schema.ts";
import {
  type OpenClawConfigFile,
  readOpenClawConfig as readConfig,
  type ReadOptions,
} from "./config/openclaw-config.ts";
import type { Problem } from "./config/problem.ts";
import {
  type ProviderConfig,
  providerConfigFrom as providersOf,
  type ProviderConfigOptions,
} from "./config/provider-entries.ts";
import {
  type EntrySchema,
  type SchemaWithHeaders,
  withProviderHeaders as withHeaders,
} from "./config/with-provider-headers.ts";
import {
  type Classification,
  classifyFailure as classify,
  type Failure,
} from "./diagnosis/classify-failure.ts";
import type { FallbackGuard } from "./guard/fallback-guard.ts";
import { applyHeaderPlan as apply, type ApplyOptions } from "./headers/apply-plan.ts";
import { checkHeaders as check, type CheckHeadersOptions } from "./headers/check-header.ts";
import type { FieldList } from "./headers/field-list.ts";
import type { HeaderFault } from "./headers/header-fault.ts";
import type { HeaderLayer } from "./headers/header-layer.ts";
import {
  compileHeaderPlan as compile,
  type CompileOptions,
  type HeaderPlan,
} from "./headers/header-plan.ts";
import { type MergedHeaders, mergeHeaders as merge } from "./headers/merge-headers.ts";
import type { PlaceholderValues } from "./headers/placeholders.ts";
import { isApplied, knownPlan } from "./known-plan.ts";
import { checked, requireArguments } from "./public-arguments.ts";
import {
  createFallbackGuard as createGuard,
  type GuardOptions,
} from "./transport/create-fallback-guard.ts";
import type { ExplicitOptions } from "./transport/explicit-call.ts";
import {
  type Installation,
  type InstallOptions,
  installProviderHeaders as install,
} from "./transport/install.ts";
import { createProviderFetch as createFetch } from "./transport/provider-fetch.ts";
import {
  type RequestContext,
  withRequestContext as withContext,
} from "./transport/request-context.ts";
import {
  type Candidate,
  type FallbackOptions,
  type FallbackResult,
  runWithFallback as inOrder,
} from "./transport/run-with-fallback.ts";
import { providerHeaders as interceptor } from "./transport/undici-interceptor.ts";

// The functions of the library as users call them: each looks at its arguments, then begins.

/**
 * The request's fields with the plan applied: exactly one copy of each name that the plan sends, and none of those that it
 * removes. Returns `fields` itself if the plan is already applied; never modifies it.
 *
 * @example
 * ```ts
 * import { applyHeaderPlan, compileHeaderPlan } from "provider-headers";
 *
 * const plan = compileHeaderPlan([
 *   { layer: "provider", headers: { "User-Agent": "my-agent/1.0", "X-Debug": null } },
 * ]);
 * const fields = ["user-agent", "OpenAI/JS 6.10.0", "x-debug", "1", "accept", "application/json"];
 * console.log(applyHeaderPlan(plan, fields).join(" | "));
 * // prints: User-Agent | my-agent/1.0 | accept | application/json
 * ```
 */
export function applyHeaderPlan(
  plan: HeaderPlan,
  fields: FieldList,
  values?: PlaceholderValues,
  options?: ApplyOptions,
): FieldList {
  if (values === undefined && options === undefined && isApplied(plan, fields)) return fields;
  requireArguments("applyHeaderPlan", [plan, fields, values, options]);
  return apply(plan, fields, values, options);
}

/**
 * All problems of a configuration, in the order of its lines: those that reading it reports, and those that only
 * matter to someone who edits the file.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { checkConfig, readOpenClawConfig } from "provider-headers";
 *
 * const path = join(mkdtempSync(join(tmpdir(), "example-")), "openclaw.json");
 * writeFileSync(
 *   path,
 *   `{ models: { providers: { relay: {
 *     baseUrl: "https://relay.example/v1",
 *     apiKey: "k",
 *     headers: { Host: "other.example" },
 *     models: [{ id: "m", name: "m" }],
 *   } } } }`,
 * );
 * for (const problem of checkConfig(readOpenClawConfig(path, { env: {} }))) {
 *   console.log(problem.severity, problem.line, problem.path);
 * }
 * // prints: error 4 models.providers.relay.headers.Host
 * ```
 */
export function checkConfig(file: OpenClawConfigFile, options?: CheckOptions): Problem[] {
  requireArguments("checkConfig", [file, options]);
  return configProblems(file, options);
}

/**
 * All faults of one map of headers as written, in the order of its keys. Values may be of any type, because
 * the map comes from a file. `undefined` is ignored.
 *
 * @example
 * ```ts
 * import { checkHeaders } from "provider-headers";
 *
 * for (const { name, severity, code } of checkHeaders({ "X Team": "search", Host: "a.example" })) {
 *   console.log(name, severity, code);
 * }
 * // prints: X Team error not-a-name
 * // prints: Host error refused-name
 * ```
 */
export function checkHeaders(
  headers: Readonly<Record<string, unknown>>,
  options?: CheckHeadersOptions,
): HeaderFault[] {
  requireArguments("checkHeaders", [headers, options]);
  return check(headers, options);
}

/**
 * Classifies a failed call. Evidence is used in this order of trust: the provider's code or type, its own message,
 * the SDK's text, the response headers; then the shape of the key compared with the endpoint; then the status. Takes
 * microseconds.
 *
 * @example
 * ```ts
 * import { classifyFailure } from "provider-headers";
 *
 * const { kind, sure, code } = classifyFailure({
 *   status: 401,
 *   body: { error: { code: "invalid_api_key", message: "Incorrect API key provided." } },
 *   endpoint: "https://api.openai.com/v1/chat/completions",
 * });
 * console.log(kind, sure, code);
 * // prints: invalid_credentials true invalid_api_key
 * ```
 */
export function classifyFailure(failure: Failure): Classification {
  requireArguments("classifyFailure", [failure]);
  return classify(failure);
}

/**
 * Prepares layers for `applyHeaderPlan`. They may be given in any order; for which one wins see
 * `LAYER_NAMES`. Throws `InvalidHeadersError`.
 *
 * @example
 * ```ts
 * import { applyHeaderPlan, compileHeaderPlan } from "provider-headers";
 *
 * const plan = compileHeaderPlan([
 *   { layer: "provider", headers: { "X-Team": "search", "X-Session": "{{sessionId}}" } },
 *   { layer: "model", headers: { "x-team": "chat" } },
 * ]);
 * console.log(applyHeaderPlan(plan, [], { sessionId: "s1" }).join(" | "));
 * // prints: x-team | chat | X-Session | s1
 * ```
 */
export function compileHeaderPlan(
  layers: readonly HeaderLayer[],
  options?: CompileOptions,
): HeaderPlan {
  requireArguments("compileHeaderPlan", [layers, options]);
  return knownPlan(compile(layers, options));
}

/**
 * Creates a guard for a running process. It logs each authentication failure, counts its repeats, and reports when another model
 * answers instead and when the provider answers again.
 *
 * @example
 * ```ts
 * import { createFallbackGuard } from "provider-headers";
 *
 * const guard = createFallbackGuard({
 *   logger: { error: (text) => console.log(text.split("\n")[0]), warn() {} },
 *   nextModel: () => "backup/small",
 *   onEvent: ({ type }) => console.log("event:", type),
 * });
 * guard.requestFailed({
 *   providerId: "relay",
 *   modelId: "large",
 *   endpoint: "https://relay.example/v1/chat/completions",
 *   status: 401,
 *   headers: {},
 *   body: '{"error":{"code":"invalid_api_key","message":"Incorrect API key provided."}}',
 *   sent: [],
 * });
 * // prints: event: refused
 * // prints: relay/large refused the credentials: HTTP 401 invalid_api_key
 * guard.close();
 * ```
 */
export function createFallbackGuard(options: GuardOptions): FallbackGuard {
  requireArguments("createFallbackGuard", [options]);
  return createGuard(options);
}

/**
 * A `fetch` that sends the configured headers and reports refused requests, for the `fetch` option of an SDK. Redirects
 * are followed without the configured headers.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { once } from "node:events";
 * import { createProviderFetch } from "provider-headers";
 *
 * const server = createServer((request, response) => response.end(request.headers["x-team"]));
 * await once(server.listen(0, "127.0.0.1"), "listening");
 * const baseUrl = `http://127.0.0.1:${server.address().port}/v1`;
 *
 * const fetch = createProviderFetch({
 *   providers: { relay: { baseUrl, headers: { "X-Team": "search" } } },
 * });
 * const response = await fetch(`${baseUrl}/models`);
 * console.log(await response.text());
 * // prints: search
 * server.close();
 * ```
 */
export function createProviderFetch(
  options: ExplicitOptions,
  fetch?: typeof globalThis.fetch,
): typeof globalThis.fetch {
  requireArguments("createProviderFetch", [options, fetch]);
  return createFetch(options, fetch);
}

/**
 * Puts the configured headers on every request that this process makes to its providers, and reports refused ones.
 * A process has one installation: installing again replaces configuration, guard and logger. Every handle
 * controls the current installation; only the newest one uninstalls it.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { once } from "node:events";
 * import { installProviderHeaders } from "provider-headers";
 *
 * const server = createServer((request, response) => response.end(request.headers["user-agent"]));
 * await once(server.listen(0, "127.0.0.1"), "listening");
 * const baseUrl = `http://127.0.0.1:${server.address().port}/v1`;
 *
 * const installation = installProviderHeaders({
 *   providers: { relay: { baseUrl, headers: { "User-Agent": "my-agent/1.0" } } },
 * });
 * const response = await fetch(`${baseUrl}/models`);
 * console.log(await response.text());
 * // prints: my-agent/1.0
 * installation.uninstall();
 * server.close();
 * ```
 */
export function installProviderHeaders(options: InstallOptions): Installation {
  requireArguments("installProviderHeaders", [options]);
  const installation = install(options);
  return {
    get guard() {
      return installation.guard;
    },
    update: checked("update", installation.update),
    announceCall: checked("announceCall", installation.announceCall),
    enterContext: checked("enterContext", installation.enterContext),
    uninstall: installation.uninstall,
  };
}

/**
 * Merges all layers of one call into one record. The `client` layers hold what the client would send by itself and are not
 * checked: of two spellings of a name the last one is kept. Throws `InvalidHeadersError` for the other layers. The compiled plan is kept
 * with the layers, and reused as long as they are unchanged.
 *
 * @example
 * ```ts
 * import { mergeHeaders } from "provider-headers";
 *
 * const { headers, removed, origins } = mergeHeaders([
 *   { layer: "client", headers: { "user-agent": "OpenAI/JS 6.10.0", "x-stainless-lang": "js" } },
 *   { layer: "provider", headers: { "User-Agent": "my-agent/1.0", "x-stainless-*": null } },
 * ]);
 * console.log(JSON.stringify(headers));
 * // prints: {"User-Agent":"my-agent/1.0"}
 * console.log(removed[0].name, origins.get("user-agent").layer);
 * // prints: x-stainless-* provider
 * ```
 */
export function mergeHeaders(
  layers: readonly HeaderLayer[],
  options?: ApplyOptions & { readonly values?: PlaceholderValues },
): MergedHeaders {
  requireArguments("mergeHeaders", [layers, options]);
  return merge(layers, options);
}

/**
 * Reads `models.providers`, the plugin's override block and the default models of a configuration, resolved or not.
 * Lenient: an invalid part is reported and left out, and the rest is used.
 *
 * @example
 * ```ts
 * import { providerConfigFrom } from "provider-headers";
 *
 * const providers = {
 *   relay: { baseUrl: "https://relay.example/v1", headers: { "X-Team": "${TEAM}", Host: "b" } },
 * };
 * const { config, problems } = providerConfigFrom({ models: { providers } }, { env: { TEAM: "a" } });
 * console.log(config.entries.map(({ id }) => id).join());
 * // prints: relay
 * console.log(problems.map(({ path }) => path).join());
 * // prints: models.providers.relay.headers.Host
 * ```
 */
export function providerConfigFrom(
  config: unknown,
  options: ProviderConfigOptions,
): { readonly config: ProviderConfig; readonly problems: readonly Problem[] } {
  requireArguments("providerConfigFrom", [config, options]);
  return providersOf(config, options);
}

/**
 * An undici interceptor that sends the configured headers and reports refused requests. Compose it first, so that
 * undici's `redirect` and `retry` run outside it: if a redirect runs inside it, the headers can only be removed again.
 *
 * @example
 * ```ts
 * import { providerHeaders } from "provider-headers";
 *
 * // With undici: new Agent().compose(providerHeaders({ providers }))
 * const interceptor = providerHeaders({
 *   providers: { relay: { baseUrl: "https://relay.example/v1", headers: { "X-Team": "search" } } },
 * });
 * const dispatch = interceptor((request) => {
 *   console.log(request.headers.join(": "));
 *   return true;
 * });
 * dispatch({ origin: "https://relay.example", path: "/v1/models", method: "GET", headers: [] }, {});
 * // prints: X-Team: search
 * ```
 */
export function providerHeaders(
  options: ExplicitOptions,
): <Dispatch extends (options: never, handler: never) => boolean>(dispatch: Dispatch) => Dispatch {
  requireArguments("providerHeaders", [options]);
  return checked("compose", interceptor(options));
}

/**
 * Reads `openclaw.json` as OpenClaw does: JSON5, `$include`, `${VAR}`, the `env` block and the `.env` in its folder.
 * An unset variable is not an error here (its reference stays as text, see `substitution`); a file that cannot be read
 * or parsed throws a `ConfigReadError`.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { providerConfigFrom, readOpenClawConfig } from "provider-headers";
 *
 * const path = join(mkdtempSync(join(tmpdir(), "example-")), "openclaw.json");
 * writeFileSync(
 *   path,
 *   '{ models: { providers: { relay: { baseUrl: "https://${HOST}/v1", headers: { "X-A": "1" } } } } }',
 * );
 * const env = { HOST: "relay.example" };
 * const file = readOpenClawConfig(path, { env });
 * const { config } = providerConfigFrom(file.config, { env: file.env, origin: file.origin });
 * console.log(config.entries[0].baseUrl);
 * // prints: https://relay.example/v1
 * console.log(file.locate(["models", "providers", "relay", "headers", "X-A"]).line);
 * // prints: 1
 * ```
 */
export function readOpenClawConfig(path: string, options: ReadOptions): OpenClawConfigFile {
  requireArguments("readOpenClawConfig", [path, options]);
  return readConfig(path, options);
}

/**
 * Tries the candidates in order until one answers, and reports every failure to the guard. `run` must throw what
 * its SDK throws. An abort is rethrown unchanged; if no candidate answers, `NoModelAnsweredError` is thrown.
 *
 * @example
 * ```ts
 * import { createFallbackGuard, runWithFallback } from "provider-headers";
 *
 * const guard = createFallbackGuard({ logger: { error() {}, warn() {} } });
 * const candidates = [
 *   { providerId: "relay", modelId: "large" },
 *   { providerId: "backup", modelId: "small" },
 * ];
 * const { value, candidate, attempts } = await runWithFallback(
 *   candidates,
 *   async ({ providerId }) => {
 *     if (providerId === "relay") throw Object.assign(new Error("Unauthorized"), { status: 401 });
 *     return "hello";
 *   },
 *   guard,
 * );
 * console.log(value, candidate.modelId, attempts.length);
 * // prints: hello small 1
 * guard.close();
 * ```
 */
export async function runWithFallback<Result, Asked extends Candidate>(
  candidates: readonly Asked[],
  run: (candidate: Asked) => Result | Promise<Result>,
  guard: FallbackGuard,
  options?: FallbackOptions,
): Promise<FallbackResult<Result, Asked>> {
  requireArguments("runWithFallback", [candidates, run, guard, options]);
  return inOrder(candidates, run, guard, options);
}

/**
 * Adds `headers` to the zod object schema of a provider entry, and to the objects in its `models` array if it has
 * one. Everything else stays: other keys, checks, strictness. Accepts schemas of zod 3 and 4 and of
 * `zod/mini`, from any copy of zod.
 *
 * @example
 * ```ts
 * import { withProviderHeaders } from "provider-headers";
 * import { z } from "zod";
 *
 * const entry = withProviderHeaders(z.strictObject({ baseUrl: z.string() }));
 * const baseUrl = "https://relay.example/v1";
 * console.log(entry.safeParse({ baseUrl, headers: { "X-Team": "search" } }).success);
 * // prints: true
 * console.log(entry.safeParse({ baseUrl, headers: { Host: "other.example" } }).success);
 * // prints: false
 * ```
 */
export function withProviderHeaders<Schema extends EntrySchema>(
  schema: Schema,
  options?: HeadersSchemaOptions,
): SchemaWithHeaders<Schema> {
  requireArguments("withProviderHeaders", [schema, options]);
  return withHeaders(schema, options);
}

/**
 * Sets the context of all requests made in `callback`: provider, model, and the values of placeholders. Returns what `callback` returns.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { once } from "node:events";
 * import { createProviderFetch, withRequestContext } from "provider-headers";
 *
 * const server = createServer((request, response) => response.end(request.headers["x-model"]));
 * await once(server.listen(0, "127.0.0.1"), "listening");
 * const baseUrl = `http://127.0.0.1:${server.address().port}/v1`;
 *
 * const fetch = createProviderFetch({
 *   providers: { relay: { baseUrl, headers: { "X-Model": "{{modelId}}" } } },
 * });
 * const context = { providerId: "relay", modelId: "large", sessionId: "s1" };
 * const response = await withRequestContext(context, () => fetch(`${baseUrl}/models`));
 * console.log(await response.text());
 * // prints: large
 * server.close();
 * ```
 */
export function withRequestContext<Result>(
  context: RequestContext,
  callback: () => Result,
): Result {
  requireArguments("withRequestContext", [context, callback]);
  return withContext(context, callback);
}
