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

let answer = () => {};

// The end of a question may be told only when the next one is open, which it must not answer.
dialog.addEventListener('close', () => {
  if (!dialog.open) {
    answer(dialog.returnValue === 'yes');
  }
});

/** @returns {Promise<boolean>} whether the person says yes */
export const confirmed = (words) => new Promise((resolve) => {
  answer(false);
  answer = resolve;
  question.textContent = words;
  dialog.returnValue = 'no';
  dialog.showModal();
});

const answered = new WeakSet();

// Before htmx hears of it, too. A field hides the property of a form that has its name, and one is named "dataset": forms are asked for
// attributes, which nothing hides.
document.addEventListener('submit', (event) => {
  const form = event.target;
  const chosen = form.querySelector('input[type="radio"][data-confirm]:checked');
  const words = (event.submitter?.hasAttribute('data-confirm') ? event.submitter : chosen ?? form).getAttribute('data-confirm');
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

// A change of the language opens the page anew. What was typed into it is kept nowhere meanwhile, as it may be about people: it is asked first.
const language = document.querySelector('form.language');
const asksFirst = () => language.setAttribute('data-confirm', language.getAttribute('data-typed'));
if (document.querySelector('main [aria-invalid="true"]')) {
  asksFirst();
}
document.addEventListener('input', ({ target }) => {
  if (target.closest('main form[method="post"]')) {
    asksFirst();
  }
});

// A second click while the first is under way would act twice. What is downloaded leaves its page as it is, and may be taken again.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute('method') !== 'post' || form.matches('[hx-post], [hx-get], [data-again]')) {
    return;
  }
  if (form.hasAttribute('data-sent')) {
    event.preventDefault();
  }
  form.setAttribute('data-sent', '');
});
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => form.removeAttribute('data-sent'));
});

// A page that has answered a form cannot be shown again without sending that again, and so not at all: whoever goes back to it after its
// record was taken gets the form as it begins.
document.addEventListener('submit', (event) => {
  const back = event.submitter?.getAttribute('data-back');
  if (back && !event.defaultPrevented) {
    history.replaceState(null, '', back);
  }
});

// Parts that refresh themselves rest while nobody looks.
document.addEventListener('htmx:beforeRequest', (event) => {
  if (document.hidden && !event.detail.requestConfig.triggeringEvent?.isTrusted) {
    event.preventDefault();
  }
});

/** On narrow screens a row of such a list is a card: its cells say their columns, and stay cells for those who listen. */
const saysItsColumns = (table) => {
  const columns = [...table.querySelectorAll('thead th')].map((head) => head.textContent.trim());
  table.setAttribute('role', 'table');
  table.querySelectorAll('thead, tbody').forEach((group) => group.setAttribute('role', 'rowgroup'));
  for (const row of table.rows) {
    row.setAttribute('role', 'row');
    [...row.cells].forEach((cell, at) => {
      const heads = cell.closest('thead') ? 'columnheader' : 'rowheader';
      cell.setAttribute('role', cell.tagName === 'TH' ? heads : 'cell');
      cell.dataset.label = columns[at] ?? '';
      cell.toggleAttribute('data-blank', !cell.children.length && !cell.textContent.trim());
    });
  }
};
const everyListSaysItsColumns = () => document.querySelectorAll('table.stack').forEach(saysItsColumns);
everyListSaysItsColumns();
document.addEventListener('htmx:afterSettle', everyListSaysItsColumns);

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
