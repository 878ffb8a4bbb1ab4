import { hasOwn } from '../../instrument/own.ts';
import { quietly } from '../../instrument/quietly.ts';
import { GENERAL_RULES, type GeneralRule, isBroken, missingFields, type Rule } from '../rules.ts';
import type { SurveyConfig } from '../schema.ts';
import { TRIGGER, TRIGGERS, type TriggerSettings, traits, triggers } from '../triggers/index.ts';
import { fieldAt, type Path, peek } from './fields.ts';
import { type Problem, problem } from './problem.ts';
import { addition } from './remedy.ts';
import { finding, quoted } from './words.ts';

/** What a broken rule says; `cause` is the field that calls for the other one, to be looked at where that is missing. */
interface RuleWords {
  cause: readonly string[];
  /** As it reads after "but". */
  because: string;
  expected: string;
  fix: string;
}

/** The rules that hold between fields. Where a part is no object at all, only that is said. */
export function betweenFields(value: unknown): Problem[] {
  if (!isObject(value)) return [];
  return brokenIn(value as SurveyConfig).flatMap((rule) => {
    const path = rule.split('.');
    const part = peek(value, path[0] ?? '');
    if (part !== undefined && !isObject(part)) return [];
    const target = path.reduce<unknown>(peek, value);
    const found = finding(target);
    const { because, cause, expected, fix } = wordsOf(rule, value);
    const told = problem(path, { found, expected, fix });
    const at = target === undefined ? [...cause] : told.at;
    return [{ ...told, at, message: `${told.path} is ${found}, but ${because}. ${fix}` }];
  });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The rules that are broken. The cast above: they trust no shape. Values that cannot be compared are not what a rule is
 * about; their own field is reported.
 */
const brokenIn = (config: SurveyConfig): Rule[] => [
  ...GENERAL_RULES.filter((rule) => quietly(() => isBroken(rule, config))),
  ...(quietly(() => missingFields(config)) ?? []).map((field) => `trigger.${field}` as const),
];

const wordsOf = (rule: Rule, config: object): RuleWords =>
  isGeneral(rule) ? RULES[rule] : ofNeed(rule, config as SurveyConfig);

const isGeneral = (rule: Rule): rule is GeneralRule => hasOwn(RULES, rule);

/** What is said where a field is missing that the trigger cannot do without. */
function ofNeed(rule: Rule, config: SurveyConfig): RuleWords {
  const path = rule.split('.');
  const on = config.trigger?.on ?? TRIGGER;
  const settings: TriggerSettings | undefined = triggers.find(({ name }) => name === on);
  const { because = '', expected = '' } = settings?.reasons?.[path[1] ?? ''] ?? {};
  return {
    cause: ['trigger', 'on'],
    because: `${because} (trigger.on is ${quoted(on)})`,
    expected,
    fix: `Add ${example(path)}, or choose another trigger.`,
  };
}

const example = (path: Path): string => addition(path, fieldAt(path, undefined));

const OVERALL_LOCKED = {
  cause: ['approval'],
  because:
    'an overall statement keeps the words of OMB Circular A-11: section 280.7 requires that any modification of it is first discussed with OMB',
  expected: 'the official statement, or a reference of OMB’s approval in "approval"',
  fix: 'Remove it, or discuss it with OMB and give the reference of the approval in "approval".',
};

const TRUST_NEEDS =
  'the statement “I trust {provider} to fulfill our country’s commitment to {population}.” needs it (variants.trust is "trust")';

/** Triggers that only somebody who asks for the survey sets off. */
const REQUESTS = TRIGGERS.filter((name) => !traits[name].invites)
  .map(quoted)
  .join(' or ');

const RULES: Record<GeneralRule, RuleWords> = {
  'wording.satisfaction': OVERALL_LOCKED,
  'wording.trust': OVERALL_LOCKED,
  'names.provider': {
    cause: ['variants', 'trust'],
    because: TRUST_NEEDS,
    expected: 'the name of the agency',
    fix: `Add ${example(['names', 'provider'])}, or set variants.trust to "confidence".`,
  },
  'names.population': {
    cause: ['variants', 'trust'],
    because: TRUST_NEEDS,
    expected: 'whom the commitment is made to',
    fix: `Add ${example(['names', 'population'])}, or set variants.trust to "confidence".`,
  },
  'display.target': {
    cause: ['display', 'placement'],
    because: 'an inline survey stands in an element of the page (display.placement is "inline")',
    expected: 'the CSS selector of that element',
    fix: `Add ${example(['display', 'target'])}, or choose another placement.`,
  },
  'trigger.on': {
    cause: ['display', 'placement'],
    because: 'a dialog takes the focus, so it opens only for somebody who asked for it (display.placement is "dialog")',
    expected: REQUESTS,
    fix: `Set trigger.on to ${REQUESTS}, or display.placement to "slide-in".`,
  },
  'sampling.remember': {
    cause: ['sampling', 'unit'],
    because: 'a visitor can only be known again on another day if the device remembers (sampling.unit is "visitor")',
    expected: '"device"',
    fix: 'Set sampling.remember to "device", which OMB M-10-22 counts as tier 2 and the privacy notice must mention, or sampling.unit to "session".',
  },
  'wave.until': {
    cause: ['wave', 'from'],
    because: 'the wave would end before it begins (wave.from)',
    expected: 'the day of wave.from or a later one',
    fix: 'Swap the two dates, or correct the year.',
  },
};
