import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = (await readdir(join(root, 'demo/pages'))).filter((file) => file.endsWith('.html'));

let folder: string;
let demo: ChildProcess;
let url: string;
let printed = '';

/** Runs `demo/start.mjs` until it says where to look; builds first where the sources are younger than `dist`. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cx7-demo-'));
  demo = run('--port', '0', '--seed', '20', '--data', folder);
  url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk;
      const [, found] = /Dashboard +(http:\S+?)\/dashboard/.exec(printed) ?? [];
      if (found) resolve(found);
    };
    demo.stdout?.on('data', hear);
    demo.stderr?.on('data', hear);
    demo.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${printed}`)));
  });
}, 180_000);

afterAll(async () => {
  if (demo.exitCode === null) await stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => spawn(process.execPath, [join(root, 'demo/start.mjs'), ...args]);
const stop = () =>
  new Promise<number | null>((resolve) => {
    demo.once('exit', resolve);
    demo.kill('SIGINT');
  });
const get = (path: string) => fetch(new URL(path, url), { redirect: 'follow' });
const post = (path: string, body: unknown) =>
  fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('npm start', () => {
  test('says where to look', () => {
    for (const place of ['/', '/service.html', '/desk.html', '/dashboard']) expect(printed).toContain(`${url}${place}`);
  });

  test.each([
    ['/', 'text/html'],
    ['/service.html', 'text/html'],
    ['/demo.css', 'text/css'],
    ['/strip.css', 'text/css'],
    ['/strip.js', 'text/javascript'],
    ['/dist/cx7.js', 'text/javascript'],
    ['/dist/cx7.survey.js', 'text/javascript'],
    ['/surveys/smallest.json', 'application/json'],
    ['/dashboard', 'text/html'],
    ['/dashboard/dashboard.js', 'text/javascript'],
    ['/dashboard/dashboard.css', 'text/css'],
  ])('serves %s as %s', async (path, type) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toMatch(new RegExp(`^${type}`));
  });

  test('fills the database with interviews that are marked as tests', async () => {
    const { surveys } = (await (await get('/v1/surveys')).json()) as { surveys: object[] };
    expect(surveys).toEqual([expect.objectContaining({ survey: 'passport-renewal', interviews: 0, test: 20 })]);
  });

  test('lets nothing out of its folders', async () => {
    for (const path of ['/dist/%2e%2e/package.json', '/%2e%2e/start.mjs', '/surveys/..%2f..%2fpackage.json'])
      expect((await get(path)).status).toBe(404);
  });

  test('serves every page with a policy that allows nothing inline, and one with the strictest', async () => {
    for (const page of pages) {
      const policy = (await get(page)).headers.get('Content-Security-Policy');
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
      expect(policy?.includes("require-trusted-types-for 'script'")).toBe(page === 'strict.html');
    }
  });

  test('simulates an outage while it is switched on, and only then', async () => {
    const tries = async () => {
      const outcomes = [];
      for (let i = 0; i < 4; i++)
        outcomes.push(
          await post('/v1/interviews', {}).then(
            ({ status }) => status,
            () => 'dropped',
          ),
        );
      return outcomes;
    };
    expect(await tries()).toEqual([400, 400, 400, 400]);
    expect(await (await post('/demo/outage', { on: true })).json()).toMatchObject({ on: true });
    expect(await tries()).toEqual([503, 'dropped', 503, 'dropped']);
    expect((await get('/v1/surveys')).status).toBe(200);
    expect(await (await post('/demo/outage', { on: false })).json()).toMatchObject({ on: false });
    expect(await tries()).toEqual([400, 400, 400, 400]);
  });

  test('is not switched by the page of another site', async () => {
    const answer = await fetch(`${url}/demo/outage`, { method: 'POST', body: '{"on":true}' });
    expect(answer.status).toBe(415);
    expect(await (await get('/demo/outage')).json()).toMatchObject({ on: false });
  });

  test('prints what it can be told', async () => {
    const help = run('--help');
    let text = '';
    help.stdout.on('data', (chunk) => (text += chunk));
    expect(await new Promise((resolve) => help.once('exit', resolve))).toBe(0);
    for (const option of ['--port', '--seed', '--fresh', '--data']) expect(text).toContain(option);
  });

  test('says that it is running already where it is started a second time', async () => {
    const second = run('--port', '0', '--data', folder);
    onTestFinished(() => void second.kill());
    let text = '';
    second.stderr.on('data', (chunk) => (text += chunk));
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(1);
    expect(text).toMatch(/^The demo is already running\./);
    expect(text).not.toContain('DATABASE_URL');
  });
});

describe.each(pages)('demo/pages/%s', (page) => {
  /** What a page links to or loads, without what leaves the demo. */
  const addresses = async () => {
    const html = await readFile(join(root, 'demo/pages', page), 'utf8');
    return [...html.matchAll(/\s(?:href|src|data-config)="([^"]+)"/g)]
      .map(([, address]) => (address as string).replaceAll('&amp;', '&'))
      .filter((address) => !/^https:/.test(address));
  };

  test('leads nowhere that does not exist', async () => {
    const html = await readFile(join(root, 'demo/pages', page), 'utf8');
    for (const address of await addresses()) {
      if (address.startsWith('#')) expect(html, address).toContain(`id="${address.slice(1)}"`);
      else expect((await get(address)).status, address).toBe(200);
    }
  });

  test('has a script tag whose config exists', async () => {
    const html = await readFile(join(root, 'demo/pages', page), 'utf8');
    const [tag] = /<script[^>]*\ssrc="\/dist\/cx7\.js"[^>]*>/.exec(html) ?? [];
    if (!tag) return expect(['index.html', 'privacy.html']).toContain(page);
    const [, config] = /data-config="([^"]+)"/.exec(tag) ?? [];
    const [, inline] = /<script type="application\/json" data-cx7>([^<]+)</.exec(html) ?? [];
    const text = config ? await (await get(config)).text() : inline;
    expect(JSON.parse(text as string)).toMatchObject({ survey: expect.any(String) });
  });

  test('has nothing inline that runs or styles', async () => {
    const html = await readFile(join(root, 'demo/pages', page), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\s(src|type="application\/json")[\s=>])/);
  });
});

test('npm start stops on Ctrl-C', async () => {
  expect(await stop()).toBe(0);
});
