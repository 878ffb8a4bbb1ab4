// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Interview } from '../../src/record/schema.ts';
import { seed } from '../campaigns.mjs';
import { type DeskPage, leaveAll, onScreen, openPage } from './page.ts';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(leaveAll);

/** What the collector holds: each interview at its highest revision. */
const heldOf = (received: readonly Interview[]) => {
  const held = new Map<string, Interview>();
  for (const record of received)
    if (record.revision > (held.get(record.id)?.revision ?? 0)) held.set(record.id, record);
  return [...held.values()];
};

/** A key as the record has it, as docs/sampling.md says. */
async function refOf(key: string) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`cx7:calls::${key}`));
  return Buffer.from(digest).toString('hex');
}

const answersOf = ({ answers }: Interview) =>
  Object.fromEntries(answers.flatMap(({ measure, value }) => (value ? [[measure, value]] : [])));

/** What an earlier revision of the same interview has and a later one has lost, without a word of the respondent. */
function lost(received: readonly Interview[]): string[] {
  const byRevision = [...received].sort((a, b) => a.revision - b.revision);
  const known = new Map<string, Interview>();
  const found: string[] = [];
  for (const record of byRevision) {
    const before = known.get(record.id);
    for (const measure of Object.keys(before ? answersOf(before) : {}))
      if (!(measure in answersOf(record))) found.push(`${record.id}:${record.revision} lost ${measure}`);
    if (before?.comment && !record.comment && !record.withdrawn)
      found.push(`${record.id}:${record.revision} lost words`);
    known.set(record.id, record);
  }
  return found;
}

/** Somebody's browser: one tab at a time, as many as there are. */
class Browser {
  private static count = 0;
  /** Calls of no other test. */
  private readonly number = Browser.count++;
  received: Interview[] = [];
  page: DeskPage | undefined;
  /** The call that is asked about, and every choice that was made in it, as `A satisfaction`. */
  call = '';
  readonly ticked = new Set<string>();
  private readonly refs = new Map<string | undefined, string>();
  private tab = 0;
  private readonly storages: Record<string, string>[] = [{}, {}];

  async go() {
    this.page = openPage({}, this.received);
  }
  async leave() {
    window.dispatchEvent(new Event('pagehide'));
    this.storages[this.tab] = { ...sessionStorage };
    await this.page?.cx7.destroy();
    window.dispatchEvent(new Event('pageshow'));
  }
  async reload() {
    await this.leave();
    await this.go();
  }
  async otherTab() {
    await this.leave();
    this.tab = 1 - this.tab;
    sessionStorage.clear();
    Object.assign(sessionStorage, this.storages[this.tab]);
    await this.go();
  }
  async open(call: string) {
    const interactionKey = `${call}-${this.number}`;
    const { shown } = await (this.page as DeskPage).cx7.open({ interactionKey });
    expect(shown).toBe(true);
    this.call = call;
    this.refs.set(await refOf(interactionKey), call);
  }
  /** Of its own calls: an outbox also sends what the browser before has left. */
  held() {
    return heldOf(this.received.filter(({ interactionRef }) => this.refs.has(interactionRef)));
  }
  choicesOf(record: Interview) {
    return Object.keys(answersOf(record)).map((measure) => `${this.refs.get(record.interactionRef)} ${measure}`);
  }
  async listen() {
    await new Promise((soon) => setTimeout(soon, 5));
  }
}

describe('a call that is opened again', () => {
  const ticked = async () => {
    const browser = new Browser();
    await browser.go();
    await browser.open('A');
    onScreen().tick('satisfaction', 4);
    onScreen().tick('trust', 5);
    onScreen().press(/Close/);
    await vi.waitFor(() => expect(browser.held()).toMatchObject([{ disposition: 'dismissed' }]));
    return browser;
  };

  it('has on the screen what was ticked before it was closed', async () => {
    const browser = await ticked();
    await browser.open('A');
    expect(onScreen().ticked).toEqual(['satisfaction', 'trust']);
    onScreen().press(/Close/);
    await browser.listen();
    expect(browser.held()).toHaveLength(1);
    expect(lost(browser.received)).toEqual([]);
    expect(browser.held().map(answersOf)).toEqual([{ satisfaction: 4, trust: 5 }]);
  });

  it('on another page of its tab says that it was answered, where the answers are not known any more', async () => {
    const browser = await ticked();
    await browser.reload();
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('"value":');
    await browser.open('A');
    expect(onScreen().heading).toBe('This survey has been answered already.');
    onScreen().press(/Close/);
    await browser.reload();
    await browser.open('A');
    await browser.listen();
    expect(browser.held().map(answersOf)).toEqual([{ satisfaction: 4, trust: 5 }]);
  });

  it('by the next respondent, or in a second tab, is an interview of its own', async () => {
    const browser = await ticked();
    await browser.page?.cx7.newRespondent();
    await browser.open('A');
    expect(onScreen().ticked).toEqual([]);
    await browser.otherTab();
    await browser.open('A');
    await vi.waitFor(() => expect(browser.held()).toHaveLength(3));
    expect(browser.held().map(answersOf)).toContainEqual({ satisfaction: 4, trust: 5 });
    expect(new Set(browser.held().map(({ interactionRef }) => interactionRef)).size).toBe(1);
  });

  it('begins anew where what the tab has of it cannot be read', async () => {
    const browser = new Browser();
    await browser.go();
    await browser.open('A');
    await browser.leave();
    for (const key of Object.keys(sessionStorage)) if (key.includes(':open:')) sessionStorage[key] = '{}';
    await browser.go();
    await browser.open('A');
    expect(onScreen().heading).toBe('How did it go?');
  });
});

it('a comment that was taken back is withdrawn by name, also in later revisions', async () => {
  const browser = new Browser();
  await browser.go();
  await browser.open('A');
  onScreen().write('Too slow.');
  onScreen().press(/^Send/);
  onScreen().press(/^Yes/);
  onScreen().write('');
  onScreen().tick('ease', 2);
  await browser.reload();
  await browser.open('A');
  onScreen().press(/^Send/);
  // A page that was left may have had no time to send what the next one has replaced.
  await vi.waitFor(() => expect(browser.held()).toMatchObject([{ disposition: 'complete' }]));
  const [held] = browser.held();
  expect(held?.comment).toBeUndefined();
  expect(held?.withdrawn).toEqual(['comment']);
  expect(lost(browser.received)).toEqual([]);
});

type Step = (browser: Browser) => unknown;
const tick =
  (measure: string, value: number): Step =>
  (browser) => {
    onScreen().tick(measure, value);
    if (onScreen().ticked.includes(measure)) browser.ticked.add(`${browser.call} ${measure}`);
  };
const STEPS: Record<string, Step> = {
  'open A': (browser) => browser.open('A'),
  'open B': (browser) => browser.open('B'),
  'tick one': tick('satisfaction', 4),
  'tick the other': tick('trust', 2),
  'tick a third': tick('ease', 3),
  write: () => onScreen().write('Words.'),
  send: () => onScreen().press(/^Send/),
  'go on': () => onScreen().press(/^Yes/),
  enough: () => onScreen().press(/^No,/),
  close: () => onScreen().press(/Close/),
  reload: (browser) => browser.reload(),
  'other tab': (browser) => browser.otherTab(),
  'new respondent': (browser) => browser.page?.cx7.newRespondent(),
};

it('in every order of tick, send, close, reload, next respondent, second tab and second call each choice is kept', async () => {
  const names = Object.keys(STEPS);
  const walks = fc.array(fc.constantFrom(...names, 'open A', 'tick one', 'close'), { minLength: 4, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      const browser = new Browser();
      await browser.go();
      for (const name of ['open A', ...walk]) {
        await STEPS[name]?.(browser);
        await browser.listen();
      }
      onScreen().press(/Close/);
      await vi.waitFor(() => {
        const held = browser.held();
        for (const choice of browser.ticked)
          expect(held.flatMap((record) => browser.choicesOf(record))).toContain(choice);
      });
      expect(lost(browser.received)).toEqual([]);
      await leaveAll();
      vi.stubGlobal('matchMedia', () => ({ matches: false }));
    }),
    { numRuns: 60, seed },
  );
});
