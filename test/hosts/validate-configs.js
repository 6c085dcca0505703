/**
 * Run on a host's own Node: what it has against each of many configurations. `HOST_DIST`: the host's code. `CONFIGS`: a
 * JSON file with a list of them. `VERDICTS`: where the list of lists of issues is written to.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { HOST_DIST = "", CONFIGS = "", VERDICTS = "" } = process.env;
/** What hosts validate a file with. Versions that export neither do export the schema behind them. */
const VALIDATORS = ["validateConfigObjectRaw", "validateConfigObjectWithPlugins"];

const validate = await validator();
const configs = JSON.parse(readFileSync(CONFIGS, "utf8"));
const verdicts = configs.map((config) =>
  validate(config).map(({ path, message }) => `${[path].flat().join(".")}: ${message}`),
);
writeFileSync(VERDICTS, JSON.stringify(verdicts));
// The module of 2026.2.19 goes on as the command line.
process.exit();

async function validator() {
  const texts = readdirSync(HOST_DIST)
    .filter((name) => /\.m?js$/.test(name))
    .map((name) => ({
      file: join(HOST_DIST, name),
      text: readFileSync(join(HOST_DIST, name), "utf8"),
    }));
  for (const name of [...VALIDATORS, "OpenClawSchema"]) {
    const pattern = new RegExp(`\\b${name} as ([\\w$]+)`);
    const source = texts.find(({ text }) => pattern.test(text.slice(text.lastIndexOf("export {"))));
    if (source === undefined) continue;
    const [, exported = ""] =
      pattern.exec(source.text.slice(source.text.lastIndexOf("export {"))) ?? [];
    const found = (await import(pathToFileURL(source.file).href))[exported];
    return typeof found === "function"
      ? (config) => found(config).issues ?? []
      : (config) => found.safeParse(config).error?.issues ?? [];
  }
  throw new Error(`${HOST_DIST} exports nothing to validate with`);
}
