import { scrubClassification } from "../diagnosis/scrub-classification.ts";
import { providerOf } from "../providers/find.ts";
import { judgeFailure } from "../diagnosis/classify-failure.ts";
import { failureReport } from "../report/failure-report.ts";
import { installedReader } from "../transport/installed-reader.ts";
import { isAuthKind, isLoudKind } from "../diagnosis/loud-kind.ts";
import { contentOf, isCompletion } from "./answer-content.ts";
import type { ReadyProbe } from "./prepare-probe.ts";
import type { ProbeResult } from "./probe-result.ts";
import type { ProbeAnswer } from "./send-probe.ts";
import { addressShower } from "../config/shown-address.ts";
import { parseUrl } from "../providers/parse-url.ts";

type Judgement = Pick<ProbeResult, "verdict" | "text" | "classification" | "report" | "stops">;

/** `late`: the time was up before the body ended. */
export function judgeAnswer(
  probe: ReadyProbe,
  answer: ProbeAnswer,
  late: string | undefined,
): Judgement {
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
    const location = parseUrl(headers["location"], probe.url);
    const to =
      location === undefined
        ? "an address that cannot be read"
        : addressShower({ secrets: [] })(location.href);
    return { verdict: "redirected", text: `to ${probe.scrub(to)}; nothing was sent there` };
  }
  const { target, url, address, keyPrefix, sent, nextModel } = probe;
  const provider = providerOf(target.provider, url.origin + url.pathname);
  const failure = { status, headers, body: content?.value, keyPrefix };
  const classification = scrubClassification(judgeFailure(failure, provider), probe.scrub);
  const { kind, sure } = classification;
  const call = {
    providerId: target.provider,
    modelId: target.model,
    provider,
    classification,
    status,
    headers,
    endpoint: address,
    body: answer.body,
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
    report: isLoudKind(kind)
      ? failureReport(call, installedReader(probe.command), stops)
      : undefined,
    stops,
  };
}
