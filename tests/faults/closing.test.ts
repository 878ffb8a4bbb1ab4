import { row } from './matrix.ts';
import { onceOnly } from './once.ts';
import type { OutboxPage } from './pages.ts';
import { answering, send } from './respondent.ts';

/** The tab is closed in the tick in which `put` is called. A script cannot close a tab that WebKit's driver opened. */
const close = (records: object[]) => {
  (window as never as OutboxPage).put(records);
  window.close();
};

for (const up of [true, false]) {
  row(`closed in the same tick, endpoint ${up ? 'up' : 'down'}`, { unseen: up }, async (it) => {
    const tab = await it.tab();
    if (!up) await it.site.down();
    await it.leave(tab, close, it.records(3));
    await it.site.up();
    await it.tab('/visit');
    await it.arrive();
  });

  row(`Send, and closed in the same tick, endpoint ${up ? 'up' : 'down'}`, { unseen: up }, async (it) => {
    const tab = await answering(it);
    if (!up) await it.site.down();
    await it.leave(tab, send('window.close()'));
    await it.site.up();
    await it.tab('/visit');
    await it.arrive();
  });
}

row('closed with 120 kB of bodies', { unseen: true }, async (it) => {
  const tab = await it.tab();
  await it.leave(tab, close, it.records(40, { characters: 2000 }));
  await it.tab('/visit');
  await it.arrive();
});

row('once only: half answered, then completed and closed in the same tick', {}, (it) => onceOnly(it, close));
