import type { Classification, FailureKind } from "../../src/diagnosis/classify-failure.ts";
import type { JudgedCall } from "../../src/diagnosis/judged-call.ts";
import type { SentHeader } from "../../src/diagnosis/model-call.ts";
import type { SkippedCall } from "../../src/guard/reported.ts";
import { providerOf } from "../../src/providers/find.ts";
import { failureReport, skipReport } from "../../src/report/failure-report.ts";
import type { ReportReader } from "../../src/report/report-reader.ts";

export const sure = (kind: FailureKind, code?: string, message?: string): Classification => ({
  kind,
  sure: true,
  candidates: [kind],
  code,
  message,
  rule: "test",
});

export const undecided = (
  candidates: readonly FailureKind[],
  message?: string,
): Classification => ({
  kind: candidates[0] ?? "permission",
  sure: false,
  candidates,
  message,
  rule: "test",
});

const READER: ReportReader = {
  command: "npx provider-headers",
  page: (path) => `/pkg/${path}`,
};

export const reportOf = (call: JudgedCall, isStopped = false): string =>
  failureReport(call, READER, isStopped);

export const skipReportOf = (
  skipped: SkippedCall,
  failure: Parameters<typeof skipReport>[1],
  now: number,
): string => skipReport(skipped, failure, now, READER);

export const userAgent = (
  layer: SentHeader["layer"],
  value: string,
  more?: object,
): SentHeader => ({
  name: "user-agent",
  value,
  layer,
  ...more,
});

export const KEY: SentHeader = { name: "authorization", value: "Bearer ***", layer: "client" };

export const AT_LINE_14 = {
  source: {
    path: "models.providers.kimi-coding.headers.User-Agent",
    file: "openclaw.json",
    line: 14,
    column: 9,
  },
};

export const KIMI_REFUSAL = sure(
  "client_rejected",
  "access_terminated_error",
  "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, ...",
);

const judged = (call: Omit<JudgedCall, "provider">): JudgedCall => ({
  provider: providerOf(call.providerId, call.endpoint),
  ...call,
});

const KIMI: Omit<JudgedCall, "provider"> = {
  providerId: "kimi-coding",
  modelId: "k2p5",
  classification: KIMI_REFUSAL,
  status: 403,
  endpoint: "https://api.kimi.com/coding/v1/chat/completions",
  headers: {},
  body: "",
  sent: [userAgent("provider", "OpenAI/JS 6.10.0", AT_LINE_14), KEY],
  nextModel: "fb/fallback-model",
};

export const kimi = (facts: Partial<JudgedCall>): JudgedCall => judged({ ...KIMI, ...facts });

export const other = (facts: Partial<JudgedCall>): JudgedCall =>
  kimi({
    providerId: "mine",
    modelId: "m1",
    endpoint: "https://api.example.com/v1/chat/completions",
    sent: [userAgent("client", "OpenAI/JS 6.10.0"), KEY],
    ...facts,
  });

/** The lines that begin with this label, and those that go on with it. */
export function row(report: string, label: string): string[] {
  const rows: string[] = [];
  let current = "";
  for (const line of report.split("\n")) {
    const [, name, text] = /^ {2}(.{9}) (.*)$/u.exec(line) ?? [];
    if (name === undefined || text === undefined) continue;
    current = name.trim() || current;
    if (current === label) rows.push(text);
  }
  return rows;
}
