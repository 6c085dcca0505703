import { Server } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import "../../src/transport/install.ts";
import "../../src/transport/provider-fetch.ts";
import "../../src/transport/undici-interceptor.ts";
import { loadFactor } from "./load-factor.ts";
import { runScenario as runApart } from "../transport/child-process.ts";

/*
 * In place of test/transport/child-process.ts: a scenario runs in this process, as another one holds no mutant. The
 * sources above are loaded before, so that what a scenario reaches is not taken for what is done while they are loaded.
 */

export * from "../transport/child-process.ts";

const OWN_VERSION = process.versions.node.split(".")[0] ?? "";
export const NEWER_NODES = [OWN_VERSION];

const PATIENCE = 10_000;

interface Scenario {
  end(result: unknown): void;
  readonly cleanUps: (() => void)[];
}

/** The one that runs. */
let current: Scenario | undefined;

export function endScenario(result: unknown): void {
  current?.end(result);
}

export function atEnd(cleanUp: () => void): void {
  current?.cleanUps.push(cleanUp);
}

export const runScenario: typeof runApart = async (version, file, env) => {
  // A variable may be read at the start of a process.
  if (version !== OWN_VERSION || env !== undefined) return runApart(version, file, env);
  const { __stryker__: switches } = globalThis as {
    __stryker__?: { currentTestId?: string | undefined; currentFile?: string | undefined };
  };
  const isCollected = switches !== undefined && switches.currentTestId === undefined;
  if (isCollected) switches.currentTestId = switches.currentFile;
  const cleanUps: (() => void)[] = [];
  const { listen } = Server.prototype;
  Server.prototype.listen = function listening(this: Server, ...given: never[]) {
    cleanUps.push(() => this.close());
    return Reflect.apply(listen, this, given) as Server;
  };
  try {
    const ended = new Promise<unknown>((end) => (current = { end, cleanUps }));
    const path = join(import.meta.dirname, "../transport/child", file);
    return await Promise.race([
      Promise.all([ended, import(path)]).then(([result]) => result),
      setTimeout(PATIENCE * loadFactor(), undefined, { ref: false }).then(() => {
        throw new Error(`${file} does not end`);
      }),
    ]);
  } finally {
    current = undefined;
    Server.prototype.listen = listen;
    for (const cleanUp of cleanUps.reverse()) cleanUp();
    if (isCollected) switches.currentTestId = undefined;
  }
};
