// Forms with hx-ext="raw-body" send their file, or else their text, as the body itself: what was signed stays byte for byte.
htmx.defineExtension('raw-body', {
  onEvent(name, event) {
    if (name === 'htmx:configRequest') {
      const form = event.detail.elt;
      event.detail.headers['Content-Type'] = form.dataset.type || 'application/json';
    }
    // What was said of the body before must not stand beside this one, whatever comes of it.
    if (name === 'htmx:beforeRequest') {
      event.detail.target.replaceChildren();
    }
  },
  encodeParameters(xhr, parameters, form) {
    const file = form.querySelector('input[type=file]');
    if (file && file.files.length > 0) {
      return file.files[0];
    }
    const text = form.querySelector('textarea');
    return new Blob([text ? text.value : '']);
  },
});
