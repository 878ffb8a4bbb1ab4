import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SurveySummary } from '../collector/summary.ts';
import { type Group, RECRUITMENTS, type Tally } from '../report/tally.ts';
import {
  type Besides,
  type Comments as CommentPage,
  getBesides,
  getComments,
  getSurveys,
  getTally,
  type Reading,
} from './api.ts';
import { Apart, Refused } from './Besides.tsx';
import { Comments } from './Comments.tsx';
import { Filters } from './Filters.tsx';
import { Funnel } from './Funnel.tsx';
import { calmly, type Liveness, listen } from './live.ts';
import { Hatches, Measures } from './Measures.tsx';
import { readSelection, type Selection, writeSelection } from './selection.ts';
import { FunnelTable, MeasuresTable } from './Tables.tsx';
import { clockOf, count, RECRUITMENT, WHO } from './words.ts';

/** Comments that are read at a time. */
const PAGE = 10;

interface Shown {
  surveys: SurveySummary[];
  selection: Selection;
  reading: Reading | null;
  comments: CommentPage;
  besides: Besides;
}

/** The whole page: reads what was chosen, shows it, and reads it again when something arrives. */
export function Dashboard({ open }: { open: boolean }) {
  const [selection, setSelection] = useState(() => readSelection(location.search));
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  const wanted = useRef({ selection, comments: PAGE });
  wanted.current.selection = selection;

  const refresh = useMemo(
    () =>
      calmly(async () => {
        try {
          setShown(await read(wanted.current.selection, wanted.current.comments));
          setProblem(null);
        } catch (error) {
          setProblem((error as Error).message);
        }
      }, 700),
    [],
  );
  useEffect(() => listen(refresh, setLiveness), [refresh]);

  const choose = (change: Partial<Selection>) => {
    const next = { ...(shown?.selection ?? selection), ...change };
    history.replaceState(null, '', `?${writeSelection(next)}`);
    wanted.current = { selection: next, comments: PAGE };
    setSelection(next);
    // What changes only the looks of the same numbers shows at once.
    if (shown) setShown({ ...shown, selection: next });
    refresh();
  };
  const more = () => {
    wanted.current.comments += PAGE;
    refresh();
  };

  return (
    <>
      <a class="skip" href="#main">
        Skip to the results
      </a>
      <Hatches />
      <header class="bar">
        <h1>Survey dashboard</h1>
        {open && <span class="tag">Open to everybody</span>}
        <Live liveness={liveness} at={shown?.reading?.at} />
        {!open && (
          <form method="post" action="logout">
            <button type="submit" class="plain">
              Sign out
            </button>
          </form>
        )}
      </header>
      {problem && (
        <p class="note problem" role="alert">
          <strong>The newest numbers could not be read.</strong> {problem} What is shown may be old; it is tried again
          with the next arrival.{' '}
          <button type="button" class="plain" onClick={refresh}>
            Try now
          </button>
        </p>
      )}
      {shown && shown.surveys.length > 0 && (
        <Filters surveys={shown.surveys} selection={shown.selection} choose={choose} />
      )}
      <main id="main" tabIndex={-1}>
        {shown ? <Results {...shown} choose={choose} more={more} /> : !problem && <p class="empty">Reading…</p>}
        {shown && <Apart {...shown.besides} />}
        {shown && <Refused {...shown.besides} />}
      </main>
    </>
  );
}

/** Settles what was left open in a selection, and reads all that it shows. */
async function read(asked: Selection, comments: number): Promise<Shown> {
  const surveys = await getSurveys();
  const survey = surveys.find((one) => one.survey === asked.survey) ?? (asked.survey ? undefined : surveys[0]);
  const selection = {
    ...asked,
    survey: survey?.survey ?? asked.survey,
    test: asked.test ?? (survey !== undefined && survey.interviews === 0 && survey.test > 0),
  };
  const [besides, reading, page] = await Promise.all([
    getBesides(selection),
    selection.survey ? getTally(selection) : null,
    selection.survey ? readComments(selection, comments) : { comments: [], next: null },
  ]);
  return { surveys, selection, reading, comments: page, besides };
}

/** As many comments as are wanted; the collector gives at most 100 at a time. */
async function readComments(selection: Selection, wanted: number): Promise<CommentPage> {
  let page = await getComments(selection, { limit: Math.min(wanted, 100) });
  while (page.next && page.comments.length < wanted) {
    const rest = await getComments(selection, {
      limit: Math.min(wanted - page.comments.length, 100),
      before: page.next,
    });
    page = { comments: [...page.comments, ...rest.comments], next: rest.next };
  }
  return page;
}

interface ResultsProps extends Omit<Shown, 'besides'> {
  choose: (change: Partial<Selection>) => void;
  more: () => void;
}

function Results({ surveys, selection, reading, comments, choose, more }: ResultsProps) {
  if (!reading) return <NothingYet />;
  const group = reading.tally.groups[selection.recruitment];
  const survey = surveys.find((one) => one.survey === selection.survey);
  const isTable = selection.view === 'table';

  return (
    <>
      {group.test > 0 && (
        <p class="note test">
          <strong>Test data.</strong> {testsIn(group)}
        </p>
      )}
      {group.interviews === 0 ? (
        <NothingHere
          groups={reading.tally.groups}
          hidden={selection.test ? 0 : (survey?.test ?? 0)}
          selection={selection}
          choose={choose}
        />
      ) : (
        <>
          <section aria-labelledby="measures">
            <div class="heading">
              <h2 id="measures">The seven measures</h2>
              <fieldset class="toggle">
                <legend class="away">Show as</legend>
                {(['chart', 'table'] as const).map((view) => (
                  <label key={view}>
                    <input
                      type="radio"
                      name="view"
                      checked={selection.view === view}
                      onChange={() => choose({ view })}
                    />
                    {view === 'chart' ? 'Chart' : 'Table'}
                  </label>
                ))}
              </fieldset>
            </div>
            <p class="hint">
              {selection.recruitment === 'sampled-offer'
                ? isTable
                  ? 'Counts are as they came in. The weighted mean is weighted by 1/probability, so that it represents everyone who could have been selected.'
                  : 'Bars and means are weighted by 1/probability, so that they represent everyone who could have been selected.'
                : 'Not weighted: these respondents were not drawn, and they stand for themselves only.'}
            </p>
            {isTable ? <MeasuresTable measures={group.measures} /> : <Measures measures={group.measures} />}
          </section>
          <div class="columns">
            <section aria-labelledby="funnel">
              <h2 id="funnel">From invitation to answer</h2>
              {isTable ? <FunnelTable funnel={group.funnel} /> : <Funnel funnel={group.funnel} />}
            </section>
            <section aria-labelledby="comments">
              <h2 id="comments">
                Comments <span class="count">{count(group.comments)}</span>
              </h2>
              <Comments page={comments} more={more} />
            </section>
          </div>
        </>
      )}
    </>
  );
}

/** How many of the interviews shown are tests. */
function testsIn({ test, interviews }: Pick<Group, 'test' | 'interviews'>): string {
  const [tests, all] = [count(test), count(interviews)];
  if (interviews === 1) return 'The only interview shown is a test: nobody’s real answers.';
  return test === interviews
    ? `All ${all} interviews shown are tests: nobody’s real answers.`
    : `${tests} of the ${all} interviews shown ${test === 1 ? 'is a test' : 'are tests'}: nobody’s real answers.`;
}

function Live({ liveness, at }: { liveness: Liveness; at: string | undefined }) {
  const text = { connecting: 'Connecting…', live: 'Live', lost: 'Connection lost, trying again' }[liveness];
  return (
    <p class="live" data-liveness={liveness}>
      <span role="status">{text}</span>
      {at && <span class="small">as of {clockOf(at)}</span>}
    </p>
  );
}

const NothingYet = () => (
  <div class="empty">
    <h2>No answers yet</h2>
    <p>Interviews show here as they arrive; no need to reload the page. Surveys send them to this address:</p>
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

function NothingHere({ groups, hidden, selection, choose }: NothingHereProps) {
  const others = RECRUITMENTS.filter((one) => groups[one].interviews > 0);
  const isFiltered = Object.entries(UNFILTERED).some(([name, value]) => selection[name as keyof Selection] !== value);
  return (
    <div class="empty">
      <h2>No data in this selection</h2>
      <p>
        No interviews of “{selection.survey}” ({RECRUITMENT[selection.recruitment].toLowerCase()}) fit the filters.
        {others.length > 0 && ' Interviews of other respondents do.'}
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
