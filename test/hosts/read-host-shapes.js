#!/usr/bin/env node
/**
 * `npm run host-shapes`: writes src/config/host-shapes.ts, what each OpenClaw version takes in the parts of a
 * configuration that this project reads. Asks the schema of each installed version, on that version's own Node.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { installNewerNodes } from "../node-binaries.js";

/** The latest patch of each month that differs. */
const VERSIONS = [
  "2026.2.19",
  "2026.3.13",
  "2026.4.15",
  "2026.5.12",
  "2026.6.11",
  "2026.7.1-2",
  "2026.8.1",
  "2026.9.6",
];
/** Keys of the language itself. */
const WRAPPERS = new Set(["keys", "needs", "each", "list", "either", "one", "from", "matches"]);

/** Shorter ones are read faster where they stand. */
const SHORTEST_NAMED = 60;

const TARGET = fileURLToPath(new URL("../../src/config/host-shapes.ts", import.meta.url));

const { HOST_DIST, HOST_SHAPES } = process.env;
if (HOST_DIST === undefined || HOST_SHAPES === undefined) await writeShapes();
else await readShapes(HOST_DIST, HOST_SHAPES);

async function writeShapes() {
  const { installHost } = await import("./install-host.ts");
  const { hostVersion } = await import("./host-versions.ts");
  installNewerNodes();
  const folder = mkdtempSync(join(tmpdir(), "host-shapes-"));
  const read = [];
  for (const version of VERSIONS) {
    const { nodeBinary, entry } = await installHost(hostVersion(version));
    const file = join(folder, `${version}.json`);
    execFileSync(nodeBinary, [fileURLToPath(import.meta.url)], {
      env: {
        ...process.env,
        HOST_DIST: join(dirname(entry), "dist"),
        HOST_SHAPES: file,
        OPENCLAW_NO_RESPAWN: "1",
      },
    });
    read.push([version, JSON.parse(readFileSync(file, "utf8"))]);
  }
  const merged = merge(read.map(([version, { shapes }]) => [version, shapes]));
  const overlays = merge(read.map(([version, { overlays: ids }]) => [version, ids]));
  const { named, shapes } = withNames(merged.keys);
  writeFileSync(
    TARGET,
    `// Written by test/hosts/read-host-shapes.js; not to be changed by hand.
import type { HostShape, Versioned } from "./host-shape.ts";

/** Versions whose schema was read, the oldest first. */
export const READ_VERSIONS = ${JSON.stringify(VERSIONS)} as const;

${named.map(([name, text]) => `const ${name} = ${text} as const satisfies Versioned<HostShape>;`).join("\n\n")}

/** By the path of what they describe; \`*\` is any key. */
export const HOST_SHAPES: Readonly<Record<string, Versioned<HostShape>>> = ${shapes};

/** Providers whose entry needs neither address nor models from a version on, since the host has its own. */
export const BUNDLED_PROVIDERS: Versioned<readonly string[]> = ${JSON.stringify(overlays)};
`,
  );
  rmSync(folder, { recursive: true });
  execFileSync("npx", ["oxfmt", TARGET], { stdio: "inherit" });
}

/** On a host's Node: its schema in the compact language of src/config/host-shape.ts. */
async function readShapes(dist, target) {
  const texts = readdirSync(dist)
    .filter((name) => /\.m?js$/.test(name))
    .map((name) => ({ file: join(dist, name), text: readFileSync(join(dist, name), "utf8") }));
  const EXPORT = /\bOpenClawSchema as ([\w$]+)/;
  const source = texts.find(({ text }) => EXPORT.test(text));
  if (source === undefined) throw new Error(`${dist} exports no OpenClawSchema`);
  const module = await import(pathToFileURL(source.file).href);
  const { models, agents } = z.toJSONSchema(module[EXPORT.exec(source.text)?.[1] ?? ""], {
    io: "input",
    unrepresentable: "any",
  }).properties;
  const [overlays] = texts.flatMap(({ text }) => {
    const [, list] = /BUILT_IN_MODEL_PROVIDER_OVERLAY_IDS = [^[]*\[([^\]]*)\]/.exec(text) ?? [];
    return list === undefined ? [] : [JSON.parse(`[${list.trim().replace(/,$/, "")}]`)];
  });
  const catalog = (agent) => agent?.properties?.models?.additionalProperties;
  const { defaults, list, entries } = agents.properties;
  const shapes = {
    keys: Object.fromEntries(
      Object.entries({
        models,
        "agents.defaults.models.*": catalog(defaults),
        "agents.list.*.models.*": catalog(list?.items),
        "agents.entries.*.models.*": catalog(entries?.additionalProperties),
      }).flatMap(([path, schema]) => (schema === undefined ? [] : [[path, shapeOf(schema)]])),
    ),
  };
  writeFileSync(target, JSON.stringify({ shapes, overlays: overlays ?? [] }));
  // The module of 2026.2.19 goes on as the command line.
  process.exit();
}

function shapeOf(schema) {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return unionOf(options);
  if (schema.const !== undefined) return { one: [schema.const] };
  if (schema.enum !== undefined) return { one: schema.enum };
  if (Array.isArray(schema.type)) return unionOf(schema.type.map((type) => ({ ...schema, type })));
  switch (schema.type) {
    case "string":
      if (schema.pattern !== undefined) return { matches: schema.pattern };
      return schema.minLength === 1 ? "text, not empty" : "text";
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    case "number":
    case "integer":
      return numberOf(schema);
    case "array":
      return { list: shapeOf(schema.prefixItems?.[0] ?? schema.items ?? {}) };
    case "object": {
      if (schema.properties === undefined) return { each: shapeOf(schema.additionalProperties) };
      const keys = Object.entries(schema.properties).map(([key, value]) => [key, shapeOf(value)]);
      return { keys: Object.fromEntries(keys), needs: schema.required ?? [] };
    }
    default:
      return "anything";
  }
}

function unionOf(options) {
  const all = options.flatMap((option) => option.anyOf ?? option.oneOf ?? [option]);
  const sources = all.flatMap(({ properties }) => properties?.source?.const ?? []);
  if (sources.includes("env")) return "text or SecretRef";
  const shapes = all.map(shapeOf);
  const constants = shapes.flatMap(({ one }) => one ?? []);
  return shapes.every(({ one }) => one !== undefined) ? { one: constants } : { either: shapes };
}

function numberOf({ type, minimum, exclusiveMinimum }) {
  const kind = type === "integer" ? "a whole number" : "a number";
  if (exclusiveMinimum === 0) return `${kind} above 0`;
  return minimum === 0 ? `${kind}, 0 or more` : kind;
}

/** Of one shape a version, the oldest first: one where all are equal, else one that says from when on what holds. */
function merge(versions) {
  const changes = versions.filter(
    ([, shape], index) => index === 0 || !same(shape, versions[index - 1]?.[1]),
  );
  if (changes.length === 1) return changes[0]?.[1];
  const [[first, shape]] = versions;
  if (shape === null) {
    const known = versions.slice(versions.findIndex(([, later]) => later !== null));
    const later = merge(known);
    return { from: [[first, null], ...(later.from ?? [[known[0]?.[0], later]])] };
  }
  const all = (wrapper) => versions.every(([, one]) => Object.hasOwn(one ?? {}, wrapper));
  if (all("keys")) {
    const names = new Set(versions.flatMap(([, { keys }]) => Object.keys(keys)));
    const at = (name) => versions.map(([version, { keys }]) => [version, keys[name] ?? null]);
    return {
      keys: Object.fromEntries(Array.from(names, (name) => [name, merge(at(name))])),
      needs: merge(versions.map(([version, { needs }]) => [version, needs])),
    };
  }
  const wrapper = ["each", "list"].find(all);
  if (wrapper === undefined) return { from: changes };
  return { [wrapper]: merge(versions.map(([version, one]) => [version, one[wrapper]])) };
}

/** The text of shapes in which each that stands in several places is a name, and what the names mean, in order. */
function withNames(shapes) {
  const uses = new Map();
  count(shapes);
  const names = new Map();
  const named = [];
  return { shapes: textOf(shapes, "shapes"), named };

  function count(node) {
    if (typeof node !== "object" || node === null) return;
    const text = JSON.stringify(node);
    const seen = uses.get(text) ?? 0;
    uses.set(text, seen + 1);
    // What stands in a shape that has a name counts once.
    if (seen === 0) for (const below of Object.values(node)) count(below);
  }

  function textOf(node, key) {
    if (typeof node !== "object" || node === null) return JSON.stringify(node);
    const json = JSON.stringify(node);
    if (names.has(json)) return names.get(json);
    const text = Array.isArray(node)
      ? `[${node.map((item) => textOf(item, key)).join(",")}]`
      : `{${Object.entries(node)
          .map(
            ([name, value]) =>
              `${JSON.stringify(name)}:${textOf(value, WRAPPERS.has(name) ? key : name)}`,
          )
          .join(",")}}`;
    if (Array.isArray(node) || uses.get(json) === 1 || json.length < SHORTEST_NAMED) return text;
    const name = nameFor(key);
    names.set(json, name);
    named.push([name, text]);
    return name;
  }

  function nameFor(key) {
    const name = (key.split(".").findLast((part) => part !== "*") ?? key)
      .replace(/(?<=[a-z])(?=[A-Z])/g, "_")
      .toUpperCase();
    const taken = named.filter(([other]) => other.replace(/_\d+$/, "") === name).length;
    return taken === 0 ? name : `${name}_${taken + 1}`;
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
