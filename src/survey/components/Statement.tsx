/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import type { Settings } from '../../config/settle.ts';
import type { LanguagePack } from '../../instrument/language.ts';
import { type Measure, SCALE } from '../../instrument/measures.ts';
import { statementOf } from '../../instrument/statement.ts';
import type { Reply } from '../../record/encode.ts';

interface Props {
  measure: Measure;
  pack: LanguagePack;
  settings: Settings;
  reply: Reply | undefined;
  /** Whether Send has found nothing answered, and points here. */
  isMissing: boolean;
  onReply(reply: Reply): void;
}

/**
 * One statement with its scale: native radios in a fieldset, all five labels in view. "Does not apply" is in the
 * same group, so that it takes a score back, and stands apart, so that nobody reads it as a sixth degree.
 */
export function Statement({ measure, pack, settings, reply, isMissing, onReply }: Props) {
  const choice = (value: Reply, label: string, place = '') => (
    <Choice
      key={value}
      name={measure}
      label={label}
      place={place}
      isChosen={reply === value}
      onChoose={() => onReply(value)}
    />
  );
  return (
    <fieldset
      class={isMissing ? 'problem' : undefined}
      aria-invalid={isMissing}
      aria-describedby={isMissing ? 'why' : undefined}
    >
      <legend>{statementOf(measure, pack, settings).text}</legend>
      {isMissing && (
        <p id="why" class="message">
          {pack.phrases.nothing}
        </p>
      )}
      <div data-part="scale" class={hasLongWords(pack.scale) ? 'scale long-words' : 'scale'}>
        {SCALE.map((score) => choice(score, pack.scale[(score - 1) as 0]))}
      </div>
      {measure === 'employee' && choice('not-applicable', pack.phrases.notApplicable, 'apart')}
    </fieldset>
  );
}

/** Where a language has long words, the scale becomes a row only where they fit. */
const hasLongWords = (scale: readonly string[]) => /\S{9}/.test(scale.join(' '));

interface ChoiceProps {
  name: string;
  label: string;
  place: string;
  isChosen: boolean;
  onChoose(): void;
}

function Choice({ name, label, place, isChosen, onChoose }: ChoiceProps) {
  return (
    <label class={`choice ${place} ${isChosen ? 'chosen' : ''}`}>
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} />
      {label}
    </label>
  );
}
