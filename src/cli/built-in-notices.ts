import type { BuiltInProvider } from "../providers/find.ts";
import type { ReportReader } from "../report/report-reader.ts";
import { builtInNotice, type BuiltInPlace, builtInReminder } from "../transport/built-in-notice.ts";
import { isFirstStatement } from "../transport/first-statement.ts";
import { installedReader } from "../transport/installed-reader.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import { stateFolder } from "../config/state-folder.ts";
import type { CommandIo } from "./command-io.ts";
import { wrapText } from "./text-width.ts";

export interface BuiltInUse {
  readonly providerId: string;
  /** The base URL that is asked, fit to be shown. */
  readonly address: string | undefined;
  readonly builtIn: BuiltInProvider | undefined;
  readonly plan: HeaderPlan;
}

export interface NoticeOptions {
  readonly reader: ReportReader;
  readonly room: number;
  /** Whether this one is to be stated in full. */
  readonly isFirst: (builtIn: BuiltInProvider) => boolean;
}

/** What a user must know of the built-in headers that go out: one paragraph a built-in, whatever names its provider has. */
export function builtInNotices(
  uses: readonly BuiltInUse[],
  { reader, room, isFirst }: NoticeOptions,
): string[] {
  const used = new Map<BuiltInProvider, BuiltInUse[]>();
  for (const use of uses) {
    const { builtIn, plan } = use;
    if (builtIn === undefined || !plan.fields.some(({ layer }) => layer === "built-in")) continue;
    used.set(builtIn, [...(used.get(builtIn) ?? []), use]);
  }
  return Array.from(used, ([builtIn, own]) =>
    (isFirst(builtIn) ? builtInNotice : builtInReminder)(builtIn, placeOf(own), reader)
      .split("\n")
      .flatMap((line) => wrapText(line, room))
      .join("\n"),
  );
}

function placeOf(uses: readonly BuiltInUse[]): BuiltInPlace {
  return {
    ids: [...new Set(uses.map(({ providerId }) => providerId))],
    addresses: [...new Set(uses.flatMap(({ address }) => address ?? []))],
  };
}

/** For a command: in full the first time where there is an OpenClaw's state folder. */
export function noticesFor({ command, env }: CommandIo, room: number): NoticeOptions {
  return {
    reader: installedReader(command),
    room,
    isFirst: (builtIn) => isFirstStatement(stateFolder(env), builtIn),
  };
}
