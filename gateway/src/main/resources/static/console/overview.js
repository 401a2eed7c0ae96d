// Keeps the picture alive: figures as they come; the list of what needs somebody, and the picture itself, when they read otherwise.
import './charts.js';

const AT_MOST_EVERY_MS = 5000;

const sign = document.getElementById('live');
const picture = document.getElementById('picture');
const troubles = document.getElementById('troubles');

const say = (word, mood) => {
  sign.textContent = sign.dataset[word];
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
      window.htmx.trigger(part, event);
    }, Math.max(0, last + AT_MOST_EVERY_MS - Date.now()));
  };
};
const redraw = refresher(picture, 'redraw');
const tellAgain = refresher(troubles, 'troubled');

const shownVersion = (part, key) => part.querySelector(`[data-${key}]`)?.dataset[key];

let stream = null;
const watch = () => {
  stream = new EventSource('/overview/stream');
  stream.onmessage = ({ data }) => {
    say('on', 'good');
    const live = JSON.parse(data);
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
    // The browser comes back by itself, unless it was told that it may not: then the session has ended.
    const ended = stream.readyState === EventSource.CLOSED;
    say(ended ? 'ended' : 'off', 'warn');
  };
};

// Nobody looks at a hidden page.
document.addEventListener('visibilitychange', () => {
  stream?.close();
  if (!document.hidden) {
    watch();
  }
});
watch();
