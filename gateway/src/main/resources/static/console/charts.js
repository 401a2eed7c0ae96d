// Charts of a page: an element with data-chart ("lines" or "bars") and data-src, whose JSON has one list of labels (times or names) and one
// list of figures for each data-<series>="its name"; data-axis says what the figures are of. The library, whose address the page knows, is fetched when the first chart comes into
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

const SERIES = [['came', '--chart-1', 'solid'], ['went', '--chart-2', 'dashed'], ['failed', '--chart-4', 'dotted']];
const BAR = 14;
const BETWEEN_GROUPS = 14;
const AROUND_BARS = 96;
const WIDE = 480;
const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Of "11-22 14:30" the time, but at midnight the day; every third hour, or every sixth where there is little room. */
const hours = (place) => ({
  interval: (at, time) => time.endsWith(':00') && Number(time.slice(-5, -3)) % (place.clientWidth < WIDE ? 6 : 3) === 0,
  formatter: (time) => (time.endsWith('00:00') ? time.slice(0, -6) : time.slice(-5)),
});

const options = (place, data) => {
  const lines = place.dataset.chart === 'lines';
  const labels = lines ? data.times : data.names.map((name) => name || place.dataset.others);
  const category = { type: 'category', data: labels, axisLabel: { color: colour('--muted'), ...(lines ? hours(place) : { interval: 0 }) }, inverse: !lines };
  const value = {
    type: 'value',
    name: place.dataset.axis,
    nameLocation: lines ? 'end' : 'middle',
    nameGap: lines ? 12 : 28,
    nameTextStyle: { color: colour('--muted'), align: lines ? 'left' : 'center' },
    minInterval: 1,
    axisLabel: { color: colour('--muted'), hideOverlap: true },
    splitLine: { lineStyle: { color: colour('--line') } },
  };
  return {
    animation: !still.matches,
    color: SERIES.map(([, name]) => colour(name)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: lines ? 16 : 48, top: lines ? 60 : 36, bottom: lines ? 8 : 28, containLabel: true },
    legend: { textStyle: { color: colour('--text') }, top: 0 },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    xAxis: lines ? category : value,
    yAxis: lines ? value : category,
    series: SERIES.map(([key, , type]) => ({
      name: place.dataset[key],
      data: data[key],
      ...(lines
        ? { type: 'line', showSymbol: false, step: 'middle', lineStyle: { type } }
        : { type: 'bar', barWidth: BAR, barGap: '0%', label: { show: true, position: 'right', color: colour('--muted') } }),
    })),
  };
};

/** Each bar keeps its room, however many regions there are. */
const makeRoom = (place, data) => {
  if (place.dataset.chart === 'bars') {
    place.style.height = `${AROUND_BARS + data.names.length * (SERIES.length * BAR + BETWEEN_GROUPS)}px`;
  }
};

const drawn = new WeakMap();

/** Fetches and draws; a chart that is drawn gets the new figures. */
const draw = async (place) => {
  const answer = await fetch(place.dataset.src, { headers: { 'X-By-Itself': '1' } });
  if (!answer.ok) {
    return;
  }
  const [echarts, data] = await Promise.all([library(), answer.json()]);
  makeRoom(place, data);
  if (drawn.has(place)) {
    drawn.get(place)(data);
    return;
  }
  const chart = echarts.init(place, null, { renderer: 'canvas' });
  let shown = data;
  const show = () => chart.setOption(options(place, shown));
  show();
  drawn.set(place, (fresh) => {
    shown = fresh;
    show();
  });
  dark.addEventListener('change', show);
  new ResizeObserver(() => {
    chart.resize();
    show();
  }).observe(place);
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

/** Fetches the figures of the charts below an element that somebody has seen. */
export const drawChartsAnew = (root) => root.querySelectorAll('[data-chart]').forEach((place) => {
  if (drawn.has(place)) {
    draw(place);
  }
});

drawCharts(document);
document.addEventListener('htmx:afterSettle', ({ target }) => drawCharts(target));
