import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addGerman,
  addQueueCode,
  addQueueSettings,
  addScrollCode,
  addScrollSettings,
  type Copy,
  copySources,
} from '../package/extended.ts';
import { expect, survey, test } from './site.ts';

/**
 * A language, an adapter and a trigger, added as CONTRIBUTING says, built and used. In one browser: what is asked is
 * whether the build and the page find them.
 */
let copy: Copy;
test.beforeAll(() => {
  copy = copySources('rollup.config.mjs');
  for (const add of [addGerman, addQueueSettings, addQueueCode, addScrollSettings, addScrollCode]) add(copy);
  execFileSync(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'], {
    cwd: copy.folder,
    // Their hashes are in the survey's file, which may be full.
    env: { ...process.env, CX7_OVER_BUDGET: 'allow' },
  });
});
test.afterAll(() => copy.remove());

test('a language, an adapter and a trigger work once each has its files and its lines', async ({
  page,
  site,
  errors,
}) => {
  const dist = join(copy.folder, 'dist');
  for (const file of readdirSync(dist).filter((name) => /^cx7\..*js$/.test(name)))
    site.file(`/dist/${file}`, readFileSync(join(dist, file)), 'text/javascript');
  site.file(
    '/cx7.json',
    JSON.stringify({
      survey: 'passport-renewal',
      names: { service: 'Passport Renewal' },
      endpoint: { adapter: 'queue', topic: 'parks' },
      trigger: { on: 'scroll', depth: 0.5 },
      sampling: { rate: 1 },
      languages: ['en', 'de'],
    }),
  );
  site.page('/', { lang: 'de', body: '<main style="height: 4000px"><h1>Danke</h1></main>' });
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.trigger-scroll.js');
  await expect(survey(page).root).toHaveCount(0);

  await page.mouse.wheel(0, 3000);
  await expect(survey(page).heading('¿Cómo le fue?')).toBeVisible();
  await expect(survey(page).panel).toHaveAttribute('lang', 'de');
  await survey(page).choose(/satisfecho/, 'De acuerdo');
  await survey(page).button('Enviar').click();
  const queued = () => page.evaluate(() => (window as never as { queued: [string, string] }).queued);
  await expect.poll(async () => JSON.parse((await queued())[1])).toMatchObject({ disposition: 'partial' });
  const [topic, body] = await queued();
  expect(topic).toBe('parks');
  expect(JSON.parse(body)).toMatchObject({
    shown: { trigger: 'scroll', lang: 'de' },
    sample: { recruitment: 'sampled-offer', probability: 1 },
  });
  expect(site.requests).toEqual(
    expect.arrayContaining([
      'GET /dist/cx7.adapter-queue.js',
      'GET /dist/cx7.de.js',
      'GET /dist/cx7.trigger-scroll.js',
    ]),
  );
  expect(errors).toEqual([]);
});
