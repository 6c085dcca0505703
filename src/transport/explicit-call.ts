import type { FieldList } from "../headers/field-list.ts";
import type { FailOpen } from "../guard/fail-open.ts";
import { type CallWatch, watchCall } from "./call-watch.ts";
import { isInstalled } from "./install.ts";
import { callersContext, type RequestContext } from "./request-context.ts";
import type { FoundProvider } from "./request-planner.ts";
import type { RequestPlan } from "./request-plan.ts";
import { modelAtTop } from "./wire-model.ts";
import { createRuntime, type RuntimeOptions } from "./runtime.ts";

export type ExplicitOptions = RuntimeOptions & {
  /** Context of all these requests; by default that of `withRequestContext` when the request is made. */
  readonly context?: RequestContext | undefined;
};

/** The parts of undici's dispatch options that count here; the same in undici 6, 7 and 8. */
export interface DispatchOptions {
  readonly origin?: unknown;
  readonly path: string;
  readonly method: string;
  readonly headers?: unknown;
  /** Null where there is none. */
  readonly body?: unknown;
}

export interface ExplicitCall {
  readonly plan: RequestPlan;
  /** Whether another request goes to the same provider. */
  owns(request: { method: string; path: string; origin: unknown }): boolean;
  /** Undefined where there is nothing to watch: what is installed sees the request, too, and would report it twice. */
  readonly watch: CallWatch | undefined;
}

/** Plans the requests that a caller hands over, instead of all those of the process. */
export interface ExplicitCalls {
  readonly failOpen: FailOpen;
  /** Cheap, and undefined for what is none of the configured providers'. */
  find(request: DispatchOptions): FoundProvider | undefined;
  plan(found: FoundProvider, request: DispatchOptions, fields: FieldList): ExplicitCall | undefined;
}

export function createExplicitCalls(options: ExplicitOptions): ExplicitCalls {
  const runtime = createRuntime(options);
  const { failOpen, planner } = runtime;

  function planned(
    found: FoundProvider,
    { method, path, origin, body }: DispatchOptions,
    fields: FieldList,
  ): ExplicitCall | undefined {
    const context = options.context ?? callersContext();
    const plan = planner.plan(found, {
      method,
      path,
      origin,
      fields,
      context,
      modelInBody: () => modelAtTop(body),
    });
    if (plan === undefined) return undefined;
    const owns: ExplicitCall["owns"] = (other) =>
      (other.path === path && other.method === method && other.origin === origin) ||
      (planner.find(other)?.tiers.flat().includes(plan.provider) ?? false);
    if (!plan.isModelCall || isInstalled()) return { plan, owns, watch: undefined };
    const watch = watchCall(plan, runtime, plan.fields);
    watch.asked(body);
    return { plan, owns, watch };
  }

  return {
    failOpen,
    find: (request) =>
      failOpen.attempt("finding a provider", () =>
        planner.find({ ...request, origin: request.origin }),
      ),
    plan: (found, request, fields) =>
      failOpen.attempt("setting headers", () => planned(found, request, fields)),
  };
}
