import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { installNewerNodes } from "../node-binaries.js";
import { DEFAULT_VERSIONS, hostVersion } from "./host-versions.ts";
import { installHost, type InstalledHost, PACKAGE_ROOT } from "./install-host.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly tarball: string;
    readonly hosts: readonly InstalledHost[];
  }
}

/** Packs the package as it is published and installs the hosts, or finds them in the cache. */
export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  installNewerNodes();
  const folder = await mkdtemp(join(tmpdir(), "provider-headers-pack-"));
  const tarball = process.env["TEST_TARBALL"] ?? (await pack(folder));
  const hosts: InstalledHost[] = [];
  for (const version of wantedVersions()) {
    console.log(`OpenClaw ${version}: installing, or found in the cache`);
    hosts.push(await installHost(hostVersion(version)));
  }
  project.provide("tarball", tarball);
  project.provide("hosts", hosts);
  return () => rm(folder, { recursive: true, force: true });
}

async function pack(folder: string): Promise<string> {
  await promisify(execFile)("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: PACKAGE_ROOT,
  });
  const name = (await readdir(folder)).find((file) => file.endsWith(".tgz"));
  if (name === undefined) throw new Error("npm pack left no tarball");
  return join(folder, name);
}

function wantedVersions(): readonly string[] {
  const named = process.env["TEST_HOST_VERSIONS"]?.split(",").map((version) => version.trim());
  return named?.filter((version) => version !== "") ?? DEFAULT_VERSIONS;
}
