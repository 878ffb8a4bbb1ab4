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
  /** The same, once it is read, with nothing left open. */
  settled?: Selection;
  /** How many. */
  comments: number;
  /** Whether somebody looks at what is kept apart. */
  isLooking: boolean;
}

/** The whole page: reads what was chosen, shows it, and reads it again when something arrives. */
export function Dashboard({ open }: { open: boolean }) {
  const [start] = useState(() => readSelection(location.search));
  /** What the filters show: it was chosen, and may not be read yet. */
  const [chosen, setChosen] = useState(start);
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  /** What was chosen last. Its results are shown once they are read. */
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
            wanted.current.settled = result.selection;
            setChosen(result.selection);
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
    const { selection, settled, isLooking } = wanted.current;
    const next = { ...(settled ?? selection), ...change };
    history.replaceState(null, '', `?${writeSelection(next)}`);
    // What is kept apart is of one survey: with another one, it is closed again.
    wanted.current = { selection: next, comments: PAGE, isLooking: isLooking && change.survey === undefined };
    setChosen(next);
    setProblem(null);
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

  const isRead = shown !== null && hasSameNumbers(shown.selection, chosen);
  const isSameSurvey = shown?.selection.survey === chosen.survey;

  return (
    <>
      <a class="skip" href="#main">
        Skip to the results
      </a>
      <Hatches />
      <header class="bar">
        <h1>Survey dashboard</h1>
        {open && <span class="tag">Open to everybody</span>}
        <Live liveness={liveness} at={isRead ? shown.reading?.at : undefined} />
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
          <strong>The newest numbers could not be read.</strong> {problem}{' '}
          {isRead && 'What you see may be out of date. '}
          The dashboard tries again when the next interview arrives.{' '}
          <button type="button" class="plain" onClick={refresh}>
            Try now
          </button>
        </p>
      )}
      {shown && shown.surveys.length > 0 && <Filters surveys={shown.surveys} selection={chosen} choose={choose} />}
      <main id="main" tabIndex={-1}>
        {isRead ? (
          <Results {...shown} selection={chosen} apart={sumOf(shown.besides.counts)} choose={choose} more={more} />
        ) : (
          !problem && (
            <p class="empty" role="status">
              Reading…
            </p>
          )
        )}
        {shown && isSameSurvey && <Apart {...shown.besides} look={look} />}
        {shown && <Refused {...shown.besides} />}
      </main>
    </>
  );
}

/** Whether two selections differ in nothing but how they look. */
const hasSameNumbers = (one: Selection, other: Selection): boolean =>
  writeSelection({ ...one, view: other.view }) === writeSelection(other);

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
