import { row } from './matrix.ts';

for (const [title, days] of [
  ['30 days back', -30],
  ['a year ahead', 365],
] as const) {
  row(`the clock jumps ${title} between put and the next visit`, {}, async (it) => {
    const tab = await it.tab();
    await it.putInVain(tab);
    await it.close(tab);
    await it.site.up();
    await it.tab(`/put?with=clock:${days}`);
    await it.arrive();
  });

  row(`put when the clock is ${title}, sent when it is right`, {}, async (it) => {
    const tab = await it.tab(`/put?with=clock:${days}`);
    await it.putInVain(tab);
    await it.close(tab);
    await it.site.up();
    await it.tab('/visit');
    await it.arrive();
  });

  row(`told to wait 3 s when the clock is ${title}; then it is right`, {}, async (it) => {
    const later = { status: 503, headers: { 'retry-after': '3' } };
    it.answers(later, later, later, {});
    const tab = await it.tab(`/put?with=clock:${days}`);
    await it.put(tab);
    await it.posted(3);
    await tab.close();
    await it.tab();
    await it.arrive();
  });
}

for (const days of [-40, 40])
  row(`put when the clock is ${days} days off; when it is right, the first try fails`, {}, async (it) => {
    const tab = await it.tab(`/put?with=clock:${days}`);
    await it.putInVain(tab);
    await it.close(tab);
    const failed = { status: 503 };
    it.answers(failed, failed, failed, {});
    await it.site.up();
    await it.tab('/visit');
    await it.arrive();
  });
