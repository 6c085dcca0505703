import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";

import { askModel } from "../../src/cli/ask-model.ts";
import type { ReadyProbe } from "../../src/cli/prepare-probe.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const SENT = [{ name: "x-a", value: "***", layer: "provider" as const }];

function ask(
  address: string,
  {
    env = {},
    signal = new AbortController().signal,
    timeoutMilliseconds = 20_000,
  }: {
    readonly env?: ReadyProbe["env"];
    readonly signal?: AbortSignal;
    readonly timeoutMilliseconds?: number;
  } = {},
) {
  const probe: ReadyProbe = {
    target: { provider: "relay", model: "m" },
    api: "openai-completions",
    url: new URL(address),
    address: "as it is shown",
    fields: [],
    body: "{}",
    answerKey: "choices",
    sent: SENT,
    ofHost: [],
    keyPrefix: undefined,
    scrub: (text) => text.replaceAll("hidden", "***"),
    env,
    command: "npx provider-headers",
    nextModel: undefined,
  };
  return askModel(probe, { signal, timeoutMilliseconds });
}

const KNOWN = {
  target: { provider: "relay", model: "m" },
  api: "openai-completions",
  url: "as it is shown",
  sent: SENT,
};
const MILLISECONDS = expect.any(Number) as number;

it("tells the verdict of an answer, its status and how long it took", async () => {
  const address = await serve((_request, response) => response.end('{"choices":[]}'));
  const result = await ask(address);
  expect(result).toEqual({
    ...KNOWN,
    verdict: "answers",
    text: "",
    status: 200,
    milliseconds: MILLISECONDS,
  });
  expect(result.milliseconds).toBe(Math.round(result.milliseconds ?? 0.5));
  expect(result.milliseconds).toBeLessThan(20_000);
});

it("tells what kept it from an answer, where a proxy is set too", async () => {
  const gone = { ...KNOWN, verdict: "no answer", milliseconds: MILLISECONDS };
  expect(await ask("http://127.0.0.1:9/", { env: { HTTPS_PROXY: "http://p" } })).toEqual({
    ...gone,
    text: "connect ECONNREFUSED 127.0.0.1:9",
  });
  const silent = await serve(() => {});
  expect(await ask(silent, { timeoutMilliseconds: 50 })).toEqual({
    ...gone,
    text: "nothing within 0.05 s",
  });
  const half = await serve((_request, response) => response.writeHead(200).write("{"));
  expect(await ask(half, { timeoutMilliseconds: 200 })).toEqual({
    ...gone,
    status: 200,
    text: "its answer did not end within 0.2 s",
  });
});

it.each(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])(
  "says that it does not go through the proxy of %s",
  async (name) => {
    const { text } = await ask("http://hidden.invalid/", { env: { [name]: "http://p" } });
    expect(text).toMatch(
      new RegExp(
        `^getaddrinfo \\S+ \\*\\*\\*\\.invalid \\(${name} is set, and a probe does not go through a proxy\\)$`,
        "u",
      ),
    );
  },
);

it("says nothing of a proxy that is not set", async () => {
  const { text } = await ask("http://hidden.invalid/", { env: { HTTPS_PROXY: "" } });
  expect(text).toMatch(/^getaddrinfo \S+ \*\*\*\.invalid$/u);
});

it("lets an interruption through, before an answer and within it", async () => {
  for (const isBegun of [false, true]) {
    const abort = new AbortController();
    const address = await serve((_request, response) => {
      if (isBegun) response.writeHead(200).write("{", () => abort.abort());
      else abort.abort();
    });
    await expect(ask(address, { signal: abort.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  }
});
