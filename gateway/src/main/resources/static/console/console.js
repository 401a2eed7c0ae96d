// What every page needs: questions before what cannot be undone, the token that acts are sent with, and who fetched what.

const csrf = document.querySelector('meta[name="csrf"]');

/** Headers of a request that acts, for fetch(). */
export const actHeaders = () => (csrf.content ? { [csrf.dataset.header]: csrf.content } : {});

document.addEventListener('htmx:configRequest', ({ detail }) => {
  Object.assign(detail.headers, actHeaders());
  // What a page fetches by itself must not keep a session alive for ever.
  if (!detail.triggeringEvent?.isTrusted) {
    detail.headers['X-By-Itself'] = '1';
  }
});

const dialog = document.getElementById('confirm');
const question = document.getElementById('confirm-question');

/** @returns {Promise<boolean>} whether the person says yes */
export const confirmed = (words) => new Promise((answer) => {
  question.textContent = words;
  dialog.returnValue = 'no';
  dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'), { once: true });
  dialog.showModal();
});

const answered = new WeakSet();

// Before htmx hears of it, too.
document.addEventListener('submit', (event) => {
  const form = event.target;
  const words = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!words || answered.delete(form)) {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter;
  confirmed(words).then((yes) => {
    if (yes) {
      answered.add(form);
      form.requestSubmit(submitter);
    }
  });
}, true);

// A second click while the first is under way would act twice. What is downloaded leaves its page as it is, and may be taken again.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post' || form.matches('[hx-post], [hx-get], [data-again]')) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
  }
  form.dataset.sent = 'yes';
});
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
});

// Parts that refresh themselves rest while nobody looks.
document.addEventListener('htmx:beforeRequest', (event) => {
  if (document.hidden && !event.detail.requestConfig.triggeringEvent?.isTrusted) {
    event.preventDefault();
  }
});

/**
 * Makes an element a place to drop files on.
 *
 * @param {HTMLElement} place that shows class "over" meanwhile
 * @param {(files: File[]) => void} taken
 */
export const onFilesDropped = (place, taken) => {
  place.addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.add('over');
  });
  place.addEventListener('dragleave', () => place.classList.remove('over'));
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    place.classList.remove('over');
    taken([...event.dataTransfer.files]);
  });
};
