/**
 * The strip above a demo page: what a visitor of the demo can do to the page and to the collector, and what the page
 * is told of the survey. It uses nothing but the public `cx7` that any page has.
 */
const words = {
  en: {
    outage: 'Simulate an outage',
    respondent: 'New respondent',
    open: 'Open the survey',
    explain: 'Why, or why not?',
    heading: 'What the page is told: states, never answers',
    outageOn: 'Outage: the collector drops connections or answers 503.',
    waiting: (n) => `${n} ${n === 1 ? 'interview waits' : 'interviews wait'} on this device and will be sent.`,
    arrived: 'All answers have arrived.',
  },
  es: {
    outage: 'Simular un corte',
    respondent: 'Otra persona',
    open: 'Abrir la encuesta',
    explain: '¿Por qué sí o no?',
    heading: 'Lo que se le dice a la página: estados, nunca respuestas',
    outageOn: 'Corte: el servidor interrumpe las conexiones o responde 503.',
    waiting: (n) => `${n} ${n === 1 ? 'entrevista espera' : 'entrevistas esperan'} en este dispositivo y se enviarán.`,
    arrived: 'Todas las respuestas han llegado.',
  },
}[document.documentElement.lang === 'es' ? 'es' : 'en'];

const strip = document.querySelector('.demo');
const inside = strip.querySelector('.wide');
const wanted = (strip.dataset.demo ?? '').split(' ').filter(Boolean);
const log = document.querySelector('.log') ?? make('ol', { className: 'log' });
const state = make('p', { role: 'status' });
const { cx7 } = window;

const outage = button(words.outage, () => setOutage(outage.ariaPressed !== 'true'), { ariaPressed: 'false' });
const controls = {
  outage,
  respondent: button(words.respondent, () => cx7.newRespondent()),
  open: button(words.open, () => cx7.open()),
  explain: button(words.explain, explain),
};
if (wanted.length) inside.append(make('div', { className: 'buttons' }, ...wanted.map((name) => controls[name])));
inside.append(state);
log.tabIndex = 0; // it scrolls
if (cx7 && !log.isConnected) inside.append(make('details', {}, make('summary', { textContent: words.heading }), log));

if (cx7) {
  for (const event of ['offered', 'dismissed', 'opened', 'partial', 'complete'])
    cx7.on(event, ({ detail }) => note(`${event} · ${detail.id.slice(0, 8)}`));
  cx7.on('sent', ({ detail }) => {
    note(`sent · ${detail.id.slice(0, 8)}, revision ${detail.revision}`);
    setWaiting((ids) => ids.filter((id) => id !== detail.id));
  });
  cx7.on('waiting', ({ detail }) => {
    note(`waiting · ${detail.id.slice(0, 8)}, revision ${detail.revision}: ${detail.reason}`);
    setWaiting((ids) => [...ids.filter((id) => id !== detail.id), detail.id]);
  });
  cx7.on('rejected', ({ detail }) => note(`rejected · ${detail.id.slice(0, 8)}: ${detail.reason}`));
  cx7.on('error', ({ detail }) => note(detail.error.message));
}

// Another tab may have switched it, or sent what waited.
const others = new BroadcastChannel('cx7-demo');
others.onmessage = ({ data }) => showOutage(data.on);
addEventListener('storage', show);
fetch('/demo/outage')
  .then((answer) => answer.json())
  .then(({ on }) => showOutage(on), show);

async function setOutage(on) {
  await fetch('/demo/outage', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ on }),
  });
  others.postMessage({ on });
  showOutage(on);
}

function showOutage(on) {
  const isOver = outage.ariaPressed === 'true' && !on;
  outage.ariaPressed = `${on}`;
  show();
  // Left alone, what waits is tried again after a pause that doubles each time. This is what a browser says when the
  // network is back, and the pause ends.
  if (isOver) dispatchEvent(new Event('online'));
}

function show() {
  const on = outage.ariaPressed === 'true';
  const count = waiting().length;
  const had = state.dataset.waited;
  state.dataset.outage = on ? 'on' : 'off';
  if (count) state.dataset.waited = 'yes';
  const news = [on && words.outageOn, count ? words.waiting(count) : had && !on && words.arrived];
  state.textContent = news.filter(Boolean).join(' ');
}

/** Ids of the interviews that wait; kept here because a reload is one of the things to try. */
function waiting() {
  try {
    return JSON.parse(localStorage.getItem('cx7-demo:waiting')) ?? [];
  } catch {
    return []; // blocked, or somebody else wrote it
  }
}

function setWaiting(change) {
  try {
    localStorage.setItem('cx7-demo:waiting', JSON.stringify(change(waiting())));
  } catch {
    // blocked: then the strip does not count
  }
  show();
}

async function explain() {
  const decision = await cx7.explain();
  if (!decision) return;
  note(decision.reason === 'asked' ? 'shown' : `not shown: ${decision.reason}. The console has every check.`);
  dispatchEvent(new CustomEvent('explained', { detail: decision }));
}

/** Adds a line to the log, the newest on top. */
export function note(text) {
  const now = new Date();
  const when = make('time', { dateTime: now.toISOString(), textContent: now.toLocaleTimeString() });
  log.prepend(make('li', {}, when, make(text.includes('\n') ? 'pre' : 'span', { textContent: text })));
}

export function button(text, act, more = {}) {
  const made = make('button', { type: 'button', textContent: text, ...more });
  made.addEventListener('click', act);
  return made;
}

export function make(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
