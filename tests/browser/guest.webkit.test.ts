import { arrived } from './site.ts';
import { expect, NONCE, type Respondent, test } from './webkit.ts';

const SELF = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";
const tag = `<script nonce="${NONCE}" src="/dist/cx7.js" data-config="/cx7.json"></script>`;

/** Every computed property of everything in the survey, by its place. */
const styles = async (respondent: Respondent): Promise<Record<string, string>> => {
  // It has said that it is there, and draws nothing more by itself.
  await respondent.isTold('Survey about Passport Renewal');
  const json = await respondent.run(() => {
    const all: Record<string, string> = {};
    const root = document.querySelector('div[data-cx7]')?.shadowRoot;
    if (!root) throw new Error('No survey is there.');
    [...root.querySelectorAll('*')].forEach((element, at) => {
      for (const pseudo of [null, '::before', '::after']) {
        const style = getComputedStyle(element, pseudo);
        for (const property of style)
          all[`${at} ${element.localName}${pseudo ?? ''} ${property}`] = style.getPropertyValue(property);
      }
    });
    return JSON.stringify(all);
  });
  return JSON.parse(json);
};

const differences = (one: Record<string, string>, other: Record<string, string>) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => one[name] !== other[name])
    .map((name) => `${name}: ${one[name]} → ${other[name]}`);

for (const [name, policy] of Object.entries({
  'nothing but its own origin': SELF,
  'trusted types besides': `${SELF}; require-trusted-types-for 'script'`,
  'scripts by nonce only': `default-src 'none'; script-src 'nonce-${NONCE}'; connect-src 'self'; style-src 'none'`,
  'scripts by nonce and whom they trust': `default-src 'none'; script-src 'nonce-${NONCE}' 'strict-dynamic'; connect-src 'self'`,
}))
  test(`a policy that allows ${name}: the whole path without one violation, fully styled`, async ({
    respondent,
    site,
  }) => {
    site.page('/', { tag });
    await respondent.go(site.url);
    const free = await styles(respondent);
    site.page('/bound', { tag, headers: { 'content-security-policy': policy } });
    await respondent.run(() => sessionStorage.clear());
    await respondent.go(`${site.url}/bound`);
    expect(differences(free, await styles(respondent))).toEqual([]);

    await respondent.chooses('satisfied', 'Agree');
    await respondent.clicks('button', 'Send');
    await respondent.clicks('button', 'Yes, continue');
    await respondent.chooses('My need was addressed.', 'Agree');
    await respondent.clicks('button', 'Send');
    await respondent.sees('h2', 'Thank you');
    await arrived(site, ['complete', 'offered']);
    expect(await respondent.complaints()).toEqual([]);

    // The policy is there.
    await respondent.run(() => document.body.append(Object.assign(new Image(), { src: '/image.png' })));
    await expect.poll(respondent.complaints).toEqual([`violated img-src ${site.url}/image.png`]);
  });

/** What a hostile page says of all that it can reach. */
const HOSTILE =
  'all: unset !important; display: none !important; position: absolute !important; font: italic 40px serif !important; color: red !important; transform: rotate(9deg) !important; opacity: .1 !important; visibility: hidden !important; direction: rtl !important; zoom: 3 !important; --cx7-ink: red; --cx7-paper: red; --cx7-accent: red; --cx7-tint: red; --cx7-error: red';

for (const [host, css] of Object.entries({
  'body * { all: unset }': 'body * { all: unset !important; font-size: 40px !important; color: red !important }',
  'body > * { display: none }': 'body > * { display: none !important }',
  'rules for all that it can reach': ['div', '[data-cx7]', ':last-child', ':not(main)', 'html > *', ':defined']
    .map((selector) => `${selector}:not(html) { ${HOSTILE} }`)
    .join('\n'),
  'a hostile reset':
    'html, body, div, section, p, h2, button, input, label, fieldset, legend, textarea, select { all: revert; margin: 7px !important; padding: 9px !important; border: 3px dotted red !important; font: 30px cursive !important; letter-spacing: 5px !important; text-transform: uppercase !important; appearance: none !important; box-sizing: inherit !important }',
  'html { font-size: 62.5% }': 'html { font-size: 62.5% } body { font-size: 1.6rem }',
  'a body that is transformed and filtered': 'body { transform: scale(.9); filter: grayscale(1); contain: strict }',
}))
  test(`a page with ${host} changes nothing inside`, async ({ respondent, site }) => {
    site.page('/', { tag, head: '<style>:root { overflow-y: scroll !important }</style>' });
    await respondent.go(site.url);
    const before = await styles(respondent);
    expect(Object.keys(before).length).toBeGreaterThan(10_000);
    await respondent.run((css) => {
      document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
    }, css);
    expect(differences(before, await styles(respondent))).toEqual([]);
    await respondent.chooses('satisfied', 'Agree');
    expect(await respondent.complaints()).toEqual([]);
  });

const blocking = (...areas: string[]) => `<script>for (const area of ${JSON.stringify(areas)})
  Object.defineProperty(window, area, { get() { throw new DOMException('denied', 'SecurityError'); } });</script>`;

for (const areas of [['localStorage'], ['indexedDB'], ['localStorage', 'sessionStorage', 'indexedDB']])
  test(`without ${areas.join(', ')} the survey is shown, and its answers are sent`, async ({ respondent, site }) => {
    site.config({ sampling: { rate: 1, unit: 'pageview' } });
    site.page('/', { head: blocking(...areas) });
    await respondent.go(site.url);
    await respondent.chooses('satisfied', 'Agree');
    await respondent.clicks('button', 'Send');
    await respondent.isTold('Your answers were sent.');
    await arrived(site, ['partial']);
    await respondent.clicks('button', 'No, that’s all');
    await arrived(site, ['complete']);
    const complaints = await respondent.complaints();
    expect(complaints.filter((one) => !one.includes('no database'))).toEqual([]);
  });

test('without sessionStorage no session is drawn, and the survey is there for whoever wants it', async ({
  respondent,
  site,
}) => {
  site.page('/', { head: blocking('sessionStorage') });
  await respondent.go(site.url);
  expect(await respondent.run(async () => (await window.cx7?.explain())?.reason)).toBe('storage');
  expect(await respondent.find('[data-part=panel]')).toBeNull();
  await respondent.run(async () => void (await window.cx7?.open()));
  await respondent.chooses('satisfied', 'Agree');
  await respondent.clicks('button', 'Send');
  await arrived(site, ['partial']);
  expect(await respondent.complaints()).toEqual([]);
});

test('a page that makes garbage all the time takes nothing away from it', async ({ respondent, site }) => {
  const garbage = 'setInterval(() => Array.from({ length: 20000 }, (_, i) => ({ i, text: String(i) })), 1)';
  for (let visit = 0; visit < 10; visit++) {
    site.page(`/${visit}`, { head: `<script>sessionStorage.clear(); ${garbage}</script>` });
    await respondent.go(`${site.url}/${visit}`);
    await respondent.sees('h2', 'How did it go?');
  }
});

test('keys typed in the survey do not reach the page’s hot-keys', async ({ respondent, site }) => {
  await respondent.go(site.url);
  await respondent.sees('h2', 'How did it go?');
  const keys = () => respondent.run(() => (window as never as { keys: string[] }).keys);
  await respondent.run(() => {
    const keys: string[] = [];
    Object.assign(window, { keys });
    for (const type of ['keydown', 'keyup', 'keypress', 'input', 'change'])
      document.addEventListener(type, (event) => keys.push(event.type));
  });
  await respondent.clicks('textarea');
  await respondent.type('s/k?');
  expect((await respondent.sees('textarea')).value).toBe('s/k?');
  await respondent.chooses('satisfied', 'Agree');
  expect(await keys()).toEqual([]);
});
