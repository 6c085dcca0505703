import { type BuiltInProvider } from "../providers/find.ts";
import { builtInNotice } from "../transport/built-in-notice.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import { wrapText } from "./text-width.ts";

export interface BuiltInUse {
  readonly providerId: string;
  readonly builtIn: BuiltInProvider | undefined;
  readonly plan: HeaderPlan;
}

/** What a user must be told of the built-in headers that go out: one paragraph a built-in, whatever names its provider has. */
export function builtInNotices(uses: readonly BuiltInUse[], room: number): string[] {
  const idsOf = new Map<BuiltInProvider, Set<string>>();
  for (const { providerId, builtIn, plan } of uses) {
    if (builtIn === undefined || !plan.fields.some(({ layer }) => layer === "built-in")) continue;
    idsOf.set(builtIn, (idsOf.get(builtIn) ?? new Set()).add(providerId));
  }
  return Array.from(idsOf, ([builtIn, ids]) =>
    builtInNotice(builtIn, ...ids)
      .split("\n")
      .flatMap((line) => wrapText(line, room))
      .join("\n"),
  );
}
