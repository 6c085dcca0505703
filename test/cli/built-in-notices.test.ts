import { describe, expect, it } from "vitest";

import { builtInNotices, type BuiltInUse } from "../../src/cli/built-in-notices.ts";
import { parseTarget } from "../../src/cli/model-target.ts";
import { planFor } from "../../src/cli/target-plan.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { packageFile } from "../../src/package-files.ts";

const { config } = providerConfigFrom(
  {
    models: {
      providers: {
        "kimi-coding": { headers: { "X-A": "1" }, models: [] },
        kimi: { headers: { "User-Agent": "my-agent/1.0" }, models: [] },
        relay: { headers: { "X-A": "1" }, models: [] },
      },
    },
  },
  { env: {} },
);

function use(name: string, address?: string): BuiltInUse {
  const target = parseTarget(name, config);
  return { ...planFor(target, config), providerId: target.provider, address };
}

const noticesOf = (uses: readonly BuiltInUse[], isFirst = false, room = Infinity) =>
  builtInNotices(uses, {
    reader: { command: "npx provider-headers", page: packageFile },
    room,
    isFirst: () => isFirst,
  });

const REST =
  "are sent with `User-Agent: claude-code/0.1.0`, which names another client (Claude Code); " +
  `to change it, see ${packageFile("docs/custom-headers.md")}`;

describe("a built-in that goes out", () => {
  it.each<[string, readonly BuiltInUse[], string[]]>([
    [
      "once, with each name and each address",
      [
        use("kimi-coding", "https://a"),
        use("kimi-code", "https://a"),
        use("kimi-coding", "https://b"),
      ],
      [`kimi-coding: requests to https://a and https://b ${REST}`],
    ],
    [
      "without an address that is not known",
      [use("kimi-coding")],
      [`kimi-coding: requests to https://api.kimi.com/coding ${REST}`],
    ],
    ["not where another header is sent in its place", [use("kimi", "https://a")], []],
    ["not of a provider that has none", [use("relay", "https://a")], []],
  ])("is stated %s", (_how, uses, notices) => {
    expect(noticesOf(uses)).toEqual(notices);
  });

  it("is stated in full the first time, no wider than the terminal", () => {
    const [notice = ""] = noticesOf([use("kimi-coding", "https://a")], true);
    expect(notice.split("\n")[1]).toMatch(/^It names another client, Claude Code\. /u);
    const [narrow = ""] = noticesOf([use("kimi-coding", "https://a")], true, 60);
    expect(narrow.split("\n").slice(0, 3)).toEqual([
      "kimi-coding: requests to https://a are sent with",
      "`User-Agent: claude-code/0.1.0` unless you configure",
      "another.",
    ]);
  });
});
