import { setTimeout as sleep } from 'node:timers/promises';
import { row } from './matrix.ts';
import { answering, inDatabase, send } from './respondent.ts';

row('Send, and the renderer crashes', { unseen: true }, async (it) => {
  const tab = await answering(it);
  await tab.run(send());
  await tab.crash();
  await it.tab('/visit');
  await it.arrive();
});

row('Send offline, and the browser is killed', { own: true }, async (it) => {
  const tab = await answering(it);
  await it.site.down();
  await tab.run(send());
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  await it.browser.kill();
  await it.site.up();
  await it.browser.restart();
  // By then the browser has written localStorage as well, so that a page which is not asked knows that answers wait.
  await it.tab('/visit');
  await it.arrive();
});

for (const ms of [100, 500, 1500, 3000, 5000])
  row(
    `Send offline, the browser is killed ${ms} ms later, and the next visit is not asked`,
    { own: true },
    async (it) => {
      const tab = await answering(it);
      await it.site.down();
      await tab.run(send());
      await inDatabase(tab);
      await sleep(ms);
      await it.browser.kill();
      await it.site.up();
      await it.browser.restart();
      await it.tab('/visit');
      await it.arrive();
    },
  );
