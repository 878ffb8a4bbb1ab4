import type { SurveySummary } from '../collector/summary.ts';
import { PERIOD, type Selection } from './selection.ts';
import { channelName, count, languageName, RECRUITMENT } from './words.ts';

interface FiltersProps {
  surveys: SurveySummary[];
  selection: Selection;
  choose: (change: Partial<Selection>) => void;
}

/** Everything that narrows what is shown. Each change shows at once; there is nothing to submit. */
export function Filters({ surveys, selection, choose }: FiltersProps) {
  const survey = surveys.find(({ survey }) => survey === selection.survey);
  return (
    <form class="filters" aria-label="What is shown" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label="Survey"
        wide
        value={selection.survey}
        options={surveys.map(({ survey }) => [survey, survey])}
        onChoose={(survey) => choose({ survey, office: '', channel: '', lang: '', test: null })}
      />
      <Choice
        label="Period"
        value={selection.period}
        options={Object.entries(PERIOD)}
        onChoose={(period) => choose({ period: period as Selection['period'] })}
      />
      {selection.period === 'custom' && (
        <>
          <Day label="First day" value={selection.first} onChoose={(first) => choose({ first })} />
          <Day label="Last day" value={selection.last} onChoose={(last) => choose({ last })} />
        </>
      )}
      <Choice
        label="Office"
        value={selection.office}
        options={[['', 'All'], ...named(survey?.offices, selection.office, (office) => office)]}
        onChoose={(office) => choose({ office })}
      />
      <Choice
        label="Channel"
        value={selection.channel}
        options={[['', 'All'], ...named(survey?.channels, selection.channel, channelName)]}
        onChoose={(channel) => choose({ channel })}
      />
      <Choice
        label="Language"
        value={selection.lang}
        options={[['', 'All'], ...named(survey?.langs, selection.lang, languageName)]}
        onChoose={(lang) => choose({ lang })}
      />
      <Choice
        label="Respondents"
        wide
        value={selection.recruitment}
        options={Object.entries(RECRUITMENT)}
        onChoose={(recruitment) => choose({ recruitment: recruitment as Selection['recruitment'] })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={selection.test ?? false}
          onChange={(event) => choose({ test: event.currentTarget.checked })}
        />
        Test data{survey && survey.test > 0 && <> ({count(survey.test)})</>}
      </label>
    </form>
  );
}

/** What there is to choose from; a choice that leads nowhere any more stays in the list as long as it is chosen. */
const named = (values: readonly string[] = [], chosen: string, name: (value: string) => string): [string, string][] =>
  [...values, ...(chosen && !values.includes(chosen) ? [chosen] : [])].map((value) => [value, name(value)]);

interface ChoiceProps {
  label: string;
  value: string;
  options: [value: string, name: string][];
  /** Names are long here. */
  wide?: boolean;
  onChoose: (value: string) => void;
}

const Choice = ({ label, value, options, wide, onChoose }: ChoiceProps) => (
  <label class={wide ? 'wide' : ''}>
    {label}
    <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {options.map(([option, name]) => (
        <option key={option} value={option} selected={option === value}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

const Day = ({ label, value, onChoose }: Omit<ChoiceProps, 'options' | 'wide'>) => (
  <label>
    {label}
    <input type="date" value={value} onChange={(event) => onChoose(event.currentTarget.value)} />
  </label>
);
