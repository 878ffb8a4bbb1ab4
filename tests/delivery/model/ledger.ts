import type { ObservableOutbox } from '../../../src/delivery/index.ts';
import { type Answer, type Page, type Request, the, type World } from '../world.ts';
import { DAY, MODES, type Mode } from './history.ts';

/** What delivery promises, each under a name of its own. A history fails under the name of what was broken. */
export const INVARIANTS = {
  'journal first': 'put has tried the journal before it returns, and says truly how durable the record is',
  'evidence only': 'what storage held stays in storage until it was accepted, replaced or told as dropped',
  'stored throughout':
    'a record is in storage when its request begins, unless storage refused it or it is safe already',
  'one body': 'one id and revision is one body on every wire, forever',
  'retry-after': 'no request to a destination before its Retry-After is over',
  'no hold-up': 'a record that fails again and again delays no other',
  'good guest': 'nothing is thrown into the page',
  'handed over once': 'an endpoint that cannot tell a repeat gets none, unless nobody could know of the first one',
  'final only': 'an endpoint that takes an interview once gets it when it is over, left alone, or its page gone',
  'not while leaving': 'an adapter that defers is not called while its page is hidden or left',
  'true word': 'what a page is told of a record is so: sent, dropped and for what reason, pending and how durably',
  'mark set': 'while a record waits, and storage is well, its mark tells the loader so',
  'all collected': 'what was owed is collected in the end, and its highest revision counts',
  'nothing left': 'storage, mark and pending are empty in the end',
} as const;
export type Invariant = keyof typeof INVARIANTS;

export class Broken extends Error {
  constructor(
    readonly invariant: Invariant,
    readonly what: string,
  ) {
    super(`${invariant}: ${what}`);
  }
}

/** One outbox on a page. */
export interface Handle {
  page: Page;
  outbox: ObservableOutbox;
  destination: string;
  label: string;
  /** Its page lives and it was not destroyed. */
  alive: boolean;
  /** Its page was frozen, died, or is being left: others may take over what it had in hand. */
  left: boolean;
  opened: number;
  /** When it began, on the monotonic clock. */
  begun: number | undefined;
}

/** One revision of an interview, as the model remembers it. */
export interface Put {
  id: string;
  revision: number;
  key: string;
  /** The first one; more only where pages made their own before either was durable. */
  bodies: string[];
  /** Those that later pages gave it, and when: where the database fails, such a page cannot learn of the first. */
  others: Map<string, number>;
  destination: string;
  disposition: string;
  /** By the clock on the wall. */
  created: number;
  /** By the monotonic one. */
  at: number;
  by: Handle;
  /** Who has put it, again or not. */
  hands: Set<Handle>;
  /** Storage has held it, and nobody but the outbox has taken it away. */
  stored: boolean;
  /** Storage refused it, or somebody took it away from there. */
  excused: boolean;
  /** Outboxes that have it in memory. */
  holders: Set<Handle>;
  dropped?: string;
  /** Its half an hour was over at some moment, by the clock on the wall, which may have been set since. */
  alone?: boolean;
}

/** What was taken by the collector, and who came to know. */
interface Call {
  request: Request;
  begun: number;
  taken: boolean;
  /** A living page was told that it was taken. */
  known: boolean;
  /** Its tombstone came to the database. */
  durable: boolean;
  /** The answer came, whatever it was. */
  over: boolean;
  /** Its time limit passed before. A function that cannot be aborted is believed all the same. */
  timedOut: boolean;
  /** It was put again on another page, which sent it in the same tick and so without a lease. */
  unleased: boolean;
}

export function createLedger(mode: Mode, world: World, clock: { performance: { now(): number }; wall(): number }) {
  const abilities = MODES[mode];
  const final = abilities.revisions === 'final';
  const puts = new Map<string, Put>();
  const calls: Call[] = [];
  const floors: {
    page: Page;
    destination: string;
    at: number;
    turn: number;
    until: number;
    shared: boolean;
    byPage: boolean;
  }[] = [];
  const story: string[] = [];
  const met = new Set<string>();
  const seen = {} as Record<Invariant, number>;
  for (const name in INVARIANTS) seen[name as Invariant] = 0;
  /** On the monotonic clock: when the database or localStorage last failed or was taken away. */
  const trouble = {
    database: -Infinity,
    local: -Infinity,
    taken: -Infinity,
    /** How often somebody set the clock. */
    jumps: 0,
    jump: -Infinity,
    cleared: -Infinity,
  };
  /** The outbox that is in `put` right now. */
  let putting: { handle: Handle; body: string } | undefined;
  /** How many outboxes a page has made: one does not tell the other, but by localStorage. */
  const made = new Map<Page, number>();
  /** Every outbox of a page. */
  const handles = new Set<Handle>();
  /** Pages that lay in the back-forward cache, where no channel is heard. */
  const away = new Set<Page>();
  let broken: Broken | undefined;
  /** Counts the turns of the event loop: within one, a page has heard nothing yet. */
  let turn = 0;
  const heard: Call[] = [];
  let before: World['faults']['indexedDB'];

  const at = () => `${(clock.performance.now() / 1000).toFixed(1).padStart(8)} s`;
  const tell = (line: string) => story.push(`${at()}  ${line}`);

  /** Remembers the first breach: what follows it may only be its consequence. */
  function see(invariant: Invariant, holds: boolean, what: () => string): void {
    seen[invariant]++;
    if (holds || broken) return;
    broken = new Broken(invariant, what());
    story.push(`${at()}  ✗ ${invariant}: ${broken.what}`);
  }

  /** Whether what was put then may have had its 30 days since: each jump of the clock may count as one. */
  const isLongAgo = (at: number) => clock.performance.now() - at > (29 - trouble.jumps) * DAY;

  const keyOf = ({ request: { record } }: Call) => `${record.id}:${record.revision}`;
  /** Whether the collector has it or what replaces it, or it was given up as told. */
  const settled = (put: Put) =>
    put.dropped !== undefined || (world.collected.get(put.id) ?? 0) >= (final ? 1 : put.revision);

  /** Whether storage holds it, or a revision or tombstone that replaces it. */
  function found(put: Put): 'indexeddb' | 'journal' | undefined {
    for (const row of world.peek().rows.values()) {
      if (row?.v !== 1 || row.id !== put.id || row.key !== `${row.id}:${row.revision}`) continue;
      if (row.revision >= put.revision || (final && row.state === 'sent')) return 'indexeddb';
    }
    for (const [name, text] of world.disk.local) {
      const [, key] = name.split('cx7:journal:cx7:');
      if (!key?.startsWith(`${put.id}:`) || !text.startsWith(`{"v":1,"key":"${key}"`)) continue;
      if (Number(key.slice(put.id.length + 1)) >= put.revision || (final && text.includes('"state":"sent"')))
        return 'journal';
    }
  }

  /** Whether a page may have found that it was left alone; a clock that was set back ends the wait, too. */
  const leftAlone = (put: Put) => {
    const age = clock.wall() - put.created;
    put.alone ||= age < 0 || age >= 1_800_000;
    return put.alone;
  };

  /** Notes what fails: at every look, and whenever something begins to, for it may be over by the next look. */
  const faulty = () => {
    const now = clock.performance.now();
    if (world.faults.indexedDB) trouble.database = now;
    // One call hangs, and goes on to do so for twice its time limit.
    if (before === 'hangs-once' && !world.faults.indexedDB) trouble.database = now + 3100;
    before = world.faults.indexedDB;
    if (world.faults.localStorage) trouble.local = now;
  };

  /** Looks at everything that is to be so at every moment, after each turn of the event loop. */
  function look() {
    turn++;
    for (const floor of floors) if (floor.turn === turn - 1 && floor.page.state.dead) floor.shared = false;
    for (const call of heard.splice(0)) call.known = !call.request.page.state.dead;
    for (const call of calls)
      if (call.known && !call.durable) {
        const { id, revision } = call.request.record;
        call.durable = world.peek().rows.get(`${id}:${revision}`)?.state === 'sent';
      }
    faulty();
    let committed: boolean | undefined;
    for (const put of puts.values()) {
      if (settled(put)) continue;
      leftAlone(put);
      if (put.stored)
        see('evidence only', !!found(put), () => `${put.key} is gone from storage, and nobody has accepted it`);
      else {
        committed ??= world.peek().committed;
        // In the moment of a clearing, what commits may commit to what is no longer there.
        if (committed && clock.performance.now() > trouble.cleared && found(put)) put.stored = true;
      }
    }
  }

  /** Looks at what is to be so whenever all is quiet. */
  function lookAround() {
    for (const put of puts.values())
      if (put.stored && !settled(put) && Math.max(trouble.local, trouble.taken, trouble.database) < put.at)
        see(
          'mark set',
          world.disk.local.has(`cx7:waiting:cx7:${put.destination}`),
          () => `${put.key} waits, and the mark is gone`,
        );
  }

  /** Something outside the outbox took storage away: what is left there is owed, and what living pages remember. */
  function taken() {
    trouble.taken = clock.performance.now();
    for (const put of puts.values()) {
      if (!found(put)) put.excused = true;
      put.stored = !!found(put);
    }
    for (const floor of floors) floor.shared = false;
  }

  const owed = (put: Put) => !settled(put) && (put.stored || put.holders.size > 0);

  function gone(handle: Handle) {
    handle.alive = false;
    handle.left = true;
    for (const put of puts.values()) put.holders.delete(handle);
  }

  /** Whether a page has an outbox that cannot have read the database. */
  const isNew = (page: Page, now: number) =>
    [...handles].some((handle) => handle.alive && handle.page === page && (handle.begun ?? now) === now);

  /** Whether a page may not have learned yet, or not any more, that another body had been put first. */
  const isUnaware = (page: Page, put: Put, body: string, now: number) =>
    put.others.get(body) === now || isNew(page, now) || wasCleared(put, body);

  /** Whether the body that was put first was lost after this one had been put, or was so long ago that nothing is left. */
  const wasCleared = (put: Put, body: string) =>
    isLongAgo(put.at) || Math.max(trouble.database, trouble.taken) >= (put.others.get(body) ?? Infinity);

  function begins(request: Request) {
    const { record, page, url, body } = request;
    const now = clock.performance.now();
    const key = `${record.id}:${record.revision}`;
    const put = puts.get(key);
    faulty();
    const call: Call = {
      request,
      begun: now,
      taken: false,
      known: false,
      over: false,
      timedOut: false,
      durable: false,
      unleased: false,
    };
    calls.push(call);
    if (!put) return see('one body', false, () => `${key} was never put`);
    // A page that has not read the database yet cannot know of an earlier body. It may send its own in the tick of
    // its `put`, as every record is sent, and has to learn better from there.
    // A page that is left before any time has passed since then, or since its outbox began, has not learned it.
    const inPut = putting?.handle.page === page && putting.body === body;
    if (inPut && !put.bodies.includes(body)) met.add('another body in the tick of its put');
    see(
      'one body',
      put.bodies.includes(body) ||
        inPut ||
        (page.state.leaving && isUnaware(page, put, body, now)) ||
        wasCleared(put, body),
      () => `${key} goes on the wire as ${body}, and was put as ${put.bodies.join(' or ')}`,
    );
    call.unleased = inPut && putting?.handle !== put.by;
    const where = found(put);
    if (!where) met.add('a request for what storage refused');
    see(
      'stored throughout',
      // Of what is safe already nothing need be left, though a page that has heard nothing still sends it.
      !!where || put.excused || settled(put),
      () => `a request for ${key} begins and neither journal nor database has it`,
    );
    for (const floor of floors)
      if (
        floor.destination === url &&
        floor.turn < turn &&
        // A date by the clock of the page says nothing where that clock jumped while it was told.
        !(floor.byPage && trouble.jump === floor.at) &&
        ((floor.page === page && made.get(page) === 1) || (floor.shared && trouble.local < floor.at))
      )
        see(
          'retry-after',
          now >= floor.until - 1,
          () => `${key} goes off ${((floor.until - now) / 1000).toFixed(1)} s before Retry-After is over`,
        );
    if (page !== put.by.page) met.add('another page sends what one has put');
    if (page.state.leaving) met.add('a request while its page is left');
    if (abilities.unload === ('defer' as string))
      see(
        'not while leaving',
        !page.state.leaving && page.document.visibilityState === 'visible',
        () => `${key} is handed over while its page is hidden or left`,
      );
    if (final) {
      const over = /^(complete|dismissed)$/.test(put.disposition);
      // Nobody can tell a page whose outbox has yet to begin from one that has died: it is believed for 75 s, and what
      // another tab took over then stays with it.
      const left = [...put.hands].some((handle) => handle.left || (handle.begun ?? now) - put.at >= 75_000);
      // What was tried once for good reason is not held again.
      const tried = calls.some((other) => other !== call && puts.get(keyOf(other)) === put);
      const alone = leftAlone(put) || tried;
      if (over) met.add('an interview that was over');
      else if (left) met.add('an interview whose page was gone');
      else if (alone) met.add('an interview that was left alone');
      see('final only', over || alone || left, () => `${key} (${put.disposition}) is handed over too early`);
    }
    if (!abilities.dedupes) handedOver(put, call);
  }

  /**
   * A repeat is excused where nobody could know of the first one:
   * - its acknowledgement came to no page that lived to the next turn of the event loop, and it goes on in none: a call
   *   that goes on for 75 s, or past a jump of the clock, is over for all but the outbox that made it, for its lease is;
   * - a page heard it, and since the record was put the database failed (then tombstones and leases may fail), storage was
   *   taken away, or the 30 days are over for which a tombstone is kept;
   * - the page died before the tombstone was in the database, and there is no channel by which it could tell at once, or no
   *   localStorage to read its tombstone from;
   * - another page's call goes on, and this page is being left and can ask no database first, or lay in the back-forward
   *   cache, where others take over what it has in hand, and goes on with the interview;
   * - a page that was never given the interview has taken it over, and its call goes on for another revision than this one:
   *   leases are one a revision;
   * - another page heard it, there is no channel, and this page, which has had the interview in hand since its put, is being
   *   left, or sends in the tick of its put, and can ask no database first;
   * - a clock jumped while the lease for the first call was being written (two times 1.5 s at most) or later, which ends it;
   *   the tombstone is not in the database yet, and there is no channel that tells at once;
   * - several outboxes were given the interview: leases are one a revision, a first request is made in the tick of its
   *   put, and only the channel tells at once, where there is one and the page is not frozen.
   * The outbox that knows, or whose call goes on, is never excused.
   */
  function handedOver(put: Put, call: Call) {
    const { page } = call.request;
    const all = [...puts.values()].filter(({ id }) => id === put.id);
    const spread = new Set(all.flatMap(({ hands }) => [...hands])).size > 1;
    const givers = new Set(all.flatMap(({ hands }) => [...hands].map((handle) => handle.page)));
    // A tombstone's age is its record's.
    const forgotten = isLongAgo(Math.min(...all.map(({ at }) => at)));
    for (const other of calls) {
      const { record } = other.request;
      if (other === call || !other.taken || record.id !== put.id || (!final && record.revision !== put.revision))
        continue;
      const own = other.request.page === page && made.get(page) === 1;
      const { dead, frozen } = other.request.page.state;
      const unheard = !!world.faults.channel;
      const jumped = trouble.jump >= other.begun - 3100;
      const amiss =
        forgotten ||
        Math.max(trouble.database, trouble.taken) >= Math.min(put.at, other.begun) ||
        (spread && (!other.known || away.has(page) || unheard)) ||
        (!other.known &&
          (page.state.leaving ||
            away.has(page) ||
            (record.revision !== put.revision && !givers.has(other.request.page)))) ||
        (unheard && (page.state.leaving || putting?.handle.page === page) && givers.has(page)) ||
        (unheard && jumped && !other.durable) ||
        (dead && !other.durable && (unheard || trouble.local >= other.begun));
      const inTime = call.begun - other.begun < 75_000 && !jumped && !other.unleased;
      const goesOn = !other.over && !dead && !frozen && (own || (inTime && !spread));
      const known = () =>
        `${put.key} is handed over again, though ${own ? 'this' : 'a'} page knows that it was accepted`;
      if (other.known) see('handed over once', amiss && (!own || forgotten), known);
      else
        see(
          'handed over once',
          !goesOn || (!own && amiss),
          () => `${put.key} is handed over again while the first call goes on`,
        );
      if (!broken) met.add('a repeat that nobody could rule out');
    }
  }

  return {
    puts,
    calls,
    floors,
    story,
    met,
    seen,
    trouble,
    made,
    handles,
    away,
    settled,
    found,
    owed,
    gone,
    faulty,
    look,
    lookAround,
    taken,
    isLongAgo,
    tell,
    see,
    isUnaware,
    get broken() {
      return broken;
    },
    get turn() {
      return turn;
    },
    get putting() {
      return putting;
    },
    set putting(handle) {
      putting = handle;
    },
    watch: {
      begins,
      judged(request: Request, _: Answer, isTaken: boolean) {
        const call = the(calls.find((other) => other.request === request));
        call.taken = isTaken;
        const key = `${request.record.id}:${request.record.revision}`;
        const before = world.acceptances.filter((other) => other === key).length;
        if (isTaken && before > 1) met.add('a repeat that the collector counts once');
        if (isTaken && (world.collected.get(request.record.id) ?? 0) > request.record.revision)
          met.add('an older revision after a newer one');
      },
      reported(request: Request, answer: Answer, isTaken: boolean) {
        const call = the(calls.find((other) => other.request === request));
        call.over = true;
        if (call.timedOut) met.add('an answer after the time limit');
        if (request.init.signal?.aborted) return;
        // Known only if the page lives to the next turn.
        if (isTaken && !answer.acceptThenDrop) heard.push(call);
      },
    },
  };
}
