// Charts of a page: an element with data-chart ("lines" or "bars") and data-src, whose JSON has one list of labels (times or names) and one
// list of figures for each data-<series>="its name". The library, whose address the page knows, is fetched when the first chart comes into
// sight.

export const library = () => {
  library.loading ??= new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.src = document.querySelector('meta[name="charts"]').content;
    script.onload = () => loaded(window.echarts);
    script.onerror = failed;
    document.head.append(script);
  });
  return library.loading;
};

const SERIES = [['came', '--chart-1'], ['went', '--chart-2'], ['failed', '--chart-4']];
const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const options = (place, data) => {
  const lines = place.dataset.chart === 'lines';
  const labels = lines ? data.times : data.names.map((name) => name || place.dataset.others);
  const category = { type: 'category', data: labels, axisLabel: { color: colour('--muted') }, inverse: !lines };
  const value = { type: 'value', minInterval: 1, axisLabel: { color: colour('--muted') }, splitLine: { lineStyle: { color: colour('--line') } } };
  return {
    animation: !still.matches,
    color: SERIES.map(([, name]) => colour(name)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: lines ? 16 : 48, top: 36, bottom: 8, containLabel: true },
    legend: { textStyle: { color: colour('--text') }, top: 0 },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    xAxis: lines ? category : value,
    yAxis: lines ? value : category,
    series: SERIES.map(([key]) => ({
      name: place.dataset[key],
      data: data[key],
      ...(lines
        ? { type: 'line', showSymbol: false, step: 'middle' }
        : { type: 'bar', barMaxWidth: 14, label: { show: true, position: 'right', color: colour('--muted') } }),
    })),
  };
};

const draw = async (place) => {
  const answer = await fetch(place.dataset.src, { headers: { 'X-By-Itself': '1' } });
  if (!answer.ok) {
    return;
  }
  const [echarts, data] = await Promise.all([library(), answer.json()]);
  const chart = echarts.init(place, null, { renderer: 'canvas' });
  const show = () => chart.setOption(options(place, data), true);
  show();
  dark.addEventListener('change', show);
  new ResizeObserver(() => chart.resize()).observe(place);
};

const sight = new IntersectionObserver((places) => places.filter((place) => place.isIntersecting).forEach(({ target }) => {
  sight.unobserve(target);
  draw(target);
}), { rootMargin: '200px' });

/** Draws all charts below an element that were not drawn yet, as soon as somebody can see them. */
export const drawCharts = (root) => {
  root.querySelectorAll('[data-chart]:not([data-drawn])').forEach((place) => {
    place.dataset.drawn = 'yes';
    sight.observe(place);
  });
};

drawCharts(document);
document.addEventListener('htmx:afterSettle', ({ target }) => drawCharts(target));
