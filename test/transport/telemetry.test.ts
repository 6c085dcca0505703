import { metrics } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { expect, it, onTestFinished, vi } from "vitest";

import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";

const REFUSED = {
  providerId: "relay",
  modelId: "m1",
  endpoint: "https://relay.example/v1/chat/completions",
  status: 401,
  headers: {},
  body: '{"error":{"message":"Incorrect API key provided"}}',
  sent: [],
};
const QUIET = { error: () => {}, warn: () => {} };

function sdk() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  const records = new InMemoryLogRecordExporter();
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  logs.setGlobalLoggerProvider(
    new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: records })] }),
  );
  onTestFinished(async () => {
    await reader.shutdown();
    metrics.disable();
    logs.disable();
  });
  return {
    records: () => records.getFinishedLogRecords(),
    async counts() {
      exporter.reset();
      await reader.forceFlush();
      return exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap((scope) => scope.metrics)
        .flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => [descriptor.name, attributes, value]),
        );
    },
  };
}

it("counts events and writes records where an SDK is set up", async () => {
  const { records, counts } = sdk();
  const guard = createFallbackGuard({ logger: QUIET });
  guard.requestFailed(REFUSED);
  guard.requestFailed(REFUSED);
  guard.requestSucceeded(REFUSED);
  await vi.waitFor(() => expect(records()).toHaveLength(2));
  const kind = "invalid_credentials";
  expect(await counts()).toEqual([
    ["provider_headers.guard.events", { type: "refused", provider: "relay", kind }, 2],
    ["provider_headers.guard.events", { type: "recovered", provider: "relay", kind }, 1],
  ]);
  expect(records()).toMatchObject([
    {
      eventName: "provider_headers.refused",
      severityText: "ERROR",
      body: expect.stringContaining("relay/m1 refused the credential") as string,
      attributes: {
        "provider_headers.provider": "relay",
        "provider_headers.model": "m1",
        "provider_headers.kind": kind,
        "provider_headers.status": 401,
      },
    },
    { eventName: "provider_headers.recovered", severityText: "INFO" },
  ]);
});

it("bounds the labels of the counter", async () => {
  const { counts } = sdk();
  const guard = createFallbackGuard({ logger: QUIET });
  for (let at = 0; at < 150; at += 1) guard.requestFailed({ ...REFUSED, providerId: `p${at}` });
  await vi.waitFor(async () => {
    const refused = (await counts()).filter(([, labels]) =>
      JSON.stringify(labels).includes("refused"),
    );
    expect(refused).toHaveLength(101);
    expect(refused.at(-1)).toMatchObject([
      "provider_headers.guard.events",
      { provider: "_other" },
      50,
    ]);
  });
});

it("says once that the API is not there to be loaded", async () => {
  sdk();
  vi.doMock("@opentelemetry/api", () => {
    throw new Error("Cannot find package");
  });
  onTestFinished(() => void vi.doUnmock("@opentelemetry/api"));
  const warned: string[] = [];
  const guard = createFallbackGuard({ logger: { ...QUIET, warn: (text) => warned.push(text) } });
  guard.requestFailed(REFUSED);
  guard.requestFailed(REFUSED);
  await vi.waitFor(() => expect(warned).not.toEqual([]));
  expect(warned).toEqual([
    expect.stringMatching(
      /^provider-headers: OpenTelemetry is set up but gets no events: @opentelemetry\/api cannot be loaded \(.*\)\. Install it beside provider-headers\.$/s,
    ),
  ]);
});

it("does nothing where none is", () => {
  const guard = createFallbackGuard({ logger: QUIET });
  expect(() => guard.requestFailed(REFUSED)).not.toThrow();
});
