import { describe, expect, it } from "vitest";

import { PhraseIndex } from "../../src/diagnosis/phrase-index.ts";
import { heapHeld } from "../collect-garbage.ts";

function finds(phrase: string, text: string): boolean {
  const index = new PhraseIndex([["row", [phrase]]]);
  return index.find(index.read(text), () => true) === "row";
}

describe("PhraseIndex", () => {
  it.each([
    ["bad key", "A BAD key, sadly", true],
    ["bad key", "bad keyboard", false],
    ["bad key", "badkey", false],
    ["bad|wrong key", "the wrong key", true],
    ["bad api? key", "bad key", true],
    ["bad api? key", "bad API key", true],
    ["bad api? key", "bad old key", false],
    ["bad _ key", "bad old key", true],
    ["bad _ key", "bad key", false],
    ["bad .. key", "bad and also very old key", true],
    ["bad .. key", "bad and also a very, very old key", false],
    ["bad .... key", "bad and also a very, very old key", true],
    ["bad .. key", "That is bad. The key is fine", false],
    ["bad .. key", "bad at example.com: a key", true],
    ["don't have", "you don't have it", true],
    ["don't have", "you don\u2019t have it", true],
    ["don't have", "you do not have it", true],
    ["do not have", "you don't have it", true],
    ["is|isn't .. known", "it is not known", true],
    ["can not|can't see", "it cannot see", true],
    ["cli # #? is old", "CLI 1.9 is old", true],
    ["cli # #? is old", "CLI v2 is old", true],
    ["cli # #? is old", "CLI is old", false],
    ["cli # #? is old", "CLI very is old", false],
    ["error 7|#", "error 7", true],
    ["bad key", "{'message': 'bad', 'key'}", true],
    ["tokens", "max_tokens is 5", false],
    ["api_key", "MY_OWN_API_KEY is unset", true],
    ["余额不足", "您的余额不足。", true],
    ["余额不足", "余额充足", false],
    ["余额 .. 不足", "余额已经不足", true],
    ["key 无效", "API key 无效", true],
    ["余额 .. 不足|用完|low", "余额已经用完", true],
    ["余额 .. 不足|用完|low", "余额 is low", true],
    ["余额 .. 不足|用完|low", "余额不用", false],
    ["key .. khong+hop+le|het", "API key nay khong hop le", true],
    ["key .. khong+hop+le|het", "API key nay khong le", false],
    ["key .. khong+hop+le|het", "API key da het", true],
    ["key .. khong+hop+le|het", "API key khong hop", false],
    ["余额|key 不足", "余额不足", true],
    ["余额|key 不足", "key 不足", true],
    ["余额|key 不足", "余不足", false],
    ["bad _ key", "bad. Old key", false],
    ["bad key", "How. Key", false],
    ["bad", "This is bad", true],
    ["bad !old|new key", "bad red key", true],
    ["bad !old|new key", "bad new key", false],
    ["bad !old|new key", "bad key", false],
    ["bad !old|new? key", "bad key", true],
    ["bad !old|new? key", "bad new key", false],
    ["bad .. !old|new key", "bad new red key", true],
    ["bad sort* key", "bad sorting key", true],
    ["bad sort* key", "bad sore key", false],
    ["bad sort*|sorting key", "bad sorting key", true],
    ["# keys", "12 keys", true],
    ["# keys", "v2 keys", true],
    ["# keys", "0 keys", true],
    ["# keys", "9 keys", true],
    ["# keys", "va keys", false],
    ["# keys", "/: keys", false],
    ["# keys", "_1 keys", false],
    ["api_key", "API_KEY is unset", true],
    ["api_key", "MY_API_KEY is unset", true],
    ["key", "MY_KEY is unset", false],
    // A word's number is no length of an alternative of several words.
    ["one two .. three|four+five", "one two two", false],
    ["one two .. three|four+five", "one two three", true],
  ])("%j in %j: %s", (phrase, text, expected) => {
    expect(finds(phrase, text)).toBe(expected);
  });

  it("prefers the earlier row, wherever its phrase stands", () => {
    const index = new PhraseIndex([
      ["first", ["red end"]],
      ["second", ["blue start"]],
    ]);
    const words = index.read("a blue start and a red end");
    expect(index.find(words, () => true)).toBe("first");
    expect(index.find(words, (row) => row !== "first")).toBe("second");
    expect(index.find(words, () => false)).toBeUndefined();
  });

  it("knows each of several phrases that begin alike", () => {
    const rows = ["bad api key", "bad api token", "bad api", "bad .. word", "bad sort* here"];
    const index = new PhraseIndex(rows.map((phrase) => [phrase, [phrase]] as const));
    const texts = [
      "bad api key",
      "bad api token",
      "bad api",
      "bad little word",
      "bad sorting here",
    ];
    expect(
      texts.map((text, at) => index.find(index.read(text), (row) => row === rows[at])),
    ).toEqual(rows);
  });

  it("takes a word for the longest of the beginnings that phrases have, and for the shorter ones", () => {
    const rows = ["bad sor* key", "bad sorti* word", "bad sort* sign"];
    const index = new PhraseIndex(rows.map((phrase) => [phrase, [phrase]] as const));
    const found = (text: string) => index.find(index.read(text), () => true);
    expect(["key", "word", "sign"].map((end) => found(`bad sorting ${end}`))).toEqual(rows);
    expect(["key", "word", "sign"].map((end) => found(`bad sorts ${end}`))).toEqual([
      rows[0],
      undefined,
      rows[2],
    ]);
  });

  it("takes no word for another that begins alike, nor a number for a word", () => {
    const rows = ["bad key", "good keys", "error 7", "version #"];
    const index = new PhraseIndex(rows.map((phrase) => [phrase, [phrase]] as const));
    const found = (text: string) => index.find(index.read(text), () => true);
    expect(["bad keys", "bad 7", "version key", "error 8"].map(found)).toEqual(
      Array.from({ length: 4 }),
    );
    expect(["version 7", "version 8", "error 7"].map(found)).toEqual([rows[3], rows[3], rows[2]]);
  });

  it("tells alternatives apart that have the same letters", () => {
    const index = new PhraseIndex([
      ["first", ["key ab|c"]],
      ["second", ["key a|bc"]],
    ]);
    const found = (text: string) => index.find(index.read(text), () => true);
    expect([found("key c"), found("key a"), found("key abc")]).toEqual([
      "first",
      "second",
      undefined,
    ]);
  });

  it("takes another way through a phrase where the first leads nowhere", () => {
    expect(finds("no .. key found", "no key was left, a key found")).toBe(true);
    expect(finds("no key? key found", "no key found")).toBe(true);
  });

  it.each(["_ key", "any? key", ".. key", "!any key"])(
    "refuses the phrase %j: nothing to look it up by",
    (phrase) => {
      expect(() => new PhraseIndex([["row", [phrase]]])).toThrow(
        `phrase "${phrase}": the first word must be a plain word; start with one`,
      );
    },
  );

  it("takes room for each phrase, and for its pairs of words only once a text holds its first word", async () => {
    const tenWords = (letter: string, group: number): string =>
      Array.from({ length: 10 }, (_, at) => `${letter}${group}x${at}`).join("|");
    const phrases = Array.from(
      { length: 4000 },
      (_, at) => `${tenWords("a", at % 40)} ${tenWords("b", Math.floor(at / 40))}`,
    );
    const before = await heapHeld();
    const index = new PhraseIndex(phrases.map((phrase) => [phrase, [phrase]]));
    expect((await heapHeld()) - before).toBeLessThan(12_000_000);
    expect(index.find(index.read("here is a7x3 b90x9"), () => true)).toBe(phrases[90 * 40 + 7]);
  });
});
