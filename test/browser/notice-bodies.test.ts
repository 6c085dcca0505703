import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Gateway, Host, pause } from "../hosts/host.ts";
import { atLeast } from "../hosts/host-versions.ts";
import { Endpoints, KEYS, model, seedConfig, SHARED_APIS } from "../hosts/scenarios.ts";

const UNKNOWN_CLIENT = { "User-Agent": "curl/8.0" };
const BASE_PATHS = {
  "openai-completions": "/v1",
  "openai-responses": "/v1",
  "anthropic-messages": "",
  "google-generative-ai": "/v1beta",
} as const;
type SharedApi = keyof typeof BASE_PATHS;

/** What a model is sent of a conversation stays the same with the notice that is stored with its answers, byte for byte. */
describe.each(inject("hosts").filter(({ keepsNotices }) => keepsNotices))(
  "OpenClaw $version",
  (installed) => {
    let endpoints: Endpoints;
    let host: Host;
    let gateway: Gateway;
    let plugins: { entries?: object };

    beforeAll(async () => {
      endpoints = await Endpoints.start();
      host = await Host.create(installed);
      await host.configure(config());
      const installation = await host.installPlugin(inject("tarball"));
      if (installation.code !== 0) throw new Error(installation.stdout + installation.stderr);
      plugins = (await host.readConfig())["plugins"] as typeof plugins;
      gateway = await host.startGateway(400_000);
    });

    afterAll(async () => {
      await gateway?.stop();
      await host?.dispose();
      await endpoints?.close();
    });

    /** One agent an api: each asks a provider that refuses, and is answered over that api by another. */
    function config() {
      const workspace = join(host.folder, "workspace");
      const { agents } = seedConfig(endpoints, workspace);
      const answering = SHARED_APIS.map((api) => [
        `answers-${api}`,
        {
          baseUrl: `${endpoints.plain.origin}/${api}${BASE_PATHS[api as SharedApi]}`,
          api,
          apiKey: "sk-test-answers-0000",
          models: [model("m")],
        },
      ]);
      const refusing = {
        baseUrl: endpoints.kimi.baseUrl,
        api: "openai-completions",
        apiKey: KEYS.kimi,
        headers: UNKNOWN_CLIENT,
        models: [model("k2p5")],
      };
      const asking = SHARED_APIS.map((api) => ({
        id: api,
        workspace,
        model: { primary: "refusing/k2p5", fallbacks: [`answers-${api}/m`] },
      }));
      return {
        models: { providers: { refusing, ...Object.fromEntries(answering) } },
        agents: {
          ...(agents as object),
          list: [{ id: "main", default: true, workspace }, ...asking],
        },
      };
    }

    async function notice(where: "reply" | "log"): Promise<void> {
      const settings = { enabled: true, config: { notice: where } };
      const entries = { ...plugins.entries, "provider-headers": settings };
      await host.configure({ ...config(), plugins: { ...plugins, entries } });
    }

    async function talk(session: string, messages: readonly string[]): Promise<void> {
      for (const api of SHARED_APIS) {
        for (const message of messages) {
          await gateway.chat(`agent:${api}:${session}`, message, 120_000);
        }
      }
    }

    /** What the api's model received since the last time, without what differs between two sessions anyway. */
    function received(): Readonly<Record<string, readonly string[]>> {
      const bodies = SHARED_APIS.map((api) => [api, endpoints.plainRequests(api).map(same)]);
      endpoints.forget();
      return Object.fromEntries(bodies) as Record<string, string[]>;
    }

    /** Before 2026.9.6 the notice is stored in the text, so the host's own count of what it stores is larger. */
    function same(request: { readonly path: string; readonly body: string }): string {
      const text = sameOf(request);
      if (atLeast(installed.version, "2026.9.6")) return text;
      return text.replace(/Compacted \(8 → \d+\) • Context \d+\/128k/g, "Compacted");
    }

    const MESSAGES = ["one", "two", "three", "four", "/compact", "five"];

    test("turns, compaction and a session that is opened again, over each api", async () => {
      await talk("with", MESSAGES);
      const kept = await Promise.all(
        SHARED_APIS.map((api) =>
          gateway.call("chat.history", { sessionKey: `agent:${api}:with`, limit: 50 }),
        ),
      );
      for (const history of kept) expect(JSON.stringify(history)).toContain("This reply is from ");
      const withNotice = received();
      await notice("log");
      // The plugin is loaded again; versions before 2026.9 start their gateway again for that.
      await pause(20_000);
      gateway.reconnect();
      await talk("without", MESSAGES);
      const withoutNotice = received();
      await gateway.stop();
      gateway = await host.startGateway(400_000);
      await talk("with", ["six"]);
      const reopenedWith = received();
      await talk("without", ["six"]);
      const reopenedWithout = received();
      for (const api of SHARED_APIS) {
        // Five turns and what is asked to sum them up.
        expect(withNotice[api]?.length).toBeGreaterThanOrEqual(6);
        expect(withNotice[api]).toEqual(withoutNotice[api]);
        expect(reopenedWith[api]).toEqual(reopenedWithout[api]);
        expect(reopenedWith[api]?.length).toBeGreaterThanOrEqual(1);
      }
    }, 1_500_000);
  },
);

function sameOf({ path, body }: { readonly path: string; readonly body: string }): string {
  return `${path} ${body}`
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID")
    .replace(
      /\b(?:[A-Z][a-z]{2} )?\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: UTC|Z)?/g,
      "TIME",
    )
    .replace(/:with(?:out)?\b/g, ":SESSION");
}
