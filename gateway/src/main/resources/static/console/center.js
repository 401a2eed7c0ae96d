// Files of a center: records in a spreadsheet, and what records name. Told while they go, and what is wrong told by row.

import { actHeaders, confirmed, onFilesDropped } from './console.js';

const MOST_SHOWN = 300;
const MOST_READ_HERE = 32 * 1024 * 1024;

/** Sends a file as it is; `coming` gets what has been answered so far. */
const send = (url, type, file, { going = () => {}, coming = () => {} }) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open('POST', url);
  request.setRequestHeader('Content-Type', type);
  request.setRequestHeader('Accept', 'application/x-ndjson, application/json, application/problem+json');
  Object.entries(actHeaders()).forEach(([name, value]) => request.setRequestHeader(name, value));
  request.upload.onprogress = (event) => going(event.total ? (100 * event.loaded) / event.total : 0);
  request.onprogress = () => coming(request.responseText);
  request.onload = () => resolve(request);
  request.onerror = () => reject(new Error('network'));
  request.send(file);
});

const said = (words, ...values) => words.replace(/\{(\d)\}/g, (_, at) => values[at]);

const onFile = (place, taken) => {
  const input = place.querySelector('input[type="file"]');
  input.addEventListener('change', () => input.files.length && taken(input.files[0]));
  onFilesDropped(place.querySelector('.drop'), ([file]) => file && taken(file));
};

// What misses the place must not replace the page, and all that was filled in with it.
['dragover', 'drop'].forEach((name) => window.addEventListener(name, (event) => {
  if (event.dataTransfer?.types.includes('Files')) {
    event.preventDefault();
  }
}));

const problemOf = (request) => {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
};

/* Spreadsheets */

const decoded = (bytes) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

/** As the gateway reads it: rows of cells. */
export const csvRows = (text) => {
  const first = text.slice(0, text.search(/\r|\n|$/));
  const count = (mark) => first.split(mark).length;
  const delimiter = ['\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  let fresh = true;
  const endCell = () => {
    row.push(cell);
    cell = '';
    fresh = true;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') {
        cell += c;
      } else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else {
        quoted = false;
      }
    } else if (c === '"' && fresh) {
      quoted = true;
      fresh = false;
    } else if (c === delimiter) {
      endCell();
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') {
        i++;
      }
      endCell();
      rows.push(row);
      row = [];
    } else {
      cell += c;
      fresh = false;
    }
  }
  if (cell || row.length) {
    endCell();
    rows.push(row);
  }
  return rows;
};

// What begins a formula is none in what we say; what the person has written stays as it is.
const harmless = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const csvCell = (text) => `"${text.replaceAll('"', '""')}"`;
const csvText = (rows) => `\uFEFF${rows.map((row) => row.map((cell) => csvCell(String(cell))).join(',')).join('\r\n')}\r\n`;

const offer = (link, name, rows) => {
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.hidden = false;
};

/* Records */

const records = document.getElementById('records');

if (records) {
  const words = records.dataset;
  const progress = records.querySelector('progress');
  const status = records.querySelector('[role="status"]');
  const outcome = document.getElementById('outcome');
  const table = document.getElementById('errors');
  const correct = document.getElementById('rows-to-correct');
  const asCsv = document.getElementById('errors-as-csv');
  const names = new Map([...document.querySelectorAll('#field-names dt')]
    .map((term) => [term.textContent, term.nextElementSibling.textContent]));
  let busy = false;

  const fieldName = (pointer) => {
    const rows = [...pointer.matchAll(/\/(\d+)(?=\/|$)/g)].map((match) => Number(match[1]) + 1);
    const name = names.get(pointer.replace(/\/\d+(?=\/|$)/g, '/*')) ?? names.get(pointer);
    if (pointer === '/beyond_last_column') {
      return words.beyond;
    }
    return name ? [name, ...rows].join(' ') : pointer;
  };

  const isCsv = (file) => !/\.(ndjson|jsonl)$/i.test(file.name);

  /** Its rows or lines; nothing of what is too large to be read here. */
  const read = async (file) => {
    if (file.size > MOST_READ_HERE) {
      return { rows: null, lines: null };
    }
    const text = decoded(await file.arrayBuffer()).replace(/^\uFEFF/, '');
    return isCsv(file) ? { rows: csvRows(text), lines: null } : { rows: null, lines: text.split('\n') };
  };

  const filled = (text) => text.trim() !== '';

  /** How many records there are in it; undefined where that is not known. */
  const counted = ({ rows, lines }) => rows?.slice(1).filter((row) => row.some(filled)).length ?? lines?.filter(filled).length;

  /** What leaves is asked for, with the number of records where that is known. */
  const asked = (file, content) => {
    const to = words.takers || words.askNobody;
    const count = counted(content);
    return count === undefined
      ? said(words.askSize, file.name, Math.ceil(file.size / (1024 * 1024)), words.label, to)
      : said(words.ask, file.name, count.toLocaleString(document.documentElement.lang), words.label, to);
  };

  const clear = () => {
    outcome.hidden = true;
    table.hidden = true;
    table.querySelector('tbody').replaceChildren();
    [correct, asCsv, document.getElementById('correct-hint')].forEach((part) => { part.hidden = true; });
  };

  /** What is wrong with one row: pairs of field and words. */
  const faults = (result, csv) => {
    if (result.restNotRead) {
      return [['', `${result.title} ${words.cut}`]];
    }
    if (result.violations) {
      return result.violations.map((one) => [one.pointer ? fieldName(one.pointer) : '', one.message]);
    }
    if (csv && result.code === 'MALFORMED_RECORD') {
      return [['', words.rowBroken]];
    }
    return [['', result.code === 'IDEMPOTENCY_CONFLICT' ? words.already : result.title]];
  };

  const isRemark = (name) => /^\s*[#＃]/.test(name);

  /** Where the ids of records are: in the column of that name, or else in the first that is no remark. */
  const idColumn = (header) => {
    const named = header.findIndex((name) => ['/record_id', 'record_id', names.get('/record_id')]
      .includes(name.trim().replace(/\s*[*＊]+$/, '')));
    return named < 0 ? header.findIndex((name) => !isRemark(name)) : named;
  };

  const idOf = (row, file, rows, lines) => {
    if (isCsv(file)) {
      return rows?.[row - 1]?.[idColumn(rows[0])] ?? '';
    }
    try {
      return JSON.parse(lines?.[row - 1] ?? '{}').record_id ?? '';
    } catch {
      return '';
    }
  };

  const show = (file, { rows, lines }, results) => {
    const csv = isCsv(file);
    const taken = results.filter((one) => one.status === 202 && !one.repeated);
    const repeated = results.filter((one) => one.status === 202 && one.repeated);
    const otherwise = results.filter((one) => one.code === 'IDEMPOTENCY_CONFLICT');
    const there = repeated.length + otherwise.length;
    const wrong = results.filter((one) => one.status !== 202 && one.code !== 'IDEMPOTENCY_CONFLICT');
    document.getElementById('count-taken').textContent = taken.length;
    document.getElementById('count-there').textContent = there;
    document.getElementById('count-wrong').textContent = wrong.length;
    const told = [];
    for (const result of [...wrong, ...otherwise]) {
      const row = result.line + (csv ? 1 : 0);
      faults(result, csv).forEach(([field, what]) => told.push([row, idOf(row, file, rows, lines), field, what]));
    }
    told.sort((one, other) => one[0] - other[0]);
    const head = [...table.querySelectorAll('thead th')].map((cell) => cell.textContent);
    const body = table.querySelector('tbody');
    for (const cells of told.slice(0, MOST_SHOWN)) {
      const line = body.insertRow();
      cells.forEach((cell, at) => {
        const place = line.insertCell();
        place.textContent = cell;
        place.className = at === 0 ? 'number' : '';
        place.dataset.label = head[at];
      });
    }
    table.hidden = told.length === 0;
    if (told.length) {
      offer(asCsv, `${words.name}-errors.csv`, [head, ...told.map((row) => row.map((cell) => harmless(String(cell))))]);
    }
    if (rows && wrong.length) {
      const header = rows[0].filter((name) => !isRemark(name));
      const kept = rows[0].map((name) => !isRemark(name));
      const again = wrong.map((result) => [
        harmless(faults(result, csv).map(([field, what]) => (field ? `${field}: ${what}` : what)).join(' | ')),
        ...(rows[result.line] ?? []).filter((_, at) => kept[at] ?? true),
      ]);
      offer(correct, `${words.name}-correct.csv`, [[words.remark, ...header], ...again]);
      document.getElementById('correct-hint').hidden = false;
    }
    outcome.hidden = false;
    const summary = wrong.length || there
      ? said(words.done, taken.length, there, wrong.length)
      : said(words.clean, taken.length);
    status.textContent = told.length > MOST_SHOWN ? `${summary} ${said(words.more, MOST_SHOWN, told.length)}` : summary;
    outcome.focus();
  };

  const refused = (request) => {
    const problem = problemOf(request);
    if (problem?.columns?.length) {
      status.textContent = said(words.columns, problem.columns.join(words.mark));
    } else if (problem?.member === 'header') {
      status.textContent = words.noHeader;
    } else {
      status.textContent = [words.failed, problem?.title, problem?.incident].filter(Boolean).join(' ');
    }
  };

  const submit = async (file, content) => {
    progress.hidden = false;
    progress.value = 0;
    status.textContent = said(words.sending, file.name);
    const request = await send(words.url, isCsv(file) ? 'text/csv' : 'application/x-ndjson', file, {
      going: (percent) => { progress.value = percent; },
      coming: (text) => { status.textContent = said(words.checking, text.split('\n').length - 1); },
    });
    if (request.status === 200) {
      show(file, content, request.responseText.split('\n').filter(Boolean).map((line) => JSON.parse(line)));
    } else {
      refused(request);
    }
  };

  onFile(records, async (file) => {
    if (busy) {
      return;
    }
    clear();
    if (!/\.(csv|txt|ndjson|jsonl)$/i.test(file.name)) {
      status.textContent = words.kind;
      return;
    }
    busy = true;
    status.textContent = words.reading;
    try {
      const content = await read(file);
      if (counted(content) === 0) {
        status.textContent = words.empty;
      } else if (await confirmed(asked(file, content))) {
        await submit(file, content);
      } else {
        status.textContent = words.kept;
      }
    } catch {
      status.textContent = words.failed;
    }
    progress.hidden = true;
    busy = false;
    records.querySelector('input[type="file"]').value = '';
  });
}

/* What a record names */

const attachment = document.getElementById('attachment');

if (attachment) {
  const words = attachment.dataset;
  const progress = attachment.querySelector('progress');
  const status = attachment.querySelector('[role="status"]');
  const types = {
    pdf: 'application/pdf',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    png: 'image/png',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ofd: 'application/ofd',
  };
  const fill = (pointer, value) => {
    const input = attachment.closest('form').elements.namedItem(pointer);
    if (input) {
      input.value = value;
    }
  };

  onFile(attachment, async (file) => {
    if (file.size > Number(words.most)) {
      status.textContent = words.tooLarge;
      return;
    }
    progress.hidden = false;
    progress.value = 0;
    status.textContent = said(words.sending, file.name);
    try {
      const type = types[file.name.split('.').pop().toLowerCase()] ?? 'application/octet-stream';
      const request = await send(words.url, type, file, { going: (percent) => { progress.value = percent; } });
      const answer = problemOf(request);
      if (request.status === 200 || request.status === 201) {
        fill('/sm3', answer.sm3);
        fill('/bytes', answer.bytes);
        fill('/media_type', answer.mediaType);
        fill('/file_name', file.name);
        status.textContent = said(words.done, file.name);
      } else {
        status.textContent = [words.failed, answer?.message ?? answer?.title].filter(Boolean).join(' ');
      }
    } catch {
      status.textContent = words.failed;
    }
    progress.hidden = true;
  });
}
