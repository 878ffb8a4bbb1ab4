import { expect, row } from './matrix.ts';
import { answering, send } from './respondent.ts';

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
