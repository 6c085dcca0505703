import { checkConfig as configProblems } from "./config/check-config.ts";
import { withProviderHeaders as withHeaders } from "./config/headers-schema.ts";
import { readOpenClawConfig as readConfig } from "./config/openclaw-config.ts";
import { providerConfigFrom as providersOf } from "./config/provider-entries.ts";
import { classifyFailure as classify } from "./diagnosis/classify-failure.ts";
import { applyHeaderPlan as apply } from "./headers/apply-plan.ts";
import { checkHeaders as check } from "./headers/check-header.ts";
import { compileHeaderPlan as compile } from "./headers/header-plan.ts";
import { mergeHeaders as merge } from "./headers/merge-headers.ts";
import { checked, requireArguments } from "./public-arguments.ts";
import { createFallbackGuard as createGuard } from "./transport/create-fallback-guard.ts";
import {
  type Installation,
  type InstallOptions,
  installProviderHeaders as install,
} from "./transport/install.ts";
import { createProviderFetch as createFetch } from "./transport/provider-fetch.ts";
import { withRequestContext as withContext } from "./transport/request-context.ts";
import { runWithFallback as run } from "./transport/run-with-fallback.ts";
import { providerHeaders as interceptor } from "./transport/undici-interceptor.ts";

/** The functions of the library, which look at what they are given before they begin. */
export const applyHeaderPlan = checked("applyHeaderPlan", apply);
export const checkConfig = checked("checkConfig", configProblems);
export const checkHeaders = checked("checkHeaders", check);
export const classifyFailure = checked("classifyFailure", classify);
export const compileHeaderPlan = checked("compileHeaderPlan", compile);
export const createFallbackGuard = checked("createFallbackGuard", createGuard);
export const createProviderFetch = checked("createProviderFetch", createFetch);
export const mergeHeaders = checked("mergeHeaders", merge);
export const providerConfigFrom = checked("providerConfigFrom", providersOf);
export const readOpenClawConfig = checked("readOpenClawConfig", readConfig);
export const withProviderHeaders = checked("withProviderHeaders", withHeaders);
export const withRequestContext = checked("withRequestContext", withContext);

export const runWithFallback: typeof run = async (...given) => {
  requireArguments("runWithFallback", given);
  return run(...given);
};

export const providerHeaders: typeof interceptor = (...given) => {
  requireArguments("providerHeaders", given);
  return checked("compose", interceptor(...given));
};

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
