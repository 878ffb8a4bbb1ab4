import type { Measure, Score } from '../../instrument/measures.ts';
import { statementOf } from '../../instrument/statement.ts';
import type { Reply } from '../../record/encode.ts';
import type { View } from './Survey.tsx';

/**
 * One statement with its scale: native radios in a fieldset, all five labels in view. "Does not apply" is in the
 * same group, so that it takes a score back, and stands apart, so that nobody reads it as a sixth degree.
 * Where a language has long words, the scale becomes a row only where they fit.
 */
export function Statement(measure: Measure, { host: { pack, settings }, state, dispatch }: View) {
  const isWrong = state.problem === 'nothing' && measure === 'satisfaction';

  const option = (reply: Reply, label: string, place = '') => {
    const checked = state.replies[measure] === reply;
    return (
      <label class={checked ? `o ${place}` : place}>
        <input type="radio" name={measure} checked={checked} onChange={() => dispatch('reply', { [measure]: reply })} />
        {label}
      </label>
    );
  };

  return (
    <fieldset
      key={measure}
      class={isWrong ? 'e' : ''}
      aria-invalid={isWrong}
      aria-describedby={isWrong ? 'why' : undefined}
    >
      <legend>{statementOf(measure, pack, settings).text}</legend>
      {isWrong && (
        <p id="why" class="m">
          {pack.phrases.nothing}
        </p>
      )}
      <div class={/\S{9}/.test(pack.scale.join(' ')) ? 's l' : 's'}>
        {pack.scale.map((label, i) => option((i + 1) as Score, label))}
      </div>
      {measure === 'employee' && option('not-applicable', pack.phrases.notApplicable, 'a')}
    </fieldset>
  );
}
