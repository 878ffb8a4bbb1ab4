import * as z from 'zod';
import { ADMINISTRATIONS, CHANNELS } from '../config/coding.ts';
import { MEASURES } from '../instrument/measures.ts';

/**
 * One interview at one revision, as it is stored, sent and received. Times are RFC 3339 in UTC.
 * A change of meaning gets a new version, which is written as what differs from the one before. All versions stay valid
 * forever, as do their samples in `tests/wire/`: records of any age may wait on somebody's device.
 */

/** Text that any database can keep: no NUL, no half of a surrogate pair. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'has a NUL or a lone surrogate');
const code = text(200).min(1);
const time = z.iso
  .datetime({ precision: null })
  .max(40)
  .refine((value) => !value.startsWith('0000'), 'is before the year 1') // Databases know no year 0.
  .describe('RFC 3339, UTC.');
const hash = z.string().regex(/^[0-9a-f]{8}$/);
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/);
const rate = z.number().min(0).max(1);
const unit = z.enum(['session', 'visitor', 'pageview', 'interaction']);
const salt = text(64);
/** Names of a record's own fields are on the config's list, which has at most 20. */
const fields = <Value extends z.ZodType>(value: Value) =>
  z.record(name, value).refine((all) => Object.keys(all).length <= 20, 'has more than 20 fields');
/** A figure that can be added up and printed: no service has a wait of more than 10^15 of anything. */
const figure = z.number().min(-1e15).max(1e15);

export const answer = z
  .strictObject({
    measure: z.enum(MEASURES),
    state: z
      .enum(['answered', 'not-applicable', 'skipped', 'not-shown'])
      .describe(
        '`skipped`: was on the screen and left open. `not-shown`: never reached the screen. Neither is a score.',
      ),
    value: z
      .int()
      .min(1)
      .max(5)
      .optional()
      .describe('1 strongly disagree … 5 strongly agree; only where `state` is `answered`.'),
    textHash: hash.describe('Fingerprint of the statement as shown, in its language, names filled in.'),
    position: z.int().min(1).max(100).describe('Place in the questionnaire, from 1.'),
  })
  .refine((a) => (a.state === 'answered') === (a.value !== undefined), 'has a value exactly where it is answered');

const CONTEXT = 'The page’s own fields, listed in the config; at most 20.';

const interview1 = z
  .strictObject({
    schema: z.literal('cx7.interview/1').describe('Draws ran salt, survey and unit key together.'),
    id: z.uuid().describe('One for each time that the survey was offered to somebody.'),
    revision: z
      .int()
      .min(1)
      .max(1000)
      .describe('Grows with every change. The highest revision of an id is the interview; the others are its past.'),
    disposition: z
      .enum(['offered', 'dismissed', 'opened', 'partial', 'complete'])
      .describe('How far it came. `partial`: step 1 was sent. `complete`: step 2 was sent, or declined.'),
    test: z.boolean().describe('Preview or demonstration: never counted.'),

    instrument: z.strictObject({
      edition: z.enum(['a11-2019']).describe('Edition of the questionnaire.'),
      variants: z.strictObject({
        trust: z.enum(['confidence', 'trust']),
        effectiveness: z.enum(['need', 'issue']),
        transparency: z.enum(['fair', 'understand']),
      }),
      custom: z
        .array(z.enum(MEASURES))
        .max(MEASURES.length)
        .refine((all) => new Set(all).size === all.length, 'has a measure twice')
        .describe('Measures whose statement was not in the official words.'),
      configHash: hash.describe(
        'Fingerprint of the config in force: in version 2 without `$schema`, `endpoint`, `display` and `sampling.quota`.',
      ),
      approval: text(200).optional().describe('Reference of OMB’s approval of a changed overall statement.'),
    }),
    omb: z
      .strictObject({ controlNumber: text(20), expires: z.iso.date() })
      .optional()
      .describe('The clearance under the Paperwork Reduction Act that the survey showed.'),

    survey: code.describe('Id of the survey.'),
    service: code.describe('Code of the service; the survey’s id where the config has none.'),
    org: z
      .strictObject({
        department: code.optional(),
        bureau: code.optional(),
        program: code.optional(),
        office: code.optional().describe('Of the call, where `open()` said one, else of the config.'),
        path: z.array(code).max(10).describe('Further levels, outermost first.'),
      })
      .describe('The organization, so that answers can be sorted for action (A-11 280.7).'),
    serviceType: z
      .enum(['administrative', 'benefits', 'compliance', 'leisure', 'informational'])
      .optional()
      .describe('Type of service in A-11 280.4.'),
    level: z.enum(['transaction', 'journey', 'relationship']).describe('What is measured (A-11 280.7).'),
    transactionPoint: code.optional().describe('Point of the transaction that is reported to OMB.'),
    channel: z.enum(CHANNELS).describe('Channel of the service that is rated.'),
    administration: z.enum(ADMINISTRATIONS).describe('Who held the survey.'),

    answers: z
      .array(answer)
      .max(MEASURES.length)
      .refine((all) => new Set(all.map((a) => a.measure)).size === all.length, 'has a measure twice')
      .describe('One for each measure, also for those that were not shown.'),
    comment: z
      .strictObject({
        text: text(10_000).describe('As typed, without the personal data that was found in it.'),
        masked: z
          .partialRecord(z.enum(['email', 'phone', 'ssn', 'card', 'other']), z.int().min(1).max(10_000))
          .describe('How many pieces of personal data of each kind were removed before the comment was stored.'),
      })
      .optional(),
    extra: z
      .array(
        z.strictObject({
          question: code,
          state: answer.shape.state,
          value: z.union([z.int(), text(500)]).optional(),
          textHash: hash,
          position: z.int().min(1).max(100),
        }),
      )
      .max(15)
      .describe('Answers to questions of the team’s own.'),

    sample: z.strictObject({
      recruitment: z
        .enum(['sampled-offer', 'self-initiated', 'forced'])
        .describe(
          '`sampled-offer`: drawn and offered. `self-initiated`: the respondent opened it. `forced`: a preview.',
        ),
      unit,
      rate: rate.describe('Rate in force for this office.'),
      probability: z
        .number()
        .gt(0)
        .max(1)
        .optional()
        .describe(
          'Probability with which this unit was drawn; its weight is 1/probability. Only with `sampled-offer`.',
        ),
      salt,
      cooldownDays: z.number().min(0).max(3650),
    }),
    shown: z.strictObject({
      trigger: z.enum(['load', 'click', 'call']),
      display: z.enum(['slide-in', 'dialog', 'inline']),
      device: z.enum(['desktop', 'tablet', 'phone', 'kiosk']).describe('Told by pointer and screen size.'),
      lang: text(35).describe('Language of the statements as shown.'),
      requestedLang: text(35).describe('Language of the page.'),
      fallback: z.boolean().describe('Whether `lang` is not the language asked for.'),
      translation: z.enum(['official', 'agency-reviewed', 'draft']).describe('Who stands behind the words.'),
    }),
    time: z.strictObject({
      offered: time.describe('When the survey was offered.'),
      opened: time.optional().describe('First touch of the survey.'),
      answered: time.optional().describe('When step 1 was sent.'),
      updated: time.describe('When this revision was made.'),
      seconds: z
        .number()
        .min(0)
        .max(1e9)
        .optional()
        .describe('From opened to the last answer sent, on a clock that no one can set.'),
    }),
    page: z
      .strictObject({ origin: text(300), path: text(2000) })
      .optional()
      .describe('Where it was shown. No query and no fragment, but for parameters that the config lists.'),
    context: fields(z.union([text(500), figure, z.boolean()])).describe(CONTEXT),
    indicators: fields(figure).describe('Service level indicators, such as waitSeconds.'),
    interactionRef: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('SHA-256 of the salted key of the call or visit; the key itself never leaves the browser.'),
    client: z.strictObject({ version: text(40).describe('Version of cx7.') }),
  })
  .describe('One interview at one revision.');

/**
 * Version 2: the draw may stand on the tag, ahead of the config, and a trigger is any code, so that a new one needs no
 * new version. Draws are made of salt, survey and unit key kept apart.
 */
export const interview = interview1
  .extend({
    schema: z.literal('cx7.interview/2').describe('Draws keep salt, survey and unit key apart.'),
    sample: interview1.shape.sample.extend({
      rate: rate.describe('Rate of the config in force for this office.'),
      probability: interview1.shape.sample.shape.probability.describe(
        'Probability with which this unit was drawn, by the config and the tag together; its weight is 1/probability. Only with `sampled-offer`.',
      ),
      tag: z
        .strictObject({ survey: code, unit, salt, rate: rate.describe('Rate on the tag.') })
        .optional()
        .describe(
          'The draw on the tag. Where survey, unit and salt are the config’s, both are one draw and the lower rate is the probability; else they are independent, and it is the product.',
        ),
    }),
    shown: interview1.shape.shown.extend({
      trigger: z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,39}$/)
        .describe('Name of what made the survey appear, such as `load`, `click` or `call`.'),
    }),
    context: fields(z.union([text(200), figure, z.boolean()])).describe(CONTEXT),
    withdrawn: z
      .array(z.enum(['comment']))
      .max(1)
      .optional()
      .describe('What an earlier revision had, and the respondent took back on the screen.'),
  })
  .describe('One interview at one revision.');

const versions = [interview1, interview] as const;

/** An interview of any version that was ever sent. */
export const storedInterview = z.discriminatedUnion('schema', versions, {
  error: ({ code }) => (code === 'invalid_union' ? `is none of ${VERSIONS.join(', ')}` : undefined),
});

/** Names of the versions, the oldest first. */
export const VERSIONS = versions.map(({ shape }) => shape.schema.value);

/** An interview as it is made now. */
export type Interview = z.infer<typeof interview>;
/** An interview as it may come from a device or lie in a store, whatever its age. */
export type StoredInterview = z.infer<typeof storedInterview>;
export type Answer = z.infer<typeof answer>;
export type Disposition = Interview['disposition'];
