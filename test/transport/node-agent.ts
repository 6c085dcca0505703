import type * as Undici from "undici";

type Copy = Pick<typeof Undici, "Agent" | "EnvHttpProxyAgent" | "Pool" | "ProxyAgent" | "request">;

// Before another copy of undici is loaded, which would put its agent there.
await fetch("data:,");
const agent: object = Reflect.get(globalThis, Symbol.for("undici.globalDispatcher.1")) as object;

/** The agent and the `fetch` that come with Node; the rest, which Node shows nowhere, of a copy of the same version. */
export function nodesOwn<Given extends Copy>(copy: Given): Given {
  return {
    ...copy,
    Agent: agent.constructor as typeof Undici.Agent,
    request: async (url: string, init: object) => ({
      body: await fetch(url, { ...init, duplex: "half" } as RequestInit),
    }),
  };
}
