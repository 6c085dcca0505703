import type { Agent, ClientRequest } from "node:http";
import { isIP, Socket } from "node:net";
import { checkServerIdentity, type TLSSocket } from "node:tls";

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

/** An `import` of node:http would load undici at the start of each process, for what node:http exports of it. */
function nodesOwnAgents(): readonly Agent[] {
  return (agents ??= (["node:http", "node:https"] as const).map(
    (name) => process.getBuiltinModule(name).Agent.prototype,
  ));
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

/** Of an agent that names its connections in its own way, nothing follows from a name. */
function hasCommonNames(agent: AgentParts): boolean {
  return nodesOwnAgents().some(({ getName }) => getName === agent.getName);
}

function namesOf({ sockets }: AgentParts, socket: Socket): string[] {
  // The newest stand last.
  return Object.entries(sockets ?? {}).flatMap(([name, held]) =>
    Array.isArray(held) && held.lastIndexOf(socket) !== -1 ? [name] : [],
  );
}

function isHandshaking(socket: Socket): boolean {
  return Boolean((socket as { secureConnecting?: boolean }).secureConnecting);
}

function endsElsewhere(socket: Socket, { host, port }: NamedTarget): boolean {
  if ("encrypted" in socket && (socket as TLSSocket).authorized) {
    return !isCertified(socket as TLSSocket, host);
  }
  const { remotePort, remoteAddress } = socket;
  // A Unix socket has no port; what is no socket of Node shows nothing.
  if (remotePort === undefined) return Object.getPrototypeOf(socket) === Socket.prototype;
  if (String(remotePort) !== port) return true;
  return isIP(host) !== 0 && remoteAddress?.replace(/^::ffff:/u, "") !== host;
}

/** A tunnel's certificate is that of the server at its end. Of a resumed session, Node has checked it before. */
function isCertified(socket: TLSSocket, host: string): boolean {
  return (
    socket.isSessionReused() || checkServerIdentity(host, socket.getPeerCertificate()) === undefined
  );
}
