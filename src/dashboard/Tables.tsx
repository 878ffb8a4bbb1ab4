import type { ComponentChildren } from 'preact';
import { MEASURES, SCALE } from '../instrument/measures.ts';
import type { Group } from '../report/tally.ts';
import { stepsOf } from './Funnel.tsx';
import { count, decimal, MEASURE, percent, SCORE } from './words.ts';

/** The same numbers as the bars, and all of them: for reading out, for copying, for a second look. */
export function MeasuresTable({ measures }: Pick<Group, 'measures'>) {
  return (
    <Scrolling label="The seven measures, table">
      <table>
        <caption class="away">
          Answers by score, means and answer states of the seven measures. The counts are not weighted.
        </caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            {SCALE.map((score) => (
              <th scope="col" key={score}>
                {score} <span class="small">{SCORE[score]}</span>
              </th>
            ))}
            <th scope="col">n</th>
            <th scope="col">Mean</th>
            <th scope="col">Weighted mean</th>
            <th scope="col">Effective n</th>
            <th scope="col">Does not apply</th>
            <th scope="col">Skipped</th>
            <th scope="col">Not shown</th>
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => {
            const { counts, n, mean, weighted, states } = measures[measure];
            return (
              <tr key={measure}>
                <th scope="row">{MEASURE[measure].name}</th>
                {counts.map((of, index) => (
                  <td key={SCALE[index]}>{n === 0 ? <None /> : count(of)}</td>
                ))}
                <td>{count(n)}</td>
                <td>{mean === null ? <None /> : decimal(mean)}</td>
                <td>{weighted ? decimal(weighted.mean) : <None />}</td>
                <td>{weighted ? count(Math.round(weighted.effectiveN)) : <None />}</td>
                <td>{count(states['not-applicable'])}</td>
                <td>{count(states.skipped)}</td>
                <td>{count(states['not-shown'])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolling>
  );
}

export function FunnelTable({ funnel }: Pick<Group, 'funnel'>) {
  return (
    <Scrolling label="From invitation to answer, table">
      <table>
        <caption class="away">How many respondents reached each step.</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Interviews</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {stepsOf(funnel).map(({ name, n, share }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{count(n)}</td>
              <td>{share === null ? <None /> : percent(share)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Said “not now” or closed it</th>
            <td>{count(funnel.dismissed)}</td>
            <td>{funnel.offered ? percent(funnel.dismissed / funnel.offered) : <None />}</td>
          </tr>
        </tbody>
      </table>
    </Scrolling>
  );
}

const None = () => <span class="none">No data</span>;

/** A wide table scrolls within itself; with `tabindex` the keyboard can scroll it too. */
const Scrolling = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus (WCAG 2.1.1).
  <section class="scrolling" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
