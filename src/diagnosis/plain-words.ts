/**
 * The words of a text, in lower case and without accents, so that one phrase finds `Ungültiger`, `UNGULTIGER` and
 * full-width letters alike. Latin, Cyrillic and Arabic words are read whole; of scripts that put no space between words
 * (Chinese, Japanese) or write endings onto them (Korean) each character is a word.
 */
export function readWords(text: string, take: (word: string) => void, endSentence: () => void) {
  const plain = plainText(text);
  let start = -1;
  for (let index = 0; index <= plain.length; index += 1) {
    const code = plain.charCodeAt(index);
    if (isLetter(code) || (start >= 0 && isApostrophe(plain, index, start))) {
      if (start < 0) start = index;
      continue;
    }
    if (start >= 0) takeSpelledOut(plain.slice(start, index), take);
    start = -1;
    if (isSyllable(code)) take(plainSyllable(plain.charAt(index)));
    else if (endsSentence(code, plain.charCodeAt(index + 1))) endSentence();
  }
}

function takeSpelledOut(word: string, take: (word: string) => void) {
  if (word !== "cannot" && !word.includes("'")) take(word);
  else for (const part of spelledOut(word)) take(part);
}

/**
 * `isn't` and `cannot` are two words, so that one phrase finds them beside `is not` and `can not`; `key's` is the word
 * that it is made of.
 */
export function spelledOut(word: string): readonly string[] {
  if (word === "cannot") return ["can", "not"];
  const at = word.lastIndexOf("'");
  const ending = ENDINGS.get(word.slice(at));
  if (at >= 2 && word.endsWith("'s")) return [word.slice(0, at)];
  if (at < 2 || ending === undefined) return [word];
  if (ending !== "not") return [word.slice(0, at), ending];
  if (word.charAt(at - 1) !== "n") return [word];
  const verb = word.slice(0, at - 1);
  return [SHORTENED.get(verb) ?? verb, "not"];
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["'t", "not"],
  ["'re", "are"],
  ["'ve", "have"],
  ["'ll", "will"],
]);
const SHORTENED: ReadonlyMap<string, string> = new Map([
  ["ca", "can"],
  ["wo", "will"],
]);

/** Han, kana and Hangul. */
export function isSyllable(code: number): boolean {
  return (
    (code >= 0x34_00 && code <= 0x9f_ff) ||
    (code >= 0xac_00 && code <= 0xd7_a3) ||
    (code >= 0x30_41 && code <= 0x30_fe) ||
    code === 0x30_05
  );
}

/** The traditional characters that phrases meet, and the simplified ones, each at the same place. */
const TRADITIONAL =
  "過舊請憑證驗無錯誤鑰權餘額數帳戶號應網絡連線時間點積購買訂閱級會員專業組織項區國該沒開關閉訪問絕僅機" +
  "塊碼當資費續繳調頻載題頁錄陸識別設備語發現環實審內違規輸進長參傳務異斷獲檢測處認報範圍單據滿從給個為" +
  "對後協議編寫圖檔庫準復繫併軟體適響許啟啓試壞佔籤簽終結構賬偵祕確銷廢凍刪爲丟攜帶換鑑鑒敗擴鎖臺際屬夠" +
  "達並詞統遊維護頭兩雙於陳來暫經徵紋偽僞裝標腳動蟲濫計風險則攔濾書徑負飽鍾繼觸與註盡覽讀電郵態狀歷種類" +
  "盤緩衝殘損補複夾鍵隊頂須預償掃決減約純納綁義聲視記質輪遞遺鏈鐘願驅擁";
const SIMPLIFIED =
  "过旧请凭证验无错误钥权余额数帐户号应网络连线时间点积购买订阅级会员专业组织项区国该没开关闭访问绝仅机" +
  "块码当资费续缴调频载题页录陆识别设备语发现环实审内违规输进长参传务异断获检测处认报范围单据满从给个为" +
  "对后协议编写图档库准复系并软体适响许启启试坏占签签终结构账侦秘确销废冻删为丢携带换鉴鉴败扩锁台际属够" +
  "达并词统游维护头两双于陈来暂经征纹伪伪装标脚动虫滥计风险则拦滤书径负饱钟继触与注尽览读电邮态状历种类" +
  "盘缓冲残损补复夹键队顶须预偿扫决减约纯纳绑义声视记质轮递遗链钟愿驱拥";
const SIMPLIFIED_OF: ReadonlyMap<string, string> = new Map(
  [...TRADITIONAL].map((letter, index) => [letter, SIMPLIFIED.charAt(index)]),
);

/** One spelling for a character that is written in two ways. */
export function plainSyllable(letter: string): string {
  return SIMPLIFIED_OF.get(letter) ?? letter;
}

/** What is said otherwise in Taiwan, either way written. */
const TAIWAN_WORDS: ReadonlyMap<string, string> = new Map([
  ["支援", "支持"],
  ["用戶端", "客户端"],
  ["用户端", "客户端"],
  ["金鑰", "密钥"],
  ["權杖", "令牌"],
  ["軟體", "软件"],
  ["伺服器", "服务器"],
  ["登入", "登录"],
  ["存取", "访问"],
  ["逾時", "超时"],
  ["連線", "连接"],
  ["網路", "网络"],
  ["程式", "程序"],
  ["外掛", "插件"],
  ["擴充功能", "扩展"],
  ["使用者", "用户"],
  ["專案", "项目"],
  ["儲值", "充值"],
  ["加值", "充值"],
  ["帳單", "账单"],
  ["標頭", "请求头"],
  ["檔案", "文件"],
  ["資料夾", "文件夹"],
  ["回應", "响应"],
  ["呼叫", "调用"],
  ["欄位", "字段"],
  ["位址", "地址"],
  ["網域", "域名"],
  ["介面", "接口"],
  ["訊息", "消息"],
  ["瀏覽器", "浏览器"],
  ["核准", "批准"],
  ["查無", "找不到"],
  ["停權", "封禁"],
]);
const TAIWAN_WORD = new RegExp([...TAIWAN_WORDS.keys()].join("|"), "gu");

const ASCII = /^[\0-\u007f]*$/u;
const WITH_MARK = /[\u00c0-\u024f\u0451\u0491\u0622-\u0626\u1e00-\u1eff]/gu;
/** Marks that follow their letter: of decomposed text, of a Turkish capital I, Arabic vowels. */
const LOOSE_MARK = /[\u0300-\u036f\u064b-\u0652]/gu;
/** Letters that have no mark to take away. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ["\u00e6", "ae"],
  ["\u00f8", "o"],
  ["\u0111", "d"],
  ["\u0131", "i"],
  ["\u0142", "l"],
  ["\u0153", "oe"],
  ["\u0491", "\u0433"],
]);
const FULL_WIDTH = /[\uff01-\uff5e]/gu;
const FULL_WIDTH_OFFSET = 0xfe_e0;

function plainText(text: string): string {
  const lowerCased = text.toLowerCase();
  if (ASCII.test(lowerCased)) return lowerCased;
  return lowerCased
    .replaceAll("\u2019", "'")
    .replaceAll("\u00df", "ss")
    .replace(TAIWAN_WORD, (word) => TAIWAN_WORDS.get(word) ?? word)
    .replace(WITH_MARK, (letter) => PLAIN_LETTERS.get(letter) ?? letter.normalize("NFD").charAt(0))
    .replace(LOOSE_MARK, "")
    .replace(FULL_WIDTH, (wide) => String.fromCodePoint(wide.charCodeAt(0) - FULL_WIDTH_OFFSET));
}

/** `_` belongs to a word: `max_tokens` is not `tokens`. */
function isLetter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    (code >= 0x04_30 && code <= 0x04_5f) ||
    (code >= 0x06_21 && code <= 0x06_d5)
  );
}

/** Belongs to the word in `don't`; the quotes of a Python repr stand outside of it, and French `d'accès` is two words. */
function isApostrophe(text: string, index: number, start: number): boolean {
  if (text.charCodeAt(index) !== 0x27 || !isLetter(text.charCodeAt(index + 1))) return false;
  return index - start > 1 || !ELIDED.has(text.charAt(start));
}

const ELIDED: ReadonlySet<string> = new Set(["b", "c", "d", "j", "l", "m", "n", "s", "t"]);

/** `.` ends a sentence only before a space or a quote: `console.x.ai` goes on. */
function endsSentence(code: number, next: number): boolean {
  if (code === 0x21 || code === 0x3f || code === 0x3b || code === 0x30_02) return true;
  return code === 0x2e && (next <= 0x20 || next === 0x22 || next === 0x5c || Number.isNaN(next));
}
