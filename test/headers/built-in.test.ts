import { describe, expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/providers/find.ts";
import { builtInLayer, builtInValue } from "../../src/headers/built-in.ts";
import { builtInNotice, builtInReminder } from "../../src/transport/built-in-notice.ts";

const kimi = BUILT_IN_PROVIDERS[0];
if (kimi === undefined) throw new Error("The table is empty.");

describe("the table", () => {
  it("sends Kimi Code the name that it is known to let in", () => {
    expect(kimi.endpoint).toBe("https://api.kimi.com/coding");
    expect(builtInLayer(kimi)).toEqual({
      layer: "built-in",
      headers: { "User-Agent": "claude-code/0.1.0" },
    });
    expect(builtInValue(kimi, "user-agent")).toBe("claude-code/0.1.0");
    expect(builtInValue(kimi, "x-title")).toBeUndefined();
  });

  it.each(BUILT_IN_PROVIDERS.map((row) => [row.ids[0], row] as const))(
    "%s says when and where each fact was seen",
    (_id, { endpoint, seen, statement }) => {
      expect(new URL(endpoint).protocol).toBe("https:");
      for (const { on, source } of [seen, statement]) {
        expect(on).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(source).toMatch(/^https:\/\//);
      }
    },
  );
});

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
      'A name of your own: `"User-Agent": "your-client/1.0"` in models.providers.kimi.headers. Whether it is let in only a try can tell:',
      "openclaw provider-headers probe kimi --header 'User-Agent: your-client/1.0'",
    ].join("\n"),
  );
  const nowhere = { ids: [], addresses: [] };
  expect(builtInNotice(kimi, nowhere, READER)).toContain(
    "kimi-coding: requests to https://api.kimi.com/coding are sent",
  );
  expect(builtInReminder(kimi, place, READER)).toBe(
    "kimi: requests to https://proxy.example/coding/v1 are sent with `User-Agent: claude-code/0.1.0`, which names another client (Claude Code); to change it, see /pkg/docs/custom-headers.md",
  );
});
