import { randomBytes } from "node:crypto";

import { valueAt } from "../config/config-value.ts";
import type { SentHeader } from "../diagnosis/model-call.ts";
import { checkFieldValue, trimFieldValue } from "../headers/field-value.ts";
import { applyHeaderPlan } from "../headers/apply-plan.ts";
import { type HeaderLayer, type HeaderSource, RESOLVED_BY_HOST } from "../headers/header-layer.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import { hiddenValues, sentFields } from "../report/sent-fields.ts";
import { scrubBoth } from "../transport/request-report.ts";
import { publicKeyPrefix } from "../providers/find.ts";
import { secretsInAddress } from "../secrets/address.ts";
import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import type { CommandIo } from "./command-io.ts";
import type { ConfigSource, LoadedConfig } from "./config-source.ts";
import { findCredential } from "./find-credential.ts";
import type { ModelTarget } from "./model-target.ts";
import { PROBE_API_NAMES, probeRequest } from "./probe-request.ts";
import type { ProbeResult, Verdict } from "./probe-result.ts";
import { shortFile } from "./source-place.ts";
import { apiOf, baseUrlOf, planFor } from "./target-plan.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** A request that is ready, or the reason why there is none. */
export type PreparedProbe =
  | { readonly kind: "ready"; readonly ready: ReadyProbe }
  | { readonly kind: "skipped"; readonly result: ProbeResult };

export interface ReadyProbe {
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
  readonly command: CommandIo["command"];
  /** Who is next in the configured failover; null for the last one, undefined where it is not in it. */
  readonly nextModel: string | null | undefined;
}

interface Preparation {
  readonly loaded: LoadedConfig;
  /** Takes out of names what a variable put into them. */
  readonly scrubNames: Scrub;
  /** What may be shown of an address. */
  readonly addressText: (address: string) => string;
  readonly source: ConfigSource;
  readonly tried: readonly HeaderLayer[];
  readonly nextModel: (target: ModelTarget) => string | null | undefined;
  readonly io: CommandIo;
}

export async function prepareProbe(
  target: ModelTarget,
  { loaded, scrubNames, addressText, source, tried, nextModel, io }: Preparation,
): Promise<PreparedProbe> {
  const { provider, model } = target;
  const baseUrl = baseUrlOf(target);
  const api = apiOf(target);
  const skip = (verdict: Verdict, text: string): PreparedProbe => {
    const url = baseUrl === undefined ? undefined : addressText(baseUrl);
    return { kind: "skipped", result: { target, api, url, verdict, text, sent: [] } };
  };
  if (model === undefined) return skip("not tried", "no model is named for it");
  if (baseUrl === undefined) {
    return skip(
      "not tried",
      target.modelEntry?.baseUrl === null
        ? "its own baseUrl cannot be read"
        : `models.providers.${scrubNames(provider)} has no baseUrl, and none is known for it`,
    );
  }
  const address = parseUrl(baseUrl);
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    return skip("not tried", "its baseUrl is not an http:// or https:// address");
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
      api === undefined
        ? `its api is not set; ${wanted}`
        : `its api is "${scrubNames(api)}"; ${wanted}`,
    );
  }
  const { plan } = planFor(target, loaded.config, tried);
  const search = { target, plan, baseUrl, api, loaded, source, io };
  const credential = await findCredential(search);
  if (credential.kind === "missing") return skip("no key", scrubNames(credential.text));
  const key = credential.kind === "key" ? credential.value : undefined;
  if (key !== undefined && checkFieldValue(trimFieldValue(key)) !== undefined) {
    return skip("not tried", "its key cannot be sent: no header can hold it");
  }
  const entryPath = ["models", "providers", provider];
  const authHeader = valueAt(loaded.whole, [...entryPath, "authHeader"]) === true;
  const { url, fields, credentialNames, body, answerKey } = probeRequest({
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
  const { apiKey, credential: known, credentialSource } = target.entry ?? {};
  const keySource =
    apiKey !== undefined && apiKey === known
      ? credentialSource
      : credential.kind === "key"
        ? credential.source
        : undefined;
  const sent = shownFields(plan, applied, values, io).map((header) =>
    header.layer === "client" && credentialNames.includes(header.name)
      ? { ...header, source: shortened(keySource, io) }
      : header,
  );
  return {
    kind: "ready",
    ready: {
      target,
      api,
      url,
      address: addressText(url.href),
      fields: applied,
      body,
      answerKey,
      sent,
      ofHost: plan.fields
        .filter(({ value }) => value === RESOLVED_BY_HOST)
        .map(({ spelling }) => spelling),
      keyPrefix: key === undefined ? undefined : publicKeyPrefix(key),
      scrub: scrubBoth(
        createOutputScrubber([
          ...(key === undefined ? [] : [key]),
          ...secretsInAddress(url.href),
          ...hiddenValues(plan, applied, values),
        ]),
        scrubNames,
      ),
      nextModel: nextModel(target),
      env: io.env,
      command: io.command,
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
  return [...sentFields(plan, [...fields], values), ...removed].map((header) => ({
    ...header,
    source: shortened(header.source, io),
  }));
}

function shortened(source: HeaderSource | undefined, io: CommandIo): HeaderSource | undefined {
  return source?.file === undefined ? source : { ...source, file: shortFile(source.file, io) };
}
