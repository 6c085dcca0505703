/** Light and dark by the system, or as the page around it says; one column down to 360 pixels. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --line: light-dark(#d0d7de, #3d444d);
  --muted: light-dark(#57606a, #9ea7b3);
  --bad: light-dark(#a40e26, #ff8182);
  --surface: light-dark(#f6f8fa, #1c2128);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 64rem;
  font: 15px/1.5 system-ui, sans-serif;
  color: light-dark(#1f2328, #e6edf3);
}
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0.25rem 0; }
article { border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem; margin: 0.75rem 0; }
.title { display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: space-between; align-items: baseline; }
.failure { border-color: var(--bad); }
.what { color: var(--bad); }
.about, time, #connection, .overridden { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0.5rem 0 0; }
dt { color: var(--muted); }
dt::first-letter { text-transform: uppercase; }
dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; margin: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.5rem 0.25rem 0; border-top: 1px solid var(--line); }
td:nth-child(2), td:nth-child(4) { overflow-wrap: anywhere; }
thead th { border-top: 0; color: var(--muted); font-weight: normal; }
tbody th, td:nth-child(2), code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
.overridden th { padding-left: 1rem; font-weight: normal; }
.removed td:nth-child(2) { font-style: italic; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--surface); padding: 0.5rem; border-radius: 6px; margin: 0.5rem 0 0; }
button { font: inherit; padding: 0.35rem 0.75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); color: inherit; cursor: pointer; }
button:focus-visible, pre:focus-visible { outline: 3px solid light-dark(#0969da, #58a6ff); outline-offset: 2px; }
dialog { color: inherit; background: light-dark(#ffffff, #161b22); border: 1px solid var(--line); border-radius: 8px; max-width: 30rem; }
dialog::backdrop { background: rgb(0 0 0 / 50%); }
dialog h2 { margin-top: 0; }
.buttons { display: flex; gap: 0.5rem; justify-content: flex-end; margin-top: 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  thead { display: none; }
  tr { display: block; border-top: 1px solid var(--line); padding: 0.4rem 0; }
  tbody th, td { display: block; border: 0; padding: 0; }
  td::before { content: attr(data-label) ": "; color: var(--muted); font-family: system-ui, sans-serif; }
}
`;
