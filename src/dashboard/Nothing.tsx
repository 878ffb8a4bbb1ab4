import { RECRUITMENTS, type Tally } from '../report/tally.ts';
import type { Selection } from './selection.ts';
import { count, RECRUITMENT, WHO } from './words.ts';

/** @param apart interviews that are kept and not counted */
export const NothingYet = ({ apart }: { apart: number }) => (
  <div class="empty">
    <h2>{apart ? 'No answers counted yet' : 'No answers yet'}</h2>
    <p>
      {apart > 0 && 'What has arrived so far is kept apart, for the reasons below. '}
      Interviews appear here as they arrive; you do not need to reload the page. Surveys send them to this address:
    </p>
    <pre>
      <code>{`"endpoint": "${new URL('v1/interviews', document.baseURI)}"`}</code>
    </pre>
  </div>
);

interface NothingHereProps {
  /** What there is of each kind of respondents in the same selection. */
  groups: Tally['groups'];
  /** Tests that the survey has and that are not shown. */
  hidden: number;
  selection: Selection;
  choose: (change: Partial<Selection>) => void;
}

const UNFILTERED = { period: 'all', office: '', channel: '', lang: '', recruitment: 'sampled-offer' } as const;

export function NothingHere({ groups, hidden, selection, choose }: NothingHereProps) {
  const others = RECRUITMENTS.filter((one) => groups[one].interviews > 0);
  const isFiltered = Object.entries(UNFILTERED).some(([name, value]) => selection[name as keyof Selection] !== value);
  return (
    <div class="empty">
      <h2>No data in this selection</h2>
      <p>
        No interviews of “{selection.survey}” ({RECRUITMENT[selection.recruitment].toLowerCase()}) match the filters.
        {others.length > 0 && ' Interviews with other respondents do.'}
      </p>
      <p class="buttons">
        {others.map((recruitment) => (
          <button key={recruitment} type="button" class="primary" onClick={() => choose({ recruitment })}>
            Show {WHO[recruitment]} ({count(groups[recruitment].interviews)})
          </button>
        ))}
        {isFiltered && (
          <button type="button" class={others.length ? '' : 'primary'} onClick={() => choose(UNFILTERED)}>
            Clear the filters
          </button>
        )}
        {hidden > 0 && (
          <button type="button" onClick={() => choose({ test: true })}>
            Show test data ({count(hidden)})
          </button>
        )}
      </p>
    </div>
  );
}
