/* From chart data to ECharts: one hue, labels at the lines' ends, the second series
 * dashed, phases as pale bands. Tooltips as rich text: HTML ones need inline styles. */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const font = () => getComputedStyle(document.body).fontFamily;

const frame = () => ({
  animation: false,
  aria: { enabled: false }, // the table beside the chart says it better
  textStyle: { fontFamily: font() },
  tooltip: {
    trigger: "axis",
    renderMode: "richText",
    backgroundColor: css("--surface"),
    borderColor: css("--line-2"),
    textStyle: { color: css("--ink"), fontSize: 13 },
  },
});

const axisText = () => ({ color: css("--ink-3"), fontSize: 12, fontFamily: font() });

function categories(data) {
  return {
    type: "category",
    data: data.categories,
    boundaryGap: data.kind === "bar",
    axisTick: { show: false },
    axisLine: { lineStyle: { color: css("--ctl") } },
    axisLabel: { ...axisText(), hideOverlap: true },
  };
}

function values(data) {
  const percent = data.unit === "percent";
  return {
    type: "value",
    ...(percent ? { max: 100, interval: 25 } : {}),
    axisLabel: { ...axisText(), formatter: percent ? "{value}%" : "{value}" },
    splitLine: { lineStyle: { color: css("--line") } },
  };
}

function line(series, index, percent) {
  const color = css(index === 0 ? "--r3" : "--ink-3");
  return {
    name: series.name,
    type: "line",
    data: series.values,
    connectNulls: false,
    showSymbol: false,
    lineStyle: { width: 2.5, color, type: index === 0 ? "solid" : [6, 4] },
    itemStyle: { color },
    endLabel: {
      show: true,
      formatter: ({ value }) => `${series.name} ${percent ? `${value.toFixed(1)}%` : value}`,
      color,
      fontSize: 13,
      fontWeight: 600,
      fontFamily: font(),
      distance: 8,
    },
  };
}

function bar(series, index) {
  const color = css(["--r3", "--r2", "--r1"][index % 3]);
  return { name: series.name, type: "bar", data: series.values, barMaxWidth: 24, itemStyle: { color } };
}

function bands(data) {
  const pale = css("--pri-tint");
  return {
    silent: true,
    itemStyle: { color: pale, opacity: 0.5 },
    label: { position: "insideTopLeft", color: css("--ink-2"), fontSize: 13, fontFamily: font() },
    data: data.bands.map(({ name, from, to }) => [{ name, xAxis: from }, { xAxis: to }]),
  };
}

function events(data) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: css("--ink-3"), type: "dotted", width: 1.5 },
    label: { position: "insideEndTop", rotate: 0, color: css("--ink-2"), fontSize: 12, formatter: "{b}" },
    data: data.events.map(({ name, at }) => ({ name, xAxis: at })),
  };
}

/* Room for the words at the lines' ends: Chinese characters are twice as wide as Latin ones. */
function room(series) {
  const width = (text) => [...text].reduce((sum, sign) => sum + (sign > "\u00ff" ? 13 : 7.5), 0);
  return Math.max(...series.map(({ name }) => width(name))) + 64;
}

export function options(data) {
  const percent = data.unit === "percent";
  const draw = data.kind === "bar" ? bar : line;
  const series = data.series.map((each, index) => draw(each, index, percent));
  if (data.bands?.length) series[0].markArea = bands(data);
  if (data.events?.length) series[0].markLine = events(data);
  return {
    ...frame(),
    grid: { left: 48, right: data.kind === "bar" ? 16 : room(data.series), top: 20, bottom: 32 },
    xAxis: categories(data),
    yAxis: values(data),
    series,
  };
}
