import { nodesOwn } from "../node-agent.ts";
import type * as undici7 from "undici";
import { faultsOf, sendBy, startServers, waysOf } from "../undici-connections.ts";
import { finish, installHere } from "./scenario.ts";

/* undici 8, which Node 20 cannot load, and the one that comes with a newer Node. */

const { CLIENT } = process.env;
const version = CLIENT === "undici 8" ? 8 : process.version.startsWith("v22.") ? 6 : 7;
const name = version === 7 ? "undici" : `undici-${version}`;
const copy = (await import(name)) as typeof undici7;

const servers = await startServers();
const { said } = installHere({ providers: servers.providers });
const client = CLIENT === "undici 8" ? copy : nodesOwn(copy);
const { there, elsewhere } = waysOf(client, version, servers);
await sendBy(client, there, servers);
await sendBy(client, elsewhere, servers);
finish({
  faults: [
    ...faultsOf(there, servers, "keeps the plan"),
    ...faultsOf(elsewhere, servers, "has no plan"),
  ],
  said: said.filter((line) => line.includes("the connection of a request")).toSorted(),
});
