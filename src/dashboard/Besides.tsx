import type { ApartInterview } from '../collector/apart.ts';
import type { Besides } from './api.ts';
import { clockOf, count, dayOf } from './words.ts';

/** How many interviews are kept apart, for whatever reason. */
export const sumOf = (counts: Besides['counts']): number => counts.reduce((sum, one) => sum + one.interviews, 0);

/** How many, in words: the collector does not count any number of them. */
const manyOf = (n: number, orMore: boolean): string => `${count(n)}${orMore ? ' or more' : ''}`;

interface ApartProps extends Pick<Besides, 'counts' | 'interviews'> {
  /** Called when the newest are opened or closed. They are read once they are open. */
  look(isOpen: boolean): void;
}

/** What the collector keeps and does not count: how many, why, and a look at the newest. */
export function Apart({ counts, interviews, look }: ApartProps) {
  if (counts.length === 0) return null;
  return (
    <section aria-labelledby="apart">
      <h2 id="apart">
        Kept apart{' '}
        <span class="count">
          {manyOf(
            sumOf(counts),
            counts.some(({ orMore }) => orMore),
          )}
        </span>
      </h2>
      <p class="hint">
        These interviews are not counted in any figure.
        {counts.some(({ standing }) => standing === 'unlisted') &&
          ' Give the collector the configs that the unlisted ones name. Those that fit are then counted.'}
      </p>
      <ul>
        {counts.map(({ standing, reason, why, interviews: many, orMore }) => (
          <li key={reason}>
            {manyOf(many, orMore)} {standing}: {why}
          </li>
        ))}
      </ul>
      <details onToggle={({ currentTarget }) => look(currentTarget.open)}>
        <summary>Look at the newest</summary>
        {interviews.length === 0 && <p class="hint">Reading…</p>}
        <ul class="apart">
          {interviews.map((one) => (
            <One key={one.id} {...one} />
          ))}
        </ul>
      </details>
    </section>
  );
}

const One = ({ record, offered, arrived, clock, why }: ApartInterview) => (
  <li>
    <p>
      {record ? record.survey : 'Unreadable'}, {dayOf(offered)}, {clockOf(offered)}: {why}
    </p>
    {clock === 'collector' && record && (
      <p class="small">
        Filed by the collector’s clock. The device’s said {record.time.offered}; it arrived {arrived}.
      </p>
    )}
    {record && (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus (WCAG 2.1.1).
      <pre tabIndex={0}>{JSON.stringify(record, null, 2)}</pre>
    )}
  </li>
);

/** What the collector has refused since it started. Whoever set it up learns here that a site cannot post. */
export function Refused({ refusals }: Pick<Besides, 'refusals'>) {
  if (refusals.length === 0) return null;
  return (
    <section aria-labelledby="refused">
      <h2 id="refused">Refused since the collector started</h2>
      <ul>
        {refusals.map(({ reason, origin, why, count: many, last }) => (
          <li key={`${reason} ${origin}`}>
            {count(many)} from {origin}: {why} (last {dayOf(last)}, {clockOf(last)})
          </li>
        ))}
      </ul>
    </section>
  );
}
