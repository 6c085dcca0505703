import type { HeaderSource } from "../headers/header-layer.ts";
import { sameFieldName } from "../headers/field-name.ts";
import { isCredentialName } from "../secrets/mask.ts";
import type { Classification } from "../diagnosis/failure.ts";
import type { JudgedCall } from "../diagnosis/judged-call.ts";
import { isLoudKind } from "../diagnosis/loud-kind.ts";
import { providerAt } from "../providers/find.ts";
import type { ClientGate } from "../providers/provider.ts";
import { durationText } from "./duration.ts";
import {
  decidingFields,
  isClientQuestion,
  foreignCredential,
  isCredentialQuestion,
  isKeyQuestionAlone,
  missingFields,
} from "./failure-questions.ts";
import { failureFix, keyFamilyText } from "./failure-fix.ts";
import { candidatesText, deedOf, keyWasFine, LOUD_WORDING, SKIP_DEED } from "./failure-wording.ts";
import type { SentHeader } from "../diagnosis/model-call.ts";
import { modelText } from "../diagnosis/model-text.ts";
import { oneLine, quoted } from "../secrets/plain-text.ts";
import type { ReportedFailure, SkippedCall } from "../guard/reported.ts";
import type { ReportReader } from "./report-reader.ts";

const PAGE_OF_KINDS = "docs/auth-failures.md";

const MOST_SENT_HEADERS = 6;

/** The loud text: what refused, in the provider's own words, what it was, what was sent from where, and what to do. `isStopped`: `onAuthFailure: "stop"` applies, so no other model is asked. */
export function failureReport(call: JudgedCall, reader: ReportReader, isStopped: boolean): string {
  const { classification } = call;
  const gate = isClientQuestion(classification) ? call.provider?.clientGate : undefined;
  return lines(
    `${modelText(call)} ${deedOf(classification)}: ${outcomeText(call)}`,
    [quotation(call), cause(call, gate)],
    [
      ...endpointRow(call),
      ...sentRows(call, gate),
      ...labelled("fix", failureFix(call, gate, reader.command)),
      ...(isStopped ? STOPPED_ROW : nextRow(call)),
      moreRow(sectionOf(classification), reader),
    ],
  );
}

/** A turn in which the host left the provider out: why (`failure` is the one behind it), for how long yet, and that nothing was sent. */
export function skipReport(
  skipped: SkippedCall,
  failure: Pick<ReportedFailure, "classification" | "outcome" | "lastAt"> | undefined,
  now: number,
  reader: ReportReader,
): string {
  const retry =
    skipped.retryInMs === undefined
      ? "when the host's cool-down ends; hosts hold back a refused key for one to two minutes"
      : `in ${durationText(skipped.retryInMs)} the host asks it again`;
  return lines(
    `${modelText(skipped)} ${SKIP_DEED}`,
    [
      ...(skipped.hostText === undefined ? [] : [quoted(skipped.hostText)]),
      failure === undefined
        ? "The cause is not known: no failure of it was seen since this process started. If the cause is fixed already, " +
          "it is answered as soon as the cool-down ends."
        : `It ${deedOf(failure.classification)} ${durationText(now - failure.lastAt)} ago: ${failure.outcome}.` +
          (keyWasFine(failure.classification) ? " The API key was not the problem." : ""),
    ],
    [
      { label: "sent", text: "nothing" },
      { label: "retry", text: retry },
      ...nextRow(skipped),
      moreRow(failure === undefined ? "cool-down" : sectionOf(failure.classification), reader),
    ],
  );
}

/** "HTTP 403 access_terminated_error", or why there was no response. */
export function outcomeText({
  classification,
  status,
  error,
}: Pick<JudgedCall, "classification" | "status" | "error">): string {
  const code = titleCode(classification.code, status);
  if (status !== undefined) return oneLine(`HTTP ${status}${code === undefined ? "" : ` ${code}`}`);
  const reason = code ?? errorCode(error);
  return oneLine(`no HTTP status${reason === undefined ? "" : ` (${reason})`}`);
}

/** A code that only repeats the status, is "error", a sentence or an address does not help in a title. */
function titleCode(code: string | undefined, status: number | undefined): string | undefined {
  const isShort = code !== undefined && /^[^\s/]{1,64}$/u.test(code);
  return isShort && code !== String(status) && code.toLowerCase() !== "error" ? code : undefined;
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

/** One label for several lines. */
function labelled(label: string, texts: readonly string[]): Row[] {
  return texts.map((text, index) => ({ label: index === 0 ? label : "", text }));
}

function sectionOf({ kind, sure }: Classification): string {
  return sure ? kind : "undecided";
}

/** The path has a line of its own, so that it can be copied from a narrow terminal. */
function moreRow(section: string, { page }: ReportReader): Row {
  return { label: "more", text: `section ${section} of\n  ${page(PAGE_OF_KINDS)}` };
}

function quotation({ classification, status, body, error }: JudgedCall): string {
  if (classification.message !== undefined) return quoted(classification.message);
  if (status === undefined) {
    return error === undefined || error.message === ""
      ? "There was no response."
      : quoted(error.message);
  }
  return body === undefined
    ? "The provider's message is not known: the response body was not seen."
    : "The provider gave no reason in the response body.";
}

function cause(call: JudgedCall, gate: ClientGate | undefined): string {
  const { classification } = call;
  const statement = gate === undefined ? [] : [gate.statement];
  const family = isCredentialQuestion(classification) ? keyFamilyText(call) : undefined;
  const key = family === undefined ? [] : [family];
  const foreign = foreignCredential(call)?.foreign;
  const text =
    foreign === undefined
      ? []
      : [`What was sent is ${foreign.what}: OpenClaw writes it ${foreign.right}.`];
  const first =
    text.length > 0 && isKeyQuestionAlone(classification)
      ? []
      : classification.sure && isLoudKind(classification.kind)
        ? [LOUD_WORDING[classification.kind].cause]
        : [`The cause is not certain. It may be ${candidatesText(classification)}.`];
  return [...first, ...statement, ...text, ...key].join(" ");
}

function endpointRow({ classification, endpoint, provider }: JudgedCall): readonly Row[] {
  // A proxy or relay under a known provider's name may have refused by itself.
  const isElsewhere = providerAt(endpoint) !== provider;
  const matters =
    isElsewhere ||
    classification.kind === "wrong_endpoint_or_key" ||
    (!classification.sure && classification.candidates.includes("wrong_endpoint_or_key"));
  return matters && endpoint !== "" ? [{ label: "endpoint", text: oneLine(endpoint) }] : [];
}

function sentRows(call: JudgedCall, gate: ClientGate | undefined): readonly Row[] {
  if (call.sent.length === 0) {
    return [{ label: "sent", text: "not known: only the caller's error was seen" }];
  }
  const shown = call.sent.filter((header) => concerns(header, call.classification, gate));
  const rows = shown.slice(0, MOST_SENT_HEADERS).map((header) => ({
    label: header.removed === true ? "removed" : "sent",
    text: sentText(header),
  }));
  const rest = shown.length - rows.length;
  const missing = missingFields(call, gate);
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

/** 2026.9 blanks out in its log what follows `authorization:`, the note behind it too. */
function sentText(header: SentHeader): string {
  const value = isCredentialName(header.name) ? ` "${header.value}"` : `: ${header.value}`;
  const field = header.removed === true ? header.name : `${header.name}${value}`;
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

function originText({ layer, source, unlike }: SentHeader): string {
  if (unlike !== undefined) return `${LAYER_TEXT[layer]}, not ${placeText(unlike)}`;
  return source === undefined ? LAYER_TEXT[layer] : placeText(source);
}

/** "models.providers.kimi-coding.headers, openclaw.json:14:9, from ${NAME}" */
function placeText(source: HeaderSource): string {
  const end = source.path.lastIndexOf(".headers");
  const block = end < 0 ? source.path : source.path.slice(0, end + ".headers".length);
  const place = [source.file, source.line, source.column].filter((part) => part !== undefined);
  const parts = [block, ...(source.file === undefined ? [] : [place.join(":")])];
  if (source.reference !== undefined) parts.push(`from ${source.reference}`);
  return oneLine(parts.join(", "));
}

const STOPPED_ROW: readonly Row[] = [
  { label: "next", text: 'no other model is asked: onAuthFailure is "stop"' },
];

function nextRow({ nextModel }: Pick<JudgedCall, "nextModel">): readonly Row[] {
  if (nextModel === undefined) return [];
  return [
    {
      label: "next",
      text:
        nextModel === null
          ? "no other model is configured: this stays unanswered"
          : `${oneLine(nextModel)} is configured to answer instead`,
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
