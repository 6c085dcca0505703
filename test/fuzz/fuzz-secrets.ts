import { createCodeFrame } from "../../src/config/code-frame.ts";
import { type ProviderConfig, providerConfigFrom } from "../../src/config/provider-entries.ts";
import { stateHtml } from "../../src/openclaw/page/page-html.ts";
import {
  configuredState,
  pageState,
  type PageSources,
} from "../../src/openclaw/page/page-state.ts";
import { ReportJournal } from "../../src/openclaw/page/report-journal.ts";
import { publicKeyPrefix } from "../../src/providers/find.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import { createPathMask, secretsInAddress } from "../../src/secrets/address.ts";
import { createScrubber } from "../../src/secrets/scrubber.ts";
import { type Draw, drawFrom } from "./draw.ts";

export interface FuzzResult {
  readonly runs: number;
  readonly seed: number;
  /** How often each kind of secret, spelling, depth and place came. */
  readonly classes: Readonly<Record<string, number>>;
  readonly failures: readonly {
    readonly run: number;
    readonly classes: string;
    readonly secret: string;
    readonly shown: string;
  }[];
}

const ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const VISIBLE = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join("");

/** Kinds of secrets: what they begin with and are made of. */
const KINDS: Readonly<Record<string, readonly [begins: string, alphabet: string]>> = {
  alphanumeric: ["", ALPHANUMERIC],
  lowercase: ["", "abcdefghijklmnopqrstuvwxyz"],
  hexadecimal: ["", "0123456789abcdef"],
  base64: ["", `${ALPHANUMERIC}+/`],
  base64url: ["", `${ALPHANUMERIC}-_`],
  "sk-proj": ["sk-proj-", `${ALPHANUMERIC}-_`],
  "sk-kimi": ["sk-kimi-", ALPHANUMERIC],
  visible: ["", VISIBLE],
  escapes: ["", String.raw`\\\\%%&&;;uxnt"'/<>=+0123456789abcdefAM`],
  Latin1: ["", `${ALPHANUMERIC}\u00e4\u00f6\u00fc\u00df\u00e9\u00a7`],
};

const unitsOf = (text: string, spelled: (unit: string) => string) => text.replace(/[^]/g, spelled);
const code = (unit: string, digits: number) =>
  unit.charCodeAt(0).toString(16).padStart(digits, "0");
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const percent = (text: string, upper = true) =>
  Array.from(Buffer.from(text), (byte) => {
    const hex = byte.toString(16).padStart(2, "0");
    return `%${upper ? hex.toUpperCase() : hex}`;
  }).join("");
const NAMES: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
  "/": "sol",
  "+": "plus",
  "=": "equals",
};

/** How a writer spells a text. */
const SPELLINGS: Readonly<Record<string, (text: string, draw: Draw) => string>> = {
  plain: (text) => text,
  JSON: json,
  "JSON, /": (text) => json(text).replaceAll("/", String.raw`\/`),
  "JSON, all \\u": (text) => unitsOf(text, (unit) => `\\u${code(unit, 4)}`),
  "JSON, some \\u": (text, draw) =>
    unitsOf(text, (unit) => (draw(3) === 0 ? `\\u${code(unit, 4)}` : json(unit))),
  "JSON, <>&=": (text) =>
    json(text).replace(/[<>&='+]/g, (unit) => `\\u${code(unit, 4).toUpperCase()}`),
  percent: (text) => encodeURIComponent(text),
  "percent, all": (text, draw) => percent(text, draw(2) === 0),
  "percent, some": (text, draw) =>
    Array.from(text, (unit) =>
      draw(2) === 0 || unit === "%" ? percent(unit, draw(2) === 0) : unit,
    ).join(""),
  HTML: (text) => text.replace(/[&<>"'/+=]/g, (unit) => `&${NAMES[unit]};`),
  "HTML, decimal": (text) => unitsOf(text, (unit) => `&#${unit.charCodeAt(0)};`),
  "HTML, hexadecimal": (text) =>
    text.replace(/[^A-Za-z0-9]/g, (unit) => `&#x${code(unit, 1).toUpperCase()};`),
};

/** The text as a whole. */
const ENCODINGS: Readonly<Record<string, (text: string, draw: Draw) => string>> = {
  Base64: (text, draw) => Buffer.from(ALPHANUMERIC.slice(0, draw(4)) + text).toString("base64"),
  Base64url: (text, draw) =>
    Buffer.from(ALPHANUMERIC.slice(0, draw(4)) + text).toString("base64url"),
  hex: (text) => Buffer.from(text).toString("hex"),
  HEX: (text) => Buffer.from(text).toString("hex").toUpperCase(),
  "Latin-1 bytes": (text) => Buffer.from(text, "latin1").toString("utf8"),
  "UTF-8 as Latin-1": (text) => Buffer.from(text).toString("latin1"),
};

const AROUND: readonly (readonly [before: string, after: string])[] = [
  ["Incorrect API key provided: ", ". You can find it in your account."],
  ["Unauthorized: `", "` is not valid"],
  ["invalid api key (", ")"],
  ["?key=", "&alt=sse: unauthorized"],
  ["Authorization: Bearer ", " is expired"],
];

/** What is printed where a secret is spelled so at some place. */
const PLACES: Readonly<
  Record<string, (spelled: string, secret: string, draw: Draw, plant: boolean) => string>
> = {
  text: (spelled, secret, draw, plant) => scrubberOf([secret], plant)(around(spelled, draw)),
  "among many": (spelled, secret, draw, plant) =>
    scrubberOf([...OTHERS, `Bearer ${secret}`], plant)(around(spelled, draw)),
  body: (spelled, secret, draw, plant) =>
    logOf({ body: `{"error":{"message":"${json(around(spelled, draw))}"}}` }, secret, plant),
  "body, as it is": (spelled, secret, draw, plant) =>
    logOf(
      { body: `{"error":{"message":"${around(spelled, draw)}","code":"${spelled}"}}` },
      secret,
      plant,
    ),
  "body, in JSON": (spelled, secret, draw, plant) => {
    const inner = `{"error":{"message":"${json(around(spelled, draw))}"}}`;
    return logOf({ body: JSON.stringify({ error: { message: inner } }) }, secret, plant);
  },
  page: (spelled, secret, draw, plant) =>
    logOf({ body: `<html><title>${around(spelled, draw)}</title></html>` }, secret, plant),
  "body, cut": (spelled, secret, draw, plant) => {
    const kept = spelled.slice(0, draw(spelled.length));
    return logOf(
      { body: `{"error":{"message":"Incorrect API key provided: ${kept}` },
      secret,
      plant,
    );
  },
  "text, cut before": (spelled, secret, draw, plant) =>
    scrubberOf([secret], plant)(`${spelled.slice(draw(spelled.length))} is not valid`),
  "SDK message": (spelled, secret, draw, plant) =>
    logOf({ error: new Error(`401 ${around(spelled, draw)}`) }, secret, plant),
  "response header": (spelled, secret, draw, plant) =>
    logOf(
      { headers: { "www-authenticate": `Bearer error="${around(spelled, draw)}"` } },
      secret,
      plant,
    ),
  "Basic, decoded": (spelled, secret, draw, plant) => {
    const basic = `Basic ${Buffer.from(`svc:${secret}`).toString("base64")}`;
    return scrubberOf([basic], plant)(around(spelled, draw));
  },
  "query of an address": (spelled, secret, draw, plant) => {
    const address = `https://relay.example/v1?sig=${encodeURIComponent(secret)}`;
    return scrubberOf(secretsInAddress(address), plant)(around(spelled, draw));
  },
  "path of an address": (spelled, secret, _draw, plant) =>
    plant ? `/${spelled}/v1` : createPathMask([secret])(`/${spelled}/v1`),
  "page of the plugin": (spelled, secret, _draw, plant) => {
    const { config } = providerConfigFrom(
      {
        models: {
          providers: {
            relay: {
              baseUrl: `https://relay.example/v1?sig=${encodeURIComponent(secret)}`,
              apiKey: secret,
              headers: { "X-Key": spelled, Authorization: `Bearer ${secret}` },
              models: [{ id: "m", headers: { "X-Other": spelled } }],
            },
          },
        },
      },
      { env: {} },
    );
    return (plant ? spelled : "") + pageOf({ config });
  },
  "key of a header": (_spelled, secret) => {
    const headers = { [`X-Key: ${secret}`]: "" };
    const { config, problems } = providerConfigFrom(
      { models: { providers: { relay: { baseUrl: "https://relay.example", headers } } } },
      { env: {} },
    );
    const frame = createCodeFrame(JSON.stringify({ headers }));
    return JSON.stringify(problems) + (frame({ line: 1, column: 1 }) ?? "") + pageOf({ config });
  },
};

const OTHERS = Array.from({ length: 20 }, (_, at) => `sk-proj-${at}-${"aB3xY9".repeat(5)}`);

function around(spelled: string, draw: Draw): string {
  const [before, after] = AROUND[draw(AROUND.length)] ?? ["", ""];
  return before + spelled + after;
}

/** The fault that is planted: only the very secret is taken out. */
function scrubberOf(secrets: readonly string[], plant: boolean): (text: string) => string {
  if (!plant) return createScrubber(secrets);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

/** What changes of the page that the gateway shows. */
function pageOf({
  config = providerConfigFrom({}, { env: {} }).config,
  remembered = { failures: [], skips: [] },
  reports = [],
}: Partial<Pick<PageSources, "remembered" | "reports">> & {
  readonly config?: ProviderConfig;
}): string {
  const configured = configuredState(config, { cwd: "/", env: {} });
  const coolDowns = new Map();
  const scrub = createScrubber(config.secrets);
  const state = pageState({ configured, remembered, coolDowns, reports, scrub, now: 0 });
  return stateHtml(state, 0);
}

/** All that the guard logs of a failure, and the page that shows it. */
function logOf(
  failure: {
    readonly body?: string;
    readonly error?: Error;
    readonly headers?: Readonly<Record<string, string>>;
  },
  secret: string,
  plant: boolean,
): string {
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(text);
  const journal = new ReportJournal({ error: say, warn: say }, () => 0);
  const guard = createFallbackGuard({ logger: journal });
  const scrub = scrubberOf([secret], plant);
  const { body, error, headers = {} } = failure;
  guard.requestFailed({
    providerId: "relay",
    modelId: "m",
    endpoint: "https://relay.example/v1/chat/completions",
    status: 401,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, scrub(value)]),
    ),
    body: body === undefined ? undefined : scrub(body),
    error: error && new Error(scrub(error.message)),
    sent: [],
    scrub,
  });
  guard.callSkipped({ providerId: "relay", modelId: "m", hostText: body ?? error?.message });
  // It holds all lines so far.
  const page = pageOf({ remembered: guard.remembered(), reports: journal.entries });
  lines.length = 0;
  guard.close();
  return [page, ...lines].join("\n");
}

/** The most that may be seen of a secret in a row, less one. */
const PIECE = 8;

/** Whether a text holds a piece of the secret, and how its readers would see it. */
export function isShown(text: string, secret: string): boolean {
  const kept = secret.slice(publicKeyPrefix(secret)?.length ?? 0);
  const seen = [text, undone(text)];
  for (let at = 0; at + PIECE <= kept.length; at++) {
    const piece = kept.slice(at, at + PIECE);
    if (seen.some((one) => one.includes(piece))) return true;
  }
  return false;
}

/** Escapes undone by other means than the scrubber's. */
function undone(text: string): string {
  let rest = text;
  for (let depth = 0; depth < 4; depth++) {
    rest = rest
      .replace(/\\+u([\da-f]{4})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(/&#x([\da-f]+);/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replace(/&#(\d+);/g, (_, decimal: string) => String.fromCharCode(Number(decimal)))
      .replace(
        /&(amp|lt|gt|quot|apos|sol|plus|equals);/g,
        (entity, name: string) =>
          Object.entries(NAMES).find(([, known]) => known === name)?.[0] ?? entity,
      )
      .replace(/(?:%[\da-f]{2})+/gi, (bytes) =>
        Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
      )
      .replace(/\\+(["/\\])/g, "$1");
  }
  return rest;
}

/** Random secrets in random spellings at random places; whatever is printed is searched for pieces of them. */
export function fuzzSecrets(options: {
  readonly size: number;
  readonly seed: number;
  readonly plant?: boolean;
}): FuzzResult {
  const { size, seed, plant = false } = options;
  const draw = drawFrom(seed);
  const pick = <Value>(table: Readonly<Record<string, Value>>): [string, Value] => {
    const entries = Object.entries(table);
    return entries[draw(entries.length)] as [string, Value];
  };
  const classes: Record<string, number> = {};
  const failures: FuzzResult["failures"][number][] = [];
  for (let run = 0; run < size; run++) {
    const [kind, [begins, alphabet]] = pick(KINDS);
    const length = 12 + draw(48);
    const secret =
      begins + Array.from({ length }, () => alphabet.charAt(draw(alphabet.length))).join("");
    let spelled = secret;
    const how: string[] = [kind];
    if (draw(5) === 0) {
      const [name, encode] = pick(ENCODINGS);
      how.push(name);
      spelled = encode(spelled, draw);
    }
    for (let depth = 1 + draw(3); depth > 0; depth--) {
      const [name, spell] = pick(SPELLINGS);
      how.push(name);
      spelled = spell(spelled, draw);
    }
    const [place, printed] = pick(PLACES);
    const shown = printed(spelled, secret, draw, plant);
    for (const name of [...how, `place: ${place}`]) classes[name] = (classes[name] ?? 0) + 1;
    if (isShown(shown, secret))
      failures.push({ run, classes: [...how, place].join(" | "), secret, shown });
  }
  return { runs: size, seed, classes, failures };
}
