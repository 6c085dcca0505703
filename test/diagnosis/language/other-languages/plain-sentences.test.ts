import { describe, expect, it } from "vitest";

import * as languages from "../../../../src/diagnosis/language/other-languages/list.ts";
import { plainSentences } from "../../../../src/diagnosis/language/other-languages/plain-sentences.ts";
import { PhraseIndex } from "../../../../src/diagnosis/phrase-index.ts";

/** The rarer ones have sentences about keys alone. */
const LANGUAGES = Object.entries(languages).filter(([name]) => name !== "rarerLanguages");

/** Every word is its own name in capitals, as no language writes it. */
const NAMES = new Proxy({} as Parameters<typeof plainSentences>[0], {
  get: (_target, name) => `x${String(name).toLowerCase()}`,
});

describe("plainSentences", () => {
  it("puts the words of a language in either order, near each other", () => {
    const phrases = plainSentences(NAMES)["credential-refused"] ?? [];
    const index = new PhraseIndex([["refused", phrases]]);
    const isRefused = (text: string) => index.find(index.read(text), () => true) === "refused";
    expect(isRefused("the xkey is xbad")).toBe(true);
    expect(isRefused("xbad, this xkey")).toBe(true);
    expect(isRefused("the xkey is xnot so xvalid")).toBe(true);
    expect(isRefused("the xkey. It is xbad")).toBe(false);
    expect(isRefused("the xkey is xvalid")).toBe(false);
  });

  it("adds the turns of one language to those of all", () => {
    const phrases = plainSentences(NAMES, { rate: ["own turn"], "own-rule": ["other turn"] });
    expect(phrases["rate"]).toContain("own turn");
    expect(phrases["rate"]?.length).toBeGreaterThan(1);
    expect(phrases["own-rule"]).toEqual(["other turn"]);
  });

  it.each(LANGUAGES)("%s has a word for every sense", (_name, translations) => {
    const rules = translations();
    const phrases = Object.values(rules).flat();
    expect(phrases.filter((phrase) => /undefined|\|\||(?:^| )\||\|(?:$| )/u.test(phrase))).toEqual(
      [],
    );
    expect(Object.keys(rules)).toEqual(expect.arrayContaining(Object.keys(plainSentences(NAMES))));
  });
});
