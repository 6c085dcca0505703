import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";

import { createBodyEvidence } from "../transport/body-evidence.ts";

export interface ProbeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where it cannot be decoded. */
  readonly body: string | undefined;
}

interface SendOptions {
  readonly url: URL;
  /** Name, value, name, value. Sent as they are, in this order; only `host`, `connection` and `content-length` are added. */
  readonly fields: readonly string[];
  readonly body: string;
  readonly signal: AbortSignal;
}

/**
 * One POST over `node:http`, not `fetch`: a header that the plan removes is then truly absent (`fetch` puts its own
 * `user-agent` back), and a redirect is an answer to tell of, never a place to carry a key to. Where `signal` ends it
 * within the body, what came so far is the answer.
 */
export function sendProbe(options: SendOptions): Promise<ProbeAnswer> {
  const { url, signal } = options;
  const body = Buffer.from(options.body);
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = send({
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname.replace(/[[\]]/g, ""),
      port: url.port,
      path: url.pathname + url.search,
      headers: [
        ...Object.entries({ host: url.host, connection: "close" }).flat(),
        ...options.fields,
        "content-length",
        String(body.length),
      ],
      agent: false,
      signal,
    });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      // From here on there is an answer, whatever becomes of the rest of it.
      outgoing.off("error", reject).on("error", () => {});
      void readBody(response).then((text) => resolve(answerOf(response, text)));
    });
    // A 101 that nobody asked for comes as an event of its own, and would never come as an answer.
    outgoing.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(answerOf(response, ""));
    });
    outgoing.end(body);
  });
}

function answerOf(response: IncomingMessage, body: string | undefined): ProbeAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { status: response.statusCode ?? 0, headers, body };
}

/** What can be read of the body: an early end or an unknown encoding takes nothing from the status already known. */
async function readBody(response: IncomingMessage): Promise<string | undefined> {
  const evidence = createBodyEvidence();
  try {
    for await (const chunk of response) {
      if (evidence.add(chunk)) break;
    }
  } catch {
    // What came so far is what there is.
  }
  return evidence.text(response.headers["content-encoding"]);
}
