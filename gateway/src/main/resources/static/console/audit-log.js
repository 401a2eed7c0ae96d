// The growth of the log as a line; the same numbers stand in the table below it.
import { library } from './charts.js';

// Times are those of China, wherever the reader is: moved by its hours and then read as UTC, so that the axis is divided by its days, too.
const CHINA_MS = 8 * 60 * 60 * 1000;
const inChina = (at) => Date.parse(at) + CHINA_MS;

const place = document.getElementById('growth');
const [echarts, points] = await Promise.all([
  library(),
  fetch(place.dataset.src, { headers: { Accept: 'application/json' } }).then((answer) => answer.json()),
]);
const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();
const chart = echarts.init(place, null, { renderer: 'canvas' });
chart.setOption({
  animation: false,
  useUTC: true,
  color: [colour('--chart-1')],
  textStyle: { color: colour('--muted') },
  grid: { left: 70, right: 20, top: 20, bottom: 30 },
  tooltip: { trigger: 'axis', renderMode: 'richText' },
  xAxis: { type: 'time' },
  yAxis: { type: 'value', scale: true, minInterval: 1 },
  series: [{ name: place.dataset.label, type: 'line', showSymbol: false, areaStyle: { opacity: 0.15 }, data: points.map(({ at, size }) => [inChina(at), size]) }],
});
new ResizeObserver(() => chart.resize()).observe(place);
