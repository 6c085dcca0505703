import { expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/providers/find.ts";
import { builtInNotice, builtInReminder } from "../../src/transport/built-in-notice.ts";

const kimi = BUILT_IN_PROVIDERS[0];
if (kimi === undefined) throw new Error("The table is empty.");

const READER = {
  command: "openclaw provider-headers",
  page: (path: string) => `/pkg/${path}`,
};

it("tells in plain words what it does in the user's name", () => {
  const place = { ids: ["kimi"], addresses: ["https://proxy.example/coding/v1"] };
  expect(builtInNotice(kimi, place, READER)).toBe(
    [
      "kimi: requests to https://proxy.example/coding/v1 are sent with `User-Agent: claude-code/0.1.0` unless you configure another.",
      "It names another client, Claude Code. Kimi's terms call changing the client identifier (User-Agent) a violation that may suspend membership benefits (https://www.kimi.com/code/docs/en/#configuring-in-third-party-tools, quoted in patriceckhart/zot #9 and earendil-works/pi #7752).",
      'Off: `builtInDefaults: false`, or `"User-Agent": null` in plugins.entries.provider-headers.config.providers.kimi.headers.',
      'A name of your own: `"User-Agent": "your-client/1.0"` in models.providers.kimi.headers. Try whether it is accepted:',
      "openclaw provider-headers probe kimi --header 'User-Agent: your-client/1.0'",
    ].join("\n"),
  );
  const nowhere = { ids: [], addresses: [] };
  expect(builtInNotice(kimi, nowhere, READER)).toContain(
    "kimi-coding: requests to https://api.kimi.com/coding are sent",
  );
  expect(builtInNotice(kimi, { ids: ["kimi", "corp"], addresses: [] }, READER)).toContain(
    "in plugins.entries.provider-headers.config.providers.<id>.headers.",
  );
  const both = { ids: ["kimi", "corp"], addresses: ["https://a.example", "https://b.example"] };
  expect(builtInReminder(kimi, both, READER)).toContain(
    "kimi, corp: requests to https://a.example and https://b.example are sent",
  );
  const twice = { ...kimi, headers: { "User-Agent": "a/1", "X-Client": "b" } };
  expect(builtInReminder(twice, place, READER)).toContain(
    "are sent with `User-Agent: a/1, X-Client: b`, which",
  );
  expect(builtInReminder(kimi, place, READER)).toBe(
    "kimi: requests to https://proxy.example/coding/v1 are sent with `User-Agent: claude-code/0.1.0`, which names another client (Claude Code); to change it, see /pkg/docs/custom-headers.md",
  );
});
