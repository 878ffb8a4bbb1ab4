import * as z from 'zod/mini';
import { LANGUAGES } from '../instrument/languages/index.ts';
import { lastOf } from '../instrument/own.ts';
import { ADMINISTRATIONS, CHANNELS } from './coding.ts';
import { defaults } from './defaults.ts';
import { endpoints } from './endpoints/index.ts';
import { about, address, like, line, recorded, text } from './kinds.ts';
import { COLOR, CONTROL_NUMBER, DATE, ID, NAME, PATH, PLAIN } from './patterns.ts';
import { TRIGGERS, triggerFields, triggers } from './triggers/index.ts';

/**
 * The survey's JSON, field by field; `rules.ts` has what holds between fields. This schema is the source of everything
 * that judges a config: the JSON Schema for editors, the check that runs on a visitor's device (generated from it when
 * cx7 is built), the messages of `check`.
 * Each description says what the field means to whoever writes it or reads the data.
 */
const id = (what: string) => z.string().check(z.regex(ID), about(what));
const date = (what: string) => z.string().check(z.regex(DATE), about(what));
const names = (what: string) => z.array(z.string().check(z.regex(NAME))).check(z.maxLength(20), about(what));
const paths = (what: string) =>
  z.array(z.string().check(z.maxLength(300), z.regex(PATH))).check(z.maxLength(100), about(what));
const statement = (what: string) => z.optional(text(300, what));
const code = (what: string) => z.optional(recorded(100, what));
const rate = (what: string) => z.number().check(z.minimum(0), z.maximum(1), about(what));

const variants = z
  .strictObject({
    trust: z._default(
      z
        .enum(['confidence', 'trust'])
        .check(about('“This interaction increased my confidence in …” or “I trust … to fulfill …”.')),
      defaults.variants.trust,
    ),
    effectiveness: z._default(
      z.enum(['need', 'issue']).check(about('“My need was addressed.” or “My issue was resolved.”')),
      defaults.variants.effectiveness,
    ),
    transparency: z._default(
      z.enum(['fair', 'understand']).check(about('“I was treated fairly.” or “I understand what was being asked …”.')),
      defaults.variants.transparency,
    ),
  })
  .check(about('Which official statement is asked where the circular offers two.'));

const coding = z
  .strictObject({
    service: code('Code of the service in the agency’s own data; the survey’s id where it is missing.'),
    department: code('Department, such as `STATE`.'),
    bureau: code('Bureau or operating division.'),
    program: code('Program within the bureau.'),
    office: code(
      'Office or location, so that answers can be sorted for action (A-11 280.7). `open()` can set it for one interview.',
    ),
    path: z._default(
      z
        .array(recorded(100, 'One level of the organization.'))
        .check(z.maxLength(10), about('Further levels of the organization, outermost first.')),
      [...defaults.coding.path],
    ),
    serviceType: z.optional(
      z
        .enum(['administrative', 'benefits', 'compliance', 'leisure', 'informational'])
        .check(about('Type of service in A-11 280.4.')),
    ),
    level: z._default(
      z
        .enum(['transaction', 'journey', 'relationship'])
        .check(about('What is measured: one transaction, a journey, or the relationship (A-11 280.7).')),
      defaults.coding.level,
    ),
    transactionPoint: code('Point of the transaction that is reported to OMB, such as `application submitted`.'),
    channel: z._default(
      z.enum(CHANNELS).check(about('Channel of the service that is rated.')),
      defaults.coding.channel,
    ),
    administration: z._default(
      z
        .enum(ADMINISTRATIONS)
        .check(about('Who holds the survey: the respondent, somebody who helps, somebody who reads it out.')),
      defaults.coding.administration,
    ),
  })
  .check(about('Codes that every record carries.'));

const omb = z
  .strictObject({
    controlNumber: z
      .string()
      .check(
        z.regex(CONTROL_NUMBER),
        about('OMB control number of the information collection, such as `1405-0193`.'),
        like('1405-0193'),
      ),
    expires: date('Expiration date of the clearance. The survey is shown through this day and never after it.').check(
      like('2028-09-30'),
    ),
    burdenMinutes: z._default(
      z.number().check(z.minimum(0.5), z.maximum(60), about('Average time to answer, in minutes.')),
      defaults.omb.burdenMinutes,
    ),
  })
  .check(about('The clearance under the Paperwork Reduction Act, shown below every statement.'));

const privacy = z
  .strictObject({
    url: z.optional(address('Address of the agency’s privacy policy.')),
    text: z.optional(text(2000, 'A privacy statement in the agency’s own words; replaces the general one.')),
  })
  .check(about('What the survey says about privacy.'));

const sampling = z
  .strictObject({
    unit: z._default(
      z
        .enum(['session', 'visitor', 'pageview', 'interaction'])
        .check(
          about(
            'What is drawn: a browser session, a visitor across days, each page view, or one call or visit known by its key.',
          ),
        ),
      defaults.sampling.unit,
    ),
    rate: z.optional(rate('Share of units that are asked, 0 to 1. Default: 1 for `interaction`, .05 for the others.')),
    offices: z.optional(
      z
        .record(
          z.string().check(z.minLength(1), z.maxLength(100)),
          rate('Share of units of this office that are asked.'),
        )
        .check(about('Rates of single offices, by office code; they go before `rate`.')),
    ),
    salt: z._default(
      z.string().check(z.maxLength(64), z.regex(PLAIN), about('Name of the wave. A new salt draws everyone anew.')),
      defaults.sampling.salt,
    ),
    remember: z._default(
      z
        .enum(['session', 'device'])
        .check(
          about(
            'Where “was asked already” is kept: for the session (OMB M-10-22 tier 1), or on the device, which is opt-in.',
          ),
        ),
      defaults.sampling.remember,
    ),
    cooldownDays: z._default(
      z
        .number()
        .check(
          z.minimum(0),
          z.maximum(3650),
          about('Days of quiet after an answer or a refusal, where `remember` is `device`; else the session.'),
        ),
      defaults.sampling.cooldownDays,
    ),
    privacySignal: z._default(
      z
        .enum(['respect', 'ignore'])
        .check(
          about(
            'Whether a browser that sends Global Privacy Control is left uninvited. A survey that is asked for still opens.',
          ),
        ),
      defaults.sampling.privacySignal,
    ),
    quota: z.optional(
      z
        .strictObject({
          target: z
            .int()
            .check(z.minimum(1), about('Number of answers after which nobody more is invited.'), like(400)),
          received: z
            .int()
            .check(
              z.minimum(0),
              about('Number received so far, kept up to date by whoever publishes this file.'),
              like(0),
            ),
        })
        .check(about('A target number of answers.')),
    ),
  })
  .check(about('Who is asked. Each record carries the probability with which it was drawn.'));

const trigger = z
  .strictObject({
    on: z._default(
      z.enum(TRIGGERS).check(about(`When the survey appears: ${choice(triggers.map(({ appears }) => appears))}.`)),
      defaults.trigger.on,
    ),
    ...triggerFields(),
  })
  .check(about('What makes the survey appear.'));

/** `a, b, or c` */
function choice(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')}, or ${lastOf(parts)}`;
}

const pages = z
  .strictObject({
    include: z.optional(paths('Paths where the survey may appear; `*` stands for any text. All, where it is missing.')),
    exclude: z.optional(paths('Paths where it never appears; they go before `include`.')),
  })
  .check(about('Where on the site the survey appears by itself.'));

const wave = z
  .strictObject({
    from: z.optional(date('First day on which anybody is asked.')),
    until: z.optional(date('Last day, itself included.')),
  })
  .check(about('When the survey runs, by the visitor’s own calendar.'));

const display = z
  .strictObject({
    placement: z._default(
      z
        .enum(['slide-in', 'dialog', 'inline'])
        .check(
          about(
            'A panel at the corner (on phones a sheet at the bottom), a dialog for visitors who asked for it, or in place in an element of the page.',
          ),
        ),
      defaults.display.placement,
    ),
    target: z.optional(line(300, 'CSS selector of the element that holds an inline survey.').check(like('#survey'))),
    side: z._default(
      z.enum(['start', 'end']).check(about('Corner of the slide-in, seen in reading direction.')),
      defaults.display.side,
    ),
    accent: z._default(
      z.string().check(z.regex(COLOR), about('Accent color, such as `#005ea2`.')),
      defaults.display.accent,
    ),
    scheme: z._default(
      z.enum(['auto', 'light', 'dark']).check(about('Light or dark; `auto` follows the visitor’s setting.')),
      defaults.display.scheme,
    ),
  })
  .check(about('How the survey looks and where it stands.'));

export const surveyConfig = z
  .strictObject({
    $schema: z.optional(z.string().check(about('Address of the JSON Schema, for editors.'))),
    checked: z.optional(
      z.string().check(about('No longer used: a stamp that an earlier version wrote.'), z.meta({ deprecated: true })),
    ),
    survey: id('Id of the survey: lower-case letters, digits, hyphens. Records are filed under it.').check(
      like('passport-renewal'),
    ),
    names: z
      .strictObject({
        service: text(120, 'Name of the program or service, as it is known to the public.').check(
          like('Online Passport Renewal'),
        ),
        provider: z.optional(
          text(120, 'Name of the agency, for the statement “I trust …”.').check(
            like('the Department of Veterans Affairs'),
          ),
        ),
        population: z.optional(
          text(120, 'Whom the commitment is made to, for the statement “I trust …”, such as `Veterans`.').check(
            like('Veterans'),
          ),
        ),
      })
      .check(
        about('The names that the official statements are filled with.'),
        like({ service: 'Online Passport Renewal' }),
      ),
    endpoint: z
      .union([address('Where interviews are sent.'), ...endpoints.map(({ shape }) => shape())])
      .check(about('Where answers go: an address, or an adapter with its settings.'), like('/v1/interviews')),
    edition: z._default(z.enum(['a11-2019']).check(about('Edition of the questionnaire.')), defaults.edition),
    variants: z.optional(variants),
    employee: z._default(
      z.boolean().check(about('Whether the transaction involves an employee; if not, that statement is not asked.')),
      defaults.employee,
    ),
    wording: z.optional(
      z
        .strictObject({
          satisfaction: statement('Needs `approval`: OMB must agree to any change of this statement.'),
          trust: statement('Needs `approval`: OMB must agree to any change of this statement.'),
          effectiveness: statement('Minimal adjustment of “My need was addressed.” or “My issue was resolved.”'),
          ease: statement('Minimal adjustment of “It was easy to complete what I needed to do.”'),
          efficiency: statement(
            'Minimal adjustment of “It took a reasonable amount of time to do what I needed to do.”',
          ),
          transparency: statement('Minimal adjustment of “I was treated fairly.” or “I understand …”.'),
          employee: statement('Minimal adjustment of “Employees I interacted with were helpful.”'),
        })
        .check(about('Statements in other words than the circular’s. Records then say that the wording is custom.')),
    ),
    approval: z.optional(
      recorded(200, 'Reference of OMB’s approval of a changed overall statement. It is on every record.'),
    ),
    coding: z.optional(coding),
    omb: z.optional(omb),
    privacy: z.optional(privacy),
    sampling: z.optional(sampling),
    trigger: z.optional(trigger),
    pages: z.optional(pages),
    wave: z.optional(wave),
    enabled: z._default(
      z.boolean().check(about('The switch that turns the survey off everywhere at once.')),
      defaults.enabled,
    ),
    test: z._default(
      z.boolean().check(about('Marks every record as a test. Everybody is asked, and nothing is counted.')),
      defaults.test,
    ),
    display: z.optional(display),
    languages: z._default(
      z
        .array(z.enum(LANGUAGES))
        .check(z.minLength(1), about('Languages in which the survey is offered, the one to fall back to first.')),
      [...defaults.languages],
    ),
    comment: z.optional(
      z
        .strictObject({
          limit: z._default(
            z.int().check(z.minimum(100), z.maximum(10000), about('Most characters that a comment may have.')),
            defaults.comment.limit,
          ),
        })
        .check(about('The comment field.')),
    ),
    context: z.optional(
      names('Names of the fields that the page may pass to `open({ context })`. Others are dropped.'),
    ),
    indicators: z.optional(
      names('Names of the service level indicators that the page may pass, such as `waitSeconds`.'),
    ),
    keepParams: z.optional(names('Query parameters that stay on the recorded page address. All others are removed.')),
    dropParts: z.optional(
      paths(
        'Parts of page paths that are not recorded: `/claims/*` records `/claims/123/done` as `/claims/*/done`. Each `*` stands for text within one part.',
      ),
    ),
  })
  .check(about('The configuration of a cx7 survey.'));

/** A survey's config as a team writes it. */
export type SurveyConfig = z.input<typeof surveyConfig>;

/** What a config says once every default is filled in. */
export type Values = z.output<typeof surveyConfig>;
