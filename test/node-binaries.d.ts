/** Versions that some tests run in processes of their own: Node 20 can test what only later ones have. They run TypeScript as it is. */
export const NEWER_NODES: readonly ["22", "24"];
/** Why the tests on newer versions of Node cannot run here; undefined where they can. */
export const NO_NEWER_NODES: string | undefined;
export function nodeBinary(version: string): string;
/** Installs what is not there yet into the tests' own cache: a development dependency would stop `npm ci` on other platforms. */
export function installNewerNodes(): void;
/** `node-22`, `node-24`, `bun` or `deno`, each in the tests' own cache. */
export function runtimeBinary(runtime: "node-22" | "node-24" | "bun" | "deno"): string;
export function installRuntimes(): void;
