const COLUMN = 8.43;
const LINE = 20;
const MARGIN = 16;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replace(/[&<>]/gu, (one) => ENTITIES[one] ?? one);

/** By the codes of a terminal (ECMA-48, SGR); the colours are those of GitHub's own pages, light and dark. */
const STYLES: Readonly<Record<string, { readonly light: string; readonly dark: string }>> = {
  "1": { light: "font-weight: bold", dark: "" },
  "2": { light: "fill: #59636e", dark: "fill: #9198a1" },
  "31": { light: "fill: #cf222e", dark: "fill: #ff7b72" },
  "32": { light: "fill: #116329", dark: "fill: #7ee787" },
  "33": { light: "fill: #9a6700", dark: "fill: #d29922" },
  "36": { light: "fill: #0550ae", dark: "fill: #79c0ff" },
};

function css(mode: "light" | "dark"): string {
  const colours = mode === "light" ? ["#f6f8fa", "#1f2328"] : ["#151b23", "#f0f6fc"];
  return [
    `rect { fill: ${colours[0]} }`,
    `text { fill: ${colours[1]} }`,
    ...Object.entries(STYLES).map(([code, style]) => `.s${code} { ${style[mode]} }`),
  ]
    .filter((rule) => !rule.endsWith("{  }"))
    .join("\n");
}

/** What stands between two escape sequences, with the styles that are on there. */
function spans(line: string): string {
  const on = new Set<string>();
  let shown = "";
  for (const [, codes, text = ""] of line.matchAll(/(?:\x1b\[([\d;]*)m)?([^\x1b]*)/gu)) {
    for (const code of codes?.split(";") ?? []) {
      if (code in STYLES) on.add(code);
      else on.clear();
    }
    if (text === "") continue;
    const classes = [...on].map((code) => `s${code}`).join(" ");
    shown += classes === "" ? escaped(text) : `<tspan class="${classes}">${escaped(text)}</tspan>`;
  }
  return shown;
}

/** A terminal's text as SVG, in the colours of whoever looks at it. `title`: for who does not see it. */
export function terminalPicture(title: string, lines: readonly string[], columns: number): string {
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN - 4;
  const rows = lines.map(
    (line, at) => `<text x="${MARGIN}" y="${MARGIN + 12 + at * LINE}">${spans(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; white-space: pre }
${css("light")}
@media (prefers-color-scheme: dark) {
${css("dark")}
}
</style>
<rect width="${width}" height="${height}" rx="8"/>
${rows.join("\n")}
</svg>
`;
}
