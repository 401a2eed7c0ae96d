// Parts that fetch themselves anew. They rest while somebody is in them or wants them to, stay as they are where nothing is new, so that
// nobody is told the same again, and say so when they could not be fetched: what is out of date must not look as if all were well.

const REST = 'shuqiao-rest';
const rest = document.getElementById('rest');
const stale = document.getElementById('stale');

const isLive = (part) => part?.dataset?.live !== undefined;
const isBusy = (part) => part.contains(document.activeElement) || part.querySelector('details[open]') !== null;

if (rest) {
  rest.checked = sessionStorage.getItem(REST) === 'yes';
  rest.addEventListener('change', () => sessionStorage.setItem(REST, rest.checked ? 'yes' : 'no'));
}

document.addEventListener('htmx:beforeRequest', (event) => {
  const part = event.detail.elt;
  if (isLive(part) && (rest?.checked || isBusy(part))) {
    event.preventDefault();
  }
});

const fetched = (well) => {
  if (stale && well !== stale.hidden) {
    stale.hidden = well;
    if (well) {
      document.getElementById('flash').replaceChildren();
    }
  }
};

document.addEventListener('htmx:sendError', ({ detail }) => {
  if (isLive(detail.elt)) {
    fetched(false);
  }
});

document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  const part = detail.requestConfig?.elt;
  if (!isLive(part)) {
    return;
  }
  fetched(detail.xhr.status === 200);
  if (detail.xhr.status === 200) {
    const fresh = new DOMParser().parseFromString(detail.xhr.responseText, 'text/html').getElementById(part.id);
    detail.shouldSwap = fresh !== null && fresh.textContent !== part.textContent;
  }
});
