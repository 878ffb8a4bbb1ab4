import type { Tab } from './browsers.ts';
import { expect, row } from './matrix.ts';
import { answering, inDatabase, send } from './respondent.ts';

row('Send offline, the page is reloaded offline, and online again', {}, async (it) => {
  const tab = await answering(it);
  await it.site.down();
  await tab.run(send());
  const told = () =>
    tab.run(() => document.querySelector('div[data-cx7]')?.shadowRoot?.querySelector('[role=status]')?.textContent);
  await expect.poll(told, { timeout: 20_000 }).toMatch(/^Saved\./);
  await tab.reload();
  // Whoever has answered is not asked again, though nothing has arrived yet.
  expect(await tab.run(() => document.querySelectorAll('div[data-cx7]').length)).toBe(0);
  await it.site.up();
  await it.arrive();
});

const saved = (tab: Tab) =>
  expect
    .poll(
      () =>
        tab.run(() => document.querySelector('div[data-cx7]')?.shadowRoot?.querySelector('[role=status]')?.textContent),
      { timeout: 20_000 },
    )
    .toMatch(/^Saved\./);

row('Send offline, and the page clears localStorage as somebody logs out', {}, async (it) => {
  const tab = await answering(it);
  await it.site.down();
  await tab.run(send());
  await saved(tab);
  await inDatabase(tab);
  await it.leave(tab, () => {
    localStorage.clear();
    location.href = '/elsewhere';
  });
  await it.site.up();
  await it.tab('/visit');
  await it.arrive();
});

row('Send offline, and the page deletes all databases as somebody logs out', {}, async (it) => {
  const tab = await answering(it);
  await it.site.down();
  await tab.run(send());
  await saved(tab);
  await inDatabase(tab);
  await it.leave(tab, () => {
    localStorage.clear();
    indexedDB.deleteDatabase('cx7:cx7').onsuccess = () => {
      location.href = '/elsewhere';
    };
  });
  await it.site.up();
  await it.tab('/visit');
  await it.arrive();
});
