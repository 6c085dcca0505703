import { join } from "node:path";
import { expect, it } from "vitest";
import { startKimiStandIn } from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { NEWER_NODES, runNode } from "../transport/child-process.ts";

it.each(NEWER_NODES)(
  "what is only counted is told when the process ends, on Node %s",
  async (version) => {
    const kimi = await startKimiStandIn({ mode: "unknown_key" });
    try {
      const preload = join(import.meta.dirname, "../../src/transport/register.ts");
      const app = join(import.meta.dirname, "child/ask-twice.ts");
      const config = join(import.meta.dirname, "child/openclaw.json5");
      const { stderr, code } = await runNode(
        version,
        ["--import", preload, app, `${kimi.baseUrl}/chat/completions`],
        { OPENCLAW_CONFIG_PATH: config, STAND_IN: kimi.baseUrl },
      );
      const lines = stderr.split("\n").filter((line) => line.includes("refused the credentials"));
      expect([code, lines]).toEqual([
        0,
        [
          "kimi-coding refused the credentials: HTTP 401 invalid_authentication_error",
          expect.stringMatching(
            /^kimi-coding refused the credentials 1 more time in \d+ s, 2 in all /u,
          ),
        ],
      ]);
    } finally {
      await kimi.close();
    }
  },
);
