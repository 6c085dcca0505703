/**
 * Runs in the page: asks for the state every other second, puts it in place where it has changed, and sends a probe that
 * was confirmed.
 */
export const PAGE_SCRIPT = `
"use strict";
const main = document.getElementById("state");
const connection = document.getElementById("connection");
const dialog = document.getElementById("ask");
const answers = new Map();
let shown = main.innerHTML;
let asked = "";
let opener = "";

function request(parameters) {
  const body = new URLSearchParams({ key: document.body.dataset.key, ...parameters });
  return fetch("data", { method: "POST", body, credentials: "omit" });
}

function dress() {
  for (const time of main.querySelectorAll("time")) {
    time.title = time.textContent;
    time.textContent = new Date(time.dateTime).toLocaleString();
  }
  for (const place of main.querySelectorAll("[data-answer]")) {
    const answer = answers.get(place.dataset.answer);
    if (answer === undefined) continue;
    const text = document.createElement("pre");
    text.tabIndex = 0;
    text.textContent = answer;
    place.replaceChildren(text);
  }
}

function show(html) {
  if (html === shown) return;
  shown = html;
  const next = new DOMParser().parseFromString(html, "text/html").body;
  const summary = document.getElementById("summary");
  const said = next.querySelector("#summary");
  // A status that stays is read out again only where its words change.
  if (summary.textContent !== said.textContent) summary.textContent = said.textContent;
  said.remove();
  const focused = document.activeElement?.id;
  const top = document.scrollingElement.scrollTop;
  main.replaceChildren(summary, ...next.childNodes);
  dress();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.scrollingElement.scrollTop = top;
}

async function refresh() {
  try {
    const response = await request({});
    if (response.status === 403) return location.reload();
    if (!response.ok) throw new Error(String(response.status));
    show(await response.text());
    connection.textContent = "";
  } catch {
    connection.textContent = "No connection to the gateway; what is shown is not current.";
  }
  setTimeout(refresh, 2000);
}

async function probe(name) {
  answers.set(name, "Asking " + name + " ...");
  dress();
  try {
    const response = await request({ probe: name });
    answers.set(name, response.ok ? await response.text() : "The gateway did not allow it: " + response.status);
  } catch {
    answers.set(name, "No connection to the gateway.");
  }
  dress();
}

main.addEventListener("click", (event) => {
  const button = event.target.closest("[data-probe]");
  if (button === null) return;
  asked = button.dataset.probe;
  opener = button.id;
  document.getElementById("ask-name").textContent = asked;
  dialog.showModal();
});
document.getElementById("ask-no").addEventListener("click", () => dialog.close());
document.getElementById("ask-yes").addEventListener("click", () => {
  dialog.close();
  probe(asked);
});
dialog.addEventListener("close", () => document.getElementById(opener)?.focus());
addEventListener("message", (event) => {
  const mode = event.data?.mode;
  if (event.source !== parent || (mode !== "light" && mode !== "dark")) return;
  document.documentElement.style.colorScheme = mode;
});
dress();
setTimeout(refresh, 2000);
`;
