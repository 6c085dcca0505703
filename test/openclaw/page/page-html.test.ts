import { expect, test } from "vitest";
import { pageHtml, stateHtml } from "../../../src/openclaw/page/page-html.ts";
import { PAGE_SCRIPT } from "../../../src/openclaw/page/page-script.ts";
import { PAGE_STYLE } from "../../../src/openclaw/page/page-style.ts";
import type { PageState } from "../../../src/openclaw/page/page-state.ts";

const EMPTY: PageState = {
  models: [],
  failures: [],
  builtIn: { isOn: true, offFor: [], notices: [] },
  reports: [],
};
const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
const ESCAPED = "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;";
const field = { value: HOSTILE, layer: "provider", source: HOSTILE } as const;

const FULL: PageState = {
  models: [
    {
      name: `${HOSTILE}/m`,
      canBeAsked: true,
      address: HOSTILE,
      api: "openai-completions",
      order: 0,
      explanation: {
        provider: HOSTILE,
        model: "m",
        headers: [{ name: HOSTILE, ...field, overrides: [field] }],
        removed: [{ name: HOSTILE, by: "override", source: HOSTILE }],
      },
    },
  ],
  failures: [
    {
      name: HOSTILE,
      what: HOSTILE,
      firstAt: 0,
      lastAt: 60_000,
      total: 3,
      answeredBy: HOSTILE,
      retryAt: 120_000,
      report: HOSTILE,
    },
  ],
  builtIn: { isOn: true, offFor: [HOSTILE], notices: [HOSTILE] },
  reports: [{ at: 0, level: "error", text: HOSTILE }],
};

test("nothing of a configuration, a provider or a report is markup", () => {
  const html = stateHtml(FULL, 90_000);
  expect(html).not.toContain("<img");
  expect(html.split(ESCAPED).length - 1).toBeGreaterThan(10);
  expect(html).not.toMatch(/\sstyle=/);
});

test("what a person looks for", () => {
  const text = stateHtml(FULL, 90_000).replace(/<[^>]+>/g, " ");
  expect(text).toMatch(/One model does not answer:/);
  expect(text).toMatch(/Times\s+3/);
  const [failure] = FULL.failures;
  const report =
    '  "No."\n  The key was fine.\n  sent      nothing\n            at all\n  fix       wait';
  const failures = failure === undefined ? [] : [{ ...failure, report }];
  expect(stateHtml({ ...FULL, failures }, 0)).toContain(
    "<dt>sent</dt><dd>nothing</dd><dd>at all</dd><dt>fix</dt><dd>wait</dd>",
  );
  expect(stateHtml({ ...FULL, failures }, 0)).toContain("<p>The key was fine.</p>");
  expect(text).toMatch(/OpenClaw asks it again in\s+30 s/);
  expect(text).toMatch(/asked first/);
  expect(text).toMatch(/1970-01-01 00:00:00 UTC/);
});

test("a model that refuses can be asked where its failure stands, if it can be asked at all", () => {
  const [model] = FULL.models;
  const [failure] = FULL.failures;
  if (model === undefined || failure === undefined) throw new Error("no model or no failure");
  const buttons = (name: string) =>
    stateHtml({ ...FULL, failures: [{ ...failure, name }] }, 0).match(/<button /g)?.length;
  expect(buttons(model.name)).toBe(2);
  expect(buttons("other/m")).toBe(1);
});

test("of a failure only what is known is shown", () => {
  const [failure] = FULL.failures;
  if (failure === undefined) throw new Error("No failure.");
  const facts = (more: Partial<typeof failure>) => {
    const failures = [{ ...failure, total: 1, report: undefined, ...more }];
    const html = stateHtml({ ...EMPTY, failures }, 0);
    return /<dl>(.*)<\/dl>/u.exec(html)?.[1]?.match(/(?<=>)[^<>]+/g);
  };
  const first = ["First", "1970-01-01 00:00:00 UTC"];
  const other = ["Answers instead", ESCAPED];
  expect(facts({ retryAt: undefined })).toEqual([
    ...first,
    "Last",
    "1970-01-01 00:01:00 UTC",
    ...other,
  ]);
  expect(facts({ lastAt: 0, retryAt: undefined })).toEqual([...first, ...other]);
  const skipped = { firstAt: undefined, lastAt: undefined, answeredBy: undefined, total: 2 };
  expect(facts(skipped)).toEqual([
    "Times",
    "2",
    "Cool-down",
    "OpenClaw asks it again in ",
    "2 min",
  ]);
});

test("a model that cannot be asked has no button, and no place for an answer", () => {
  const [model] = FULL.models;
  if (model === undefined) throw new Error("No model.");
  const models = [{ ...model, name: "a/m", canBeAsked: false }];
  expect(stateHtml({ ...EMPTY, models }, 0)).toContain(
    '<article class="model"><div class="title"><h3>a/m</h3></div><p class="about">',
  );
  expect(stateHtml({ ...EMPTY, models }, 0)).toMatch(/<p class="about">[^<]*<\/p><table>/);
});

test("its parts have their headings", () => {
  const headings = (state: PageState) => stateHtml(state, 0).match(/(?<=<h2[^>]*>)[^<]+/g);
  const always = ["What is sent", "Built-in default", "Reports"];
  expect(headings(FULL)).toEqual(["Not answering", ...always]);
  expect(headings(EMPTY)).toEqual(always);
});

test("with nothing to tell it says so", () => {
  const text = stateHtml(EMPTY, 0);
  expect(text).toContain("No provider is configured.");
  expect(text).toContain("Nothing was reported since OpenClaw started.");
  expect(text).toContain("No built-in header is sent.");
  expect(text).not.toContain("Not answering");
  const off = stateHtml({ ...EMPTY, builtIn: { isOn: false, offFor: [], notices: [] } }, 0);
  expect(off).toContain("Off for all providers");
});

test("each button says which model, and each heading and status can be found", () => {
  const html = pageHtml(FULL, { nonce: "n", key: "k", now: 0 });
  expect(html).toContain('<html lang="en">');
  for (const [, id] of html.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) {
    expect(html).toContain(`id="${id}"`);
  }
  expect(html).toMatch(/<button [^>]*data-probe[^>]*>Ask for one token<span class="unseen"> from /);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
  expect(html.match(/<(?:script|style)(?! nonce="n")/g)).toBeNull();
  expect(pageHtml(EMPTY, { nonce: "n", key: "k", now: 0 })).not.toMatch(/(?:src|href)=/);
});

test("the script is one that runs, without what a content policy forbids", () => {
  expect(() => new Function(PAGE_SCRIPT)).not.toThrow();
  expect(PAGE_SCRIPT).not.toMatch(/\beval\b|innerHTML\s*=|https?:/);
  expect(PAGE_SCRIPT).not.toContain("</");
});

test("each report stands with its time and its level, and that there is none is said", () => {
  const html = stateHtml(FULL, 90_000);
  const [, report = ""] = /<article class="error">([^]*?)<\/article>/.exec(html) ?? [];
  expect(report).toContain(ESCAPED);
  expect(report).toContain("1970-01-01T00:00:00.000Z");
  expect(html).not.toContain("Nothing was reported");
  expect(stateHtml(EMPTY, 0)).toContain("Nothing was reported since OpenClaw started.");
});

test("a model's table has each header, what that overrides, and what is not sent, each with its place", () => {
  const [model] = FULL.models;
  if (model === undefined) throw new Error("No model.");
  const headers = [
    {
      name: "User-Agent",
      value: "mine/1.0",
      layer: "provider",
      source: "openclaw.json:3:5",
      overrides: [{ value: "claude-code/0.1.0", layer: "built-in", source: "built in" }],
    },
  ] as const;
  const removed = [{ name: "X-Gone", by: "override", source: "openclaw.json:9:5" }] as const;
  const explanation = { ...model.explanation, headers, removed };
  const cell = (label: string, text: string) => `<td data-label="${label}">${text}</td>`;
  const cells = (...[value = "", layer = "", place = ""]: string[]) =>
    cell("Value", value) + cell("Layer", layer) + cell("Where", place);
  const html = stateHtml({ ...EMPTY, models: [{ ...model, explanation }] }, 0);
  expect(html).toContain(
    '<table><thead><tr><th scope="col">Header</th><th scope="col">Value</th><th scope="col">Layer</th><th scope="col">Where</th></tr></thead><tbody>' +
      `<tr><th scope="row">User-Agent</th>${cells("mine/1.0", "provider", "openclaw.json:3:5")}</tr>` +
      `<tr class="overridden"><th scope="row">overrides</th>${cells("claude-code/0.1.0", "built-in", "built in")}</tr>` +
      `<tr class="removed"><th scope="row">X-Gone</th>${cells("not sent", "override", "openclaw.json:9:5")}</tr>` +
      "</tbody></table>",
  );
  const none = { ...explanation, headers: [], removed: [] };
  const without = stateHtml({ ...EMPTY, models: [{ ...model, explanation: none }] }, 0);
  expect(without).toContain("<p>No header is configured: the client library's own are sent.</p>");
  expect(without).not.toContain("<table>");
});

test.each([
  [0, "asked first, https://a.example, ollama"],
  [2, "fallback 2, https://a.example, ollama"],
  [undefined, "https://a.example, ollama"],
])("a model that is number %s of the order is: %s", (order, about) => {
  const [model] = FULL.models;
  if (model === undefined) throw new Error("No model.");
  const models = [{ ...model, order, address: "https://a.example", api: "ollama" }];
  expect(stateHtml({ ...EMPTY, models }, 0)).toContain(`<p class="about">${about}</p>`);
});

test("the built-in default is on, off for some, or off", () => {
  const of = (builtIn: PageState["builtIn"]) => stateHtml({ ...EMPTY, builtIn }, 0);
  expect(of({ isOn: true, offFor: [], notices: [] })).toContain("<p>On. <code>false</code> in");
  expect(of({ isOn: true, offFor: ["kimi", "corp"], notices: [] })).toContain(
    "<p>On, but not for kimi, corp. <code>false</code> in",
  );
  expect(of({ isOn: false, offFor: [], notices: [] })).toContain("<p>Off for all providers:");
  expect(of({ isOn: true, offFor: [], notices: ["first", "second"] })).toContain(
    'all providers.</p>\n<pre tabindex="0">first</pre>\n<pre tabindex="0">second</pre></section>',
  );
});

test("the whole of what changes while the page is open", () => {
  const explanation = { provider: "kimi-coding", model: "k2p5", headers: [], removed: [] };
  const model = {
    name: "kimi-coding/k2p5",
    canBeAsked: true,
    address: "https://a.example",
    api: "ollama",
    order: 0,
    explanation,
  };
  const failure = {
    name: "kimi-coding/k2p5",
    what: "refused this client: HTTP 403",
    firstAt: 0,
    lastAt: 60_000,
    total: 3,
    answeredBy: "fb/m",
    retryAt: 120_000,
    report:
      '  "No."\n  The key was fine.\n\n  sent      nothing\n            at all\n  fix       wait\n',
  };
  const skipped = {
    ...failure,
    name: "fb/m",
    what: "was left out",
    firstAt: undefined,
    lastAt: undefined,
    total: 1,
    answeredBy: undefined,
    retryAt: undefined,
    report: undefined,
  };
  const state: PageState = {
    models: [model, { ...model, name: "fb", canBeAsked: false, order: undefined }],
    failures: [failure, skipped],
    builtIn: { isOn: true, offFor: [], notices: [] },
    reports: [
      { at: 0, level: "error", text: "first" },
      { at: 1000, level: "warn", text: "second" },
    ],
  };
  expect(stateHtml(state, 90_000).split("\n")).toEqual([
    '<p id="summary" role="status">2 models do not answer: kimi-coding/k2p5, fb/m.</p>',
    '<section aria-labelledby="failures"><h2 id="failures">Not answering</h2>',
    '<article class="failure"><div class="title"><h3>kimi-coding/k2p5</h3><button id="probe-failure-0" type="button" data-probe="kimi-coding/k2p5">Ask for one token<span class="unseen"> from kimi-coding/k2p5</span></button></div>' +
      '<p class="what">refused this client: HTTP 403</p><p>&quot;No.&quot;</p><p>The key was fine.</p>' +
      '<div data-answer="kimi-coding/k2p5" role="status"></div>' +
      '<dl><dt>First</dt><dd><time datetime="1970-01-01T00:00:00.000Z">1970-01-01 00:00:00 UTC</time></dd>' +
      '<dt>Last</dt><dd><time datetime="1970-01-01T00:01:00.000Z">1970-01-01 00:01:00 UTC</time></dd>' +
      "<dt>Times</dt><dd>3</dd><dt>Answers instead</dt><dd>fb/m</dd>" +
      "<dt>Cool-down</dt><dd>OpenClaw asks it again in <b>30 s</b></dd>" +
      "<dt>sent</dt><dd>nothing</dd><dd>at all</dd><dt>fix</dt><dd>wait</dd></dl></article>",
    '<article class="failure"><div class="title"><h3>fb/m</h3></div><p class="what">was left out</p><dl></dl></article></section>',
    '<section aria-labelledby="models"><h2 id="models">What is sent</h2>',
    '<article class="model"><div class="title"><h3>kimi-coding/k2p5</h3><button id="probe-0" type="button" data-probe="kimi-coding/k2p5">Ask for one token<span class="unseen"> from kimi-coding/k2p5</span></button></div>' +
      '<p class="about">asked first, https://a.example, ollama</p><div data-answer="kimi-coding/k2p5" role="status"></div>' +
      "<p>No header is configured: the client library's own are sent.</p></article>",
    '<article class="model"><div class="title"><h3>fb</h3></div><p class="about">https://a.example, ollama</p>' +
      "<p>No header is configured: the client library's own are sent.</p></article></section>",
    '<section aria-labelledby="built-in"><h2 id="built-in">Built-in default</h2>',
    "<p>On. <code>false</code> in <code>plugins.entries.provider-headers.config.builtInDefaults</code> switches it off for all providers.</p>",
    "<p>No built-in header is sent.</p></section>",
    '<section aria-labelledby="reports"><h2 id="reports">Reports</h2>',
    '<article class="error"><time datetime="1970-01-01T00:00:00.000Z">1970-01-01 00:00:00 UTC</time><pre tabindex="0">first</pre></article>',
    '<article class="warn"><time datetime="1970-01-01T00:00:01.000Z">1970-01-01 00:00:01 UTC</time><pre tabindex="0">second</pre></article></section>',
  ]);
});

test("the whole of a page without anything to tell", () => {
  expect(stateHtml(EMPTY, 0).split("\n")).toEqual([
    '<p id="summary" role="status">No provider has refused since OpenClaw started, or all answer again.</p>',
    "",
    '<section aria-labelledby="models"><h2 id="models">What is sent</h2>',
    "<p>No provider is configured.</p></section>",
    '<section aria-labelledby="built-in"><h2 id="built-in">Built-in default</h2>',
    "<p>On. <code>false</code> in <code>plugins.entries.provider-headers.config.builtInDefaults</code> switches it off for all providers.</p>",
    "<p>No built-in header is sent.</p></section>",
    '<section aria-labelledby="reports"><h2 id="reports">Reports</h2>',
    "<p>Nothing was reported since OpenClaw started.</p></section>",
  ]);
});

test("the page is the frame around it, with its own style, script and key", () => {
  const html = pageHtml(EMPTY, { nonce: "n", key: `"k"`, now: 0 });
  expect(html.split("\n", 2)).toEqual(["<!doctype html>", '<html lang="en">']);
  expect(html).toContain(`<style nonce="n">${PAGE_STYLE}</style>`);
  expect(html).toContain('<body data-key="&quot;k&quot;">');
  expect(html).toContain(`<main id="state">${stateHtml(EMPTY, 0)}</main>`);
  expect(html).toContain(`<script nonce="n">${PAGE_SCRIPT}</script>`);
});

test.each([
  [["a/m"], "One model does not answer: a/m."],
  [["a/m", "b/m", "c/m"], "3 models do not answer: a/m, b/m, c/m."],
  [[], "No provider has refused since OpenClaw started, or all answer again."],
])("the summary where %j do not answer", (names, summary) => {
  const [failure] = FULL.failures;
  if (failure === undefined) throw new Error("No failure.");
  const failures = names.map((name) => ({ ...failure, name }));
  expect(stateHtml({ ...EMPTY, failures }, 0).split("\n", 1)).toEqual([
    `<p id="summary" role="status">${summary}</p>`,
  ]);
});
