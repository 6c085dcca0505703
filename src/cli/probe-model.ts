import { randomBytes } from "node:crypto";

import { valueAt } from "../config/config-reader.ts";
import { type Classification, classifyFailure } from "../diagnosis/classify-failure.ts";
import { scrubClassification } from "../diagnosis/scrub-classification.ts";
import { failureReport } from "../report/failure-report.ts";
import { isAuthKind, isLoudKind } from "../report/failure-wording.ts";
import { publicKeyPrefix } from "../providers/find.ts";
import type { SentHeader } from "../diagnosis/model-call.ts";
import { applyHeaderPlan } from "../headers/apply-plan.ts";
import { type HeaderLayer, type HeaderPlan, RESOLVED_BY_HOST } from "../headers/header-plan.ts";
import { isLoopbackHost } from "../providers/loopback.ts";
import { secretsInAddress } from "../secrets/address.ts";
import { createScrubber } from "../secrets/scrubber.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { sentFields } from "../headers/sent-fields.ts";
import { contentOf, isCompletion } from "./answer-content.ts";
import type { CommandIo } from "./command-io.ts";
import type { ConfigSource, LoadedConfig } from "./config-source.ts";
import { findCredential } from "./find-credential.ts";
import { type ModelTarget, targetName } from "./model-target.ts";
import { PROBE_API_NAMES, probeRequest } from "./probe-request.ts";
import { type ProbeAnswer, sendProbe } from "./send-probe.ts";
import { shortFile } from "./source-place.ts";
import { addressText, apiOf, baseUrlOf, planFor } from "./target-plan.ts";

export type Verdict =
  | "answers"
  | "refused"
  | "rate limited"
  | "failed"
  | "redirected"
  | "no answer"
  | "no key"
  | "not tried";

/** What came of one model. Holds no secret. */
export interface ProbeResult {
  readonly target: ModelTarget;
  readonly api: string | undefined;
  /** Origin and path. */
  readonly url: string | undefined;
  readonly verdict: Verdict;
  readonly text: string;
  readonly status?: number | undefined;
  readonly classification?: Classification | undefined;
  /** The guard's report, where the failure is one that it is loud about. */
  readonly report?: string | undefined;
  readonly sent: readonly SentHeader[];
  readonly milliseconds?: number | undefined;
  /** `onAuthFailure: "stop"` keeps other models from answering. */
  readonly stops?: boolean | undefined;
}

/** A request that is ready, or the reason why there is none. */
export type PreparedProbe =
  | { readonly kind: "ready"; readonly ready: ReadyProbe }
  | { readonly kind: "skipped"; readonly result: ProbeResult };

interface ReadyProbe {
  readonly target: ModelTarget;
  readonly api: string;
  readonly url: URL;
  /** The same, fit to be shown. */
  readonly address: string;
  /** Name, value, name, value. */
  readonly fields: readonly string[];
  readonly body: string;
  readonly answerKey: string;
  readonly sent: readonly SentHeader[];
  /** Names of headers whose value only a host can resolve, so that they are missing here. */
  readonly ofHost: readonly string[];
  readonly keyPrefix: string | undefined;
  readonly scrub: (text: string) => string;
  readonly env: CommandIo["env"];
  /** Who is next in the configured failover; null for the last one, undefined where it is not in it. */
  readonly nextModel: string | null | undefined;
}

interface Preparation {
  readonly loaded: LoadedConfig;
  readonly source: ConfigSource;
  readonly tried: readonly HeaderLayer[];
  readonly nextModel: (target: ModelTarget) => string | null | undefined;
  readonly io: CommandIo;
}

export async function prepareProbe(
  target: ModelTarget,
  { loaded, source, tried, nextModel, io }: Preparation,
): Promise<PreparedProbe> {
  const { provider, model } = target;
  const baseUrl = baseUrlOf(target);
  const api = apiOf(target);
  const skip = (verdict: Verdict, text: string): PreparedProbe => {
    const url = baseUrl === undefined ? undefined : addressText(baseUrl, loaded.config);
    return { kind: "skipped", result: { target, api, url, verdict, text, sent: [] } };
  };
  if (model === undefined) return skip("not tried", "no model of it is named");
  if (baseUrl === undefined) {
    return skip(
      "not tried",
      `models.providers.${provider} has no baseUrl, and none is known for it`,
    );
  }
  const address = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    return skip("not tried", "its baseUrl is no http:// or https:// address");
  }
  if (address.username !== "" || address.password !== "") {
    // `fetch`, which every SDK uses, throws on it (Fetch Standard, constructor of `Request`).
    return skip(
      "not tried",
      "its baseUrl holds a user name or password, and client libraries refuse such an address",
    );
  }
  if (api === undefined || !PROBE_API_NAMES.includes(api)) {
    const wanted = `a probe can ask ${PROBE_API_NAMES.join(", ")}`;
    return skip(
      "not tried",
      api === undefined ? `its api is not set; ${wanted}` : `its api is "${api}"; ${wanted}`,
    );
  }
  const { plan } = planFor(target, loaded.config, tried);
  const search = { target, plan, baseUrl, api, loaded, source, io };
  const credential = await findCredential(search);
  if (credential.kind === "missing") return skip("no key", credential.text);
  const key = credential.kind === "key" ? credential.value : undefined;
  const entryPath = ["models", "providers", target.entry?.id ?? provider];
  const authHeader = valueAt(loaded.whole, [...entryPath, "authHeader"]) === true;
  const { url, fields, body, answerKey } = probeRequest({
    api,
    baseUrl,
    model,
    credential: key,
    authHeader,
  });
  // A session of its own, in the form of the digest that `{{sessionId}}` stands for.
  const sessionId = randomBytes(16).toString("hex");
  const values = { providerId: provider, modelId: model, sessionId };
  const applied = applyHeaderPlan(plan, Object.entries(fields).flat(), values).map(String);
  const sent = shownFields(plan, applied, values, io);
  return {
    kind: "ready",
    ready: {
      target,
      api,
      url,
      address: addressText(url.href, loaded.config),
      fields: applied,
      body,
      answerKey,
      sent,
      ofHost: plan.fields
        .filter(({ value }) => value === RESOLVED_BY_HOST)
        .map(({ spelling }) => spelling),
      keyPrefix: key === undefined ? undefined : publicKeyPrefix(key),
      scrub: createScrubber([
        ...loaded.config.secrets,
        ...(key === undefined ? [] : [key]),
        ...secretsInAddress(url.href),
        ...hiddenValues(applied, sent),
      ]),
      nextModel: nextModel(target),
      env: io.env,
    },
  };
}

function shownFields(
  plan: HeaderPlan,
  fields: readonly string[],
  values: Parameters<typeof sentFields>[2],
  io: CommandIo,
): SentHeader[] {
  const removed = plan.fields.flatMap(({ name, value, layer, source }) =>
    value === null ? [{ name, value: "", layer, source, removed: true }] : [],
  );
  return [...sentFields(plan, [...fields], values), ...removed].map((header) => {
    const { source } = header;
    if (source?.file === undefined) return header;
    return { ...header, source: { ...source, file: shortFile(source.file, io) } };
  });
}

/** Every value that is shown masked; a provider may echo it. */
function hiddenValues(fields: readonly string[], sent: readonly SentHeader[]): string[] {
  const shown = new Map(sent.map(({ name, value }) => [name, value]));
  const hidden: string[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const value = fields[at + 1] ?? "";
    if (shown.get(normalizeFieldName(fields[at] ?? "")) !== value) hidden.push(value);
  }
  return hidden;
}

/** Sends the one request. Throws only where `signal` ends it. */
export async function probeModel(
  probe: ReadyProbe,
  options: { readonly signal: AbortSignal; readonly timeoutMilliseconds: number },
): Promise<ProbeResult> {
  const { target, api, url, address, fields, body, sent } = probe;
  const timeout = AbortSignal.timeout(options.timeoutMilliseconds);
  const signal = AbortSignal.any([options.signal, timeout]);
  const limit = `within ${options.timeoutMilliseconds / 1000} s`;
  const begun = performance.now();
  const known = { target, api, url: address, sent };
  try {
    const answer = await sendProbe({ url, fields, body, signal });
    options.signal.throwIfAborted();
    const milliseconds = Math.round(performance.now() - begun);
    const late = timeout.aborted ? limit : undefined;
    return { ...known, milliseconds, status: answer.status, ...judged(probe, answer, late) };
  } catch (error) {
    options.signal.throwIfAborted();
    const milliseconds = Math.round(performance.now() - begun);
    const fault = timeout.aborted ? `nothing ${limit}` : probe.scrub(connectionFault(error));
    const text = `${fault}${proxyNote(probe)}`;
    return { ...known, milliseconds, verdict: "no answer", text };
  }
}

type Judgement = Pick<ProbeResult, "verdict" | "text" | "classification" | "report" | "stops">;

/** `late`: the time was up before the body ended. */
function judged(probe: ReadyProbe, answer: ProbeAnswer, late: string | undefined): Judgement {
  const { status, headers } = answer;
  const content = answer.body === undefined ? undefined : contentOf(probe.scrub(answer.body));
  const well = status >= 200 && status < 300;
  if (well && content !== undefined && isCompletion(content, probe.answerKey)) {
    return { verdict: "answers", text: "" };
  }
  if (well && late !== undefined) {
    return { verdict: "no answer", text: `its answer did not end ${late}` };
  }
  if (status >= 300 && status < 400 && headers["location"] !== undefined) {
    const { location } = headers;
    const to = URL.canParse(location, probe.url.href)
      ? addressText(new URL(location, probe.url).href, { secrets: [] })
      : "an address that cannot be read";
    return { verdict: "redirected", text: `to ${probe.scrub(to)}; nothing was sent there` };
  }
  const { target, url, address, keyPrefix, sent, nextModel } = probe;
  const found = classifyFailure({
    provider: target.provider,
    status,
    headers,
    body: content?.value,
    endpoint: url.origin + url.pathname,
    keyPrefix,
  });
  const classification = scrubClassification(found, probe.scrub);
  const { kind, sure } = classification;
  const facts = {
    providerId: target.provider,
    modelId: target.model,
    classification,
    status,
    endpoint: address,
    bodySeen: content !== undefined,
    keyPrefix,
    sent,
    nextModel,
  };
  const stops = sure && isAuthKind(kind) && target.entry?.onAuthFailure === "stop";
  return {
    verdict: isLoudKind(kind) ? "refused" : kind === "rate_limit" ? "rate limited" : "failed",
    text:
      classification.message ?? classification.code ?? (well ? "no completion in the answer" : ""),
    classification,
    report: isLoudKind(kind) ? failureReport({ ...facts, stopped: stops }) : undefined,
    stops,
  };
}

/** `ECONNREFUSED 127.0.0.1:9`: Node puts several attempts into one error without a message of its own. */
function connectionFault(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

const PROXY_VARIABLES = [
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "ALL_PROXY",
  "all_proxy",
];

/** Behind a proxy that a host was told of, no answer here says little. */
function proxyNote({ url, env }: ReadyProbe): string {
  const set = PROXY_VARIABLES.find((name) => env[name]);
  if (set === undefined || isLoopbackHost(url.hostname)) return "";
  return ` (${set} is set, and a probe does not go through a proxy)`;
}

export function describeResult({ target, verdict, classification, text }: ProbeResult): string {
  const kind =
    verdict === "refused" && classification !== undefined ? ` (${kindText(classification)})` : "";
  return `${targetName(target)} ${verdict}${kind}${text === "" ? "" : `: ${text}`}`;
}

/** "client_rejected", or all that it may be where the evidence cannot decide. */
export function kindText({ kind, sure, candidates }: Classification): string {
  return sure ? kind : `not certain: ${[...new Set([kind, ...candidates])].join(" or ")}`;
}

/** Nothing was sent. */
export function isUntried({ verdict }: ProbeResult): boolean {
  return verdict === "no key" || verdict === "not tried";
}
