import type { SurveyConfig } from '../../../src/config/schema.ts';
import { pack } from '../../../src/instrument/languages/en.ts';
import { createClock, settle, turns, withinMoment } from '../../delivery/model/clock.ts';
import { ENDPOINT, type WalkedCollector } from './collector.ts';
import { createLedger, type Known } from './ledger.ts';
import { createMachine, type Machine, type WalkedPage } from './machine.ts';
import { inWords, type Key, type Step, type Walk } from './steps.ts';

const { phrases } = pack;

const configFor = (unit: Walk['unit']): SurveyConfig => ({
  survey: 'calls',
  names: { service: 'Benefits Line' },
  endpoint: ENDPOINT,
  trigger: { on: 'call' },
  sampling: { unit, rate: 1 },
  languages: ['en'],
  employee: true,
});

/** How many walks there were. */
let taken = 0;

interface Tab {
  name: string;
  machine: Machine;
  session: Map<string, string>;
  page: WalkedPage | undefined;
  /** How many respondents were here before this one. */
  epoch: number;
  /** The interview that is on the screen, or was last. */
  known: Known | undefined;
  /** Calls of `open()` that have yet to say which interview is on the screen. */
  opening: number;
}

/** What is done to a survey on the screen waits for it. A page may be left before it is there. */
const NEEDS_NO_SCREEN: readonly Step['do'][] = ['open', 'reload', 'crash', 'other tab', 'other machine', 'network'];

/**
 * One walk, from two fresh machines to the day when all is well again. After every moment the ledger compares what the
 * screens say with what the collector holds, and remembers the first promise that was broken.
 */
export async function take({ chance, unit, steps }: Walk, collector: WalkedCollector) {
  const clock = createClock(chance);
  const number = ++taken;
  const config = configFor(unit);
  const ledger = createLedger(config.survey);
  const { see } = ledger;
  const story: string[] = [];
  const met = new Set<string>();
  const tell = (line: string) => story.push(`${(clock.performance.now() / 1000).toFixed(2).padStart(9)} s  ${line}`);
  const trouble = (what: string) => see('no trouble', false, () => what);

  collector.now = clock.wall;
  const deliver = (body: string) =>
    withinMoment(async () => {
      ledger.sends(body);
      const answer = await collector.post(body);
      see('no trouble', answer.status === 202, () => `${answer.status} ${answer.text} to ${body}`);
      const held = await collector.held(JSON.parse(body).id);
      if (held) {
        tell(`   the collector holds ${held.id.slice(0, 4)}:${held.revision}, ${held.disposition}`);
        ledger.held(held);
      }
      return answer;
    });
  const machines = ['machine 1', 'machine 2'].map((name) =>
    createMachine({ name, number, clock, config, deliver, tell, trouble: (what) => trouble(`${name}: ${what}`) }),
  );
  const tabs = machines.flatMap((machine) =>
    [1, 2].map(
      (number): Tab => ({
        name: `${machine.name}, tab ${number}`,
        machine,
        session: new Map(),
        page: undefined,
        epoch: 0,
        known: undefined,
        opening: 0,
      }),
    ),
  );
  let at = 0;
  let words = 0;

  /** Looks at every screen on which something may have changed. */
  function look(some: readonly Tab[] = []): void {
    for (const tab of tabs) {
      const { page, known } = tab;
      if (!page || page.page.state.dead || !(page.hasNews || some.includes(tab))) continue;
      page.hasNews = false;
      const screen = page.screen();
      if (screen.status === phrases.sent) met.add('told that it was sent');
      if (screen.status === phrases.kept) met.add('told that it is kept');
      if (screen.status === phrases.saved) met.add('told that it is saved');
      ledger.look(known, screen);
    }
  }
  const lookAtNews = () => look();

  function pageOf(tab: Tab): WalkedPage {
    tab.page ??= tab.machine.open(tab.session);
    return tab.page;
  }

  function open(tab: Tab, key: Key): void {
    const page = pageOf(tab);
    tab.opening++;
    void page.survey.open(key ? { interactionKey: key } : {}).then(({ shown, reason, id }) => {
      if (page.page.state.dead) return;
      tab.opening--;
      see('no trouble', shown || reason === 'cool-down' || reason === 'destroyed', () => `not opened: ${reason}`);
      if (!shown || !id) return;
      if (tab.known?.id !== id) ledger.keep(tab.known); // it was closed
      const screen = page.screen();
      if (ledger.interviews.has(id)) met.add(`opened again, at ${screen.step}`);
      // Where interviews without a key are one visitor's, what was typed and never sent comes back.
      const drafts = unit === 'session' && !key && tab.known && !tab.known.key ? tab.known.words : undefined;
      tab.known = ledger.opened(id, `${tab.name}, respondent ${tab.epoch + 1}`, key, screen, drafts);
      tell(`   ${id.slice(0, 4)} is on the screen, at ${screen.step}`);
    });
  }

  function write(tab: Tab, text: string): void {
    const screen = pageOf(tab).screen();
    if (!screen.write(text)) return;
    tab.known?.words.add(text);
    // Before the first Send, words belong to the respondent alone.
    if (screen.step === 'details') tab.known?.comment.say(text.trim() || undefined);
    if (screen.step === 'details' && !text) met.add('a comment emptied after it was sent');
  }

  function press(tab: Tab, label: string): void {
    const before = pageOf(tab).screen();
    const { comment } = before;
    before.press(label);
    const after = pageOf(tab).screen();
    if (before.step === after.step) return;
    if (before.step === 'ask' && after.step === 'more') tab.known?.comment.say(comment || undefined);
    // What goes on to the other statements has promised nothing new.
    if (after.step !== 'details') ledger.keep(tab.known);
    met.add(`${before.step} → ${after.step ?? 'closed'}`);
  }

  function leave(tab: Tab, how: 'close' | 'crash'): void {
    const { page } = tab;
    if (!page) return;
    if (page.screen().step) met.add(`${how} amid a survey`);
    page.page[how]();
    if (how === 'close') ledger.keep(tab.known);
    else ledger.fallBack(tab.known);
    tab.page = tab.known = undefined;
    tab.opening = 0;
  }

  async function act(step: Step): Promise<void> {
    const tab = tabs[at] as Tab;
    const page = pageOf(tab);
    if (tab.opening && !NEEDS_NO_SCREEN.includes(step.do)) await settle(lookAtNews);
    switch (step.do) {
      case 'open':
        return open(tab, step.key);
      case 'tick': {
        if (page.screen().tick(step.measure, step.said)) tab.known?.answers.get(step.measure)?.say(step.said);
        return;
      }
      case 'write':
        return write(tab, `Words ${String.fromCharCode(97 + words++)} of ${tab.name}.`);
      case 'empty':
        return write(tab, '');
      case 'send':
        return press(tab, phrases.send);
      case 'continue':
        return press(tab, phrases.continue);
      case 'enough':
        return press(tab, phrases.enough);
      case 'close':
        return press(tab, phrases.leave);
      case 'not now':
        return press(tab, phrases.close);
      case 'escape':
        if (!page.screen().step) return;
        page.screen().escape();
        ledger.keep(tab.known);
        return see('no trouble', !page.screen().step, () => 'Escape does not close the survey');
      case 'close by the page':
        await page.survey.close();
        return ledger.keep(tab.known);
      case 'reload':
      case 'crash':
        leave(tab, step.do === 'reload' ? 'close' : 'crash');
        pageOf(tab);
        return;
      case 'hide':
        page.page.show('hidden');
        ledger.keep(tab.known);
        await settle(lookAtNews);
        return page.page.show('visible');
      case 'away and back':
        page.page.freeze();
        ledger.keep(tab.known);
        await clock.pass(5000, lookAtNews);
        return page.page.restore();
      case 'remount':
        ledger.keep(tab.known);
        page.remount();
        return settle(lookAtNews);
      case 'newRespondent':
        await settle(lookAtNews);
        ledger.keep(tab.known);
        await page.survey.newRespondent();
        tab.epoch++;
        tab.known = undefined;
        return settle(lookAtNews);
      case 'other tab':
        at ^= 1;
        pageOf(tabs[at] as Tab);
        return;
      case 'other machine':
        at ^= 2;
        pageOf(tabs[at] as Tab);
        return;
      case 'network':
        met.add(`the network: ${step.is}`);
        return tab.machine.turn(step.is);
      case 'wait':
        return clock.pass(step.ms, lookAtNews);
      case 'set the clock':
        return tab.machine.setClock(step.ms);
      default:
        step satisfies never;
    }
  }

  async function finish(): Promise<void> {
    tell('all is well from now on');
    for (const machine of machines) machine.turn('well');
    await clock.pass(1_000_000, lookAtNews);
    look(tabs);
    for (const { page, name } of tabs) {
      const status = page?.screen().status;
      const tellsNoSuccess = [phrases.kept, phrases.saved, phrases.unsaved, phrases.sending].some(
        (said) => said === status,
      );
      see('saved arrives', !tellsNoSuccess, () => `${name} still says: ${status}`);
    }
    tell('everybody leaves, and on another day each machine is used once more');
    for (const tab of tabs) leave(tab, 'close');
    await clock.pass(86_400_000, lookAtNews);
    for (const machine of machines) machine.open(new Map());
    await clock.pass(1_000_000, lookAtNews);
    ledger.finish();
    for (const machine of machines)
      see('saved arrives', !machine.waiting().length, () => `${machine.name}: ${machine.waiting().join(', ')}`);
    for (const complaint of collector.complaints()) trouble(`the collector: ${complaint}`);
  }

  const rejected = (error: unknown) => trouble(`an unhandled rejection: ${(error as Error)?.stack ?? error}`);
  const uncaught = (error: unknown) => trouble(`an uncaught exception: ${(error as Error)?.stack ?? error}`);
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', uncaught);
  try {
    for (const step of steps) {
      tell(`${(tabs[at] as Tab).name}: ${inWords(step)}`);
      await act(step);
      if (step.rest === 0) await turns(1, lookAtNews);
      else if (step.rest) await clock.pass(step.rest, lookAtNews);
      look([tabs[at] as Tab]);
      if (ledger.broken) break;
    }
    if (!ledger.broken) await finish();
    see('no trouble', true, () => '');
  } catch (error) {
    trouble(`thrown: ${(error as Error).stack}`);
  } finally {
    process.off('unhandledRejection', rejected);
    process.off('uncaughtException', uncaught);
    for (const { world } of machines) for (const page of world.pages) page.crash();
    await settle(() => {});
  }
  if (ledger.broken) story.push(`✗ ${ledger.broken.message}`);
  return { broken: ledger.broken, looked: ledger.looked, story, met };
}
