import { type Measure, SCALE } from '../instrument/measures.ts';
import { statementOf } from '../instrument/statement.ts';
import type { Reply } from '../record/encode.ts';
import type { View } from './Survey.tsx';

/**
 * One statement with its scale: native radios in a fieldset, all five labels in view. "Does not apply" is in the
 * same group, so that it takes a score back, and stands apart, so that nobody reads it as a sixth degree.
 */
export function Statement({ measure, host, state, dispatch }: View & { measure: Measure }) {
  const { pack, settings } = host;
  const isWrong = state.problem === 'nothing' && measure === 'satisfaction';

  const option = (reply: Reply, label: string) => (
    <label class={state.replies[measure] === reply ? 'o' : ''}>
      <input
        type="radio"
        name={measure}
        id={`${measure}-${reply}`}
        checked={state.replies[measure] === reply}
        onChange={() => dispatch({ type: 'reply', measure, reply })}
      />
      <span>{label}</span>
    </label>
  );

  return (
    <fieldset
      class={isWrong ? 'w' : ''}
      aria-invalid={isWrong || undefined}
      aria-describedby={isWrong ? 'why' : undefined}
    >
      <legend>{statementOf(measure, pack, settings).text}</legend>
      {isWrong && (
        <p id="why" class="m">
          {pack.phrases.nothing}
        </p>
      )}
      <div class="s">{SCALE.map((score) => option(score, pack.scale[score - 1] as string))}</div>
      {measure === 'employee' && <div class="a">{option('not-applicable', pack.phrases.notApplicable)}</div>}
    </fieldset>
  );
}
