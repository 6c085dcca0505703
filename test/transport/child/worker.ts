import { once } from "node:events";
import { Worker, isMainThread, workerData, type WorkerOptions } from "node:worker_threads";

/** Asks from a worker thread; one that is started without Node's options imports the preload by itself. */
const [, , url = "", options = "{}", preload = ""] = process.argv;

if (isMainThread) {
  const given = JSON.parse(options) as WorkerOptions;
  const data = { url, preload: given.execArgv === undefined ? undefined : preload };
  await once(new Worker(new URL(import.meta.url), { ...given, workerData: data }), "exit");
} else {
  const data = workerData as { readonly url: string; readonly preload?: string };
  if (data.preload !== undefined) await import(data.preload);
  const headers = { authorization: "Bearer sk-relay-test-000000000000" };
  await (await fetch(data.url, { method: "POST", headers, body: "{}" })).text();
}
