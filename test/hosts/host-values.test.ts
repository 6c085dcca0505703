import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { outcomesOf, type ValueField, type ValueForm } from "../../src/config/host-values.ts";
import { type StandIn, startKimiStandIn } from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { type Gateway, Host } from "./host.ts";
import { atLeast } from "./host-versions.ts";
import { model } from "./scenarios.ts";

const VALUE = "value-of-the-variable-4c1d";
const KEY = "sk-test-plain-0000";

/** A text of each form, and two that no host reads. */
const WRITTEN: Readonly<Record<ValueForm | "other tool" | "shell", string>> = {
  command: `!printf %s ${VALUE}`,
  name: "PH_TEST_VARIABLE",
  "key variable": "ANTHROPIC_API_KEY",
  dollar: "$PH_TEST_VARIABLE",
  mark: "secretref-env:PH_TEST_VARIABLE",
  "other tool": "{env:PH_TEST_VARIABLE}",
  shell: `$(printf %s ${VALUE})`,
};

type Form = keyof typeof WRITTEN;

const FORMS = Object.keys(WRITTEN) as Form[];
const slug = (text: string): string => text.replaceAll(/[ .]/g, "-");

/** Headers of one place, one a form. */
function headersOf(field: ValueField): Record<string, string> {
  return Object.fromEntries(FORMS.map((form) => [`x-${slug(field)}-${slug(form)}`, WRITTEN[form]]));
}

describe.each(inject("hosts"))("OpenClaw $version", (installed) => {
  const { version } = installed;
  const hasRequest = atLeast(version, "2026.4.15");
  /** Where each form is a provider, and an agent, of its own. */
  const keyFields: readonly ValueField[] = hasRequest ? ["apiKey", "request.auth"] : ["apiKey"];
  const headerFields: readonly ValueField[] = [
    "headers",
    "model headers",
    ...(hasRequest ? (["request.headers"] as const) : []),
  ];
  const agentOf = (field: ValueField, form: Form) => `${slug(field)}-${slug(form)}`.toLowerCase();
  let plain: StandIn;
  let host: Host;
  let gateway: Gateway;

  beforeAll(async () => {
    plain = await startKimiStandIn({ role: "plain" });
    host = await Host.create(installed);
    host.environment = { PH_TEST_VARIABLE: VALUE, ANTHROPIC_API_KEY: VALUE };
    const workspace = join(host.folder, "workspace");
    const providers: Record<string, object> = {};
    const list: object[] = [{ id: "main", default: true, workspace }];
    function add(id: string, entry: object, ofModel: object = {}): void {
      const baseUrl = `${plain.origin}/${id}/v1`;
      const models = [model(`m-${id}`, ofModel)];
      providers[id] = { baseUrl, api: "openai-completions", apiKey: KEY, models, ...entry };
      list.push({ id, workspace, model: { primary: `${id}/m-${id}`, fallbacks: [] } });
    }
    const request = hasRequest && { request: { headers: headersOf("request.headers") } };
    add(
      "headers",
      { headers: headersOf("headers"), ...request },
      { headers: headersOf("model headers") },
    );
    for (const form of FORMS) {
      const auth = { mode: "header", headerName: "x-auth", value: WRITTEN[form] };
      add(agentOf("apiKey", form), { apiKey: WRITTEN[form] });
      if (hasRequest) add(agentOf("request.auth", form), { request: { auth } });
    }
    await host.configure({
      models: { providers },
      agents: { defaults: { workspace, model: { primary: "headers/m-headers" } }, list },
    });
    gateway = await host.startGateway(600_000);
  }, 700_000);

  afterAll(async () => {
    await gateway?.stop();
    await host?.dispose();
    await plain?.close();
  });

  /** What a turn's request had in a field; undefined where it had none, or there was no request. */
  async function sent(agent: string): Promise<(name: string) => string | undefined> {
    await gateway.chat(`agent:${agent}:main`, "ping", 300_000).catch(() => undefined);
    const request = plain.requests.find(({ path }) => path.startsWith(`/${agent}/`));
    return (name) => request?.rawHeaders.find(([one]) => one.toLowerCase() === name)?.[1];
  }

  function outcomeOf(form: Form, value: string | undefined): string {
    if (value === undefined) return "nothing";
    const bare = value.replace(/^Bearer /, "");
    return bare === WRITTEN[form] ? "text" : bare === VALUE ? "value" : bare;
  }

  function expected(field: ValueField): Record<string, string> {
    const isKnown = (form: Form): form is ValueForm => form !== "other tool" && form !== "shell";
    return Object.fromEntries(
      FORMS.map((form) => [form, isKnown(form) ? outcomesOf(form, field, version).newest : "text"]),
    );
  }

  test("headers", { timeout: 900_000 }, async () => {
    const value = await sent("headers");
    for (const field of headerFields) {
      const found = FORMS.map((form) => [
        form,
        outcomeOf(form, value(`x-${slug(field)}-${slug(form)}`)),
      ]);
      expect.soft(Object.fromEntries(found), field).toEqual(expected(field));
    }
  });

  test.each(keyFields)("%s", { timeout: 900_000 }, async (field) => {
    const name = field === "apiKey" ? "authorization" : "x-auth";
    const found: Record<string, string> = {};
    for (const form of FORMS) {
      const value = await sent(agentOf(field, form));
      found[form] = outcomeOf(form, value(name));
    }
    expect(found).toEqual(expected(field));
  });
});
