// "3 min ago" goes on counting while a page is open, in the words that the server has for it, and rests where the reader wants the page to.
// An element time[data-ago] says when it was, and what is said around it.

const EVERY_MS = 1000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const words = document.querySelector('meta[name="times"]');
// The clock of the reader's machine may be wrong: only what has gone by on it counts. One count stands still while the machine sleeps, the
// other goes back where somebody sets the clock: what is old must not look young, so the longer one is true.
const asOf = Date.parse(words.content);
const loaded = performance.now();
const loadedAt = Date.now();
const now = () => asOf + Math.max(performance.now() - loaded, Date.now() - loadedAt);

const filled = (text, value) => text.replace('{0}', value);
const spoken = (unit, count) => filled(words.dataset[unit], Math.floor(count).toLocaleString('en'));

/** In its largest unit, as the server has it. */
const duration = (ms) => {
  if (ms < SECOND) {
    return spoken('millis', ms);
  }
  if (ms < 2 * MINUTE) {
    return spoken('seconds', ms / SECOND);
  }
  if (ms < 2 * HOUR) {
    return spoken('minutes', ms / MINUTE);
  }
  return ms < 2 * DAY ? spoken('hours', ms / HOUR) : spoken('days', ms / DAY);
};

const tell = (time) => {
  const past = now() - Date.parse(time.dateTime);
  const text = filled(time.dataset.ago, filled(words.dataset[past < 0 ? 'in' : 'ago'], duration(Math.abs(past))));
  if (time.textContent !== text) {
    time.textContent = text;
  }
};

const tellAll = () => {
  if (!document.hidden && !document.getElementById('rest')?.checked) {
    document.querySelectorAll('time[data-ago][datetime]:not([datetime=""])').forEach(tell);
  }
};

setInterval(tellAll, EVERY_MS);
