import { type HeaderSource, type LayerName, RESOLVED_BY_HOST } from "../headers/header-layer.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import type { ConfiguredField } from "../headers/planned-field.ts";
import { compileTemplate } from "../headers/placeholders.ts";
import { valueAt } from "../config/config-value.ts";
import { isRecord } from "../config/is-record.ts";
import { providerIndex } from "../config/override-block.ts";
import { OVERRIDE_PATH } from "../config/override-settings.ts";
import type { ProviderConfig } from "../config/provider-entries.ts";
import { type BuiltInProvider, providerNamed } from "../providers/find.ts";
import { maskFieldValue } from "../secrets/mask.ts";
import { scrubbed } from "../transport/scrubbed.ts";
import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import { builtInNotices, noticesFor } from "./built-in-notices.ts";
import { type CommandIo, CommandError, EXIT_CODES } from "./command-io.ts";
import { paintFor } from "./colour.ts";
import type { ConfigSource, LoadedConfig } from "./config-source.ts";
import { keylessNotices } from "./keyless-notices.ts";
import { reportLeftOut } from "./left-out.ts";
import {
  allTargets,
  type ModelTarget,
  modelsOf,
  parseTarget,
  shownTarget,
  targetName,
  unlistedModel,
} from "./model-target.ts";
import { printJson } from "./print-json.ts";
import { describeSource, placeOf, shortFile } from "./source-place.ts";
import { type Cell, renderTable } from "./table.ts";
import { addressShower } from "../config/shown-address.ts";
import { apiOf, baseUrlOf, planFor, shownAddressOf, type TargetPlan } from "./target-plan.ts";
import { roomOf, wrapText } from "./text-width.ts";

interface ExplainedValue {
  readonly value: string;
  readonly layer: LayerName;
  readonly source: string;
}

interface ExplainedHeader extends ExplainedValue {
  readonly name: string;
  /** What lower layers say of the same name, highest first. */
  readonly overrides: readonly ExplainedValue[];
}

interface RemovedHeader {
  readonly name: string;
  readonly by: LayerName;
  readonly source: string;
}

/** The shape of `--json`, one a model; `model` is null for a provider of which no model is configured. */
export interface Explanation {
  readonly provider: string;
  readonly model: string | null;
  readonly headers: readonly ExplainedHeader[];
  readonly removed: readonly RemovedHeader[];
}

/** Shows what will be sent, from which layer and line, what it overrides and what is removed. Sends nothing. */
export function explain(
  source: ConfigSource,
  named: string | undefined,
  options: { readonly json?: boolean | undefined },
  io: CommandIo,
): number {
  const loaded = source.load({ forHost: true });
  const scrub = createOutputScrubber(loaded.config.secrets);
  const targets = targetsNamed(named, loaded, scrub, io);
  const explained = explainTargets(targets, loaded.config, io, scrub);
  if (options.json)
    printJson(
      io,
      explained.map(({ explanation }) => explanation),
    );
  else printText(explained, loaded, scrub, io);
  reportLeftOut(targets, loaded, io);
  return EXIT_CODES.fine;
}

export function explainTargets(
  targets: readonly ModelTarget[],
  config: ProviderConfig,
  io: Pick<CommandIo, "cwd" | "env">,
  scrub: Scrub = createOutputScrubber(config.secrets),
) {
  return targets.map((target) => {
    const { plan, builtIn } = planFor(target, config);
    const explanation = scrubbed(explanationOf(target, plan, builtIn, io), scrub);
    return { target: shownTarget(target, scrub), plan, builtIn, explanation };
  });
}

function targetsNamed(
  named: string | undefined,
  loaded: LoadedConfig,
  scrub: Scrub,
  io: CommandIo,
): ModelTarget[] {
  const { config } = loaded;
  const all = allTargets(config);
  if (named === undefined) return all;
  const target = parseTarget(named, config);
  const isKnown =
    providerNamed(target.provider)?.access !== undefined ||
    all.some((one) => one.provider === target.provider);
  if (!isKnown) {
    const ids = [...new Set(all.map((one) => one.provider))];
    throw new CommandError(
      `${shortFile(loaded.name, io)} has no provider "${scrub(target.provider)}", and none is built in. ` +
        (ids.length === 0
          ? "It has no provider at all."
          : `Its providers are ${ids.map(scrub).join(", ")}.`),
    );
  }
  const unlisted = unlistedModel(target);
  if (unlisted !== undefined) io.stderr.write(`${scrub(unlisted)}\n`);
  const models = modelsOf(target, config);
  return models.length === 0 ? [target] : models;
}

function explanationOf(
  target: ModelTarget,
  plan: HeaderPlan,
  builtIn: BuiltInProvider | undefined,
  io: Pick<CommandIo, "cwd" | "env">,
): Explanation {
  const place = ({ layer, source }: { layer: LayerName; source?: HeaderSource | undefined }) =>
    source === undefined ? sourceOfLayer(layer, builtIn) : describeSource(source, io);
  const explained = (field: ConfiguredField): ExplainedValue => ({
    value: valueText(field),
    layer: field.layer,
    source: place(field),
  });
  return {
    provider: target.provider,
    model: target.model ?? null,
    headers: plan.fields
      .filter((field) => field.value !== null)
      .map((field) => ({
        name: field.name,
        ...explained(field),
        overrides: field.overrides.map(explained),
      })),
    removed: [
      ...plan.families.map(asField),
      ...plan.fields.filter(({ value }) => value === null),
    ].map((field) => ({ name: field.name, by: field.layer, source: place(field) })),
  };
}

const asField = ({ spelling, layer, source }: HeaderPlan["families"][number]) => ({
  name: spelling.toLowerCase(),
  layer,
  source,
});

function sourceOfLayer(layer: LayerName, builtIn: BuiltInProvider | undefined): string {
  return layer === "built-in" && builtIn !== undefined
    ? `built-in default for ${builtIn.ids[0]} (${builtIn.seen.on}, ${builtIn.seen.source})`
    : layer;
}

/** Masked; of a value with placeholders only their names are shown, and of a secret read late nothing at all. */
function valueText({ name, value, secret }: ConfiguredField): string {
  if (value === null) return "removed";
  if (value === RESOLVED_BY_HOST) return "resolved by the host";
  if (typeof value !== "string") return maskFieldValue(name, "", { secret: true });
  return compileTemplate(value)
    .map((part) =>
      typeof part === "string" ? maskFieldValue(name, part, { secret }) : `{{${part.placeholder}}}`,
    )
    .join("");
}

function printText(
  explained: readonly (TargetPlan & {
    readonly target: ModelTarget;
    readonly explanation: Explanation;
  })[],
  loaded: LoadedConfig,
  scrub: Scrub,
  io: CommandIo,
): void {
  const paint = paintFor(io.stdout, io.env);
  const room = roomOf(io.stdout, io.env);
  if (explained.length === 0) {
    io.stdout.write(`${shortFile(loaded.name, io)}: no provider is configured\n`);
    return;
  }
  const addressText = addressShower(loaded.config);
  const isWritten = headersWritten(loaded.whole);
  const groups = new Map<string, string[]>();
  for (const { target, explanation } of explained) {
    const text = `${addressLine(target, addressText, scrub, io)}\n${tableOf(explanation, target)}`;
    const names = groups.get(text);
    if (names === undefined) groups.set(text, [targetName(target)]);
    else names.push(targetName(target));
  }
  for (const [text, names] of groups) {
    io.stdout.write(
      `${wrapText(names.join(", "), room)
        .map((line) => paint("bold", line))
        .join("\n")}\n`,
    );
    io.stdout.write(`${text}\n`);
  }
  const uses = explained.map(({ target, ...planned }) => ({
    ...planned,
    providerId: target.provider,
    address: shownAddressOf(target, addressText),
  }));
  const shown = new Set(explained.map(({ target }) => target.entry?.id));
  const notices = [
    ...builtInNotices(uses, noticesFor(io, room)),
    ...keylessNotices(loaded.config, room, scrub, (id) => shown.has(id)),
  ];
  for (const notice of notices) io.stdout.write(`${notice}\n\n`);
  const rest =
    "All other headers are the client library's and the host's own, the API key among them.";
  io.stdout.write(
    `${wrapText(rest, room)
      .map((line) => paint("dim", line))
      .join("\n")}\n`,
  );

  function tableOf({ headers, removed }: Explanation, target: ModelTarget): string {
    const rows: Cell[][] = headers.flatMap(({ name, value, layer, source, overrides }) => [
      [{ text: name, style: "cyan" }, value, layer, source],
      ...overrides.map((lower): Cell[] =>
        ["  overrides", lower.value, lower.layer, lower.source].map((cell) => ({
          text: cell,
          style: "dim",
        })),
      ),
    ]);
    const gone = removed.map(({ name, by, source }): Cell[] => [
      { text: name, style: "cyan" },
      { text: "not sent", style: "yellow" },
      by,
      source,
    ]);
    const all = [...rows, ...gone];
    if (all.length === 0) {
      return isWritten(target)
        ? "  no header is sent: the configured ones are left out\n"
        : "  no header is configured\n";
    }
    return renderTable(all, { paint, room, indent: "  " });
  }
}

/** Tells whether a configuration has any header for a target, right or wrong. */
function headersWritten(whole: unknown): (target: ModelTarget) => boolean {
  const blocks = valueAt(whole, [...OVERRIDE_PATH, "providers"]);
  const named = isRecord(blocks)
    ? Object.entries(blocks).map(([id, value]) => ({ id, value }))
    : [];
  // The block may call a provider by another of its names.
  const overrides = providerIndex(named);
  const listed = new Map<string, ReadonlyMap<unknown, unknown>>();

  function modelIn(provider: string, model: string | undefined): unknown {
    let models = listed.get(provider);
    if (models === undefined) {
      const list = valueAt(whole, ["models", "providers", provider, "models"]);
      models = new Map(Array.isArray(list) ? list.map((one) => [valueAt(one, ["id"]), one]) : []);
      listed.set(provider, models);
    }
    return models.get(model);
  }

  return ({ provider, model }) => {
    const entry = ["models", "providers", provider];
    const override = overrides.find(provider)?.value;
    return [
      valueAt(whole, [...entry, "headers"]),
      valueAt(whole, [...entry, "request", "headers"]),
      valueAt(modelIn(provider, model), ["headers"]),
      valueAt(override, ["headers"]),
      valueAt(override, ["models", model ?? "", "headers"]),
    ].some((headers) => isRecord(headers) && Object.keys(headers).length > 0);
  };
}

function addressLine(
  target: ModelTarget,
  addressText: (baseUrl: string) => string,
  scrub: Scrub,
  io: CommandIo,
): string {
  const baseUrl = baseUrlOf(target);
  const api = apiOf(target);
  const parts = [
    baseUrl === undefined ? undefined : addressText(baseUrl),
    api && scrub(api),
    target.entry?.source && placeOf(target.entry.source, io),
  ];
  const known = parts.filter((part) => part !== undefined);
  if (baseUrl === undefined) known.unshift("its address is not known");
  return wrapText(known.join(", "), roomOf(io.stdout, io.env) - 2)
    .map((line) => `  ${line}`)
    .join("\n");
}
