/**
 * Preloaded into a gateway: on SIGURG (9.6 takes SIGUSR2 for a restart) it writes what the process holds, after a garbage collection, to
 * `GATEWAY_PROBE_FILE`. The host starts the gateway by a process that only waits for it: the one to ask is the last to write its
 * id to `GATEWAY_PROBE_FILE.pid`. With `GATEWAY_PROBE_PLANT` it leaks, so that one can see that a leak is found.
 */
const { renameSync, writeFileSync } = require("node:fs");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");
const { isMainThread } = require("node:worker_threads");

const file = process.env["GATEWAY_PROBE_FILE"];
if (isMainThread && file !== undefined && process.argv.includes("gateway")) {
  writeFileSync(`${file}.pid`, String(process.pid));
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  process.on("SIGURG", () => {
    for (let times = 0; times < 3; times += 1) collect();
    const { heapUsed, external } = process.memoryUsage();
    const handles = process.getActiveResourcesInfo().filter((kind) => kind !== "Timeout").length;
    writeFileSync(`${file}.new`, JSON.stringify({ bytes: heapUsed + external, handles }));
    renameSync(`${file}.new`, file);
  });
  if (process.env["GATEWAY_PROBE_PLANT"] !== undefined) {
    const kept = [];
    setInterval(() => kept.push(Buffer.alloc(1024 * 1024)), 500).unref();
  }
}
