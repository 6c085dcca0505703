import type { HeaderPlan } from "../../src/headers/header-plan.ts";
import { createScrubber } from "../../src/secrets/scrubber.ts";
import { compileProvider } from "../../src/transport/compiled-provider.ts";
import type { RequestPlan } from "../../src/transport/request-plan.ts";

const provider = compileProvider({
  id: "relay",
  layers: [],
  models: [],
  builtInDefaults: true,
  onAuthFailure: "warn",
});

/** A request to a relay that gets these headers. */
export function relayPlan(headers: HeaderPlan): RequestPlan {
  return {
    provider,
    headers,
    values: {},
    withSecrets: true,
    fields: [],
    carried: [],
    call: { providerId: "relay" },
    endpoint: "https://relay.example/v1",
    route: "https://relay.example/v1",
    isModelCall: true,
    address: { origin: "https://relay.example", path: "/v1" },
    scrub: createScrubber([]),
  };
}
