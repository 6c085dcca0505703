import { apiNamed, APIS, basePathOf, bearer, type ChatApi } from "../providers/apis.ts";

type Fields = Readonly<Record<string, string>>;

export interface ProbeRequest {
  readonly url: URL;
  /** What a client library sends by itself (layer `client`), the credential included; the plan goes on top. */
  readonly fields: Fields;
  readonly body: string;
  /** The key of an answer that holds what the model said. */
  readonly answerKey: string;
}

interface ProbeTarget {
  readonly api: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly credential: string | undefined;
  /** `authHeader: true` of a provider entry: hosts then send the key as a bearer token, too. */
  readonly authHeader: boolean;
}

/** The apis that a probe can ask. */
export const PROBE_API_NAMES = APIS.filter(({ chat }) => chat !== undefined).map(
  ({ name }) => name,
);

/** Throws a `TypeError` for another api than those. */
export function probeRequest(target: ProbeTarget): ProbeRequest {
  const chat = apiNamed(target.api)?.chat;
  if (chat === undefined) throw new TypeError(`no probe for api "${target.api}"`);
  const url = chatUrl(chat, target);
  return {
    url,
    fields: {
      accept: "application/json",
      "content-type": "application/json",
      // These three come from `fetch` itself, which every SDK here uses.
      "accept-language": "*",
      "sec-fetch-mode": "cors",
      "accept-encoding": "gzip, deflate",
      ...chat.fields,
      ...credentialFields(chat, target),
    },
    body: JSON.stringify(chat.body(target.model, url)),
    answerKey: chat.answerKey,
  };
}

function chatUrl(chat: ChatApi, { api, baseUrl, model }: ProbeTarget): URL {
  const route = chat.route(model);
  if (chat.joined === "as text") return new URL(baseUrl.replace(/\/$/, "") + route);
  const url = new URL(baseUrl);
  url.pathname = basePathOf(url.pathname, api) + route;
  return url;
}

function credentialFields(chat: ChatApi, { credential, authHeader }: ProbeTarget): Fields {
  if (credential === undefined) return {};
  const fields = { ...chat.credential(credential), ...(authHeader ? bearer(credential) : {}) };
  // As `fetch` does: a key often comes with the line break of its file.
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, withoutBlanks(value)]),
  );
}

function withoutBlanks(value: string): string {
  let end = value.length;
  while (BLANKS.has(value.charAt(end - 1))) end -= 1;
  return value.slice(0, end).replace(/^[\t\n\r ]+/, "");
}

const BLANKS = new Set(["\t", "\n", "\r", " "]);
