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
      state.failures.map((one) => failureHtml(one, now)),
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
          `<article class="${level}">${timeHtml(at)}<pre tabindex="0">${escapeHtml(text)}</pre></article>`,
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

function section(title: string, id: string, parts: readonly string[], none = ""): string {
  if (parts.length === 0 && none === "") return "";
  const content = parts.length === 0 ? `<p>${escapeHtml(none)}</p>` : parts.join("\n");
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${content}</section>`;
}

function failureHtml(failure: PageFailure, now: number): string {
  const { name, what, firstAt, lastAt, total, answeredBy, retryAt } = failure;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["First", firstAt === undefined ? undefined : timeHtml(firstAt)],
    ["Last", lastAt === undefined || lastAt === firstAt ? undefined : timeHtml(lastAt)],
    ["Times", total > 1 ? String(total) : undefined],
    ["Key", failure.keyWasFine ? "not the problem" : undefined],
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
  return `<article class="failure"><h3>${escapeHtml(name)}</h3><p>${escapeHtml(what)}</p><dl>${rows.join("")}</dl></article>`;
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
  const button = model.canBeAsked
    ? `<p><button id="probe-${index}" type="button" data-probe="${escapeHtml(name)}">Ask for one token<span class="unseen"> from ${escapeHtml(name)}</span></button></p><div id="answer-${index}" data-answer="${escapeHtml(name)}" role="status"></div>`
    : "";
  return `<article class="model"><h3>${escapeHtml(name)}</h3><p class="about">${escapeHtml(about.filter(Boolean).join(", "))}</p>${table}${button}</article>`;
}

function row([name, ...cells]: readonly [string, ...string[]], kind = ""): string {
  const [value = "", layer = "", place = ""] = cells;
  const labelled = (label: string, text: string) =>
    `<td data-label="${label}">${escapeHtml(text)}</td>`;
  return `<tr${kind === "" ? "" : ` class="${kind}"`}><th scope="row">${escapeHtml(name)}</th>${labelled("Value", value)}${labelled("Layer", layer)}${labelled("Where", place)}</tr>`;
}

function builtInHtml({ isOn, offFor, notices }: PageState["builtIn"]): readonly string[] {
  const path = "plugins.entries.provider-headers.config.builtInDefaults";
  const off = offFor.length === 0 ? "" : `, except for ${escapeHtml(offFor.join(", "))}`;
  return [
    `<p>${isOn ? `On${off}` : "Off for all providers"}: <code>${path}</code> is ${isOn ? "not <code>false</code>" : "<code>false</code>"}.</p>`,
    ...(notices.length === 0 ? ["<p>No built-in header is sent.</p>"] : []),
    ...notices.map((notice) => `<pre tabindex="0">${escapeHtml(notice)}</pre>`),
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
