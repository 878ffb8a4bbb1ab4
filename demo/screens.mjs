import { readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { launchOptions } from '../tests/engines.mjs';
import { loadServer } from './load.mjs';

/** `npm run screens`: pictures of every state of the survey and of the dashboard, in demo/screens, for whoever reviews a change. */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'demo/screens');

const KINDS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  320: { viewport: { width: 320, height: 640 }, hasTouch: true },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
};

const reply = async (page, statement, label) => {
  await page.getByRole('group', { name: statement }).getByLabel(label, { exact: true }).check();
};
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const answer = async (page) => {
  await page.getByRole('heading', { name: 'How did it go?' }).waitFor();
  await reply(page, /satisfied/, 'Agree');
  await reply(page, /confidence/, 'Strongly agree');
};
const answerAndSend = async (page) => {
  await answer(page);
  await press(page, 'Send');
  await page.getByText('Your answers were sent.').waitFor();
};

/** What a respondent does to get to each state, and on which page. */
const STATES = {
  ask: ['service.html', (page) => page.getByRole('heading', { name: 'How did it go?' }).waitFor()],
  'ask-answered': [
    'service.html',
    async (page) => {
      await answer(page);
      await page.getByLabel(/reasons for your answers/).fill('The photo check told me what was wrong before I paid.');
    },
  ],
  problem: [
    'service.html',
    async (page) => {
      await page.getByRole('heading', { name: 'How did it go?' }).waitFor();
      await press(page, 'Send');
      await page.getByRole('alert').waitFor();
    },
  ],
  more: ['service.html', answerAndSend],
  offline: [
    'service.html',
    async (page) => {
      await answer(page);
      await page.context().setOffline(true);
      await press(page, 'Send');
      await page.getByText('Saved. Your answers will be sent when you are online.').waitFor();
    },
  ],
  details: [
    'service.html',
    async (page) => {
      await answerAndSend(page);
      await press(page, 'Yes, continue');
      await reply(page, /need was addressed/, 'Strongly agree');
    },
  ],
  thanks: [
    'service.html',
    async (page) => {
      await answerAndSend(page);
      await press(page, 'No, that’s all');
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    },
  ],
  privacy: [
    'service.html',
    async (page) => {
      await page.getByText('Burden and privacy').click();
      await page.getByText('Privacy policy (opens').scrollIntoViewIfNeeded();
    },
  ],
  dialog: [
    'desk.html',
    async (page) => {
      await press(page, 'End call');
      await page.getByRole('dialog').waitFor();
    },
  ],
  inline: [
    'inline.html',
    async (page) => {
      await answer(page);
      await page.getByRole('heading', { name: 'How did it go?' }).scrollIntoViewIfNeeded();
    },
  ],
  spanish: ['service.es.html', (page) => page.getByRole('heading', { name: '¿Cómo le fue?' }).waitFor()],
  desk: ['desk.html', (page) => page.getByRole('button', { name: 'End call' }).waitFor()],
  index: ['', (page) => page.getByRole('button', { name: 'Simulate an outage' }).waitFor()],
  dashboard: ['dashboard?survey=passport-renewal&test=true', (page) => page.getByText('The seven measures').waitFor()],
};

const data = await mkdtemp(join(tmpdir(), 'cx7-screens-'));
const { startDemo } = await loadServer();
const demo = await startDemo({ root, dataFolder: data, port: 0, seed: 500, print: console.log });
const browser = await chromium.launch(launchOptions('chromium'));
try {
  await mkdir(folder, { recursive: true });
  const only = process.argv.slice(2);
  // The dashboard first: it shows the made-up interviews, and not what is answered for the other pictures.
  for (const state of ['dashboard', 'readme', ...Object.keys(STATES).filter((state) => state !== 'dashboard')]) {
    if (only.length && !only.includes(state)) continue;
    if (state === 'readme') await readme();
    else for (const kind of Object.keys(KINDS)) await picture(state, kind);
  }
} finally {
  await browser.close();
  await demo.close();
  await rm(data, { recursive: true, force: true });
}
const total = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
console.log(`${readdirSync(folder).length} pictures in demo/screens, ${(total / 1_048_576).toFixed(1)} MB`);

async function picture(state, kind) {
  const context = await browser.newContext({ ...KINDS[kind], reducedMotion: 'reduce', locale: 'en-US' });
  const page = await at(context, state);
  const isCorner = STATES[state][0].startsWith('service') && kind !== '320';
  await page.screenshot({
    path: join(folder, `${state}-${kind}.png`),
    scale: 'css',
    animations: 'disabled',
    fullPage: state === 'dashboard',
    clip: state === 'dashboard' ? topOf(page) : isCorner ? await cornerOf(page) : undefined,
  });
  await context.close();
}

/** The measures and the funnel, whatever there is below them. */
function topOf(page) {
  const { width } = page.viewportSize();
  return { x: 0, y: 0, width, height: width > 320 ? 1460 : 2800 };
}

/** The survey and enough of the page to see it by: pictures go into the repository. */
async function cornerOf(page) {
  const { width, height } = page.viewportSize();
  const survey = await page.locator('[data-cx7] .slide-in').boundingBox();
  const [x, y] = [survey.x - 160, Math.max(0, survey.y - 60)];
  return { x, y, width: width - x, height: height - y };
}

/** A page on which a state has been reached. */
async function at(context, state) {
  const [path, reach] = STATES[state];
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => console.error(`${state}: ${error.message}`));
  await page.goto(`${demo.url}/${path}`);
  await reach(page);
  // A moment for what follows upon it: fonts, the news that answers were sent, charts.
  await page.waitForTimeout(400);
  return page;
}

/** One picture for the README: the service page with its survey, and the dashboard that its answers come to. */
async function readme() {
  const shots = [];
  for (const [state, size] of [
    ['dashboard', { width: 1120, height: 832 }],
    ['ask-answered', { width: 968, height: 860 }],
  ]) {
    const context = await browser.newContext({ viewport: size, locale: 'en-US' });
    const page = await at(context, state);
    // The strip belongs to the demo and would only take up room here.
    await page.evaluate(() => document.querySelector('.demo')?.remove());
    shots.push((await page.screenshot({ scale: 'css' })).toString('base64'));
    await context.close();
  }
  const page = await browser.newPage({ viewport: { width: 1520, height: 670 } });
  await page.setContent(`<!doctype html><style>
    body { margin: 0; height: 670px; position: relative; overflow: hidden; background: #dfe9f3 }
    figure { position: absolute; margin: 0; overflow: hidden; border-radius: 10px; background: #fff; box-shadow: 0 12px 40px #16305144, 0 0 0 1px #16305122 }
    figure::before { content: ""; display: block; height: 26px; background: radial-gradient(circle 5px at 18px 13px, #c9ced4 96%, #0000), radial-gradient(circle 5px at 36px 13px, #c9ced4 96%, #0000), radial-gradient(circle 5px at 54px 13px, #c9ced4 96%, #0000) #f1f3f5 }
    img { display: block; width: 100% }
    .service { left: 32px; top: 32px; width: 652px }
    .dashboard { right: 32px; top: 32px; width: 780px }
  </style>
  <figure class="service"><img src="data:image/png;base64,${shots[1]}"></figure>
  <figure class="dashboard"><img src="data:image/png;base64,${shots[0]}"></figure>`);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, 'readme.png'), scale: 'css' });
  await page.close();
}
