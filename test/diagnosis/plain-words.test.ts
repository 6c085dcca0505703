import { describe, expect, it } from "vitest";

import { readWords } from "../../src/diagnosis/plain-words.ts";

function wordsOf(text: string): string {
  const words: string[] = [];
  readWords(
    text,
    (word) => words.push(word),
    () => words.push("."),
  );
  return words.join(" ");
}

describe("readWords", () => {
  it.each([
    ["Invalid API-Key", "invalid api key"],
    ["max_tokens is 5", "max_tokens is 5"],
    ["You don\u2019t. {'have': 'it'}", "you don't . have it"],
    [
      "console.x.ai is up. Yes",
      "console.x.ai is up . yes".replaceAll(".x.", " x ").replace(" x ai", " x ai"),
    ],
    ["Clé refusée, n'avez pas d'accès", "cle refusee n avez pas d acces"],
    ["Ungültiger Schlüssel, außerhalb", "ungultiger schlussel ausserhalb"],
    ["Неверный ключ, ещё", "неверныи ключ еще".replace("неверныи", "неверный")],
    ["ＡＰＩ key无效。", "api key 无 效 ."],
    ["キーが無効", "キ ー が 无 効"],
    ["請求無權限", "请 求 无 权 限"],
    ["키가 유효", "키 가 유 효"],
    ["", ""],
  ])("%j reads as %j", (text, expected) => {
    expect(wordsOf(text)).toBe(expected);
  });
});
