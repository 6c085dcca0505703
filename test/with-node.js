#!/usr/bin/env node
/** `node test/with-node.js 22 ARGUMENTS...`: runs that version of Node. */
import { spawn } from "node:child_process";
import { installNewerNodes, nodeBinary } from "./node-binaries.js";

installNewerNodes();
const [version = "", ...args] = process.argv.slice(2);
spawn(nodeBinary(version), args, { stdio: "inherit" }).on("close", (code) => {
  process.exitCode = code ?? 1;
});
