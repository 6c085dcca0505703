import { isLoopbackHost } from "../providers/loopback.ts";
import { judgeAnswer } from "./judge-answer.ts";
import type { ReadyProbe } from "./prepare-probe.ts";
import type { ProbeResult } from "./probe-result.ts";
import { sendProbe } from "./send-probe.ts";

/** Sends the one request. Throws only where `signal` ends it. */
export async function askModel(
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
    return { ...known, milliseconds, status: answer.status, ...judgeAnswer(probe, answer, late) };
  } catch (error) {
    options.signal.throwIfAborted();
    const milliseconds = Math.round(performance.now() - begun);
    const fault = timeout.aborted ? `nothing ${limit}` : probe.scrub(connectionFault(error));
    const text = `${fault}${proxyNote(probe)}`;
    return { ...known, milliseconds, verdict: "no answer", text };
  }
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
