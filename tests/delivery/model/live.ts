import { type Answer, createWorld, type Page, type Request, the, URL_OF_COLLECTOR } from '../world.ts';
import { createClock, settle, turns } from './clock.ts';
import { DAY, type History, inWords, MODES, type Mode, PEOPLE, type Said, type Step } from './history.ts';
import { createLedger, type Handle, type Put } from './ledger.ts';

const OTHER = 'https://other.example/interviews';

interface Tab {
  session: Map<string, string>;
  page: Page | undefined;
  handles: Handle[];
}
interface Person {
  id: string;
  revision: number;
  disposition: string;
}

/**
 * One history, from a fresh browser to the day when all is well again. The ledger looks on at every moment and
 * remembers the first promise that was broken.
 */
export async function live(mode: Mode, { setup, steps }: History) {
  const clock = createClock(setup.chance);
  const watch = {} as NonNullable<Parameters<typeof createWorld>[0]>['watch'] & object;
  const world = createWorld({ clock, watch });
  const ledger = createLedger(mode, world, clock);
  const { met, see, tell, puts } = ledger;
  Object.assign(watch, ledger.watch);
  world.faults.locks = setup.locks;
  world.faults.channel = setup.channel;

  const tabs = Array.from({ length: 3 }, (): Tab => ({ session: new Map(), page: undefined, handles: [] }));
  const people: Person[] = [];
  for (let who = 0; who < PEOPLE; who++) people.push(newcomer(who));
  const garbage = new Set<string>();
  let { late } = setup;
  let said: Said = { status: 204 };
  let saidOf: { id: string; said: Said } | undefined;
  /** What is in `put` right now. */
  let inHand: string | undefined;

  function newcomer(who: number): Person {
    return { id: `${who}-${puts.size}`, revision: 0, disposition: '' };
  }
  const name = (tab: Tab) => `tab ${tabs.indexOf(tab) + 1}`;
  const nameOf = (page: Page) => {
    const tab = tabs.find((tab) => tab.page === page);
    return tab ? name(tab) : 'a tab that is gone';
  };

  world.answers((request: Request): Answer => {
    const key = `${request.record.id}:${request.record.revision}`;
    const { retryAfter, ...answer }: Said = {
      echo: setup.echoes,
      ...(saidOf?.id === request.record.id ? saidOf.said : said),
    };
    tell(`   ${nameOf(request.page)} sends ${key}; the endpoint ${inWords({ ...answer, retryAfter } as Said)}`);
    if (!retryAfter) return answer;
    const { date, seconds } = retryAfter;
    const now = Math.floor(performanceToServer() / 1000) * 1000;
    const headers: Record<string, string> =
      date === 'in seconds'
        ? { 'retry-after': `${seconds}` }
        : { 'retry-after': new Date(now + seconds * 1000).toUTCString() };
    if (date === 'with the server’s clock') headers.date = new Date(now).toUTCString();
    return { ...answer, headers };
  });
  /** The server's clock is right, whatever people do to theirs. */
  const performanceToServer = () => Date.UTC(2026, 0, 5, 15) + clock.performance.now();

  const { reported } = ledger.watch;
  watch.reported = (request, answer, taken) => {
    reported(request, answer, taken);
    const date = answer.headers?.['retry-after'];
    if (!date || request.init.signal?.aborted) return;
    met.add('Retry-After');
    const asked = 1000 * Number(date) || Date.parse(date) - (Date.parse(answer.headers?.date ?? '') || clock.wall());
    if (!(asked > 0)) return;
    ledger.floors.push({
      page: request.page,
      destination: request.url,
      at: clock.performance.now(),
      turn: ledger.turn,
      until: clock.performance.now() + Math.min(asked, DAY),
      shared: !world.faults.localStorage,
      byPage: !Number(date) && !answer.headers?.date,
    });
  };

  function outboxOn(page: Page, destination: string, label: string): Handle {
    const { delivery } = page;
    ledger.made.set(page, (ledger.made.get(page) ?? 0) + 1);
    const adapter =
      mode === 'http'
        ? destination === URL_OF_COLLECTOR
          ? undefined
          : delivery.httpAdapter({ url: destination })
        : delivery.functionAdapter(page.receiver(destination), { destination, abilities: MODES[mode] });
    const handle: Handle = {
      page,
      outbox: late ? page.unbegun(adapter) : page.outbox(adapter),
      destination,
      label,
      alive: true,
      left: false,
      opened: clock.performance.now(),
      begun: late ? undefined : clock.performance.now(),
    };
    ledger.handles.add(handle);
    const { outbox } = handle;
    outbox.on('sent', ({ id, revision }) =>
      see(
        'true word',
        world.acceptances.includes(`${id}:${revision}`),
        () => `${label} says that ${id}:${revision} was sent, and nobody has accepted it`,
      ),
    );
    outbox.on('rejected', () => met.add('a refused record'));
    outbox.on('waiting', ({ id, revision, reason }) => {
      if (reason === 'timeout') {
        met.add('a time limit');
        for (const call of ledger.calls) {
          const { page: caller, record } = call.request;
          if (caller === page && record.id === id && record.revision === revision) call.timedOut ||= !call.over;
        }
      }
      if (reason === 'not from the endpoint') met.add('a page in the place of the endpoint');
    });
    outbox.on('dropped', ({ id, revision, reason, body }) => {
      const put = puts.get(`${id}:${revision}`);
      if (!put) return;
      const stated =
        (reason === 'expired' && ledger.isLongAgo(put.at)) ||
        (reason === 'sent before' && MODES[mode].revisions === 'final' && world.collected.has(id));
      see(
        'true word',
        stated &&
          (put.bodies.includes(body) || body === inHand || ledger.isUnaware(page, put, body, clock.performance.now())),
        () => `${label} drops ${put.key}, ${reason}: ${body}`,
      );
      // What it has replaced goes with it.
      for (const other of puts.values()) if (other.id === id && other.revision <= revision) other.dropped ??= reason;
      met.add(`dropped, ${reason}`);
      tell(`   ${label} drops ${put.key}: ${reason}`);
    });
    return handle;
  }

  function pageOf(tab: Tab): Page {
    if (!tab.page) {
      const page = world.open({
        session: tab.session,
        uncaught: (error) => see('good guest', false, () => `${error}`),
      });
      tab.page = page;
      tab.handles = [outboxOn(page, URL_OF_COLLECTOR, name(tab))];
      if (setup.second !== 'none')
        tab.handles.push(
          outboxOn(page, setup.second === 'twin' ? URL_OF_COLLECTOR : OTHER, `${name(tab)}’s second outbox`),
        );
    }
    return tab.page;
  }

  function begin({ handles }: Tab) {
    for (const handle of handles) {
      if (handle.begun === undefined && [...puts.values()].some(({ by }) => by === handle))
        met.add('an outbox that begins late');
      handle.begun ??= clock.performance.now();
      loud(() => handle.outbox.begin());
    }
  }

  /** Its outboxes may have something in hand that nobody but the journal knows. */
  function leave({ handles }: Tab) {
    for (const handle of handles) {
      handle.left = true;
      if (handle.begun === undefined && [...puts.values()].some(({ by }) => by === handle))
        met.add('a page left before its outbox began');
    }
  }

  /** The page is no more; `how` says what it could do before. */
  function end(tab: Tab, how: 'crash' | 'close') {
    const { page } = tab;
    if (!page) return;
    if (ledger.calls.some((call) => call.request.page === page && !call.over)) met.add(`${how} amid a request`);
    if (ledger.calls.some((call) => call.request.page === page && call.taken && !call.over))
      met.add('an acknowledgement lost with its page');
    leave(tab);
    if (page.state.frozen) met.add('evicted from the back-forward cache');
    if (how === 'close' && !page.state.frozen) page.close();
    else page.crash();
    for (const handle of tab.handles) ledger.gone(handle);
    tab.page = undefined;
    tab.handles = [];
  }

  const journaled = (key: string) =>
    !!world.disk.local.get(`cx7:journal:cx7:${key}`)?.startsWith(`{"v":1,"key":"${key}"`);

  const loud = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch (error) {
      see('good guest', false, () => `${(error as Error).stack}`);
      return undefined;
    }
  };
  const quiet = (promise: Promise<unknown> | undefined) =>
    promise?.catch((error) => see('good guest', false, () => `a promise is rejected: ${error}`));

  function put(tab: Tab, who: number, as: 'next' | 'complete' | 'dismissed', twin: boolean) {
    let person = the(people[who]);
    if (person.disposition === 'complete' || (person.disposition === 'dismissed' && as !== 'complete'))
      person = people[who] = newcomer(who);
    person.revision++;
    person.disposition = as === 'next' ? (['offered', 'opened', 'partial'][person.revision - 1] ?? 'partial') : as;
    say(tab, who, twin, `answer ${puts.size}`);
  }

  function say(tab: Tab, who: number, twin: boolean, comment: string) {
    const { id, revision, disposition } = the(people[who]);
    const page = pageOf(tab);
    if (page.state.frozen) thaw(tab);
    const handle =
      setup.second === 'other'
        ? the(tab.handles[who === 3 ? 1 : 0])
        : the(tab.handles[twin ? tab.handles.length - 1 : 0]);
    const record = { id, revision, disposition, comment };
    const body = JSON.stringify(record);
    const key = `${id}:${revision}`;
    let known = puts.get(key);
    const again = !!known;
    if (!known) {
      known = {
        ...{ id, revision, key, disposition },
        bodies: [body],
        others: new Map(),
        destination: handle.destination,
        created: clock.wall(),
        at: clock.performance.now(),
        by: handle,
        hands: new Set(),
        stored: false,
        excused: !!world.faults.localStorage,
        holders: new Set(),
      };
      puts.set(key, known);
      if (revision > 1 && [...puts.values()].some((put) => put.id === id && put.by.page !== page))
        met.add('an interview that goes on in another page');
    } else if (!known.bodies.includes(body)) {
      met.add('another body under a key that is taken');
      // After 30 days its tombstone is gone, and where it was dropped there is none: it is a new record.
      if (ledger.isLongAgo(known.at) || known.dropped !== undefined) known.bodies.push(body);
      if (handle !== known.by) known.others.set(body, clock.performance.now());
      // The first body never came to the database, or this page could not read it there: there are two first ones.
      const isThere = world.peek().rows.get(key)?.v === 1;
      if (handle !== known.by && (!isThere || !world.peek().committed || ledger.trouble.database >= handle.opened)) {
        known.bodies.push(body);
        met.add('two bodies before either was durable');
      }
      if (world.faults.localStorage) known.excused = true;
    }
    known.holders.add(handle);
    known.hands.add(handle);
    world.tried.clear();
    // What this page has known for long, it does not send anew.
    const knows = handle === known.by && again && !ledger.isLongAgo(known.at);
    ledger.putting = knows ? undefined : { handle, body };
    inHand = body;
    const durability = loud(() => handle.outbox.put(record))?.durability;
    // What the journal does not take cannot wait: the outbox has begun.
    if (durability === 'memory') handle.begun ??= clock.performance.now();
    ledger.putting = inHand = undefined;
    tell(`${handle.label} ${again ? 'puts again' : 'puts'} ${key}, ${disposition}, now in ${durability}`);
    if (again || known.dropped !== undefined) return;
    const tried = world.tried.has(`cx7:journal:cx7:${key}`);
    const storage = world.faults.localStorage;
    if (durability === 'memory') met.add('kept in memory');
    see('journal first', tried || storage === 'missing' || storage === 'throws', () => `${key} was not tried`);
    see('journal first', durability === (journaled(key) ? 'journal' : 'memory'), () => `put says ${durability}`);
  }

  function thaw(tab: Tab) {
    if (!tab.page?.state.frozen) return;
    met.add('back from the back-forward cache');
    tell(`${name(tab)} comes back from the back-forward cache`);
    loud(() => the(tab.page).restore());
  }

  async function pending(tab: Tab) {
    const page = pageOf(tab);
    if (page.state.frozen) return;
    const handle = the(tab.handles[0]);
    handle.begun ??= clock.performance.now();
    let over = false;
    const promise = quiet(
      handle.outbox.pending().then((records) => {
        over = true;
        if (page.state.dead) return;
        const { rows } = world.peek();
        for (const { id, revision, durability } of records) {
          const key = `${id}:${revision}`;
          if (!puts.has(key)) continue;
          const where = [...rows.values()].some((row) => row?.id === id && row.revision >= revision)
            ? 'indexeddb'
            : journaled(key)
              ? 'journal'
              : 'memory';
          see(
            'true word',
            durability === where ||
              durability !== 'indexeddb' ||
              // Accepted while this page was looking, and its tombstone's 30 days are over.
              (world.acceptances.includes(key) && ledger.isLongAgo(the(puts.get(key)).at)) ||
              // It cannot be looked at, and somebody has cleared it since it could. After a fault a page may wait 3 s for
              // the database, and then leaves it alone for 13.5 s.
              ((!!world.faults.indexedDB || ledger.trouble.database >= clock.performance.now() - 16_500) &&
                ledger.trouble.taken >= the(puts.get(key)).at),
            () => `pending says that ${key} is in ${durability}, and it is in ${where}`,
          );
        }
      }),
    );
    await settle(ledger.look);
    if (!over) met.add('pending takes its time');
    void promise;
  }

  async function act(step: Step) {
    const tab = 'tab' in step ? the(tabs[step.tab]) : the(tabs[0]);
    switch (step.do) {
      case 'put':
        return put(tab, step.who, step.as, step.twin);
      case 'again':
        if (the(people[step.who]).revision) say(tab, step.who, false, 'another answer');
        return;
      case 'answer':
        if (step.who === undefined) {
          said = step.with;
          saidOf = undefined;
        } else saidOf = { id: the(people[step.who]).id, said: step.with };
        return tell(`the endpoint from now on: ${inWords(step.with)}${saidOf ? `, to ${saidOf.id}` : ''}`);
      case 'crash':
      case 'close':
        if (!tab.page) return;
        tell(`${name(tab)} ${step.do === 'crash' ? 'crashes' : 'is closed'}`);
        return loud(() => end(tab, step.do as 'crash'));
      case 'destroy': {
        if (!tab.page || tab.page.state.frozen) return;
        tell(`${name(tab)} destroys its outbox and makes another`);
        const { page } = tab;
        tab.handles = tab.handles.map((handle) => {
          loud(() => handle.outbox.destroy());
          ledger.gone(handle);
          return outboxOn(page, handle.destination, handle.label);
        });
        met.add('an outbox destroyed');
        return;
      }
      case 'freeze':
        if (!tab.page || tab.page.state.frozen) return;
        tell(`${name(tab)} goes into the back-forward cache`);
        if (ledger.calls.some((call) => call.request.page === tab.page && !call.over)) met.add('frozen amid a request');
        leave(tab);
        ledger.away.add(tab.page);
        return loud(() => the(tab.page).freeze());
      case 'restore':
        return thaw(tab);
      case 'begin':
        if (!tab.page || tab.page.state.frozen || !setup.late) return;
        tell(`${name(tab)} lets its outbox begin`);
        return begin(tab);
      case 'hide':
      case 'show':
        if (!tab.page || tab.page.state.frozen) return;
        tell(`${name(tab)} is ${step.do === 'hide' ? 'hidden' : 'shown'}`);
        return loud(() => the(tab.page).show(step.do === 'hide' ? 'hidden' : 'visible'));
      case 'flush':
        pageOf(tab);
        if (the(tab.page).state.frozen) return;
        tell(`${name(tab)} flushes`);
        for (const handle of tab.handles) handle.begun ??= clock.performance.now();
        for (const { outbox } of tab.handles) quiet(loud(() => outbox.flush()));
        return;
      case 'online':
        pageOf(tab);
        if (the(tab.page).state.frozen) return;
        tell(`${name(tab)} hears that it is online`);
        return loud(() => the(tab.page).fire('online'));
      case 'pending':
        return pending(tab);
      case 'kill':
        tell(`the browser is killed; localStorage loses its last ${step.lost / 1000} s`);
        if (ledger.calls.some((call) => !call.over && call.request.page.state.dead === false))
          met.add('killed amid a request');
        world.kill(step.lost);
        for (const tab of tabs) {
          end(tab, 'crash');
          tab.session = new Map();
        }
        return ledger.taken();
      case 'clear':
        tell('site data is cleared');
        if ([...puts.values()].some((put) => put.stored && !ledger.settled(put))) met.add('cleared while records wait');
        world.clear();
        ledger.trouble.cleared = clock.performance.now();
        for (const tab of tabs) tab.session.clear();
        return ledger.taken();
      case 'visit':
        tell('all tabs are closed; a new visit begins');
        for (const tab of tabs) {
          loud(() => end(tab, 'close'));
          tab.session = new Map();
        }
        return;
      case 'month':
        tell('a month passes, in which somebody comes every day for 2 s');
        for (let day = 0; day < 31; day++) {
          for (const tab of tabs) {
            loud(() => end(tab, 'close'));
            tab.session = new Map();
          }
          await clock.pass(DAY, ledger.look);
          pageOf(the(tabs[0]));
          begin(the(tabs[0]));
          await clock.pass(2000, ledger.look);
          if (ledger.broken) return;
        }
        met.add('a month');
        return;
      case 'forget':
        tell('the page clears localStorage as somebody logs out');
        world.disk.local.clear();
        world.disk.written.length = 0;
        met.add('localStorage cleared by the page');
        return ledger.taken();
      case 'delete': {
        tell('the page deletes the database as somebody logs out');
        const deleting = world.disk.idb.deleteDatabase('cx7:cx7');
        let isOver = false;
        deleting.onsuccess = deleting.onerror = () => {
          isOver = true;
        };
        for (let turn = 0; turn < 50 && !isOver; turn++) await turns(1, () => {});
        see('good guest', isOver, () => 'whoever deletes the database waits for the outbox');
        ledger.trouble.cleared = clock.performance.now();
        met.add('database deleted by the page');
        return ledger.taken();
      }
      case 'wait':
        tell(`${step.ms / 1000} s pass`);
        return clock.pass(step.ms, ledger.look);
      case 'database':
        if (step.is) met.add(`database ${step.is}`);
        world.faults.indexedDB = step.is;
        ledger.faulty();
        return tell(`the database ${step.is ?? 'works'}`);
      case 'local':
        if (step.is) met.add(`localStorage ${step.is}`);
        world.faults.localStorage = step.is;
        return tell(`localStorage ${step.is ?? 'works'}`);
      case 'offline':
        if (step.is) met.add('offline');
        world.faults.offline = step.is;
        return tell(`the network is ${step.is ? 'gone' : 'there'}`);
      case 'clock':
        clock.jump(step.ms);
        for (const floor of ledger.floors) floor.shared = false;
        ledger.trouble.jumps++;
        ledger.trouble.jump = clock.performance.now();
        met.add(step.ms < 0 ? 'a clock set back' : 'a clock set ahead');
        return tell(`the clock is set ${step.ms < 0 ? 'back' : 'ahead'} by ${Math.abs(step.ms) / 3_600_000} h`);
      case 'garbage': {
        const person = people[step.key];
        const key = person ? `${person.id}:${person.revision + 1}` : 'rubbish';
        const text = JSON.stringify(step.what);
        tell(`rubbish lies in the ${step.where}${step.where === 'mark' ? '' : ` as ${key}`}: ${text}`);
        met.add(`rubbish in the ${step.where}`);
        if (step.where === 'mark') for (const floor of ledger.floors) floor.shared = false;
        if (step.where === 'mark') world.disk.local.set(`cx7:waiting:cx7:${URL_OF_COLLECTOR}`, text);
        else {
          garbage.add(key);
          if (step.where === 'journal') world.disk.local.set(`cx7:journal:cx7:${key}`, text);
          else await world.store(key, step.what);
        }
        return;
      }
      default:
        step satisfies never;
    }
  }

  /** What a living tab needs to be as before: it is on the screen. */
  function wake(tab: Tab) {
    if (!tab.page) return;
    thaw(tab);
    loud(() => the(tab.page).show('visible'));
    begin(tab);
  }

  /**
   * Long enough for every backoff, and for the longest Retry-After that was told; one that a later page reads by a clock
   * that was set back is believed for a day at most, once that clock has come so far again.
   */
  const rest = (ms: number) =>
    ledger.floors.reduce(
      (most, { until }) =>
        Math.max(most, ms + until - clock.performance.now() + (met.has('a clock set back') ? 2 * DAY : 0)),
      ms,
    );

  const reject = (error: unknown) => {
    see('good guest', false, () => `an unhandled rejection: ${(error as Error)?.stack ?? error}`);
  };
  process.on('unhandledRejection', reject);
  try {
    for (const step of steps) {
      await act(step);
      if (step.pause === undefined) {
        await settle(ledger.look);
        ledger.lookAround();
      } else await turns(step.pause, ledger.look);
      if (ledger.broken) break;
    }

    if (!ledger.broken) {
      tell('all is well again, and the tabs are on the screen');
      world.faults.indexedDB = world.faults.localStorage = undefined;
      world.faults.offline = false;
      said = { status: 204 };
      const bad = setup.bad && the(people[0]).revision ? the(people[0]) : undefined;
      saidOf = bad && { id: bad.id, said: the(setup.bad) };
      if (bad) tell(`but for ${bad.id} the endpoint goes on: ${inWords(the(setup.bad))}`);
      late = false;
      for (const tab of tabs) wake(tab);
      await clock.pass(rest(400_000), ledger.look);

      tell('all tabs are closed, and somebody comes back another day');
      for (const tab of tabs) {
        loud(() => end(tab, 'close'));
        tab.session = new Map();
      }
      const owed = [...puts.values()].filter(ledger.owed);
      pageOf(the(tabs[0]));
      // Among records that fail, those with the fewest attempts go first: the bad one comes last once it has as many as
      // the others had, which takes at most 5 min for each.
      await clock.pass(rest(bad ? 6_000_000 : MODES[mode].revisions === 'final' ? 2_400_000 : 400_000), ledger.look);
      for (const put of owed)
        if (put.id !== bad?.id)
          see('no hold-up', ledger.settled(put), () => `${put.key} waits, though all is well for it`);

      saidOf = undefined;
      tell('the endpoint takes everything, and somebody comes back once more');
      loud(() => end(the(tabs[0]), 'close'));
      the(tabs[0]).session = new Map();
      pageOf(the(tabs[0]));
      await clock.pass(rest(MODES[mode].revisions === 'final' ? 2_400_000 : 400_000), ledger.look);
      for (const { outbox } of the(tabs[0]).handles) quiet(outbox.flush());
      await clock.pass(100_000, ledger.look);
      await finish(owed);
    }
    see('good guest', true, () => '');
  } catch (error) {
    see('good guest', false, () => (error as Error).message);
  } finally {
    process.off('unhandledRejection', reject);
    for (const tab of tabs) if (tab.page) tab.page.state.dead = true;
  }

  async function finish(owed: Put[]) {
    for (const put of owed)
      see('all collected', ledger.settled(put), () => `${put.key} was owed, and was never collected`);
    for (const [id, revision] of world.collected)
      see('all collected', puts.has(`${id}:${revision}`), () => `${id}:${revision} was never put`);
    let left: string[] = [];
    quiet(
      the(the(tabs[0]).handles[0])
        .outbox.pending()
        .then((records) => {
          left = records.filter(({ state }) => state !== 'quarantined').map(({ id, revision }) => `${id}:${revision}`);
        }),
    );
    await clock.pass(100, ledger.look);
    see('nothing left', !left.length, () => `pending still lists ${left}`);
    const keys = [...world.disk.local.keys()].filter((key) => !garbage.has(key.slice('cx7:journal:cx7:'.length)));
    see('nothing left', !keys.length, () => `localStorage still holds ${keys}`);
    const rows = [...world.peek().rows].filter(([key, row]) => !garbage.has(`${key}`) && row.state !== 'sent');
    see('nothing left', !rows.length, () => `the database still holds ${JSON.stringify(rows)}`);
  }

  return { ledger, world, clock };
}
