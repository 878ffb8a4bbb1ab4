import { barX, plot, ruleX, text } from '@observablehq/plot';
import { useCallback } from 'preact/hooks';
import { MEASURES, type Measure, SCALE } from '../instrument/measures.ts';
import type { Group, MeasureTally } from '../report/tally.ts';
import { extent, type Piece, pieces } from './diverging.ts';
import { Figure } from './Figure.tsx';
import { count, decimal, MEASURE, percent, SCORE } from './words.ts';

/** Fewer scores than this say little; the dashboard says so. */
const FEW = 10;

/** The seven measures, each as one bar from disagreement to agreement. */
export function Measures({ measures }: Pick<Group, 'measures'>) {
  const rows = MEASURES.map((measure) => ({
    measure,
    tally: measures[measure],
    bar: pieces(measures[measure]),
  }));
  const [least, most] = extent(rows.map(({ bar }) => bar));
  return (
    <>
      <Legend />
      <ol class="measures">
        {rows.map((row) => (
          <Row key={row.measure} {...row} least={least} most={most} />
        ))}
      </ol>
    </>
  );
}

const Legend = () => (
  <ul class="legend" aria-label="Colors of the answers">
    {SCALE.map((score) => (
      <li key={score}>
        <svg aria-hidden="true" width="20" height="14">
          <rect width="20" height="14" rx="2" fill={fillOf(score)} />
        </svg>
        <span class="code">{score}</span> {SCORE[score]}
      </li>
    ))}
  </ul>
);

interface RowProps {
  measure: Measure;
  tally: MeasureTally;
  bar: Piece[];
  least: number;
  most: number;
}

function Row({ measure, tally, bar, least, most }: RowProps) {
  const { name, domain } = MEASURE[measure];
  const draw = useCallback((width: number) => drawBar(bar, [least, most], width), [JSON.stringify(bar), least, most]);
  return (
    <li class="measure">
      <h3>
        {name} <span class="domain">{domain}</span>
      </h3>
      {tally.n === 0 ? <p class="none">No data</p> : <Figure label={`${name}: ${spoken(bar)}`} draw={draw} />}
      <Mean {...tally} />
      <States {...tally} bar={bar} />
    </li>
  );
}

function Mean({ n, mean, weighted }: MeasureTally) {
  if (mean === null)
    return (
      <p class="mean">
        <span class="big none">–</span>
        <span class="small">no scores</span>
      </p>
    );
  const shown = weighted?.mean ?? mean;
  return (
    <p class="mean">
      <span class="big">
        <span class="away">Mean </span>
        {decimal(shown)}
      </span>
      <span class="small">
        n {count(n)}
        {weighted && Math.round(weighted.effectiveN) < n && <>, effective {count(Math.round(weighted.effectiveN))}</>}
      </span>
      {n < FEW && <span class="tag">Few answers</span>}
    </p>
  );
}

function States({ states, n, bar }: MeasureTally & { bar: Piece[] }) {
  const share = (scores: readonly number[]) =>
    percent(bar.reduce((sum, piece) => (scores.includes(piece.score) ? sum + piece.share : sum), 0));
  const parts = [
    n > 0 && `${share([4, 5])} agree`,
    n > 0 && `${share([1, 2])} disagree`,
    `${count(states.answered)} answered`,
    states['not-applicable'] > 0 && `${count(states['not-applicable'])} does not apply`,
    states.skipped > 0 && `${count(states.skipped)} skipped`,
    states['not-shown'] > 0 && `${count(states['not-shown'])} not shown`,
  ].filter((part) => part !== false);
  return (
    <ul class="states">
      {parts.map((part) => (
        <li key={part.replace(/^\S+ /, '')}>{part}</li>
      ))}
    </ul>
  );
}

const spoken = (bar: readonly Piece[]) =>
  bar.map(({ score, share }) => `${percent(share)} ${SCORE[score].toLowerCase()}`).join(', ');

/** Disagreement is hatched, so that the two ends differ without color too. */
const fillOf = (score: number) => (score < 3 ? `url(#hatch-${score})` : `var(--score-${score})`);

/** Width in pixels that a percentage needs to stand within its piece. */
const ROOM = 34;

function drawBar(bar: readonly Piece[], [least, most]: [number, number], width: number) {
  const perShare = width / (most - least);
  return plot({
    width,
    height: 38,
    margin: 0,
    className: 'plot',
    x: { domain: [least, most], range: [0, width], axis: null },
    marks: [
      barX(bar, {
        x1: 'from',
        x2: 'to',
        insetLeft: 1,
        insetRight: 1,
        rx: 2,
        fill: ({ score }: Piece) => fillOf(score),
        title: ({ score, n, share }: Piece) => `${score} ${SCORE[score]}: ${percent(share)}, ${count(n)} answers`,
      }),
      ruleX([0], { stroke: 'var(--middle)', strokeWidth: 1, strokeDasharray: '2 3' }),
      text(
        bar.filter(({ share }) => share * perShare >= ROOM),
        {
          x: ({ from, to }: Piece) => (from + to) / 2,
          text: ({ share }: Piece) => percent(share),
          fill: ({ score }: Piece) => `var(--on-score-${score})`,
          stroke: ({ score }: Piece) => (score < 4 ? `var(--score-${score})` : 'none'),
          strokeWidth: 4,
          fontSize: 13,
          fontWeight: 600,
        },
      ),
    ],
  });
}

/** The patterns that the bars are filled with; once in the page. */
export const Hatches = () => (
  <svg class="hatches" aria-hidden="true" width="0" height="0">
    <defs>
      {[1, 2].map((score) => (
        <pattern
          key={score}
          id={`hatch-${score}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill={`var(--score-${score})`} />
          <rect width="1.5" height="6" fill={`var(--hatch-${score})`} />
        </pattern>
      ))}
    </defs>
  </svg>
);
