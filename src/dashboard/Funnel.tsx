import { barX, plot } from '@observablehq/plot';
import { useCallback } from 'preact/hooks';
import type { Funnel as Steps } from '../report/tally.ts';
import { Figure } from './Figure.tsx';
import { count, percent } from './words.ts';

export interface Step {
  name: string;
  n: number;
  /** Of those who began, 0 to 1. `null` where nobody did. */
  share: number | null;
}

/** The steps from the invitation to the end. Those who were not invited begin by opening the survey. */
export function stepsOf({ offered, opened, partial, complete }: Steps): Step[] {
  const all = offered ?? opened;
  const step = (name: string, n: number) => ({ name, n, share: all === 0 ? null : n / all });
  return [
    ...(offered === null ? [] : [step('Invited', offered)]),
    step('Opened', opened),
    step('Answered the first step', partial),
    step('Completed', complete),
  ];
}

export function Funnel({ funnel }: { funnel: Steps }) {
  const steps = stepsOf(funnel);
  return (
    <>
      <ol class="funnel">
        {steps.map((step) => (
          <FunnelStep key={step.name} {...step} />
        ))}
      </ol>
      <p class="hint">
        {funnel.offered === null
          ? 'Nobody in this group was invited, so there is no share of invitations.'
          : `${count(funnel.dismissed)} said “not now” or closed it. Invitations are counted when they are shown.`}
      </p>
    </>
  );
}

function FunnelStep({ name, n, share }: Step) {
  const draw = useCallback((width: number) => drawBar(share ?? 0, width), [share]);
  return (
    <li>
      <span class="step">{name}</span>
      <Figure label={share === null ? 'No data' : percent(share)} draw={draw} />
      <span class="amount">
        <strong>{count(n)}</strong> <span class="share">{share === null ? 'no data' : percent(share)}</span>
      </span>
    </li>
  );
}

const drawBar = (share: number, width: number) =>
  plot({
    width,
    height: 20,
    margin: 0,
    className: 'plot',
    x: { domain: [0, 1], range: [0, width], axis: null },
    marks: [
      barX([1], { x1: 0, x2: 1, rx: 2, fill: 'var(--track)' }),
      barX([share], { x1: 0, x2: (of: number) => of, rx: 2, fill: 'var(--accent)' }),
    ],
  });
