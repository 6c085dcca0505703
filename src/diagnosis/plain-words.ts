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
  "塊碼當資費續繳調頻載題頁錄陸識別設備語發現環實審內違規輸進長參轉傳務異斷獲檢測處認報條範圍單據變滿從" +
  "給這個為對後協議編寫圖檔庫準復還選擇離聯繫營併遠軟體適遲響許諾啟啓閘擊嘗試壞佔籤簽導終結構爾貨賬偵" +
  "祕確銷廢凍刪爲丟攜帶換鑑鑒敗擴鎖臺際屬夠達並詞統遊維護頭兩雙於陳來暫經徵紋偽僞裝標腳動蟲濫計風險則攔濾書徑負飽鍾繼觸與註盡" +
  "儲覽讀訊電郵灣東讓態狀況幾樣歷們麼嗎種類稱顯萬盤緩衝殘損壓縮補複夾鍵隊隱雜難雲頂順須預顧價優償嚴執場學將尋層廣惡慮戰" +
  "掃採擋擬擾極歡氣決減淨濟獎獨產畢監盜穩窮競筆簡紀約純納細綁綜緊緒練總績罰義習聲職腦臨舉華虛術衛視覺觀討訓託記訴診評詐" +
  "詢詳說談諮譯責財貴賣質贈跡蹤車輕輔輪辦遞遺邊邏銀鏈鏡鐘門閃閒陣階隨靈韓願飛馬驟驅齊擁屆歲毀搶";
const SIMPLIFIED =
  "过旧请凭证验无错误钥权余额数帐户号应网络连线时间点积购买订阅级会员专业组织项区国该没开关闭访问绝仅机" +
  "块码当资费续缴调频载题页录陆识别设备语发现环实审内违规输进长参转传务异断获检测处认报条范围单据变满从" +
  "给这个为对后协议编写图档库准复还选择离联系营并远软体适迟响许诺启启闸击尝试坏占签签导终结构尔货账侦" +
  "秘确销废冻删为丢携带换鉴鉴败扩锁台际属够达并词统游维护头两双于陈来暂经征纹伪伪装标脚动虫滥计风险则拦滤书径负饱钟继触与注尽" +
  "储览读讯电邮湾东让态状况几样历们么吗种类称显万盘缓冲残损压缩补复夹键队隐杂难云顶顺须预顾价优偿严执场学将寻层广恶虑战" +
  "扫采挡拟扰极欢气决减净济奖独产毕监盗稳穷竞笔简纪约纯纳细绑综紧绪练总绩罚义习声职脑临举华虚术卫视觉观讨训托记诉诊评诈" +
  "询详说谈咨译责财贵卖质赠迹踪车轻辅轮办递遗边逻银链镜钟门闪闲阵阶随灵韩愿飞马骤驱齐拥届岁毁抢";
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
