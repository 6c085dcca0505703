import { describe, expect, it } from "vitest";

import { isSyllable, readWords } from "../../src/diagnosis/plain-words.ts";

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
    ["it't x't", "it't x't"],
    ["isn'ts, a're, a's", "isn'ts a're a's"],
    ["b'a c'a d'a j'a l'a m'a n'a s'a t'a", "b a c a d a j a l a m a n a s a t a"],
    ["k'a qu'a, dogs' keys, 'keys'", "k'a qu'a dogs keys keys"],
    ["pets\u2019s key, don\u2019t, für", "pets key do not fur"],
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
    ["過 舊 塊 發 從 給 賬", "过 旧 块 发 从 给 账"],
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
    ["a!b?c;d\u3002e", "a . b . c . d . e"],
    ["a.b, a. b, a.\tb", "a b a . b a . b"],
    ['a." a.\\n a.', "a . a . n a ."],
    ["a.'b', a.!", "a b a ."],
    ["a`b{c@d/e:f^g", "a b c d e f g"],
    ["az_09", "az_09"],
    ["\u0430\u045f\u0461\u0621\u06d5\u06d6\u0620", "\u0430\u045f \u0621\u06d5"],
    ["ё", "е"],
    ["æ ø đ ı ł œ ґ ß", "ae o d i l oe г ss"],
    ["ạ ỹ Ā ÿ", "a y a y"],
    ["أ ئ آ", "ا ي ا"],
    ["ＡＢ１！～ｚ", "ab1 . z"],
    ["a \ud83d\ude00 b", "a b"],
    ["支援，用戶端", "支 持 客 户 端"],
    ["金鑰，權杖，軟體，伺服器，登入", "密 钥 令 牌 软 件 服 务 器 登 录"],
    ["Ключ ґанку", "ключ ганку"],
    ["the key's owner, it's", "the key owner it"],
    ["", ""],
  ])("%j reads as %j", (text, expected) => {
    expect(wordsOf(text)).toBe(expected);
  });
});

describe("isSyllable", () => {
  it.each([
    ["Han", 0x34_00, 0x9f_ff],
    ["Hangul", 0xac_00, 0xd7_a3],
    ["kana", 0x30_41, 0x30_fe],
    ["the sign of repetition", 0x30_05, 0x30_05],
  ])("%s", (_title, first, last) => {
    expect([first - 1, first, last, last + 1].map(isSyllable)).toEqual([false, true, true, false]);
  });
});
