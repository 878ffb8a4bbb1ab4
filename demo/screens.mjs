import { readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { launchOptions } from '../tests/engines.mjs';
import { load } from './load.mjs';

/** `npm run screens`: pictures of every state of the survey and of the dashboard, in demo/screens, for whoever reviews a change. */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'demo/screens');

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const KINDS = {
  desktop: DESKTOP,
  320: { viewport: { width: 320, height: 640 }, hasTouch: true },
  dark: { ...DESKTOP, colorScheme: 'dark' },
  forced: { ...DESKTOP, forcedColors: 'active' },
  arabic: DESKTOP,
};

const { pack: en } = await load('../src/instrument/languages/en.ts');
const { pack: es } = await load('../src/instrument/languages/es.ts');
const { pack: ar } = await load('../src/instrument/languages/ar.ts');

/** A statement on the page, by its words before and after the name of the service. */
const statement = (page, { statements }, key) =>
  page.getByRole('group', {
    name: RegExp(
      statements[key]
        .split('{service}')
        .map((text) => text.replace(/[.?]/g, '\\$&'))
        .join('.*'),
    ),
  });
const reply = (page, words, key, score) =>
  statement(page, words, key)
    .getByLabel(words.scale[score - 1], { exact: true })
    .check();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const heading = (page, name) => page.getByRole('heading', { name }).waitFor();
const answer = async (page, words) => {
  await heading(page, words.phrases.ask);
  await reply(page, words, 'satisfaction', 4);
  await reply(page, words, 'confidence', 5);
};
const answerAndSend = async (page, words) => {
  await answer(page, words);
  await press(page, words.phrases.send);
  await page.getByText(words.phrases.sent).waitFor();
};

/** What a respondent does to get to each state, and on which page. The other pages of the demo come after these. */
const SURVEY = {
  ask: ['service.html', (page, { phrases }) => heading(page, phrases.ask)],
  'ask-answered': [
    'service.html',
    async (page, words) => {
      await answer(page, words);
      await page
        .getByLabel(words.phrases.comment)
        .fill(
          words === ar
            ? 'أخبرني فحص الصورة بالخطأ قبل أن أدفع.'
            : 'The photo check told me what was wrong before I paid.',
        );
    },
  ],
  problem: [
    'service.html',
    async (page, { phrases }) => {
      await heading(page, phrases.ask);
      await press(page, phrases.send);
      await page.getByRole('alert').waitFor();
    },
  ],
  'too-long': [
    'service.html',
    async (page, { phrases }) => {
      await heading(page, phrases.ask);
      await page.getByLabel(phrases.comment).fill('… '.repeat(520));
      await press(page, phrases.send);
      await page.getByRole('alert').waitFor();
    },
  ],
  more: ['service.html', answerAndSend],
  offline: [
    'service.html',
    async (page, words) => {
      await answer(page, words);
      await page.context().setOffline(true);
      await press(page, words.phrases.send);
      await page.getByText(words.phrases.saved).waitFor();
    },
  ],
  details: [
    'service.html',
    async (page, words) => {
      await answerAndSend(page, words);
      await press(page, words.phrases.continue);
      await reply(page, words, 'need', 5);
    },
  ],
  thanks: [
    'service.html',
    async (page, words) => {
      await answerAndSend(page, words);
      await press(page, words.phrases.enough);
      await heading(page, words.phrases.done);
    },
  ],
  privacy: [
    'service.html',
    async (page, { phrases }) => {
      await page.getByText(phrases.burden).click();
      await page.getByText(phrases.privacyLink).scrollIntoViewIfNeeded();
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
    async (page, words) => {
      await answer(page, words);
      await page.getByRole('heading', { name: words.phrases.ask }).scrollIntoViewIfNeeded();
    },
  ],
};
const STATES = {
  ...SURVEY,
  spanish: ['service.es.html', (page) => heading(page, es.phrases.ask)],
  desk: ['desk.html', (page) => page.getByRole('button', { name: 'End call' }).waitFor()],
  index: ['', (page) => page.getByRole('button', { name: 'Simulate an outage' }).waitFor()],
  dashboard: ['dashboard?survey=passport-renewal&test=true', (page) => page.getByText('The seven measures').waitFor()],
};
/** Only the survey speaks Arabic. */
const kindsOf = (state) => Object.keys(KINDS).filter((kind) => kind !== 'arabic' || state in SURVEY);

const data = await mkdtemp(join(tmpdir(), 'cx7-screens-'));
const { startDemo } = await load();
const demo = await startDemo({ root, dataFolder: data, port: 0, seed: 500, print: console.log });
const browser = await chromium.launch(launchOptions('chromium'));
try {
  await mkdir(folder, { recursive: true });
  const only = process.argv.slice(2);
  // The dashboard first: it shows the made-up interviews, and not what is answered for the other pictures.
  for (const state of ['dashboard', 'readme', ...Object.keys(STATES).filter((state) => state !== 'dashboard')]) {
    if (only.length && !only.includes(state)) continue;
    if (state === 'readme') await readme();
    else for (const kind of kindsOf(state)) await picture(state, kind);
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
  const page = await at(context, state, kind === 'arabic' ? ar : en);
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
  const survey = await page.locator('div[data-cx7] [data-part=panel]').boundingBox();
  const y = Math.max(0, survey.y - 60);
  // From right to left it stands in the other corner.
  const x = survey.x < 160 ? 0 : survey.x - 160;
  return { x, y, width: x ? width - x : survey.x + survey.width + 160, height: height - y };
}

/** A page on which a state has been reached, in a language: pages and configs of the demo are given another than their own. */
async function at(context, state, words = en) {
  const [path, reach] = STATES[state];
  const page = await context.newPage();
  if (words !== en) {
    const { lang, dir } = words;
    await page.route('**/*.html', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replace(/<html lang="\w+"/, `<html lang="${lang}" dir="${dir}"`),
      });
    });
    await page.route('**/surveys/*.json', async (route) => {
      const config = await (await route.fetch()).json();
      await route.fulfill({ json: { ...config, languages: ['en', lang] } });
    });
  }
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => console.error(`${state}: ${error.message}`));
  await page.goto(`${demo.url}/${path}`);
  await reach(page, words);
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
