import type { Agent, ClientRequest } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { parseUrl } from "../providers/parse-url.ts";

/** Where `Host` says that a request goes. */
export interface NamedTarget {
  readonly host: string;
  readonly port: string;
}

/** What an agent shows of itself; any of it may be absent, and so may be the agent. */
interface AgentParts {
  readonly options?: { readonly socketPath?: unknown };
  readonly sockets?: Readonly<Record<string, readonly unknown[]>>;
  readonly createConnection?: unknown;
  readonly getName?: unknown;
}

function agentOf(request: ClientRequest): AgentParts {
  return (request as { agent?: AgentParts }).agent ?? {};
}

/** What agents for proxies have, and others do not: agent-base's and hpagent's, tunnel's, proxy-agent's, global-agent's. */
const PROXY_MARKS = ["proxy", "proxyOptions", "getProxyForUrl", "getUrlProxy"] as const;

let agents: readonly Agent[] | undefined;

/** Not imported: at the start of a process, node:tls takes as long as all of the plugin's own modules. */
const net = () => process.getBuiltinModule("node:net");
const tls = () => process.getBuiltinModule("node:tls");

/** An `import` of node:http would load undici at the start of each process, for what node:http exports of it. */
function nodesOwnAgents(): readonly Agent[] {
  return (agents ??= (["node:http", "node:https"] as const).map(
    (name) => process.getBuiltinModule(name).Agent.prototype,
  ));
}

function isNodesOwn(socket: Socket): boolean {
  const prototype: unknown = Object.getPrototypeOf(socket);
  return prototype === net().Socket.prototype || prototype === tls().TLSSocket.prototype;
}

export function targetNamedBy(origin: string): NamedTarget {
  const { protocol, hostname, port } = new URL(origin);
  return {
    host: hostname.replace(/[[\]]/gu, ""),
    port: port || (protocol === "https:" ? "443" : "80"),
  };
}

/** A path of the file system in place of a host, by the request or by its agent, whose options win. */
export function usesSocketPath(request: ClientRequest): boolean {
  const { options } = agentOf(request);
  return Boolean(options?.socketPath ?? (request as { socketPath?: unknown }).socketPath);
}

/**
 * Whether the connection of a request leads to another place than its `Host` names. An agent keeps its connections by
 * host and port, those that it asked for; what else made one is judged by its other end. `"later"`: that shows when it
 * is connected. A connection through a proxy is to the proxy, so those are never judged.
 */
export function leadsElsewhere(
  request: ClientRequest,
  socket: Socket,
  target: NamedTarget,
): boolean | "later" {
  // Absolute form: the path names the server, and the connection is a proxy's.
  if (!request.path.startsWith("/")) return false;
  const agent = agentOf(request);
  const names = namesOf(agent, socket);
  const { host } = request;
  if (names.some((name) => name.startsWith(`${host}:${target.port}:`))) {
    if (
      nodesOwnAgents().some(({ createConnection }) => createConnection === agent.createConnection)
    ) {
      return false;
    }
  } else if (names.some((name) => name.startsWith(`${host}:`) || hasCommonNames(agent)))
    return true;
  if (PROXY_MARKS.some((mark) => mark in agent)) return false;
  if (socket.connecting || isHandshaking(socket)) return "later";
  return endsElsewhere(socket, target);
}

/** Of a connection, what it was last judged for: an agent keeps it for one host and port. */
const judged = new WeakMap<Socket, Judged>();

interface Judged {
  readonly agent: AgentParts;
  readonly host: string;
  readonly origin: string;
  readonly elsewhere: boolean;
}

/** `leadsElsewhere`, asked once of a connection that is kept; `origin` as `Host` says it. */
export function judgedOnce(
  request: ClientRequest,
  socket: Socket,
  origin: string,
): boolean | "later" {
  if (!request.path.startsWith("/")) return false;
  const { host } = request;
  const agent = agentOf(request);
  const known = judged.get(socket);
  if (known?.origin === origin && known.agent === agent && known.host === host) {
    return known.elsewhere;
  }
  if (parseUrl(origin) === undefined) return false;
  const elsewhere = leadsElsewhere(request, socket, targetNamedBy(origin));
  if (elsewhere !== "later") judged.set(socket, { agent, host, origin, elsewhere });
  return elsewhere;
}

/** Of an agent that names its connections in its own way, nothing follows from a name. */
function hasCommonNames(agent: AgentParts): boolean {
  return nodesOwnAgents().some(({ getName }) => getName === agent.getName);
}

function namesOf({ sockets }: AgentParts, socket: Socket): string[] {
  // The newest stand last.
  return Object.entries(sockets ?? {})
    .filter(([, held]) => Array.isArray(held) && held.lastIndexOf(socket) !== -1)
    .map(([name]) => name);
}

function isHandshaking(socket: Socket): boolean {
  return Boolean((socket as { secureConnecting?: boolean }).secureConnecting);
}

/** Judged by the certificate, and where that was not verified, by the other end of the connection. */
export function endsElsewhere(socket: Socket, { host, port }: NamedTarget): boolean {
  const isVerified = "encrypted" in socket && (socket as TLSSocket).authorized;
  if (isVerified && isCertified(socket as TLSSocket, host)) return false;
  const { remotePort, remoteAddress = "" } = socket;
  // A Unix socket has no port; what is no socket of Node shows nothing.
  const carrier = carrierOf(socket);
  if (remotePort === undefined) return isNodesOwn(carrier);
  if (String(remotePort) !== port) return true;
  if (net().isIP(host) !== 0) return !UNSPECIFIED.has(host) && !isSameAddress(host, remoteAddress);
  // What Node looked up for this connection; absent where an address was given.
  const { _host: name } = carrier as { _host?: string | null };
  return name == null ? isVerified : name.toLowerCase() !== host;
}

/** They stand for the machine itself, and a connection to them ends at loopback. */
const UNSPECIFIED: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

function isSameAddress(one: string, other: string): boolean {
  const list = new (net().BlockList)();
  list.addAddress(one, familyOf(one));
  return net().isIP(other) !== 0 && list.check(other, familyOf(other));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return net().isIP(address) === 6 ? "ipv6" : "ipv4";
}

/** TLS may stand on a connection that was made before; on a stream of somebody's own by a class that Node keeps to itself. */
export function carrierOf(socket: Socket): Socket {
  const { _parent: carrier } = socket as { _parent?: Socket | null };
  return carrier == null ? socket : carrierOf(carrier);
}

/** A tunnel's certificate is that of the server at its end. Of a resumed session, Node has checked it before. */
function isCertified(socket: TLSSocket, host: string): boolean {
  return (
    socket.isSessionReused() ||
    tls().checkServerIdentity(host, socket.getPeerCertificate()) === undefined
  );
}
