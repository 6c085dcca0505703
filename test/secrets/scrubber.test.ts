import { describe, expect, it } from "vitest";
import { createScrubber } from "../../src/secrets/scrubber.ts";

const KEY = "Ab+/Cd9fGh1jKl/mNoPqRsTuVwXyZ0123456789+/Q==";
const BASIC = `Basic ${btoa("svc-user:hunter2-hunter2")}`;
const UMLAUTS = "p\u00e4sswoerd-l\u00e4nger";
const GERMAN = "d\u00fcr\u00fcm-schl\u00fcssel";

const hex = (text: string, mark: string, digits: number) =>
  text.replaceAll(/[^]/g, (unit) => mark + unit.charCodeAt(0).toString(16).padStart(digits, "0"));
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("every spelling", () => {
  it.each<[string, string, string]>([
    ["PHP's JSON", KEY, KEY.replaceAll("/", String.raw`\/`)],
    ["PHP's JSON in JSON", KEY, json(KEY.replaceAll("/", String.raw`\/`))],
    ["Gson's JSON in JSON", KEY, json(KEY.replaceAll("=", String.raw`\u003d`))],
    ["letters as \\u", KEY, hex(KEY, String.raw`\u`, 4)],
    ["letters as \\u, in JSON, in JSON", KEY, json(json(hex(KEY, String.raw`\u`, 4)))],
    ["quotation marks, three deep", 'pass"word"12', json(json(json('pass"word"12')))],
    ["a tab, two deep", "pass\tword\t12", json(json("pass\tword\t12"))],
    ["Python's bytes", KEY, hex(KEY, String.raw`\x`, 2)],
    ["percent, all of it", KEY, hex(KEY, "%", 2)],
    ["percent, some of it", KEY, KEY.replace("/", "%2f").replace("+", "%2B")],
    ["percent, twice", KEY, encodeURIComponent(encodeURIComponent(KEY))],
    ["percent, four times", "a/b/c/d/e", encodeURIComponent("a%25252Fb%25252Fc/d/e")],
    ["an encoded secret, decoded", "pa%2Fss-word-0123456", "pa/ss-word-0123456"],
    ["a form", "correct horse battery", "correct+horse+battery"],
    ["HTML, by number", KEY, KEY.replaceAll("/", "&#x2F;").replaceAll("=", "&#61;")],
    ["HTML, by name", "a&b<c>d'e\"f/g", "a&amp;b&lt;c&gt;d&apos;e&quot;f&sol;g"],
    ["HTML, twice", "a&b<c>d'e", "a&amp;amp;b&amp;lt;c&amp;#62;d&amp;#x27;e"],
    ["HTML in JSON", KEY, KEY.replaceAll("/", String.raw`\u0026#x2F;`)],
    ["percent in JSON", KEY, KEY.replaceAll("/", String.raw`\u00252F`)],
    ["UTF-8", UMLAUTS, UMLAUTS],
    ["UTF-8 in a URL", UMLAUTS, encodeURIComponent(UMLAUTS)],
    ["Latin-1 in a URL", UMLAUTS, UMLAUTS.replaceAll("\u00e4", "%E4")],
    ["Latin-1 bytes", UMLAUTS, latin1(UMLAUTS).toString("utf8")],
    [
      "Latin-1 bytes that begin a longer character",
      "Q4HYFC\u00e9\u00a7kX",
      latin1("Q4HYFC\u00e9\u00a7kX").toString("utf8"),
    ],
    ["Latin-1 bytes, each read by itself", "Q4HYFC\u00e9\u00a7kX", "Q4HYFC\ufffd\ufffdkX"],
    ["UTF-8 read as Latin-1", UMLAUTS, Buffer.from(UMLAUTS).toString("latin1")],
    ["a letter's name", UMLAUTS, UMLAUTS.replaceAll("\u00e4", "&auml;")],
    [
      "no Latin at all",
      "\u043f\u0430\u0440\u043e\u043b\u044c-1",
      "%D0%BF\u0430\u0440\\u043e\u043b\u044c-1",
    ],
    ["beyond U+FFFF", "\u{1f511}-secret", String.raw`\ud83d\udd11-secret`],
    ["Base64", KEY, btoa(KEY).slice(0, -2)],
    ["Base64 of UTF-8", GERMAN, Buffer.from(GERMAN).toString("base64")],
    ["Base64 of Latin-1", GERMAN, latin1(GERMAN).toString("base64")],
    [
      "Base64 of no Latin at all",
      "\u0441\u0435\u043a\u0440\u0435\u0442\u043d\u044b\u0439",
      "0YHQtdC60YDQtdGC0L3Ri9C5",
    ],
    ["Base64url", "???>>>???>>>", "Pz8_Pj4-Pz8_Pj4-"],
    ["hex", KEY, hex(KEY, "", 2)],
    ["hex of a tab", "pass\tword", "7061737309776f7264"],
    ["HEX", KEY, hex(KEY, "", 2).toUpperCase()],
    ["the password of Basic", BASIC, "hunter2-hunter2"],
    ["the pair of Basic", BASIC, "svc-user:hunter2-hunter2"],
    ["nothing but escapes", "%41%42%43", "%41%42%43"],
    [
      "backslashes of two spellings before one escape",
      "YVNdYskzTuA0eFTtu",
      String.raw`YVNdYskzT\%5C%750\u%30%30%33%30\%7500%33%375A\%7500%330eFTtu`,
    ],
    [
      "a secret that is mostly backslashes",
      String.raw`\+x\2\x%%\\;` + "\\",
      String.raw`\\\u002bx\u005c2\u005c\u0078\u0025%\u005c\\\u003b`,
    ],
    ["8 backslashes", "\\".repeat(8), "\\".repeat(8)],
  ])("%s", (_title, secret, text) => {
    expect(createScrubber([secret])(`{"got":"<${text}>"}`)).toBe('{"got":"<***>"}');
  });

  it.each(["", "u", "us", "use"])("Base64 behind %j:", (user) => {
    const shown = createScrubber([KEY])(`Basic ${btoa(`${user}:${KEY}`)}.`);
    expect(shown).toMatch(/^Basic [A-Za-z\d]{0,6}\*\*\*[A-Za-z0-9]{0,2}=*\.$/);
  });

  it("one after the other, where only the first has backslashes of two spellings", () => {
    const mixed = String.raw`YVNdYskzT\%5C%750\u%30%30%33%30\%7500%33%375A\%7500%330eFTtu`;
    const scrub = createScrubber(["YVNdYskzTuA0eFTtu"]);
    expect(scrub(`<${mixed}> <YVNdYskzTuA0eFTtu>`)).toBe("<***> <***>");
  });

  it("where secrets overlap", () => {
    const scrub = createScrubber(["abababab", "abcdefgh-1234", "zzabcdefgh-1234zz"]);
    expect(scrub("<abababababab> <zzabcdefgh-1234zz>")).toBe("<***> <***>");
  });
});

describe("a secret that is cut", () => {
  const scrub = (text: string): string => createScrubber([KEY, "sk-proj-0123456789abcdef"])(text);
  const lengths = Array.from({ length: KEY.length - 4 }, (_, index) => index + 4);

  it.each(lengths)("at the text's end, after %i characters", (length) => {
    expect(scrub(`no such key: ${KEY.slice(0, length)}`)).toBe("no such key: ***");
    expect(scrub(`no such key: ${KEY.slice(0, length)}...`)).toMatch(/^no such key: \*\*\*/);
    expect(scrub(`no such key: "${KEY.slice(0, length)}\u2026"`)).toMatch(/^no such key: "\*\*\*/);
    expect(scrub(`{"got":"${json(KEY.slice(0, length))}%2`)).toBe('{"got":"***');
  });

  it.each(lengths)("at the text's beginning, %i characters before its end", (length) => {
    expect(scrub(`${KEY.slice(-length)} is no key`)).toBe("*** is no key");
  });

  it.each([" ", '"', "'", ".", ")", "]", "}", "`", "\u2026", "\ufffd", '..."}]) '])(
    "at the end of a text that closes with %j",
    (closing) => {
      expect(scrub(`no such key: ${KEY.slice(0, 6)}${closing}`)).toBe(`no such key: ***${closing}`);
    },
  );

  it.each(["\\u", "\\u0", "\\u00f", "%", "%2", "&", "&#", "&#4", "&#x2", "&am"])(
    "at the end of a text that stops within an escape, %j",
    (half) => {
      expect(scrub(`no such key: ${KEY.slice(0, 6)}${half}`)).toBe("no such key: ***");
      expect(scrub(`no such key: ${KEY}${half}`)).toBe("no such key: ***");
      expect(scrub(`no such key: "${KEY}${half}"`)).toBe('no such key: "***"');
    },
  );

  it("at the beginning of a text that starts within an escape", () => {
    expect(createScrubber(["key-42&tTail99"])("mp;tTail99 is no key")).toBe("*** is no key");
  });

  it("is not where more than an escape follows its beginning", () => {
    const text = "you see k9f2zebra";
    expect(createScrubber(["k9f2-0123456789"])(text)).toBe(text);
  });

  it("but what follows all of it stays", () => {
    expect([scrub(`${KEY}s`), scrub(`${KEY} is bad`)]).toEqual(["***s", "*** is bad"]);
  });

  it.each([" ", '"', "'", ".", "(", "[", "{", "`", "\u2026", "\ufffd", '"(...'])(
    "at the beginning of a text that opens with %j",
    (opening) => {
      expect(scrub(`${opening}${KEY.slice(-6)} is no key`)).toBe(`${opening}*** is no key`);
    },
  );

  it("in the middle, from 8 characters on", () => {
    expect(scrub(`<${KEY.slice(3, 11)}>`)).toBe("<***>");
    expect(scrub(`<${KEY.slice(3, 10)}>`)).toBe(`<${KEY.slice(3, 10)}>`);
    expect(scrub("<sk-proj-01234567> <sk-proj-0123456>")).toBe("<***> <sk-proj-0123456>");
  });

  it("at the end, where only its backslashes make it more than a word", () => {
    const escapes = createScrubber([String.raw`d\u\uc\a>;&ft60%%&;5\8t`]);
    expect(escapes(String.raw`key provided: d\u\uc\a`)).toBe("key provided: ***");
    expect(escapes("key provided: d&#x5C;u&#x5C;uc&#x5C;a&")).not.toContain("d&#x5C;u");
  });

  it("at the beginning, where only its backslashes make it more than a word", () => {
    const escapes = createScrubber([String.raw`8t%%&;5\ft60d\u\uc\a`]);
    expect(escapes(String.raw`d\u\uc\a is no key`)).toBe("*** is no key");
  });

  it("where a digit makes it more than a word", () => {
    const scrubTwo = createScrubber(["1abcd-WXYZ-0987", "0987-WXYZ-1abcd"]);
    expect(scrubTwo("1abcd was cut, and 1abc")).toBe("*** was cut, and ***");
  });

  it("in the middle, its beginning and its end among other text", () => {
    const secret = "sk-myABFxcVePP4Edc3f3RxrY8AhbMMj5j32";
    const cut = `401 \u0000${secret.slice(-9)} ${secret} ${secret.slice(0, 12)}\u202e unauthorized`;
    expect(createScrubber([secret])(cut)).toBe("401 \u0000*** *** ***\u202e unauthorized");
  });

  it("letters that no word has in such an order, from 8 on", () => {
    const letters = createScrubber(["sk-5JqoVs4lP0TUb5r81fQWVRODPTvx"]);
    expect(letters("provided: sk-5JqoVs4lP0TUb5VRODPTvx unauthorized")).toBe(
      "provided: ****** unauthorized",
    );
  });

  it("words of it from 12 characters on", () => {
    const words = createScrubber([
      "kimi-coding-key",
      "LOCAL_RELAY_KEY",
      "r8_my-coding-key",
      "My-Agent-Key",
    ]);
    const text = "kimi-coding, LOCAL_RELAY, r8_my-codin, My-Agent-K: 401 unauthorized";
    expect(words(text)).toBe(text);
    expect(words("<kimi-coding-> <LOCAL_RELAY_>")).toBe("<***> <***>");
  });

  it("words of it that are less, where the text is cut in front of them alone", () => {
    const words = createScrubber(["relay.a-corp-key"]);
    expect(words("a-corp-key is no key of relay.a")).toBe("*** is no key of ***");
    expect(words("this is no a-corp-k")).toBe("this is no a-corp-k");
  });

  it("Base64 of it from 8 characters on, also where they look like words", () => {
    const encoded = btoa("Q4Hj7-j7cX9z").slice(4, 12);
    expect(encoded).toMatch(/^[a-z]+$/);
    expect(createScrubber(["Q4Hj7-j7cX9z"])(`<${encoded}>`)).toBe("<***>");
  });

  it("within an escape that spells an escape of its own", () => {
    const spelled = json(hex(String.raw`\%9'>=\x2a+/d"7`, String.raw`\u`, 4));
    expect(createScrubber([String.raw`\%9'>=\x2a+/d"7`])(`key: ${spelled.slice(0, -45)}`)).toBe(
      "key: ***",
    );
  });

  it("but not what every key of a provider begins with", () => {
    expect(scrub("<sk-proj-> sk-proj-")).toBe("<sk-proj-> sk-proj-");
    expect(scrub("<sk-proj-012***> sk-proj-0")).toBe("<sk-proj-012***> ***");
    expect(createScrubber(["gsk_0123456789"])("no such key: gsk_")).toBe("no such key: gsk_");
    expect(createScrubber(["sk-proj-1234567"])("<sk-proj-1234567>")).toBe("<***>");
  });

  it("nor a word", () => {
    expect(createScrubber(["token-of-mine"])("Invalid token")).toBe("Invalid token");
    expect(createScrubber(["my-own-token"])("token expired")).toBe("token expired");
    expect(createScrubber(["%74%6fken"])("No token: %74%6fken")).toBe("No token: ***");
  });
});

describe("a name that is no secret", () => {
  const scrub = (text: string): string =>
    createScrubber(["my-relay-one-key-01"], (view, from) => view.startsWith("my-relay-one", from))(
      text,
    );

  it.each(["<my-relay-one>", "my-relay-one is no model", "asked my-relay-one"])(
    "stays where a secret begins like it: %s",
    (text) => {
      expect(scrub(text)).toBe(text);
    },
  );

  it("stays at the end of a text that may be cut within a secret", () => {
    const scrubAll = createScrubber(["r2d2-key-0123"], (view, from) =>
      view.startsWith("r2d2", from),
    );
    expect(scrubAll("asked r2d2")).toBe("asked r2d2");
  });

  it("goes with all of a secret", () => {
    expect(scrub("<my-relay-one-key-01>")).toBe("<***>");
  });

  it("says nothing of another part of the secret", () => {
    expect(scrub("<one-key-01>")).toBe("<***>");
  });
});

it("takes no name for a character that no & stands before", () => {
  const scrub = createScrubber([KEY]);
  expect([scrub("amp;"), scrub("xamp;"), scrub(";")]).toEqual(["amp;", "xamp;", ";"]);
});

it("reads long hostile texts with a thousand secrets, and one hostile secret", () => {
  const key = (at: number) => `sk-proj-${at.toString(36).padStart(6, "0")}${"aB3-xY9_".repeat(6)}`;
  const many = createScrubber(Array.from({ length: 1000 }, (_, at) => key(at)));
  const texts = [
    "sk-proj-".repeat(8192),
    "\\".repeat(65536),
    "%25".repeat(21845),
    "&;".repeat(32768),
  ];
  createScrubber([`${"\\".repeat(22)}x-0123456`])("\\".repeat(65536));
  for (const text of texts) expect(many(text)).toBe(text);
});
