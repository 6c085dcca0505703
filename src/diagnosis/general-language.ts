import { clientRules } from "./language/client-language.ts";
import { credentialRules } from "./language/credential-language.ts";
import type { GeneralRule } from "./language/general-rule.ts";
import { limitRules } from "./language/limit-language.ts";
import * as languages from "./language/other-languages/list.ts";
import { permissionRules } from "./language/permission-language.ts";
import { requestRules } from "./language/request-language.ts";
import { topicRules } from "./language/topic-language.ts";

/** What any provider means by its words, in any language: of several rules that match, the first one decides. */
export function generalRules(): readonly GeneralRule[] {
  const english = [
    ...requestRules(),
    ...clientRules(),
    ...limitRules(),
    ...credentialRules(),
    ...permissionRules(),
    ...topicRules(),
  ];
  const others = Object.values(languages).map((translations) => translations());
  const inAllLanguages = english.map((rule) => ({
    ...rule,
    phrases: [...rule.phrases, ...others.flatMap((phrases) => phrases[rule.name] ?? [])],
  }));
  return inAllLanguages.toSorted((one, other) => one.rank - other.rank);
}
