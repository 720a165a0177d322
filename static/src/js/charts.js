/* Only on pages with charts: draws every [data-chart] from the table beside it or from
 * its own attribute (see school/foundation/ui/charts.py for the shape). */
import { LineChart, BarChart, HeatmapChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { options } from "./office/chart-options.js";

use([
  LineChart,
  BarChart,
  HeatmapChart,
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

function draw(box) {
  if (box.dataset.drawn) return;
  box.dataset.drawn = "yes";
  const chart = init(box, null, { renderer: "svg" });
  const paint = () => chart.setOption(options(JSON.parse(box.dataset.chart)), true);
  paint();
  document.addEventListener("theme:changed", paint);
  window.addEventListener("resize", () => chart.resize());
}

const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);

drawAll();
/* a chart may come later, as a part of a page */
document.body.addEventListener("htmx:afterSettle", drawAll);
