import { sameFieldName } from "../headers/field-name.ts";
import { isCredentialName } from "../secrets/mask.ts";
import type { Classification } from "../diagnosis/failure.ts";
import { providerOf } from "../providers/find.ts";
import { type ClientGate } from "../providers/provider.ts";
import { durationText } from "./duration.ts";
import {
  decidingFields,
  type FailureFacts,
  isClientQuestion,
  isCredentialQuestion,
  missingFields,
} from "./failure-facts.ts";
import { failureFix, keyFamilyText } from "./failure-fix.ts";
import { candidatesText, deedOf, isLoudKind, keyWasFine, LOUD_WORDING } from "./failure-wording.ts";
import type { ModelCall, SentHeader } from "../diagnosis/model-call.ts";
import { oneLine, quoted } from "./plain-text.ts";

export type { FailureFacts } from "./failure-facts.ts";

/** The page of every kind, shipped in the package; `#<kind>` follows. A path and no URL: it is there offline, and with this version. */
export const DOCS_PAGE = "provider-headers/docs/auth-failures.md";

const MOST_SENT_HEADERS = 6;

/** The loud text: what refused, in the provider's own words, what it was, what was sent from where, and what to do. */
export function failureReport(facts: FailureFacts): string {
  const { classification } = facts;
  const gate = isClientQuestion(classification)
    ? providerOf(facts.providerId, facts.endpoint)?.clientGate
    : undefined;
  return lines(
    `${modelText(facts)} ${deedOf(classification)}: ${outcomeText(facts)}`,
    [quotation(facts), cause(facts, gate)].filter((line) => line !== undefined),
    [
      ...endpointRow(facts),
      ...sentRows(facts, gate),
      { label: "fix", text: failureFix(facts, gate) },
      ...nextRow(facts),
      { label: "more", text: documentationFor(classification) },
    ],
  );
}

export interface SkipFacts extends ModelCall {
  /** What is remembered of the failure before it; undefined where nothing is. */
  readonly remembered?:
    | {
        readonly classification: Classification;
        /** "HTTP 403 access_terminated_error" */
        readonly outcome: string;
        readonly agoMs: number;
      }
    | undefined;
  readonly retryInMs?: number | undefined;
  readonly hostText?: string | undefined;
  readonly nextModel?: string | null | undefined;
}

/** A turn in which the host left the provider out: why, for how long yet, and that nothing was sent. */
export function skipReport(facts: SkipFacts): string {
  const { remembered } = facts;
  const retry =
    facts.retryInMs === undefined
      ? "when the host's cool-down ends; hosts keep a refused key back for one to two minutes"
      : `in ${durationText(facts.retryInMs)} the host asks it again`;
  return lines(
    `${modelText(facts)} was not asked: the host keeps it on cool-down after an earlier failure`,
    [
      ...(facts.hostText === undefined ? [] : [quoted(facts.hostText)]),
      remembered === undefined
        ? "Why is not known here: no failure of it was seen since this process began. If the cause is mended already, " +
          "it is answered as soon as the cool-down ends."
        : `It ${deedOf(remembered.classification)} ${durationText(remembered.agoMs)} ago: ${remembered.outcome}.` +
          (keyWasFine(remembered.classification) ? " The API key was not the problem." : ""),
    ],
    [
      { label: "sent", text: "nothing" },
      { label: "retry", text: retry },
      ...nextRow(facts),
      {
        label: "more",
        text:
          remembered === undefined
            ? `${DOCS_PAGE}#cool-down`
            : documentationFor(remembered.classification),
      },
    ],
  );
}

/** "kimi-coding/k2p5"; the wire's name beside it where that differs. */
export function modelText({ providerId, modelId, wireModel }: ModelCall): string {
  const name = modelId ?? wireModel;
  const model = name === undefined ? providerId : `${providerId}/${name}`;
  const differs = modelId !== undefined && wireModel !== undefined && modelId !== wireModel;
  return oneLine(differs ? `${model} (${wireModel} on the wire)` : model);
}

/** "HTTP 403 access_terminated_error", or why there was no response. */
export function outcomeText(facts: {
  readonly classification: Classification;
  readonly status?: number | undefined;
  readonly error?: Error | undefined;
}): string {
  const { status } = facts;
  const code = tellingCode(facts.classification.code, status);
  if (status !== undefined) return oneLine(`HTTP ${status}${code === undefined ? "" : ` ${code}`}`);
  const reason = code ?? errorCode(facts.error);
  return oneLine(`no HTTP status${reason === undefined ? "" : ` (${reason})`}`);
}

/** A code that only repeats the status, says "error", or is a sentence or an address says nothing in a title. */
function tellingCode(code: string | undefined, status: number | undefined): string | undefined {
  const telling = code !== undefined && /^[^\s/]{1,64}$/u.test(code);
  return telling && code !== String(status) && code.toLowerCase() !== "error" ? code : undefined;
}

interface Row {
  readonly label: string;
  readonly text: string;
}

function lines(title: string, sentences: readonly string[], rows: readonly Row[]): string {
  return [
    title,
    ...sentences.map((sentence) => `  ${sentence}`),
    ...rows.map(({ label, text }) => `  ${label.padEnd(10)}${text}`),
  ].join("\n");
}

function documentationFor({ kind, sure }: Classification): string {
  return `${DOCS_PAGE}#${sure ? kind : "undecided"}`;
}

function quotation({ classification, status, bodySeen, error }: FailureFacts): string | undefined {
  if (classification.message !== undefined) return quoted(classification.message);
  if (status === undefined) {
    return error === undefined || error.message === ""
      ? "There was no response."
      : quoted(error.message);
  }
  return bodySeen
    ? "The provider said nothing more: the body of the response says no reason."
    : "What the provider said is not known: the body was not seen.";
}

function cause(facts: FailureFacts, gate: ClientGate | undefined): string {
  const { classification } = facts;
  const statement = gate === undefined ? [] : [gate.statement];
  const family = isCredentialQuestion(classification) ? keyFamilyText(facts) : undefined;
  const key = family === undefined ? [] : [family];
  return classification.sure && isLoudKind(classification.kind)
    ? [LOUD_WORDING[classification.kind].cause, ...statement, ...key].join(" ")
    : [
        `What it was cannot be told for certain. It may be ${candidatesText(classification)}.`,
        ...statement,
        ...key,
      ].join(" ");
}

function endpointRow({ classification, endpoint }: FailureFacts): readonly Row[] {
  const matters =
    classification.kind === "wrong_endpoint_or_key" ||
    (!classification.sure && classification.candidates.includes("wrong_endpoint_or_key"));
  return matters && endpoint !== "" ? [{ label: "endpoint", text: oneLine(endpoint) }] : [];
}

function sentRows(facts: FailureFacts, gate: ClientGate | undefined): readonly Row[] {
  if (facts.sent.length === 0) {
    return [{ label: "sent", text: "not known here: only the error that the caller got was seen" }];
  }
  const shown = facts.sent.filter((header) => concerns(header, facts.classification, gate));
  const rows = shown.slice(0, MOST_SENT_HEADERS).map((header) => ({
    label: header.removed === true ? "removed" : "sent",
    text: sentText(header),
  }));
  const rest = shown.length - rows.length;
  const missing = missingFields(facts, gate);
  return [
    ...rows.map((row, index) =>
      row.label === rows[index - 1]?.label ? { ...row, label: "" } : row,
    ),
    ...(rest > 0 ? [{ label: "", text: `and ${rest} more` }] : []),
    ...(missing.length > 0 ? [{ label: "not sent", text: missing.join(", ") }] : []),
  ];
}

/** The fields that the diagnosis is about, and everything that a configuration put there or took away. */
function concerns(
  header: SentHeader,
  classification: Classification,
  gate: ClientGate | undefined,
): boolean {
  if (isCredentialName(header.name)) return isCredentialQuestion(classification);
  if (!isClientQuestion(classification)) return false;
  return (
    header.layer !== "client" ||
    decidingFields(classification, gate).some((field) => sameFieldName(field, header.name))
  );
}

function sentText(header: SentHeader): string {
  const field = header.removed === true ? header.name : `${header.name}: ${header.value}`;
  const doubt = header.unverified === true ? ", unverified" : "";
  return `${oneLine(field)}   (${originText(header)}${doubt})`;
}

const LAYER_TEXT = {
  client: "the client's own",
  "built-in": "built-in default",
  provider: "headers of the provider entry",
  model: "headers of the model entry",
  request: "request.headers of the provider entry",
  override: "override block",
} as const satisfies Record<SentHeader["layer"], string>;

/** "models.providers.kimi-coding.headers, openclaw.json:14:9" */
function originText({ layer, source }: SentHeader): string {
  if (source === undefined) return LAYER_TEXT[layer];
  const end = source.path.lastIndexOf(".headers");
  const block = end < 0 ? source.path : source.path.slice(0, end + ".headers".length);
  if (source.file === undefined) return oneLine(block);
  const place = [source.file, source.line, source.column].filter((part) => part !== undefined);
  return oneLine(`${block}, ${place.join(":")}`);
}

function nextRow(facts: {
  readonly nextModel?: string | null | undefined;
  readonly stopped?: boolean | undefined;
}): readonly Row[] {
  if (facts.stopped === true) {
    return [{ label: "next", text: 'no other model is asked: onAuthFailure is "stop"' }];
  }
  if (facts.nextModel === undefined) return [];
  return [
    {
      label: "next",
      text:
        facts.nextModel === null
          ? "no other model is configured: this stays unanswered"
          : `${oneLine(facts.nextModel)} is configured to answer instead`,
    },
  ];
}

function errorCode(error: Error | undefined): string | undefined {
  const inner = error?.cause;
  for (const candidate of [error, inner]) {
    if (typeof candidate !== "object" || candidate === null) continue;
    const code: unknown = Reflect.get(candidate, "code");
    if (typeof code === "string" && code !== "") return code;
  }
  return undefined;
}
