import { expect, it, onTestFinished } from "vitest";
import { installProviderHeaders, type InstallOptions } from "../../src/transport/install.ts";
import { captureServer } from "./capture-server.ts";

function install(options: InstallOptions): { said: string[] } {
  const said: string[] = [];
  const logger = {
    error: (text: string) => said.push(`error ${text}`),
    warn: (text: string) => said.push(`warn ${text}`),
  };
  const installation = installProviderHeaders({ logger, ...options });
  onTestFinished(() => installation.uninstall());
  return { said };
}

it("a request to a provider goes out with its headers, and its refusal is told", async () => {
  const server = await captureServer((_request, response) => {
    response.statusCode = 403;
    response.end('{"error":{"type":"access_terminated_error","message":"only for coding agents"}}');
  });
  const key = "sk-kimi-test-000000000000";
  install({
    providers: {
      "kimi-coding": {
        baseUrl: `${server.origin}/coding/v1`,
        apiKey: key,
        headers: { "X-Title": "me" },
      },
    },
  });
  await fetch(`${server.origin}/coding/v1/chat/completions`, {
    method: "POST",
    body: "{}",
    headers: { "User-Agent": "OpenAI/JS 6", Authorization: `Bearer ${key}` },
  });
  expect(server.last("user-agent")).toEqual(["claude-code/0.1.0"]);
  expect(server.last("x-title")).toEqual(["me"]);
});
