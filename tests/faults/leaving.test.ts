import { row } from './matrix.ts';
import type { OutboxPage } from './pages.ts';
import { answering, send } from './respondent.ts';

/** What happens in the tick in which `put` is called: the page is on its way out before anything else could run. */
const WAYS: [string, (records: object[]) => void, string][] = [
  [
    'left',
    (records) => {
      (window as never as OutboxPage).put(records);
      location.href = '/elsewhere';
    },
    'location.href = "/elsewhere"',
  ],
  [
    'reloaded',
    (records) => {
      (window as never as OutboxPage).put(records);
      location.reload();
    },
    'location.reload()',
  ],
];

for (const [way, leave, rest] of WAYS)
  for (const up of [true, false]) {
    row(`${way} in the same tick, endpoint ${up ? 'up' : 'down'}`, { unseen: up }, async (it) => {
      const tab = await it.tab();
      if (!up) await it.site.down();
      await it.leave(tab, leave, it.records(3));
      await it.site.up();
      await it.tab('/visit');
      await it.arrive();
    });

    row(`Send, and ${way} in the same tick, endpoint ${up ? 'up' : 'down'}`, { unseen: up }, async (it) => {
      const tab = await answering(it);
      if (!up) await it.site.down();
      await it.leave(tab, send(rest));
      await it.site.up();
      await it.tab('/visit');
      await it.arrive();
    });
  }
