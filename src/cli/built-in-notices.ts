import { type BuiltInProvider } from "../providers/find.ts";
import { builtInNotice } from "../transport/built-in-notice.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import { wrapText } from "./text-width.ts";

export interface BuiltInUse {
  readonly providerId: string;
  readonly builtIn: BuiltInProvider | undefined;
  readonly plan: HeaderPlan;
}

/** What a user must be told of each provider whose built-in header goes out: one paragraph a provider. */
export function builtInNotices(uses: readonly BuiltInUse[], room: number): string[] {
  const notices = new Map<string, string>();
  for (const { providerId, builtIn, plan } of uses) {
    if (builtIn === undefined || !plan.fields.some(({ layer }) => layer === "built-in")) continue;
    notices.set(
      providerId,
      builtInNotice(builtIn, providerId)
        .split("\n")
        .flatMap((line) => wrapText(line, room))
        .join("\n"),
    );
  }
  return [...notices.values()];
}
