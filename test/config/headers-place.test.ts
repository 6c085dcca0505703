import { expect, it } from "vitest";
import { configValue } from "../../src/config/config-value.ts";
import { headersFix, isNameForHeaders } from "../../src/config/headers-place.ts";
import { originByPath } from "../../src/config/origin.ts";

const models = [{ id: "one" }, { id: "maker/two" }];
const config = configValue(
  { models: { providers: { relay: { models }, "relay/far": { models }, plain: {} } } },
  originByPath({}),
);

const ANYWHERE =
  "Write them in the headers of a provider entry or of a model under models.providers.";

it.each([
  ["models.providers.relay.options", "models.providers.relay"],
  ['models.providers["a/b"].options.headers', 'models.providers["a/b"]'],
  ["models.providers.relay.models[3].extraHeaders", "models.providers.relay.models[3]"],
  ['agents.defaults.models["relay/one"].headers', "models.providers.relay.models[0]"],
  ['agents.list[2].models["relay/maker/two"].params.headers', "models.providers.relay.models[1]"],
  // The longest id, as everywhere.
  ['agents.entries.x.models["relay/far/one"].headers', 'models.providers["relay/far"].models[0]'],
  ['agents.defaults.models["plain/new"].headers', "models.providers.plain"],
])("what stands at %s belongs to %s", (path, place) => {
  expect(headersFix(path, config)).toBe(`Write them in ${place}.headers.`);
});

it.each([
  "headers",
  "models.headers",
  "agents.defaults.headers",
  "agents.defaults.models.auto.headers",
  'agents.defaults.models["other/one"].headers',
])("what stands at %s may belong anywhere", (path) => {
  expect(headersFix(path, config)).toBe(ANYWHERE);
});

it("knows the names that other tools have for headers", () => {
  const names =
    "headers header extraHeaders extra_headers custom-headers defaultHeaders httpHeaders";
  expect(names.split(" ").every(isNameForHeaders)).toBe(true);
  const others = "authHeader headersTimeout cacheHeaders betas";
  expect(others.split(" ").some(isNameForHeaders)).toBe(false);
});
