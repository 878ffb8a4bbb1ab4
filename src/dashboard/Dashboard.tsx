import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SurveySummary } from '../collector/summary.ts';
import {
  type Besides,
  type Comments as CommentPage,
  getBesides,
  getComments,
  getSurveys,
  getTally,
  type Reading,
} from './api.ts';
import { Apart, Refused, sumOf } from './Besides.tsx';
import { Filters } from './Filters.tsx';
import { calmly, type Liveness, listen } from './live.ts';
import { Hatches } from './Measures.tsx';
import { Results } from './Results.tsx';
import { readSelection, type Selection, writeSelection } from './selection.ts';
import { clockOf } from './words.ts';

/** Comments that are read at a time. */
const PAGE = 10;

interface Shown {
  surveys: SurveySummary[];
  selection: Selection;
  reading: Reading | null;
  comments: CommentPage;
  besides: Besides;
}

interface Wanted {
  selection: Selection;
  /** How many. */
  comments: number;
  /** Whether somebody looks at what is kept apart. */
  isLooking: boolean;
}

/** The whole page: reads what was chosen, shows it, and reads it again when something arrives. */
export function Dashboard({ open }: { open: boolean }) {
  const [start] = useState(() => readSelection(location.search));
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  /** What was chosen last. It is shown once it is read. */
  const wanted = useRef<Wanted>({ selection: start, comments: PAGE, isLooking: false });

  const refresh = useMemo(
    () =>
      calmly(async () => {
        const asked = { ...wanted.current };
        // What is no longer wanted is not shown: something else was chosen meanwhile, and is read next.
        const whileWanted = (show: () => void) => asked.selection === wanted.current.selection && show();
        try {
          const result = await read(asked);
          whileWanted(() => {
            setShown(result);
            setProblem(null);
          });
        } catch (error) {
          whileWanted(() => setProblem((error as Error).message));
        }
      }, 700),
    [],
  );
  useEffect(() => listen(refresh, setLiveness), [refresh]);

  const choose = (change: Partial<Selection>) => {
    const { selection } = wanted.current;
    const settled = {
      survey: selection.survey || (shown?.selection.survey ?? ''),
      test: selection.test ?? shown?.selection.test ?? null,
    };
    const next = { ...selection, ...settled, ...change };
    history.replaceState(null, '', `?${writeSelection(next)}`);
    wanted.current = { ...wanted.current, selection: next, comments: PAGE };
    // What changes only the looks of the same numbers shows at once.
    setShown((was) => was && { ...was, selection: next });
    refresh();
  };
  const more = () => {
    wanted.current.comments += PAGE;
    refresh();
  };
  const look = (isLooking: boolean) => {
    wanted.current.isLooking = isLooking;
    if (isLooking) refresh();
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
          <strong>The newest numbers could not be read.</strong> {problem} What you see may be out of date. The
          dashboard tries again when the next interview arrives.{' '}
          <button type="button" class="plain" onClick={refresh}>
            Try now
          </button>
        </p>
      )}
      {shown && shown.surveys.length > 0 && (
        <Filters surveys={shown.surveys} selection={shown.selection} choose={choose} />
      )}
      <main id="main" tabIndex={-1}>
        {shown ? (
          <Results {...shown} apart={sumOf(shown.besides.counts)} choose={choose} more={more} />
        ) : (
          !problem && <p class="empty">Reading…</p>
        )}
        {shown && <Apart {...shown.besides} look={look} />}
        {shown && <Refused {...shown.besides} />}
      </main>
    </>
  );
}

/** Settles what was left open in a selection, and reads all that it shows. */
async function read({ selection: asked, comments, isLooking }: Wanted): Promise<Shown> {
  const surveys = await getSurveys();
  const survey = surveys.find((one) => one.survey === asked.survey) ?? (asked.survey ? undefined : surveys[0]);
  const selection = {
    ...asked,
    survey: survey?.survey ?? asked.survey,
    test: asked.test ?? (survey !== undefined && survey.interviews === 0 && survey.test > 0),
  };
  const [besides, reading, page] = await Promise.all([
    getBesides(selection, isLooking),
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

function Live({ liveness, at }: { liveness: Liveness; at: string | undefined }) {
  const text = { connecting: 'Connecting…', live: 'Live', lost: 'Connection lost, trying again' }[liveness];
  return (
    <p class="live" data-liveness={liveness}>
      <span role="status">{text}</span>
      {at && <span class="small">as of {clockOf(at)}</span>}
    </p>
  );
}
