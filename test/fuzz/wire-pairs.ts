import { checkHeaders } from "../../src/headers/check-header.ts";
import type { HeaderFaultCode } from "../../src/headers/header-fault.ts";
import { REAL_NAMES } from "../headers/proof-pairs.ts";
import { type Draw, pickFrom, textFrom } from "./draw.ts";

/** A header as somebody may write it. `null` removes. */
export interface WirePair {
  readonly name: string;
  readonly value: string | null;
  /** How its name and its value were made. */
  readonly classes: readonly [name: string, value: string];
}

export type Verdict = HeaderFaultCode | "accepted";

export function verdictOn(name: string, value: string | null): Verdict {
  const faults = checkHeaders(Object.fromEntries([[name, value]]));
  return faults.find(({ severity }) => severity === "error")?.code ?? "accepted";
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const TOKEN = `${LETTERS}${LETTERS.toUpperCase()}0123456789!#$%&'*+-.^_\`|~`;
const VISIBLE = Array.from({ length: 0x5f }, (_, at) => String.fromCharCode(0x20 + at)).join("");
/** Without what a configuration reads: `${VAR}` and `{{name}}` have classes of their own. */
const PLAIN = VISIBLE.replaceAll(/[${}]/g, "");
const CONTROLS = Array.from({ length: 0x20 }, (_, at) => String.fromCharCode(at)).join("");
const UPPER_LATIN1 = Array.from({ length: 0x80 }, (_, at) => String.fromCharCode(0x80 + at)).join(
  "",
);
/** Names that every object has a member of. */
const MEMBERS = ["toString", "valueOf", "hasOwnProperty", "__proto__", "constructor", "prototype"];
/** Whose lower byte, or lower case, is another character: LF, CR, NUL, a colon, a letter, a space, a tab. */
const ABOVE = "\u010a\u010d\u0100\u013a\u0141\u0120\u0109\u2028\uff1a\u212a\u0130\u3000\ufeff";

const token = (draw: Draw) => `x-${textFrom(draw, TOKEN, 1 + draw(10))}`;
const plain = (draw: Draw) => textFrom(draw, PLAIN, 1 + draw(20));
/** With something put in, anywhere. */
function within(draw: Draw, text: string, inserted: string): string {
  const at = draw(text.length + 1);
  return text.slice(0, at) + inserted + text.slice(at);
}

const NAMES: Readonly<Record<string, (draw: Draw) => string>> = {
  "x- token": token,
  token: (draw) => textFrom(draw, TOKEN, 1 + draw(6)),
  real: (draw) => pickFrom(draw, REAL_NAMES),
  "real, other case": (draw) =>
    Array.from(pickFrom(draw, REAL_NAMES), (unit) =>
      draw(2) === 0 ? unit.toUpperCase() : unit.toLowerCase(),
    ).join(""),
  "member of objects": (draw) => pickFrom(draw, MEMBERS),
  digits: (draw) => String(draw(300)),
  family: (draw) => `x-${textFrom(draw, LETTERS, 1 + draw(4))}-*`,
  long: (draw) => `x-${textFrom(draw, TOKEN, 100 + draw(400))}`,
  "any byte in it": (draw) => within(draw, token(draw), String.fromCharCode(draw(256))),
  "above U+00FF in it": (draw) =>
    within(draw, token(draw), draw(2) === 0 ? pickFrom(draw, [...ABOVE]) : anyUnit(draw)),
  "control in it": (draw) => within(draw, token(draw), pickFrom(draw, [...CONTROLS])),
  "colon or blank": (draw) => within(draw, token(draw), pickFrom(draw, [":", " ", "\t", ": "])),
  empty: () => "",
};

const anyUnit = (draw: Draw) => String.fromCharCode(0x100 + draw(0xff00));

const VALUES: Readonly<Record<string, (draw: Draw) => string | null>> = {
  plain,
  "any byte in it": (draw) => within(draw, plain(draw), String.fromCharCode(draw(256))),
  "one byte": (draw) => String.fromCharCode(draw(256)),
  "U+0080 to U+00FF": (draw) => textFrom(draw, UPPER_LATIN1, 1 + draw(16)),
  "Latin-1": (draw) => textFrom(draw, PLAIN + UPPER_LATIN1, 1 + draw(20)),
  "above U+00FF": (draw) => within(draw, plain(draw), anyUnit(draw)),
  "above U+00FF, telling": (draw) => within(draw, plain(draw), textFrom(draw, ABOVE, 1 + draw(3))),
  "lone surrogate": (draw) => within(draw, plain(draw), String.fromCharCode(0xd800 + draw(0x800))),
  "surrogate pair": (draw) =>
    within(draw, plain(draw), String.fromCodePoint(0x10000 + draw(0x100000))),
  "line break": (draw) =>
    within(draw, plain(draw), pickFrom(draw, ["\r", "\n", "\r\n", "\r\nx-split: 1", "\r\n\r\n"])),
  controls: (draw) => within(draw, plain(draw), textFrom(draw, `${CONTROLS}\u007f`, 1 + draw(3))),
  "blanks around": (draw) =>
    textFrom(draw, " \t", draw(4)) + plain(draw) + textFrom(draw, " \t\u00a0", draw(4)),
  "tabs in it": (draw) => within(draw, plain(draw), textFrom(draw, "\t ", 1 + draw(6))),
  separators: (draw) => textFrom(draw, ' ,;:="\\()<>@/?', 1 + draw(12)),
  "only blanks": (draw) => textFrom(draw, " \t", 1 + draw(4)),
  empty: () => "",
  long: (draw) => textFrom(draw, PLAIN + UPPER_LATIN1, 1000 + draw(7193)),
  "too long": (draw) => "v".repeat(8193 + draw(3)),
  "known placeholder": (draw) =>
    within(draw, plain(draw), `{{${pickFrom(draw, ["providerId", "sessionId", "modelId"])}}}`),
  "unknown placeholder": (draw) => within(draw, plain(draw), "{{other}}"),
  braces: (draw) => textFrom(draw, "{}$ab", 1 + draw(8)).replaceAll("${", "$"),
  null: () => null,
};

/** Some classes are slow, or say the same each time: they come seldom. */
const SELDOM = new Set([
  "long",
  "too long",
  "empty",
  "only blanks",
  "unknown placeholder",
  "family",
]);

function pickClass<Make>(draw: Draw, table: Readonly<Record<string, Make>>): [string, Make] {
  const entries = Object.entries(table);
  for (;;) {
    const entry = pickFrom(draw, entries);
    if (!SELDOM.has(entry[0]) || draw(20) === 0) return entry;
  }
}

/** Most have a name of which every transport is sure, so that the value decides, or the other way round. */
export function drawPair(draw: Draw): WirePair {
  const [nameClass, makeName] =
    draw(2) === 0 ? (["x- token", token] as const) : pickClass(draw, NAMES);
  const [valueClass, makeValue] =
    nameClass !== "x- token" && draw(3) > 0 ? (["plain", plain] as const) : pickClass(draw, VALUES);
  return { name: makeName(draw), value: makeValue(draw), classes: [nameClass, valueClass] };
}
