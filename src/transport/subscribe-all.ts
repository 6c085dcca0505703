import diagnosticsChannel from "node:diagnostics_channel";
import type { FailOpen } from "../guard/fail-open.ts";

/** Subscribes each as a failOpen, and returns what ends them all. */
export function subscribeAll(
  subscribers: Readonly<Record<string, (message: never) => void>>,
  failOpen: FailOpen,
): () => void {
  const subscribed = Object.entries(subscribers).map(([channel, subscriber]) => {
    const guarded = (message: unknown): void => {
      failOpen.attempt(channel, () => subscriber(message as never));
    };
    diagnosticsChannel.subscribe(channel, guarded);
    return { channel, guarded };
  });
  return () => {
    for (const { channel, guarded } of subscribed) diagnosticsChannel.unsubscribe(channel, guarded);
  };
}
