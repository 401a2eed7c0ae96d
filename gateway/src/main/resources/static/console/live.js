// Parts that fetch themselves anew. They rest while somebody is in them or wants them to, and stay as they are where nothing is new, so
// that nobody is told the same again.

const REST = 'shuqiao-rest';
const rest = document.getElementById('rest');

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

document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  const part = detail.requestConfig?.elt;
  if (isLive(part) && detail.xhr.status === 200) {
    const fresh = new DOMParser().parseFromString(detail.xhr.responseText, 'text/html').getElementById(part.id);
    detail.shouldSwap = fresh !== null && fresh.textContent !== part.textContent;
  }
});
