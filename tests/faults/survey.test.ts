import { expect, row } from './matrix.ts';
import { answering, send } from './respondent.ts';

for (const [title, rest] of [
  ['closed', 'window.close()'],
  ['left', 'location.href = "/elsewhere"'],
  ['reloaded', 'location.reload()'],
] as const)
  for (const up of [true, false])
    row(`Send, and ${title} in the same tick, endpoint ${up ? 'up' : 'down'}`, { unseen: up }, async (it) => {
      const tab = await answering(it);
      if (!up) await it.site.down();
      await it.leave(tab, send(rest));
      await it.site.up();
      await it.tab('/visit');
      await it.arrive();
    });

row('Send offline, the page is reloaded offline, and online again', {}, async (it) => {
  const tab = await answering(it);
  await it.site.down();
  await tab.run(send());
  const told = () =>
    tab.run(() => document.querySelector('[data-cx7]')!.shadowRoot!.querySelector('[role=status]')!.textContent);
  await expect.poll(told, { timeout: 20_000 }).toMatch(/^Saved\./);
  await tab.reload();
  // Whoever has answered is not asked again, though nothing has arrived yet.
  expect(await tab.run(() => document.querySelectorAll('[data-cx7]').length)).toBe(0);
  await it.site.up();
  await it.arrive();
});
