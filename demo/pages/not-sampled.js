import { button, make } from './strip.js';

/** Shows what `cx7.explain()` returns; on the console it prints the same by itself. */
document.querySelector('#ask').append(
  button('Why is there no survey?', async () => {
    const decision = await window.cx7.explain();
    if (decision) document.querySelector('#checks').replaceChildren(table(decision));
  }),
);

function table({ reason, checks }) {
  const rows = checks.map(([check, failed, waived]) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row', textContent: check }),
      make('td', {
        className: failed && !waived ? 'failed' : '',
        textContent: waived ? 'waived' : failed ? 'failed' : 'passed',
      }),
    ),
  );
  return make(
    'table',
    {},
    make('caption', { textContent: reason === 'asked' ? 'It is shown.' : `Not shown: ${reason}.` }),
    make('tbody', {}, ...rows),
  );
}
