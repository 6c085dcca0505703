import { durationText } from "../../report/duration.ts";
import type { PageFailure, PageModel, PageState } from "./page-state.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";

/** The whole page. `nonce` lets its own script and style run, `key` proves to us that a request comes from this page. */
export function pageHtml(
  state: PageState,
  { nonce, key, now }: { readonly nonce: string; readonly key: string; readonly now: number },
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Provider headers</title>
<style nonce="${nonce}">${PAGE_STYLE}</style>
</head>
<body data-key="${escapeHtml(key)}">
<header><h1>Provider headers</h1><p id="connection" role="status"></p></header>
<main id="state">${stateHtml(state, now)}</main>
<dialog id="ask" aria-labelledby="ask-title" aria-describedby="ask-text">
<h2 id="ask-title">Ask this model?</h2>
<p id="ask-text">One request, for one token, goes to <b id="ask-name"></b> with the headers and the key that are configured. It counts as use of your account.</p>
<p class="buttons"><button id="ask-no" type="button">Cancel</button> <button id="ask-yes" type="button">Send the request</button></p>
</dialog>
<script nonce="${nonce}">${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** What changes while the page is open. */
export function stateHtml(state: PageState, now: number): string {
  return [
    `<p id="summary" role="status">${escapeHtml(summaryOf(state))}</p>`,
    section(
      "Not answering",
      "failures",
      state.failures.map((one, index) =>
        failureHtml(
          one,
          now,
          canBeAsked(state, one.name) ? probeOf(one.name, `failure-${index}`) : undefined,
        ),
      ),
    ),
    section(
      "What is sent",
      "models",
      state.models.map((one, index) => modelHtml(one, index)),
      "No provider is configured.",
    ),
    section("Built-in default", "built-in", builtInHtml(state.builtIn)),
    section(
      "Reports",
      "reports",
      state.reports.map(
        ({ at, level, text }) =>
          `<article class="${level}">${timeHtml(at)}${preHtml(text)}</article>`,
      ),
      "Nothing was reported since OpenClaw started.",
    ),
  ].join("\n");
}

function summaryOf({ failures }: PageState): string {
  if (failures.length === 0)
    return "No provider has refused since OpenClaw started, or all answer again.";
  const names = failures.map(({ name }) => name).join(", ");
  return `${failures.length === 1 ? "One model does" : `${failures.length} models do`} not answer: ${names}.`;
}

const canBeAsked = ({ models }: PageState, name: string) =>
  models.some((model) => model.name === name && model.canBeAsked);

function section(title: string, id: string, parts: readonly string[], none = ""): string {
  if (parts.length === 0 && none === "") return "";
  const content = parts.length === 0 ? `<p>${escapeHtml(none)}</p>` : parts.join("\n");
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${content}</section>`;
}

function failureHtml(failure: PageFailure, now: number, probe: Probe | undefined): string {
  const { name, what, firstAt, lastAt, total, answeredBy, retryAt, report } = failure;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["First", firstAt === undefined ? undefined : timeHtml(firstAt)],
    ["Last", lastAt === undefined || lastAt === firstAt ? undefined : timeHtml(lastAt)],
    ["Times", total > 1 ? String(total) : undefined],
    ["Answers instead", answeredBy === undefined ? undefined : escapeHtml(answeredBy)],
    [
      "Cool-down",
      retryAt === undefined
        ? undefined
        : `OpenClaw asks it again in <b>${durationText(retryAt - now)}</b>`,
    ],
  ];
  const rows = facts.flatMap(([label, value]) =>
    value === undefined ? [] : [`<dt>${label}</dt><dd>${value}</dd>`],
  );
  const { sentences, rows: reported } = reportParts(report);
  return `<article class="failure">${titleHtml(name, probe)}<p class="what">${escapeHtml(what)}</p>${sentences.join("")}${probe?.answer ?? ""}<dl>${[...rows, ...reported].join("")}</dl></article>`;
}

/** A report's sentences, and its rows of a label and one or more lines. */
function reportParts(report = ""): { readonly sentences: string[]; readonly rows: string[] } {
  const sentences: string[] = [];
  const rows: string[] = [];
  for (const line of report.split("\n").filter((one) => one !== "")) {
    const [, label = "", text = ""] = /^ {2}([a-z]{1,9}) +(.*)$/.exec(line) ?? [];
    if (label !== "") rows.push(`<dt>${label}</dt><dd>${escapeHtml(text)}</dd>`);
    else if (rows.length > 0) rows.push(`<dd>${escapeHtml(line.trim())}</dd>`);
    else sentences.push(`<p>${escapeHtml(line.trim())}</p>`);
  }
  return { sentences, rows };
}

function modelHtml(model: PageModel, index: number): string {
  const { name, address, api, order, explanation } = model;
  const about = [
    order === undefined ? undefined : order === 0 ? "asked first" : `fallback ${order}`,
    address,
    api,
  ];
  const sent = explanation.headers.flatMap(({ name: header, overrides, ...field }) => [
    row([header, field.value, field.layer, field.source]),
    ...overrides.map((lower) =>
      row([`overrides`, lower.value, lower.layer, lower.source], "overridden"),
    ),
  ]);
  const removed = explanation.removed.map(({ name: header, by, source }) =>
    row([header, "not sent", by, source], "removed"),
  );
  const rows = [...sent, ...removed];
  const table =
    rows.length === 0
      ? "<p>No header is configured: the client library's own are sent.</p>"
      : `<table><thead><tr><th scope="col">Header</th><th scope="col">Value</th><th scope="col">Layer</th><th scope="col">Where</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const probe = model.canBeAsked ? probeOf(name, String(index)) : undefined;
  return `<article class="model">${titleHtml(name, probe)}<p class="about">${escapeHtml(about.filter(Boolean).join(", "))}</p>${probe?.answer ?? ""}${table}</article>`;
}

/** A button, and where its answer is put. */
interface Probe {
  readonly button: string;
  readonly answer: string;
}

function probeOf(name: string, id: string): Probe {
  const shown = escapeHtml(name);
  return {
    button: `<button id="probe-${id}" type="button" data-probe="${shown}">Ask for one token<span class="unseen"> from ${shown}</span></button>`,
    answer: `<div data-answer="${shown}" role="status"></div>`,
  };
}

function titleHtml(name: string, probe: Probe | undefined): string {
  return `<div class="title"><h3>${escapeHtml(name)}</h3>${probe?.button ?? ""}</div>`;
}

/** Can be scrolled to by keyboard. */
const preHtml = (text: string) => `<pre tabindex="0">${escapeHtml(text)}</pre>`;

function row(
  [name, value, layer, place]: readonly [string, string, string, string],
  kind = "",
): string {
  const labelled = (label: string, text: string) =>
    `<td data-label="${label}">${escapeHtml(text)}</td>`;
  return `<tr${kind === "" ? "" : ` class="${kind}"`}><th scope="row">${escapeHtml(name)}</th>${labelled("Value", value)}${labelled("Layer", layer)}${labelled("Where", place)}</tr>`;
}

function builtInHtml({ isOn, offFor, notices }: PageState["builtIn"]): readonly string[] {
  const path = "<code>plugins.entries.provider-headers.config.builtInDefaults</code>";
  const off = offFor.length === 0 ? "" : `, but not for ${escapeHtml(offFor.join(", "))}`;
  return [
    isOn
      ? `<p>On${off}. <code>false</code> in ${path} switches it off for all providers.</p>`
      : `<p>Off for all providers: ${path} is <code>false</code>.</p>`,
    ...(notices.length === 0 ? ["<p>No built-in header is sent.</p>"] : []),
    ...notices.map(preHtml),
  ];
}

/** UTC, as it stands in the log; the script puts the reader's own time in its place. */
function timeHtml(at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
