/** Draws what `npm run --silent bench -- --json` printed: `npm run --silent bench:plot -- ROWS.json PICTURE.svg`. */
import { readFileSync, writeFileSync } from "node:fs";
import * as echarts from "echarts";
import type { Row } from "./speed/measure.ts";

const [from = "", to = ""] = process.argv.slice(2);
const rows = (JSON.parse(readFileSync(from, "utf8")) as Row[]).filter(
  ({ ratio }) => ratio !== null,
);
const ROW_HEIGHT = 22;

const chart = echarts.init(null, null, {
  renderer: "svg",
  ssr: true,
  width: 1000,
  height: 80 + ROW_HEIGHT * rows.length,
});
chart.setOption({
  title: { text: "ours / peer; green holds its goal" },
  grid: { left: 520, right: 60, top: 50, bottom: 30 },
  xAxis: { type: "log", name: "ratio" },
  yAxis: {
    type: "category",
    inverse: true,
    data: rows.map(({ measure, peerName }) => `${measure} / ${peerName}`),
    axisLabel: { width: 500, overflow: "truncate", fontSize: 10 },
  },
  series: [
    {
      type: "bar",
      // A logarithmic axis has no place for what is nothing or less.
      data: rows.map(({ ratio, holds }) => ({
        value: Math.max(ratio ?? 0, 0.001),
        itemStyle: { color: holds ? "#3a8f4d" : "#b5483a" },
      })),
    },
  ],
});
writeFileSync(to, chart.renderToSVGString());
// Its animation would go on.
chart.dispose();
