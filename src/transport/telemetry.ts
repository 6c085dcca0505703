import type { Attributes, Counter } from "@opentelemetry/api";
import type { Logger } from "@opentelemetry/api-logs";

import type { FailOpen } from "../guard/fail-open.ts";
import type { GuardEvent } from "./guard-event.ts";

export interface Telemetry {
  /** One more of the counter `provider_headers.guard.events`. */
  count(event: GuardEvent): void;
  /** A log record: a line of the log with its event as attributes. */
  record(text: string, event: GuardEvent): void;
}

/** An API package, and where it keeps what an SDK has registered: it is loaded only then. */
interface Api {
  readonly name: string;
  readonly registered: symbol;
}

const METRICS: Api = {
  name: "@opentelemetry/api",
  registered: Symbol.for("opentelemetry.js.api.1"),
};
const LOGS: Api = {
  name: "@opentelemetry/api-logs",
  registered: Symbol.for("io.opentelemetry.js.api.logs"),
};

/** A metric's labels multiply; a configuration may name any number of providers. */
const MOST_PROVIDERS = 100;
const NAME = "provider-headers";

/**
 * Sends events to OpenTelemetry where an SDK is set up in this process (`@opentelemetry/api`, and `-logs` for records),
 * and does nothing elsewhere. Fails open.
 */
export function createTelemetry(failOpen: FailOpen): Telemetry {
  const counter = whenRegistered(failOpen, METRICS, async (): Promise<Counter> => {
    const { metrics } = await import("@opentelemetry/api");
    return metrics.getMeter(NAME).createCounter("provider_headers.guard.events", {
      description:
        "What the fallback guard saw: refused requests, skipped and unanswered turns, recoveries",
      unit: "{event}",
    });
  });
  const logger = whenRegistered(failOpen, LOGS, async (): Promise<Logger> => {
    const { logs } = await import("@opentelemetry/api-logs");
    return logs.getLogger(NAME);
  });
  const providers = new Set<string>();

  function labelOf(provider: string): string {
    if (providers.size < MOST_PROVIDERS) providers.add(provider);
    return providers.has(provider) ? provider : "_other";
  }

  return {
    count(event) {
      // A request that is repeated has had its own event.
      if (event.type === "repeated") return;
      const { type, provider } = event;
      const labels: Attributes = { type };
      if (provider !== null) labels["provider"] = labelOf(provider);
      if ("kind" in event && event.kind !== null) labels["kind"] = event.kind;
      counter((to) => to.add("count" in event ? event.count : 1, labels));
    },
    record(text, event) {
      const isBetter = event.type === "recovered";
      logger((to) =>
        to.emit({
          eventName: `provider_headers.${event.type}`,
          severityNumber: isBetter ? SEVERITY.info : SEVERITY.error,
          severityText: isBetter ? "INFO" : "ERROR",
          body: text,
          attributes: attributesOf(event),
        }),
      );
    },
  };
}

/** Of the log data model of OpenTelemetry. */
const SEVERITY = { info: 9, error: 17 } as const;

function attributesOf(event: GuardEvent): Attributes {
  const attributes: Attributes = {};
  for (const [key, value] of Object.entries(event) as [string, Attributes[string] | null][]) {
    if (value !== null) attributes[`provider_headers.${key}`] = value;
  }
  return attributes;
}

/** Hands the instrument to whoever wants it, once it is loaded; to nobody while no SDK is set up. */
function whenRegistered<Instrument>(
  failOpen: FailOpen,
  { name, registered }: Api,
  load: () => Promise<Instrument>,
): (use: (instrument: Instrument) => void) => void {
  let loading: Promise<Instrument | undefined> | undefined;
  const loadOnce = () =>
    load().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      failOpen.logOnce(
        "warn",
        name,
        () =>
          `provider-headers: OpenTelemetry is set up but gets no events: ${name} cannot be loaded (${reason}). Install it beside provider-headers.`,
      );
      return undefined;
    });
  return (use) => {
    if (!Object.hasOwn(globalThis, registered)) return;
    failOpen.attempt(`what goes to ${name}`, async () => {
      const instrument = await (loading ??= loadOnce());
      if (instrument !== undefined) use(instrument);
    });
  };
}
