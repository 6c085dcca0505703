import { describe, expect, it } from "vitest";
import { configValue } from "../../src/config/config-value.ts";
import { createHiddenTexts, gatherVariables } from "../../src/config/hidden-texts.ts";
import { originByPath } from "../../src/config/origin.ts";
import { substituteVariables } from "../../src/config/variables.ts";

function hidden(fill: (texts: ReturnType<typeof createHiddenTexts>) => void): string[] {
  const texts = createHiddenTexts();
  fill(texts);
  return texts.list();
}

describe("what a variable put into a name", () => {
  it.each<[string, string, readonly string[]]>([
    ["is hidden", "acme_internal-7", ["acme_internal-7"]],
    ["in lower case too, as hosts are written", "Acme-Tenant7", ["Acme-Tenant7", "acme-tenant7"]],
    ["but for the name of a provider", "kimi-coding", []],
    ["but for the name of an api", "openai-completions", []],
    ["but for a known provider before a model", "moonshot/acme-7", ["acme-7"]],
    ["but for a plain provider before a plain model", "relay/k2-plain", []],
    ["but for a plain model", "k2-plain", []],
    ["whole where its beginning is no provider", "Ab+/Cd9f", ["Ab+/Cd9f"]],
    ["but for the origin of an address", "https://relay.example:8443/v1", []],
    ["the path of an address", "https://relay.example/acme-7-key/v1", ["acme-7-key/v1"]],
    ["user, password and query", "https://u:p@r.example/?k=abc", ["u", "p", "abc"]],
    ["but for a known path", "https://api.kimi.com/coding/v1", []],
  ])("%s: %s", (_title, text, expected) => {
    const all = hidden((texts) => {
      texts.addNamed(text);
      texts.addPlain("relay/k2-plain");
      texts.addPlain("relay");
    });
    expect(all).toEqual(expected);
  });
});

it("a secret stays hidden where it is somebody's plain name, unless everybody calls a provider so", () => {
  const all = hidden((texts) => {
    texts.add("acme-key");
    texts.add("kimi-coding");
    texts.addPlain("acme-key");
  });
  expect(all).toEqual(["acme-key"]);
});

it("variables are found at any depth, and the home folder is none of them", () => {
  const env = { SECRET: "one-secret", OTHER: "two-secret", HOME: "/home/somebody" };
  const config = {
    list: [{ deep: "a ${SECRET}" }],
    text: "${OTHER}",
    file: "${HOME}/keys.json",
    ref: "what-a-host-resolved",
  };
  const substitution = (path: readonly (string | number)[]) => {
    if (path[0] === "ref") return { text: "", variables: [], unset: [], reference: true };
    const text = path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), config);
    return typeof text === "string" ? substituteVariables(text, env) : undefined;
  };
  const value = configValue(config, originByPath({ substitution }));
  expect(hidden((texts) => gatherVariables(value, env, texts))).toEqual([
    "one-secret",
    "two-secret",
    "what-a-host-resolved",
  ]);
});
