import { row } from './matrix.ts';
import type { OutboxPage } from './pages.ts';

/** What happens in the tick in which `put` is called: the page is gone before anything else could run. */
const WAYS = {
  closed: (records: object[]) => {
    (window as never as OutboxPage).put(records);
    window.close();
  },
  left: (records: object[]) => {
    (window as never as OutboxPage).put(records);
    location.href = '/elsewhere';
  },
  reloaded: (records: object[]) => {
    (window as never as OutboxPage).put(records);
    location.reload();
  },
};

for (const [way, leave] of Object.entries(WAYS)) {
  row(`${way} in the same tick, endpoint up`, { unseen: true }, async (it) => {
    const tab = await it.tab();
    await it.leave(tab, leave, it.records(3));
    await it.tab('/visit');
    await it.arrive();
  });
  row(`${way} in the same tick, endpoint down`, {}, async (it) => {
    const tab = await it.tab();
    await it.site.down();
    await it.leave(tab, leave, it.records(3));
    await it.site.up();
    await it.tab('/visit');
    await it.arrive();
  });
}

row('closed with 120 kB of bodies', { unseen: true }, async (it) => {
  const tab = await it.tab();
  await it.leave(tab, WAYS.closed, it.records(40, { characters: 2000 }));
  await it.tab('/visit');
  await it.arrive();
});
