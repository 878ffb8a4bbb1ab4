import type { SurveySummary } from '../collector/summary.ts';
import type { Group } from '../report/tally.ts';
import type { Comments as CommentPage, Reading } from './api.ts';
import { Comments } from './Comments.tsx';
import { Funnel } from './Funnel.tsx';
import { Measures } from './Measures.tsx';
import { NothingHere, NothingYet } from './Nothing.tsx';
import type { Selection } from './selection.ts';
import { FunnelTable, MeasuresTable } from './Tables.tsx';
import { count } from './words.ts';

export interface ResultsProps {
  surveys: SurveySummary[];
  selection: Selection;
  reading: Reading | null;
  comments: CommentPage;
  /** Interviews that are kept and not counted. */
  apart: number;
  choose: (change: Partial<Selection>) => void;
  more: () => void;
}

/** What the selection adds up to: measures, funnel and comments. */
export function Results({ surveys, selection, reading, comments, apart, choose, more }: ResultsProps) {
  if (!reading) return <NothingYet apart={apart} />;
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
                  ? 'Counts are not weighted. The weighted mean is weighted by 1/probability, so that it represents everyone who could have been selected.'
                  : 'Bars and means are weighted by 1/probability, so that they represent everyone who could have been selected.'
                : 'Not weighted: these respondents were not drawn, so they represent only themselves.'}
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
  if (interviews === 1) return 'The only interview shown is a test. These are not real answers.';
  return test === interviews
    ? `All ${all} interviews shown are tests. These are not real answers.`
    : `${tests} of the ${all} interviews shown ${test === 1 ? 'is a test' : 'are tests'}, not real answers.`;
}
