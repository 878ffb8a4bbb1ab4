/** Why a post was refused. */
export type RefusalReason =
  | 'origin'
  | 'type'
  | 'size'
  | 'unreadable'
  | 'schema'
  | 'key'
  | 'rate'
  | 'broken-off'
  | 'storage';

/** What each means, as it reads after "Refused 2 posts from X:", for whoever must fix it. */
const REFUSALS: Record<RefusalReason, string> = {
  origin: 'the site is not listed; name it with --origin',
  type: 'the content type is not accepted',
  size: 'the body is too large',
  unreadable: 'the body is not JSON in UTF-8',
  schema: 'the body is not a valid record',
  key: 'the Idempotency-Key names another record',
  rate: 'too many posts came from one address',
  'broken-off': 'the body broke off; browsers send it again',
  storage: 'the database did not store the record; browsers send it again',
};

export interface Refusal {
  reason: RefusalReason;
  /** The reason in words. */
  why: string;
  /** The site whose page has posted; `a server or script` where no page did, `other sites` where there are too many to tell apart. */
  origin: string;
  count: number;
  /** When the last one came, RFC 3339. */
  last: string;
}

export interface Refusals {
  note(reason: RefusalReason, origin: string | null): void;
  /** Since this collector has started, the newest first. */
  list(): Refusal[];
}

/** Sites that are told apart. Anybody can make up more. */
const SITES = 50;

const MINUTE = 60_000;

interface Noted extends Refusal {
  logged: { at: number; count: number };
}

/** Counts what is refused, and logs each reason and origin at most once a minute. */
export function createRefusals(log: (line: string) => void, now: () => number = Date.now): Refusals {
  const noted = new Map<string, Noted>();
  const sites = new Set<string>();

  const siteOf = (origin: string | null): string => {
    const site = origin === null ? 'a server or script' : nameOf(origin);
    if (!sites.has(site) && sites.size >= SITES) return 'other sites';
    sites.add(site);
    return site;
  };

  return {
    note(reason, origin) {
      const site = siteOf(origin);
      const key = `${reason} ${site}`;
      const at = now();
      const one = noted.get(key) ?? {
        reason,
        why: REFUSALS[reason],
        origin: site,
        count: 0,
        last: '',
        logged: { at: Number.NEGATIVE_INFINITY, count: 0 },
      };
      one.count++;
      one.last = new Date(at).toISOString();
      noted.set(key, one);
      if (Math.abs(at - one.logged.at) < MINUTE) return;
      const many = one.count - one.logged.count;
      one.logged = { at, count: one.count };
      log(`Refused ${many === 1 ? 'a post' : `${many} posts`} from ${site}: ${REFUSALS[reason]}.`);
    },
    list: () =>
      [...noted.values()]
        .map(({ logged: _, ...refusal }) => refusal)
        .sort((one, other) => (one.last < other.last ? 1 : -1)),
  };
}

/** An origin as browsers write it. Anything else is somebody's own invention, and no log repeats it. */
function nameOf(origin: string): string {
  const isOne = origin.length <= 200 && URL.canParse(origin) && new URL(origin).origin === origin;
  return isOne || origin === 'null' ? origin : 'an invalid origin';
}
