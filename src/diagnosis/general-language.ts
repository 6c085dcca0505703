import { CLIENT_RULES } from "./language/client-language.ts";
import { CREDENTIAL_RULES } from "./language/credential-language.ts";
import type { GeneralRule } from "./language/general-rule.ts";
import { LIMIT_RULES } from "./language/limit-language.ts";
import * as languages from "./language/other-languages/list.ts";
import { PERMISSION_RULES } from "./language/permission-language.ts";
import { REQUEST_RULES } from "./language/request-language.ts";
import { TOPIC_RULES } from "./language/topic-language.ts";

const ENGLISH_RULES: readonly GeneralRule[] = [
  ...REQUEST_RULES,
  ...CLIENT_RULES,
  ...LIMIT_RULES,
  ...CREDENTIAL_RULES,
  ...PERMISSION_RULES,
  ...TOPIC_RULES,
];

/** What any provider means by its words, in any language: of several rules that match, the first one decides. */
export const GENERAL_RULES: readonly GeneralRule[] = ENGLISH_RULES.map((rule) => ({
  ...rule,
  phrases: [
    ...rule.phrases,
    ...Object.values(languages).flatMap((phrases) => phrases[rule.name] ?? []),
  ],
})).toSorted((one, other) => one.rank - other.rank);
