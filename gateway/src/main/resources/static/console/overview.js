// Keeps the picture alive: figures as they come; the list of what needs somebody, and the picture itself, when they read otherwise; the last
// day every minute. All of it rests while the reader wants it to, and goes on where things are then.
import './live.js';
import { drawChartsAnew } from './charts.js';

const STREAM = '/overview/stream';
const AT_MOST_EVERY_MS = 5000;
const TRY_AGAIN_MS = 10000;

const sign = document.getElementById('live');
const clock = document.querySelector('[data-live="as-of"]');
const rest = document.getElementById('rest');
const picture = document.getElementById('picture');
const troubles = document.getElementById('troubles');
const lastDay = document.getElementById('last-day');
const history = document.getElementById('history');

const say = (word, mood) => {
  const text = sign.dataset[word].replace('{0}', clock.textContent);
  if (sign.textContent !== text) {
    sign.textContent = text;
  }
  sign.className = `badge ${mood}`;
};

const each = (root, key, value, act) =>
  root.querySelectorAll(`[data-${key}="${CSS.escape(value)}"]`).forEach(act);

const show = ({ texts, looks }) => {
  Object.entries(texts).forEach(([key, text]) => each(picture, 'live', key, (place) => {
    place.textContent = text;
    if (place.dataset.some) {
      place.dataset.some = text;
    }
  }));
  Object.entries(looks).forEach(([key, look]) => {
    const mood = look.split(' ')[0];
    each(picture, 'look', key, (place) => place.setAttribute('class', `${place.dataset.base} ${look}`));
    each(picture, 'word', key, (place) => { place.textContent = picture.getAttribute(`data-word-${mood}`); });
  });
};

/** Asks the server for a part again, not too often; what comes meanwhile is made up for. */
const refresher = (part, event) => {
  let due = null;
  let last = 0;
  return () => {
    due ??= setTimeout(() => {
      due = null;
      last = Date.now();
      if (!rest.checked) {
        window.htmx.trigger(part, event);
      }
    }, Math.max(0, last + AT_MOST_EVERY_MS - Date.now()));
  };
};
const redraw = refresher(picture, 'redraw');
const tellAgain = refresher(troubles, 'troubled');

const shownVersion = (part, key) => part.querySelector(`[data-${key}]`)?.dataset[key];

let stream = null;
let again = null;
const watch = () => {
  stream = new EventSource(STREAM);
  stream.onmessage = ({ data }) => {
    say('on', 'good');
    const live = JSON.parse(data);
    if ('as-of' in live.texts) {
      each(document, 'live', 'as-of', (place) => { place.textContent = live.texts['as-of']; });
    }
    if (live.layout === shownVersion(picture, 'layout')) {
      show(live);
    } else {
      redraw();
    }
    if (live.troubled !== shownVersion(troubles, 'troubled')) {
      tellAgain();
    }
  };
  stream.onerror = () => {
    say('lost', 'warn');
    // The browser comes back by itself, unless it was refused; it does not say why.
    if (stream.readyState === EventSource.CLOSED) {
      askWhy(false);
    }
  };
};

/** Asked for as a part of the page and by itself: what it is told is a status, and it keeps no session alive. */
const askWhy = async (mayWatch) => {
  const refused = stream;
  const headers = { 'HX-Request': 'true', 'X-By-Itself': '1' };
  const status = await fetch(STREAM, { headers }).then((answer) => answer.status, () => 0);
  if (stream !== refused) {
    return;
  }
  if (status === 401) {
    say('ended', 'warn');
  } else if (status === 204 && mayWatch) {
    watch();
  } else {
    say(status === 429 ? 'full' : 'lost', 'warn');
    again = setTimeout(askWhy, TRY_AGAIN_MS, true);
  }
};

/** Nobody looks at a hidden page, and who rests wants it as it is. */
const watchOrRest = () => {
  clearTimeout(again);
  stream?.close();
  stream = null;
  picture.classList.toggle('resting', rest.checked);
  if (rest.checked) {
    say('rest', 'idle');
  } else if (!document.hidden) {
    watch();
  }
};
document.addEventListener('visibilitychange', watchOrRest);
rest.addEventListener('change', () => {
  watchOrRest();
  if (!rest.checked) {
    window.htmx.trigger(lastDay, 'again');
  }
});
watchOrRest();

// The last day anew: only its figures are exchanged, so that charts stay drawn, tables open, and nobody loses the place.
const exchangeFigures = (fresh) => {
  const parts = [...fresh.querySelectorAll('[data-part]')];
  const here = (part) => history.querySelector(`[data-part="${part.dataset.part}"]`);
  if (parts.length !== history.querySelectorAll('[data-part]').length) {
    return false;
  }
  parts.forEach((part) => here(part).replaceChildren(...part.childNodes));
  fresh.querySelectorAll('[data-chart]').forEach((chart) => {
    history.querySelector(`[data-src="${chart.dataset.src}"]`).setAttribute('aria-label', chart.getAttribute('aria-label'));
  });
  drawChartsAnew(history);
  return true;
};
const isOfLastDay = (detail) => detail.requestConfig?.elt === lastDay;
const isFirst = () => history.querySelector('[data-part]') === null;

document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.elt === lastDay && rest.checked && !isFirst()) {
    event.preventDefault();
  }
});
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (!isOfLastDay(detail) || isFirst()) {
    return;
  }
  const well = detail.xhr.status === 200;
  history.classList.toggle('stale', !well);
  detail.shouldSwap = well && !exchangeFigures(new DOMParser().parseFromString(detail.xhr.responseText, 'text/html'));
});
// Where no answer comes at all, there is nothing to swap either.
['htmx:sendError', 'htmx:timeout'].forEach((failure) => document.addEventListener(failure, ({ detail }) => {
  if (isOfLastDay(detail) && !isFirst()) {
    history.classList.add('stale');
  }
}));
