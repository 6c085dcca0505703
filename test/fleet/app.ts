import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { metrics } from "@opentelemetry/api";
import { MeterProvider } from "@opentelemetry/sdk-metrics";

import { installProviderHeaders } from "../../src/index.ts";

/** An application with metrics: asks a provider that refuses it, each half second, until it is ended. */
const [, , baseUrl = "", port = ""] = process.argv;

const reader = new PrometheusExporter({ host: "127.0.0.1", port: Number(port) });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
installProviderHeaders({
  providers: { relay: { baseUrl, apiKey: "sk-relay-test-000000000000" } },
  logger: { error: () => {}, warn: () => {} },
});
setInterval(() => {
  const headers = { authorization: "Bearer sk-relay-test-000000000000" };
  fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model: "m1", messages: [] }),
  }).then(
    (response) => response.text(),
    () => {},
  );
}, 500);
