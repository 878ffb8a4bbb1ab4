// @vitest-environment happy-dom
import { fireEvent, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import type { LanguagePack } from '../../src/instrument/language.ts';
import { pack as ar } from '../../src/instrument/languages/ar.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import { pack as es } from '../../src/instrument/languages/es.ts';
import { pack as ht } from '../../src/instrument/languages/ht.ts';
import { mask } from '../../src/record/mask.ts';
import { type Interview, interview } from '../../src/record/schema.ts';
import { takeOut } from '../../src/record/screen.ts';
import { conduct } from '../../src/survey/conduct.ts';
import type { DeliveryState } from '../../src/survey/flow.ts';
import type { SurveyHandle, SurveyHost } from '../../src/survey/host.ts';
import { yieldTo } from '../../src/survey/yield.ts';
import { passportConfig, sample } from '../record/told.ts';

/** What can be loaded; other languages' files are missing. */
const packs: Record<string, LanguagePack> = { en, es, ar };

let kept: Interview[] = [];
let tell: (state: DeliveryState) => void;
let opened: SurveyHandle[] = [];

beforeEach(() => {
  vi.stubGlobal('VERSION', '0.1.0');
  document.body.innerHTML = '<main><h1>Renew</h1><button id="open">Feedback</button><div id="here"></div></main>';
});
afterEach(() => {
  for (const survey of opened) survey.destroy();
  kept = [];
  opened = [];
  vi.useRealTimers();
});

/** Opens the passport survey and returns the respondent's view of it. */
function open({
  config: changes,
  ...given
}: Partial<Omit<SurveyHost, 'config'>> & { config?: Partial<SurveyConfig> } = {}) {
  const config = passportConfig({ names: { service: 'Passport Renewal' }, ...changes });
  const handle = conduct({
    config,
    settings: settle(config),
    visit: {
      now: Date.now(),
      origin: 'https://example.gov',
      path: '/renew/done',
      lang: 'en-US',
      device: 'desktop',
      optedOut: false,
      preview: false,
      unitKey: 'k',
      lastEnded: Number.NaN,
      requested: false,
    },
    decision: { reason: 'asked', checks: [], rate: 1, sample },
    caller: { said: {} },
    pack: en,
    packOf: async (lang) => packs[lang],
    trigger: 'load',
    invited: !given.trigger || given.trigger === 'load',
    obstacles: () => [],
    mask,
    yieldTo: async () => ({ yieldTo }),
    submit: (record) => kept.push(interview.parse(JSON.parse(JSON.stringify(record)))),
    onProgress: () => {},
    ...given,
  } as SurveyHost);
  tell = (state) => handle.tell(state);
  opened.push(handle);
  const hosts = document.querySelectorAll('[data-cx7]');
  const root = hosts[hosts.length - 1]?.shadowRoot as ShadowRoot;
  const panel = root.querySelector('[data-part=panel]') as HTMLElement;
  const see = within(panel);
  const choose = (statement: RegExp, label: string) =>
    fireEvent.click(within(see.getByRole('group', { name: statement })).getByRole('radio', { name: label }));
  const press = (name: RegExp | string) => fireEvent.click(see.getByRole('button', { name }));
  const write = (text: string) => fireEvent.input(see.getByRole('textbox'), { target: { value: text } });
  return { handle, root, panel, see, choose, press, write };
}

const told = () =>
  kept.map(({ revision, disposition, answers }) => [
    revision,
    disposition,
    answers
      .map(
        ({ value, state }) => value ?? { skipped: '-', 'not-shown': '', 'not-applicable': 'n/a' }[state as 'skipped'],
      )
      .join(' ')
      .trim(),
  ]);
const last = () => kept[kept.length - 1] as Interview;
const leave = () => window.dispatchEvent(new Event('pagehide'));

describe('an interview from beginning to end', () => {
  it('is a revision at every step, under one id', () => {
    const { choose, press } = open();
    choose(/satisfied/, 'Agree');
    choose(/confidence/, 'Strongly agree');
    press('Send');
    press('Yes, continue');
    choose(/easy/, 'Disagree');
    choose(/Employees/, 'Does not apply');
    press('Send');
    expect(told()).toEqual([
      [1, 'offered', '- -'],
      [2, 'opened', '4 -'],
      [3, 'partial', '4 5'],
      [4, 'complete', '4 5 - 2 - - n/a'],
    ]);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
  });

  it('is complete after the first step for who wants no more', () => {
    const { choose, press, see } = open();
    choose(/satisfied/, 'Neutral');
    press('Send');
    press('No, that’s all');
    expect(told().at(-1)).toEqual([4, 'complete', '3 -']);
    see.getByRole('heading', { name: 'Thank you' });
  });

  it('has been handed over when Send returns', () => {
    const { choose, press } = open();
    choose(/satisfied/, 'Agree');
    press('Send');
    expect(last().disposition).toBe('partial');
  });

  it('carries one comment, shown again in step 2 as it was typed, masked on the record', () => {
    const { write, press, see } = open();
    write('Call me at 202-555-0143');
    press('Send');
    expect(last().comment).toEqual({ text: 'Call me at [phone]', masked: { phone: 1 } });
    press('Yes, continue');
    expect(see.getByRole('textbox')).toHaveProperty('value', 'Call me at 202-555-0143');
    write('Never mind');
    press('Send');
    expect(last().comment?.text).toBe('Never mind');
  });

  it('tells when it was offered, opened, answered, and how long it took', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-22T15:00:00Z') });
    const { choose, press } = open();
    vi.advanceTimersByTime(10_000);
    choose(/satisfied/, 'Agree');
    vi.advanceTimersByTime(20_000);
    press('Send');
    vi.advanceTimersByTime(60_000);
    press('No, that’s all');
    expect(last().time).toEqual({
      offered: '2026-11-22T15:00:00.000Z',
      opened: '2026-11-22T15:00:10.000Z',
      answered: '2026-11-22T15:00:30.000Z',
      updated: '2026-11-22T15:01:30.000Z',
      seconds: 20,
    });
  });

  it('asks six statements where no employee is involved', () => {
    const { choose, press, see, panel } = open({ config: { employee: false } });
    choose(/satisfied/, 'Agree');
    press('Send');
    see.getByRole('heading', { name: 'Would you answer 4 more?' });
    press('Yes, continue');
    expect(panel.querySelectorAll('legend')).toHaveLength(4);
    press('Send');
    expect(told().at(-1)?.[2]).toBe('4 - - - - -');
  });

  it('that the visitor asked for is opened from the start, in one revision', () => {
    open({ trigger: 'click' });
    expect(told()).toEqual([[1, 'opened', '- -']]);
    expect(last().time.opened).toBe(last().time.offered);
  });

  it('counts no pass of the keyboard over the close button as opened', async () => {
    const user = userEvent.setup();
    const { see } = open();
    see.getByRole('button', { name: /Close/ }).focus();
    await user.keyboard('{Shift>}{/Shift}');
    expect(told()).toHaveLength(1);
  });
});

describe('closing and leaving', () => {
  it.each(['Not now', /Close/])('is a refusal by %s, and the survey is gone', (button) => {
    const { press, handle } = open();
    press(button);
    expect(told()).toEqual([
      [1, 'offered', '- -'],
      [2, 'dismissed', '- -'],
    ]);
    expect(last().time.opened).toBeUndefined();
    expect(handle.isOpen).toBe(false);
    expect(document.querySelector('[data-cx7]')).toBeNull();
  });

  it('keeps the choices that were made, and leaves words that were never sent with the respondent', () => {
    const { choose, write, press } = open();
    choose(/satisfied/, 'Disagree');
    write('I changed my mind');
    press('Not now');
    expect(told().at(-1)).toEqual([3, 'dismissed', '2 -']);
    expect(last().comment).toBeUndefined();
  });

  it('in step 2 keeps what step 2 had answered', () => {
    const { choose, press, write } = open();
    choose(/satisfied/, 'Agree');
    press('Send');
    press('Yes, continue');
    choose(/easy/, 'Agree');
    write('x'.repeat(12_000));
    leave();
    expect(told().at(-1)).toEqual([4, 'partial', '4 - - 4 - - -']);
    expect(last().comment?.text).toHaveLength(10_000);
  });

  it('makes no revision that would say nothing new', () => {
    const { choose, press, handle } = open();
    leave();
    choose(/satisfied/, 'Agree');
    leave();
    leave();
    press('Send');
    leave();
    handle.close();
    handle.close();
    leave();
    expect(told().map(([revision, disposition]) => `${revision} ${disposition}`)).toEqual([
      '1 offered',
      '2 opened',
      '3 partial',
    ]);
  });

  it('keeps a second choice when the page is left before Send', () => {
    const { choose } = open();
    choose(/satisfied/, 'Agree');
    choose(/satisfied/, 'Disagree');
    leave();
    expect(told().at(-1)).toEqual([3, 'opened', '2 -']);
  });

  it('by destroy keeps the answers and leaves nothing on the page', () => {
    const { choose, handle } = open();
    choose(/satisfied/, 'Agree');
    choose(/confidence/, 'Agree');
    handle.destroy();
    leave();
    expect(told().at(-1)).toEqual([3, 'opened', '4 4']);
    expect(document.querySelector('[data-cx7]')).toBeNull();
  });
});

describe('opened again for the same call', () => {
  const first = () => {
    const { choose, press, handle } = open();
    choose(/satisfied/, 'Agree');
    press('Send');
    return { press, handle };
  };
  const again = () => ({ resume: last(), trigger: 'call' as const });

  it('thanks whose call was answered, and sends nothing', () => {
    const { press, handle } = first();
    press('No, that’s all');
    handle.destroy();
    const before = kept.length;
    const reopened = open(again());
    reopened.see.getByRole('heading', { name: 'This survey has been answered already.' });
    leave();
    reopened.press(/Close/);
    expect(kept).toHaveLength(before);
    expect(reopened.handle.interview).toEqual(last());
  });

  it('goes on where it was left, with the next revision of the same record', () => {
    first().handle.destroy();
    const id = last().id;
    const reopened = open(again());
    expect(kept).toHaveLength(3);
    reopened.press('Yes, continue');
    reopened.choose(/easy/, 'Agree');
    reopened.press('Send');
    expect(told().at(-1)).toEqual([4, 'complete', '4 - - 4 - - -']);
    expect(last().id).toBe(id);
  });

  it('counts what was taken out of a comment that stays as it was', () => {
    const { write, press, handle } = open({ mask: takeOut });
    write('Call 202-555-0143');
    press('Send');
    handle.destroy();
    const reopened = open(again());
    reopened.press('Yes, continue');
    reopened.press('Send');
    expect(last()).toMatchObject({
      disposition: 'complete',
      comment: { text: 'Call [removed]', masked: { other: 1 } },
    });
  });

  it('takes a comment that nothing but its masks has made too long', () => {
    const config = { comment: { limit: 100 } };
    const { write, press, handle } = open({ config });
    write(Array(14).fill('a@b.co').join(' '));
    press('Send');
    handle.destroy();
    const { text } = last().comment ?? { text: '' };
    expect(text.length).toBeGreaterThan(100);
    const reopened = open({ ...again(), config });
    reopened.press('Yes, continue');
    reopened.write(`${text} more`);
    reopened.press('Send');
    expect(last().disposition).toBe('partial');
    reopened.write(text);
    reopened.press('Send');
    expect(last().disposition).toBe('complete');
  });

  it('begins a new revision after a refusal', () => {
    open().press('Not now');
    const id = last().id;
    open(again());
    expect(told().at(-1)).toEqual([3, 'opened', '- -']);
    expect(last().id).toBe(id);
  });
});

describe('what was typed and not sent', () => {
  it('comes back when the same interview is opened again, and is on no record', () => {
    const { write, choose, press, handle } = open({ trigger: 'click' });
    choose(/satisfied/, 'Agree');
    write('Half a sentence');
    press(/Close/);
    expect(handle.draft).toBe('Half a sentence');
    const again = open({ trigger: 'click', draft: handle.draft });
    expect(again.see.getByRole('textbox')).toHaveProperty('value', 'Half a sentence');
    expect(kept.some(({ comment }) => comment)).toBe(false);
    again.press('Send');
    expect(last().comment?.text).toBe('Half a sentence');
    expect(again.handle.draft).toBe('');
  });

  it('is forgotten a quarter of an hour after it was closed', () => {
    vi.useFakeTimers();
    const { write, press, handle } = open({ trigger: 'click' });
    write('Half a sentence');
    vi.advanceTimersByTime(3_600_000);
    press('Not now');
    vi.advanceTimersByTime(14 * 60_000);
    expect(handle.draft).toBe('Half a sentence');
    vi.advanceTimersByTime(61_000);
    expect(handle.draft).toBe('');
  });

  it('does not come back where the comment was sent, in that interview or before', () => {
    const { write, press, handle } = open({ trigger: 'click' });
    write('Sent');
    press('Send');
    press('Yes, continue');
    press(/Close/);
    expect(handle.draft).toBe('');
    const again = open({ resume: last(), draft: 'Older' });
    expect(again.see.getByRole('textbox')).toHaveProperty('value', 'Sent');
  });
});

describe('problems on Send', () => {
  it('are listed, focused, linked to the field and told at the field', () => {
    const { press, see, root } = open({ trigger: 'click' });
    press('Send');
    const list = see.getByRole('alert');
    expect(root.activeElement).toBe(list);
    const group = see.getByRole('group', { name: /satisfied/ });
    expect(group.getAttribute('aria-invalid')).toBe('true');
    expect(root.getElementById(group.getAttribute('aria-describedby') as string)?.textContent).toBe(en.phrases.nothing);
    const link = within(list).getByRole('link', { name: en.phrases.nothing });
    expect(fireEvent.click(link)).toBe(false);
    expect(root.activeElement).toBe(within(group).getByRole('radio', { name: 'Strongly disagree' }));
    expect(kept).toHaveLength(1);
  });

  it('explain a long comment, which stays whole', () => {
    const { press, write, see } = open({ config: { comment: { limit: 100 } }, trigger: 'click' });
    write('x'.repeat(103));
    see.getByText('Characters over the limit: 3');
    press('Send');
    within(see.getByRole('alert')).getByRole('link', { name: en.phrases.tooLong });
    expect(see.getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
    expect(see.getByRole('textbox')).toHaveProperty('value', 'x'.repeat(103));
    expect(last().disposition).toBe('opened');
  });

  it('leave Send enabled', () => {
    expect(open().see.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', false);
  });
});

describe('pressing too often', () => {
  it('sends once, and answers nothing that has just appeared under the pointer', async () => {
    const user = userEvent.setup();
    const { choose, see } = open();
    choose(/satisfied/, 'Agree');
    await user.dblClick(see.getByRole('button', { name: 'Send' }));
    expect(told().at(-1)?.[1]).toBe('partial');
    fireEvent.click(see.getByRole('button', { name: 'Yes, continue' }), { detail: 2 });
    see.getByRole('heading', { name: /Would you answer/ });
  });

  it('of Enter on a radio sends nothing', async () => {
    const user = userEvent.setup();
    const { choose, see } = open();
    choose(/satisfied/, 'Agree');
    see.getAllByRole('radio')[3]?.focus();
    await user.keyboard('{Enter}{Enter}');
    expect(last().disposition).toBe('opened');
  });
});

describe('what is said aloud', () => {
  it('is, once, that the survey is there, in a region that was empty before', () => {
    vi.useFakeTimers();
    const { see } = open();
    const status = see.getByRole('status');
    expect(status.textContent).toBe('');
    vi.advanceTimersByTime(1000);
    expect(see.getByRole('status')).toBe(status);
    expect(status.textContent).toBe('Survey about Passport Renewal');
  });

  it('is the number of characters left, when typing pauses', () => {
    vi.useFakeTimers();
    const { write, see } = open();
    vi.advanceTimersByTime(5000);
    const status = see.getByRole('status');
    write('a');
    vi.advanceTimersByTime(700);
    write('ab');
    vi.advanceTimersByTime(700);
    expect(status.textContent).not.toContain('left');
    vi.advanceTimersByTime(400);
    expect(status.textContent).toBe('Characters left: 998');
  });

  it.each(['sending', 'sent', 'saved', 'unsaved', 'kept'] as const)('is what became of the answers: %s', (state) => {
    const { choose, press, see } = open();
    tell(state);
    expect(see.getByRole('status').textContent).toBe('');
    choose(/satisfied/, 'Agree');
    press('Send');
    tell(state);
    expect(see.getByRole('status').textContent).toBe(en.phrases[state]);
  });
});

describe('the focus', () => {
  const button = () => document.getElementById('open') as HTMLElement;

  it('stays on the page when a survey comes by itself', () => {
    button().focus();
    const { see } = open();
    expect(document.activeElement).toBe(button());
    see.getByText('How did it go?');
  });

  it('goes to the heading of a survey that was asked for, and back when it is closed', () => {
    button().focus();
    const { root, see, panel } = open({ trigger: 'click' });
    expect(panel.getAttribute('role')).toBe('dialog');
    expect(root.activeElement).toBe(see.getByRole('heading', { name: 'How did it go?' }));
    fireEvent.keyDown(root.activeElement as Element, { key: 'Escape' });
    expect(document.activeElement).toBe(button());
  });

  it('goes to the nearest sensible place where its own is gone', () => {
    button().focus();
    const { handle } = open({ trigger: 'click' });
    button().remove();
    handle.close();
    expect(document.activeElement).toBe(document.querySelector('main'));
    (document.activeElement as HTMLElement).blur();
    expect(document.querySelector('main')?.hasAttribute('tabindex')).toBe(false);
  });

  it('follows the steps, if it was in the survey', () => {
    const { choose, see, root } = open();
    choose(/satisfied/, 'Agree');
    see.getByRole('button', { name: 'Send' }).focus();
    fireEvent.click(see.getByRole('button', { name: 'Send' }));
    expect(root.activeElement).toBe(see.getByRole('heading', { name: /Would you answer/ }));
  });

  it('is left alone by the steps, if it was on the page', () => {
    const { choose, press } = open();
    button().focus();
    choose(/satisfied/, 'Agree');
    press('Send');
    expect(document.activeElement).toBe(button());
  });

  it('leaves a survey that came by itself open on Escape', () => {
    const { see, handle } = open();
    fireEvent.keyDown(see.getByRole('textbox'), { key: 'Escape' });
    expect(handle.isOpen).toBe(true);
  });
});

describe('asked for while it stands there', () => {
  it('takes the focus, once more, and is opened', () => {
    const { handle, root, see } = open();
    document.getElementById('open')?.focus();
    handle.focus();
    expect(root.activeElement).toBe(see.getByRole('heading', { name: 'How did it go?' }));
    expect(told().map(([, disposition]) => disposition)).toEqual(['offered', 'opened']);
  });

  it('is a dialog above what of the page has come to stand in front of it', () => {
    const obstacles: Element[] = [];
    const { handle, root, write } = open({ obstacles: () => obstacles });
    write('Typed before');
    obstacles.push(document.body.appendChild(document.createElement('dialog')));
    handle.focus();
    const dialog = root.querySelector('dialog');
    expect(dialog?.open).toBe(true);
    expect(dialog?.querySelector('textarea')?.value).toBe('Typed before');
  });
});

describe('a good guest', () => {
  it('tells session-replay tools to leave it out, the link to it too', () => {
    open();
    for (const host of document.querySelectorAll('[data-cx7],[data-cx7-skip]')) {
      expect([...host.classList].sort()).toEqual(['fs-exclude', 'ph-no-capture', 'rr-block', 'sentry-block']);
      expect(host.getAttribute('data-clarity-mask')).toBe('true');
      expect(host.getAttribute('data-dd-privacy')).toBe('hidden');
      for (const sign of ['data-hj-suppress', 'data-private']) expect(host.hasAttribute(sign)).toBe(true);
    }
    expect(document.querySelectorAll('.rr-block')).toHaveLength(2);
  });

  it('keeps its keys and its input from the page', async () => {
    const heard: string[] = [];
    for (const type of ['keydown', 'keyup', 'keypress', 'input', 'change', 'focusin'])
      document.addEventListener(type, () => heard.push(type), { signal: AbortSignal.timeout(5000) });
    const user = userEvent.setup();
    const { see } = open();
    see.getByRole('textbox').focus();
    await user.keyboard('jk');
    expect(see.getByRole('textbox')).toHaveProperty('value', 'jk');
    expect(heard).toEqual([]);
  });

  it('shows a service name literally', () => {
    const { see, panel } = open({ config: { names: { service: '<b>A&B</b>' } } });
    see.getByText('I am satisfied with the service I received from <b>A&B</b>.');
    expect(panel.querySelector('b')).toBeNull();
  });

  it('writes no style attribute and no inline handler', () => {
    const { panel } = open();
    for (const element of [panel, ...panel.querySelectorAll('*')])
      expect(element.getAttributeNames().filter((name) => name === 'style' || name.startsWith('on'))).toEqual([]);
  });

  it('shows nothing of what a page adds to Object.prototype, and takes nothing from it', () => {
    const added = { title: 'Theirs', hidden: true, onclick: () => {}, extend: () => {}, role: 'presentation' };
    const before = open().panel.outerHTML;
    Object.assign(Object.prototype, added);
    try {
      const { panel, choose, press } = open({ submit: (record) => kept.push(record) });
      expect(panel.outerHTML).toBe(before);
      for (const element of [panel, ...panel.querySelectorAll<HTMLElement>('*')])
        expect([element.title, element.hidden]).toEqual(['', false]);
      choose(/satisfied/, 'Agree');
      press('Send');
    } finally {
      for (const name of Object.keys(added)) Reflect.deleteProperty(Object.prototype, name);
    }
    expect(last().disposition).toBe('partial');
  });

  it('stands in the place that the page has for it', () => {
    open({ config: { display: { placement: 'inline', target: '#here' } } });
    expect(document.querySelector('#here > [data-cx7]')).not.toBeNull();
    expect(last().shown.display).toBe('inline');
  });

  it('takes the corner, and says so, where that place is missing', () => {
    open({ config: { display: { placement: 'inline', target: '#nowhere' } } });
    expect(document.querySelector('html > [data-cx7]')).not.toBeNull();
    expect(last().shown.display).toBe('slide-in');
  });

  it('blocks the page only for who asked for it', () => {
    const display = { placement: 'dialog' } as const;
    expect(open({ config: { display }, trigger: 'click' }).panel.localName).toBe('dialog');
    expect(last().shown.display).toBe('dialog');
    expect(open({ config: { display }, trigger: 'load' }).panel.localName).toBe('section');
    expect(last().shown.display).toBe('slide-in');
  });

  it('shares a page with a second survey', () => {
    const [one, two] = [open(), open()];
    one.choose(/satisfied/, 'Agree');
    two.choose(/satisfied/, 'Disagree');
    one.press('Send');
    two.press('Send');
    expect(kept.slice(-2).map(({ answers }) => answers[0]?.value)).toEqual([4, 2]);
  });
});

describe('what is always in view', () => {
  it('is the clearance, its day the same everywhere, the burden, and that it is voluntary', () => {
    const omb = { controlNumber: '1405-0193', expires: '2027-05-31', burdenMinutes: 3 };
    open({ config: { omb } }).see.getByText('OMB No. 1405-0193, expires May 31, 2027. Voluntary, about 3 min.');
    open({ config: { omb }, pack: es }).see.getByText(/31 de mayo de 2027/);
  });

  it('is the agency’s own words on privacy, where it has some', () => {
    const { see } = open({ config: { privacy: { text: { en: 'Own words.' }, url: '/privacy' } } });
    see.getByText('Own words.');
    expect(see.getByRole('link', { name: /Privacy policy/, hidden: true }).getAttribute('href')).toBe('/privacy');
  });

  it('is a warning in tests, and none otherwise', () => {
    expect(open().see.queryByText(en.phrases.test)).toBeNull();
    const { probability: _, ...forced } = sample;
    const decision = {
      reason: 'asked',
      checks: [],
      rate: 1,
      probability: 1,
      sample: { ...forced, recruitment: 'forced' },
    } as const;
    open({ decision: { ...decision, checks: [] } }).see.getByText(en.phrases.test);
  });

  it('is the language of the words', () => {
    const { panel } = open({ pack: { ...es, dir: 'rtl' } });
    expect(panel.lang).toBe('es');
    expect(panel.dir).toBe('rtl');
    expect(last().shown).toMatchObject({ lang: 'es', fallback: true, translation: 'draft' });
  });
});

describe('the list of languages', () => {
  const languages = ['en', 'es', 'ar', 'ht'] as ('en' | 'es' | 'ar' | 'ht')[];
  const list = ({ see }: ReturnType<typeof open>) => see.getByRole('combobox') as HTMLSelectElement;
  const choose = async (survey: ReturnType<typeof open>, lang: string) => {
    fireEvent.change(list(survey), { target: { value: lang } });
    await vi.waitFor(() => expect(survey.panel.lang).toBe(lang));
  };
  const hashes = () => last().answers.map(({ textHash }) => textHash);

  it('has each by its own name and in its own voice, and says what it is', () => {
    const survey = open({ config: { languages } });
    expect(survey.see.getByRole('combobox', { name: 'Language' })).toHaveProperty('value', 'en');
    const options = survey.see.getAllByRole('option') as HTMLOptionElement[];
    expect(options.map(({ lang, value, text }) => [lang, value, text])).toEqual([
      ['en', 'en', 'English'],
      ['es', 'es', 'Español'],
      ['ar', 'ar', 'العربية'],
      ['ht', 'ht', 'Kreyòl'],
    ]);
  });

  it('shows the language of the page from the start', () => {
    expect(list(open({ config: { languages }, pack: es }))).toHaveProperty('value', 'es');
  });

  it('is not there where there is nothing to choose', () => {
    expect(open({ config: { languages: ['en'] } }).see.queryByRole('combobox')).toBeNull();
  });

  it('keeps the answers, the comment and the focus, and turns the layout with the language', async () => {
    const survey = open({ config: { languages } });
    survey.choose(/satisfied/, 'Strongly disagree');
    survey.write('The line was long.');
    list(survey).focus();
    await choose(survey, 'ar');
    const { panel, see, root } = survey;
    expect(panel.dir).toBe('rtl');
    expect(root.activeElement).toBe(see.getByRole('combobox', { name: ar.phrases.language }));
    const group = see.getByRole('group', { name: 'نالت الخدمة التي تلقيتها من Passport Renewal رضاي.' });
    expect(within(group).getByRole('radio', { name: ar.scale[0] })).toHaveProperty('checked', true);
    expect(see.getByRole('textbox')).toHaveProperty('value', 'The line was long.');
    await choose(survey, 'en');
    expect(panel.dir).toBe('ltr');
    survey.press('Send');
    expect(last()).toMatchObject({ comment: { text: 'The line was long.' }, shown: { lang: 'en', fallback: false } });
    expect(told().at(-1)?.[2]).toBe('1 -');
  });

  it('is a touch, and from then on the record has the words and the language that were chosen', async () => {
    const survey = open({ config: { languages } });
    const english = hashes();
    await choose(survey, 'es');
    expect(last()).toMatchObject({
      disposition: 'opened',
      shown: { lang: 'es', requestedLang: 'es', fallback: false, translation: 'draft' },
    });
    for (const [i, hash] of hashes().entries()) expect(hash).not.toBe(english[i]);
    await choose(survey, 'en');
    leave();
    expect(last().shown).toMatchObject({ lang: 'en', requestedLang: 'en', fallback: false, translation: 'official' });
    expect(hashes()).toEqual(english);
  });

  it('leaves what step 1 sent in the words that it was asked in', async () => {
    const survey = open({ config: { languages } });
    survey.choose(/satisfied/, 'Agree');
    survey.press('Send');
    const english = hashes();
    survey.press('Yes, continue');
    await choose(survey, 'es');
    survey.choose(/fácil/, 'De acuerdo');
    survey.press('Enviar');
    expect(told().at(-1)).toEqual([4, 'complete', '4 - - 4 - - -']);
    expect(hashes().map((hash, i) => hash === english[i])).toEqual([true, true, false, false, false, false, false]);
    expect(last().shown.lang).toBe('es');
    // The same call, opened again in English.
    const answers = last().answers;
    const resume = { ...last(), disposition: 'partial' as const };
    open({ resume, trigger: 'call' });
    leave();
    expect(last().answers.slice(0, 2)).toEqual(answers.slice(0, 2));
  });

  it('goes where statements are, so that nobody’s record names a language in which nothing was asked', () => {
    const survey = open({ config: { languages } });
    survey.choose(/satisfied/, 'Agree');
    survey.press('Send');
    expect(survey.see.queryByRole('combobox')).toBeNull();
    survey.press('Yes, continue');
    expect(list(survey).value).toBe('en');
    survey.press('Send');
    expect(survey.see.queryByRole('combobox')).toBeNull();
  });

  it('goes back to the language that is shown where the other cannot be loaded, and the survey goes on', async () => {
    const survey = open({ config: { languages } });
    survey.choose(/satisfied/, 'Agree');
    fireEvent.change(list(survey), { target: { value: 'ht' } });
    await vi.waitFor(() => expect(list(survey).value).toBe('en'));
    expect(survey.panel.lang).toBe('en');
    survey.press('Send');
    expect(told().at(-1)?.[2]).toBe('4 -');
    expect(last().shown).toMatchObject({ lang: 'en', requestedLang: 'ht', fallback: true });
  });

  it('follows the last choice, however slowly the others come', async () => {
    const waiting: Record<string, () => void> = {};
    const survey = open({
      config: { languages },
      packOf: (lang) => new Promise((come) => (waiting[lang] = () => come(packs[lang]))),
    });
    fireEvent.change(list(survey), { target: { value: 'es' } });
    fireEvent.change(list(survey), { target: { value: 'ar' } });
    waiting.ar?.();
    await vi.waitFor(() => expect(survey.panel.lang).toBe('ar'));
    waiting.es?.();
    await new Promise((later) => setTimeout(later));
    expect(survey.panel.lang).toBe('ar');
    expect(list(survey).value).toBe('ar');
  });

  it('says the language that was chosen while its words are on their way, whatever else happens', async () => {
    let come = (_: LanguagePack | undefined) => {};
    const survey = open({
      config: { languages },
      packOf: () =>
        new Promise((arrive) => {
          come = arrive;
        }),
    });
    fireEvent.change(list(survey), { target: { value: 'es' } });
    survey.choose(/satisfied/, 'Agree');
    expect([list(survey).value, survey.panel.lang]).toEqual(['es', 'en']);
    come(es);
    await vi.waitFor(() => expect(survey.panel.lang).toBe('es'));
    expect(list(survey).value).toBe('es');
  });

  it('changes nothing any more once the survey is closed or answered', async () => {
    const waiting: Record<string, () => void> = {};
    const packOf = (lang: string) =>
      new Promise<LanguagePack | undefined>((come) => (waiting[lang] = () => come(packs[lang])));
    const closed = open({ config: { languages }, packOf });
    fireEvent.change(list(closed), { target: { value: 'es' } });
    closed.press('Not now');
    const before = kept.length;
    waiting.es?.();
    await new Promise((later) => setTimeout(later));
    expect(kept).toHaveLength(before);

    const answered = open({ config: { languages }, packOf });
    answered.choose(/satisfied/, 'Agree');
    answered.press('Send');
    answered.press('Yes, continue');
    fireEvent.change(list(answered), { target: { value: 'es' } });
    answered.press('Send');
    const record = last();
    waiting.es?.();
    await vi.waitFor(() => answered.see.getByRole('heading', { name: es.phrases.done }));
    leave();
    expect(last()).toBe(record);
  });
});

describe('numbers and days', () => {
  it('are written as the language writes them', () => {
    const omb = { controlNumber: '1405-0193', expires: '2027-05-31', burdenMinutes: 2.5 };
    const config = { omb, comment: { limit: 10_000 } };
    open({ config }).see.getByText('Characters left: 10,000');
    const spanish = open({ config, pack: es });
    spanish.see.getByText('Caracteres restantes: 10.000');
    spanish.see.getByText(/vence el 31 de mayo de 2027\. Voluntario, unos 2,5 min\./);
  });

  it('are in words of the language even where browsers know none', () => {
    const omb = { controlNumber: '1405-0193', expires: '2027-05-31' };
    open({ config: { omb }, pack: ht }).see.getByText(/ekspire 31 me 2027/);
  });
});

describe('each statement', () => {
  it('is a group of five native radios with their labels, named by the statement', () => {
    const { see } = open();
    const group = see.getByRole('group', { name: 'I am satisfied with the service I received from Passport Renewal.' });
    const radios = within(group).getAllByRole('radio') as HTMLInputElement[];
    expect(radios.map((radio) => radio.labels?.[0]?.textContent)).toEqual([...en.scale]);
    expect(new Set(radios.map(({ name }) => name)).size).toBe(1);
  });

  it('has "Does not apply" only where an employee is rated', () => {
    const { see, choose, press } = open();
    choose(/satisfied/, 'Agree');
    press('Send');
    press('Yes, continue');
    expect(see.getAllByRole('radio', { name: 'Does not apply' })).toHaveLength(1);
    expect(see.getAllByRole('radio')).toHaveLength(26);
  });
});
