/** `npm run plugin`: from a fresh clone to the plugin in the OpenClaw of this machine. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** From this version on OpenClaw wants them for a package that is not from its own listing; earlier ones refuse them. */
const WANTS_FLAGS = [2026, 7];
const FLAGS = ["--force", "--accept-capabilities"];

const openclaw = process.env["OPENCLAW"] ?? "openclaw";

/** Runs a command to its end and gives what it printed to stdout; ends this process where it fails. */
function run(command, args, stdout = "inherit") {
  const options = { encoding: "utf8", stdio: ["inherit", stdout, "inherit"] };
  const ended = spawnSync(command, args, { ...options, shell: process.platform === "win32" });
  if (ended.status === 0) return ended.stdout ?? "";
  console.error(
    `${[command, ...args].join(" ")}: ${ended.error?.message ?? `exit code ${ended.status}`}`,
  );
  return process.exit(1);
}

const version = /\d{4}\.\d+/u
  .exec(run(openclaw, ["--version"], "pipe"))?.[0]
  .split(".")
  .map(Number);
if (version === undefined) throw new Error(`${openclaw} --version prints no version`);

if (!existsSync("node_modules/rolldown")) run("npm", ["ci"]);
const [packed] = JSON.parse(run("npm", ["pack", "--json"], "pipe"));
const [year = 0, month = 0] = version;
const isNew = year > WANTS_FLAGS[0] || (year === WANTS_FLAGS[0] && month >= WANTS_FLAGS[1]);
run(openclaw, ["plugins", "install", `./${packed.filename}`, ...(isNew ? FLAGS : [])]);
