import { installRuntimes, NO_NEWER_NODES } from "./node-binaries.js";

/** Before all tests. */
export default function setup(): void {
  if (NO_NEWER_NODES !== undefined) {
    console.warn(`Tests on newer versions of Node are left out: ${NO_NEWER_NODES}.`);
  }
  installRuntimes();
}
