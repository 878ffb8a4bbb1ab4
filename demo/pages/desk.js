import { make, note } from './strip.js';

/** A contact-center app, as far as the survey matters to it: calls come, end, and are asked about. */
const CALLERS = [
  { from: '…0142', queue: 'payments', reason: 'Payment is late', waitSeconds: 372, transfers: 1 },
  { from: '…0117', queue: 'address', reason: 'New address', waitSeconds: 48, transfers: 0 },
  { from: '…0188', queue: 'appeals', reason: 'Asks about an appeal', waitSeconds: 640, transfers: 2 },
  { from: '…0163', queue: 'payments', reason: 'Card was lost', waitSeconds: 95, transfers: 0 },
];
const find = (id) => document.getElementById(id);
const { cx7 } = window;

// A key belongs to one call forever, so numbers go up, and a reload of the page is in the same call.
let number = Number(sessionStorage.getItem('cx7-demo:call')) || Math.floor(Date.now() / 4000) * 4;
let began = Date.now();
let ended = false;
let lasted = 0;
let first;

setInterval(tick, 500);
find('end').addEventListener('click', () => {
  ended = true;
  tick();
  find('phase').textContent = 'Ended after';
  find('end').disabled = true;
  find('again').hidden = find('next').hidden = false;
  open();
});
find('again').addEventListener('click', open);
find('next').addEventListener('click', next);
draw();

async function open() {
  const { shown, reason, id } = await cx7.open(optionsFor(caller()));
  if (!shown) return say(`The survey was not shown: ${reason}.`);
  const name = id.slice(0, 8);
  say(first === id ? `Interview ${name}, the same as before.` : `Interview ${name} has begun.`);
  first = id;
}

function caller() {
  return CALLERS[number % CALLERS.length];
}

function optionsFor({ queue, reason, waitSeconds, transfers }) {
  return {
    interactionKey: `CALL-${number}`,
    channel: 'phone',
    office: 'desk-7',
    administration: 'assisted',
    context: { queue, reason },
    indicators: { waitSeconds, talkSeconds: seconds(), transfers },
  };
}

async function next() {
  await cx7.newRespondent();
  note('newRespondent() · nothing of the last caller is left');
  number++;
  began = Date.now();
  ended = false;
  first = undefined;
  find('phase').textContent = 'Connected';
  find('end').disabled = false;
  find('again').hidden = find('next').hidden = true;
  say('');
  draw();
  find('end').focus();
}

function draw() {
  const { from, queue, reason, waitSeconds, transfers } = caller();
  const at = number % CALLERS.length;
  sessionStorage.setItem('cx7-demo:call', number);
  find('call').textContent = `Call from ${from}`;
  find('queue').replaceChildren(
    ...CALLERS.map(({ from, queue, waitSeconds }, index) => {
      const state = index < at ? 'done' : index === at ? 'on the line' : `waits ${clock(waitSeconds)}`;
      const line = make(
        'li',
        { className: index < at ? 'done' : '' },
        from,
        make('small', { textContent: `${queue}, ${state}` }),
      );
      if (index === at) line.ariaCurrent = 'true';
      return line;
    }),
  );
  const facts = {
    'Call id': `CALL-${number}`,
    Queue: queue,
    Reason: reason,
    Waited: clock(waitSeconds),
    Transfers: transfers,
  };
  find('facts').replaceChildren(
    ...Object.entries(facts).flatMap(([term, fact]) => [
      make('dt', { textContent: term }),
      make('dd', { textContent: fact }),
    ]),
  );
  find('code').textContent = `cx7.open(${JSON.stringify(optionsFor(caller()), null, 2).replace(/"(\w+)":/g, '$1:')})`;
  tick();
}

function seconds() {
  if (!ended) lasted = Math.round((Date.now() - began) / 1000);
  return lasted;
}

function tick() {
  find('timer').textContent = clock(seconds());
}

function say(text) {
  find('said').textContent = text;
}

function clock(total) {
  return `${Math.floor(total / 60)}:${`${total % 60}`.padStart(2, '0')}`;
}
