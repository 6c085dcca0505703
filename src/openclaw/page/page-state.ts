import type { CommandIo } from "../../cli/command-io.ts";
import { builtInNotices } from "../../cli/built-in-notices.ts";
import { type Explanation, explainTargets } from "../../cli/explain.ts";
import { allTargets, orderNames, targetName } from "../../cli/model-target.ts";
import { apiOf, baseUrlOf, shownAddressOf } from "../../cli/target-plan.ts";
import type { ProviderConfig } from "../../config/provider-entries.ts";
import { addressShower } from "../../config/shown-address.ts";
import { modelText } from "../../diagnosis/model-text.ts";
import type { ReportedFailure, ReportedSkip } from "../../guard/reported.ts";
import { sameProvider } from "../../guard/same-model.ts";
import { canonicalProviderId } from "../../providers/find.ts";
import { createOutputScrubber } from "../../config/output-scrubber.ts";
import type { Scrub } from "../../secrets/scrubber.ts";
import { scrubbed } from "../../transport/scrubbed.ts";
import { deedOf, SKIP_DEED } from "../../report/failure-wording.ts";
import { COMMANDS, installedReader } from "../../transport/installed-reader.ts";
import type { JournalEntry } from "./report-journal.ts";

/** One model, or a provider without any, as the page shows it. Holds no secret. */
export interface PageModel {
  readonly name: string;
  readonly canBeAsked: boolean;
  readonly address: string | undefined;
  readonly api: string | undefined;
  /** Its place in the failover: 0 is asked first. */
  readonly order: number | undefined;
  readonly explanation: Explanation;
}

/** A model that has not answered since it was refused or left out. Times are milliseconds of the clock. */
export interface PageFailure {
  readonly name: string;
  /** "refused this client: HTTP 403 access_terminated_error" */
  readonly what: string;
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
  readonly total: number;
  readonly answeredBy: string | undefined;
  /** When the host asks it again; undefined where it is not kept back. */
  readonly retryAt: number | undefined;
  /** What was logged of it, without the title: the provider's words, what was sent, what to do. */
  readonly report: string | undefined;
}

export interface PageState {
  readonly models: readonly PageModel[];
  readonly failures: readonly PageFailure[];
  readonly builtIn: {
    /** For all providers; one may have a switch of its own. */
    readonly isOn: boolean;
    readonly offFor: readonly string[];
    /** What each default that goes out claims, and how it is switched off. */
    readonly notices: readonly string[];
  };
  /** Newest first. */
  readonly reports: readonly JournalEntry[];
}

/** The part that changes with the configuration alone. */
export type ConfiguredState = Pick<PageState, "models" | "builtIn">;

export interface PageSources {
  readonly configured: ConfiguredState;
  readonly remembered: {
    readonly failures: readonly ReportedFailure[];
    readonly skips: readonly ReportedSkip[];
  };
  /** Providers that the host keeps back, by canonical id: milliseconds until one is asked again. */
  readonly coolDowns: ReadonlyMap<string, number>;
  readonly reports: readonly JournalEntry[];
  readonly now: number;
  readonly scrub: Scrub;
}

/** What is known now, of what the configuration says and of what happened. */
export function pageState(sources: PageSources): PageState {
  const { configured, reports } = sources;
  // A name may hold a secret, too.
  return { ...configured, failures: scrubbed(failuresOf(sources), sources.scrub), reports };
}

/** `process`: files are named as short as they can be opened from there. */
export function configuredState(
  config: ProviderConfig,
  process: Pick<CommandIo, "cwd" | "env">,
): ConfiguredState {
  const scrub = createOutputScrubber(config.secrets);
  const explained = explainTargets(allTargets(config), config, process, scrub);
  const addressText = addressShower(config);
  const order = orderNames(config.models);
  const uses = explained.map(({ target, plan, builtIn }) => ({
    plan,
    builtIn,
    providerId: target.provider,
    address: shownAddressOf(target, addressText),
  }));
  return {
    models: explained
      .map(({ target, explanation }) => {
        const baseUrl = baseUrlOf(target);
        const at = order.indexOf(targetName(target));
        return {
          name: targetName(target),
          canBeAsked: target.model !== undefined && baseUrl !== undefined,
          address: shownAddressOf(target, addressText),
          api: apiOf(target),
          order: at < 0 ? undefined : at,
          explanation,
        };
      })
      .toSorted((one, other) => placeOf(one) - placeOf(other)),
    builtIn: {
      isOn: config.builtInDefaults,
      offFor: config.builtInDefaults
        ? config.entries.filter((entry) => !entry.builtInDefaults).map(({ id }) => scrub(id))
        : [],
      notices: builtInNotices(uses, {
        reader: installedReader(COMMANDS.openclaw),
        room: Number.POSITIVE_INFINITY,
        isFirst: () => true,
      }),
    },
  };
}

/** Those that are asked come first, in their order. */
const placeOf = ({ order }: PageModel) => order ?? Number.MAX_SAFE_INTEGER;

function failuresOf({ remembered, coolDowns, reports, now }: PageSources): PageFailure[] {
  const { failures, skips } = remembered;
  const retryOf = (one: ReportedFailure | ReportedSkip) => {
    const skip = skips.find((candidate) => sameProvider(candidate, one));
    const left = coolDowns.get(canonicalProviderId(one.providerId));
    const at = left === undefined ? skip?.retryAt : now + left;
    return at !== undefined && at > now ? at : undefined;
  };
  const refused = failures.map((failure) => ({
    name: modelText(failure),
    what: `${deedOf(failure.classification)}: ${failure.outcome}`,
    firstAt: failure.firstAt,
    lastAt: failure.lastAt,
    total: failure.total,
    answeredBy: failure.answeredBy ?? skips.find((skip) => sameProvider(skip, failure))?.answeredBy,
    retryAt: retryOf(failure),
  }));
  const leftOut = skips
    .filter((skip) => !failures.some((failure) => sameProvider(failure, skip)))
    .map((skip) => ({
      name: modelText(skip),
      what: SKIP_DEED,
      firstAt: undefined,
      lastAt: undefined,
      total: skip.total,
      answeredBy: skip.answeredBy,
      retryAt: retryOf(skip),
    }));
  return [...refused, ...leftOut]
    .map((failure) => ({ ...failure, report: reportOf(failure, reports) }))
    .toReversed();
}

function reportOf(
  { name, what }: Pick<PageFailure, "name" | "what">,
  reports: readonly JournalEntry[],
): string | undefined {
  const title = `${name} ${what}\n`;
  return reports.find(({ text }) => text.startsWith(title))?.text.slice(title.length);
}
