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
    ["You don\u2019t. {'have': 'it'}", "you do not . have it"],
    ["It isn't. I cannot, won't, can't", "it is not . i can not will not can not"],
    ["it't", "it't"],
    ["You're, we've, they'll, browser's", "you are we have they will browser"],
    ["用戶端不支援", "客 户 端 不 支 持"],
    ["用户端", "客 户 端"],
    ["請登入，金鑰無效", "请 登 录 密 钥 无 效"],
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
    ["Nieprawidłowy klucz", "nieprawidlowy klucz"],
    ["İSTEK, anahtarı", "istek anahtari"],
    ["Đã hết hạn", "da het han"],
    ["re\u0301voque\u0301", "revoque"],
    ["Nøgle, nœud, før", "nogle noeud for"],
    ["المفتاح غير صالحٌ، أعد", "المفتاح غير صالح اعد"],
    ["شيء آخر", "شيء اخر"],
    ["No! A key? Yes; it is. So", "no . a key . yes . it is . so"],
    ["Ключ ґанку", "ключ ганку"],
    ["the key's owner, it's", "the key owner it"],
    ["", ""],
  ])("%j reads as %j", (text, expected) => {
    expect(wordsOf(text)).toBe(expected);
  });
});
