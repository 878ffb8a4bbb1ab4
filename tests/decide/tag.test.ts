import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import {
  type Draw,
  decide,
  drawFor,
  drawOf,
  explain,
  passesTag,
  probabilityOf,
  type Seen,
  sampleOf,
  type TagDraw,
  tagDrawOf,
  tagMismatch,
} from '../../src/decide/index.ts';
import { seed } from '../campaigns.mjs';

const config: SurveyConfig = {
  survey: 'passport-renewal',
  names: { service: 'Passport Renewal' },
  endpoint: '/v1/interviews',
  sampling: { rate: 0.2, salt: 'q4' },
};

const tag: TagDraw = { survey: 'passport-renewal', unit: 'session', salt: 'q4', rate: 0.1 };

const visit: Seen & { lang: string } = {
  now: Date.parse('2026-11-22T15:00:00Z'),
  path: '/renew/done',
  lang: 'en-US',
  optedOut: false,
  preview: false,
  unitKey: 'a-session',
  lastEnded: Number.NaN,
  requested: false,
};

/** Decides for one unit, whose key is the same for the tag, or its own where the tag draws other units. */
const on = (change: Partial<SurveyConfig>, tag: TagDraw | undefined, unitKey: string, seen: Partial<Seen> = {}) => {
  const all = { ...config, ...change };
  const isOther = tag && tag.unit !== (all.sampling?.unit ?? 'session');
  const visited = {
    ...visit,
    unitKey,
    tag: tag && { ...tag, unitKey: isOther ? `other-${unitKey}-key` : unitKey },
    ...seen,
  };
  const verdict = decide(all, visited);
  return {
    ...verdict,
    probability: probabilityOf(drawFor(all, visited.office), tag),
    isAsked: verdict.reason === 'asked',
    get sample() {
      return sampleOf(settle(all), visited, verdict);
    },
    text: () => explain(all, visited, verdict),
  };
};

const keyOf = (index: number) => `0.${(index * 2654435761) % 2 ** 32}${index}`;

/** A key that the draw asks, or does not ask. */
const keyWhere = (fits: (key: string) => boolean): string => {
  for (let index = 0; ; index++) if (fits(keyOf(index))) return keyOf(index);
};

describe('the draw on the tag, without a config', () => {
  it('lets through whoever is drawn below its rate', () => {
    for (let index = 0; index < 200; index++) {
      const unitKey = keyOf(index);
      expect(passesTag({ ...tag, unitKey })).toBe(drawOf(tag, unitKey) < 0.1);
    }
  });

  it('lets nobody through at 0, everybody at 1, and at no rate a unit without a key', () => {
    fc.assert(
      fc.property(fc.string(), (unitKey) => {
        expect(passesTag({ ...tag, rate: 0, unitKey })).toBe(false);
        expect(passesTag({ ...tag, rate: 1, unitKey })).toBe(true);
      }),
      { seed },
    );
    expect(passesTag({ ...tag, rate: 1, unitKey: null })).toBe(false);
  });
});

describe('one draw on tag and config', () => {
  it.each([
    [0.1, 0.2, 0.1],
    [0.2, 0.1, 0.1],
    [1, 0.2, 0.2],
  ])('tag %d, config %d: asked means below the lower, %d, which is the probability', (onTag, rate, lower) => {
    for (let index = 0; index < 500; index++) {
      const { isAsked, probability } = on({ sampling: { rate, salt: 'q4' } }, { ...tag, rate: onTag }, keyOf(index));
      expect(isAsked).toBe(drawOf(tag, keyOf(index)) < lower);
      expect(probability).toBe(lower);
    }
  });

  it('takes the config’s defaults for what it does not say', () => {
    const bare = { sampling: {} };
    expect(on(bare, { ...tag, salt: '', rate: 1 }, 'k').probability).toBe(0.05);
    expect(on(bare, { ...tag, salt: '', rate: 0.01 }, 'k').probability).toBe(0.01);
  });

  it('asks nobody at a tag’s rate of 0', () => {
    expect(on({}, { ...tag, rate: 0 }, 'k')).toMatchObject({ isAsked: false, reason: 'sample', probability: 0 });
  });
});

describe('independent draws', () => {
  it.each<[string, Partial<TagDraw>]>([
    ['survey', { survey: 'another' }],
    ['unit', { unit: 'visitor' }],
    ['salt', { salt: 'q3' }],
  ])('where the %s differs: both must succeed, and the product is the probability', (_, change) => {
    const other = { ...tag, ...change };
    const both = keyWhere((key) => on({}, other, key).isAsked);
    expect(on({}, other, both).probability).toBeCloseTo(0.02, 12);
    expect(drawOf({ survey: config.survey, salt: 'q4' }, both)).toBeLessThan(0.2);
    const onlyTag = keyWhere((key) => drawOf({ survey: config.survey, salt: 'q4' }, key) >= 0.2);
    expect(on({}, { ...other, rate: 1 }, onlyTag).reason).toBe('sample');
    const onlyConfig = keyWhere((key) => drawOf({ survey: config.survey, salt: 'q4' }, key) < 0.2);
    expect(on({}, { ...other, rate: 0 }, onlyConfig).reason).toBe('sample');
  });

  it('needs the key of both units: without one of them storage is blocked', () => {
    const blocked = on({}, { ...tag, unit: 'visitor' }, 'k', { tag: { ...tag, unit: 'visitor', unitKey: null } });
    expect(blocked.reason).toBe('storage');
    expect(blocked.text()).toContain('failed storage: no key for the unit visitor');
  });
});

/**
 * Shares over many units, with the bound of decide.test.ts: z = 3.29 standard errors, two-sided p = .001, on fixed keys.
 */
describe('over 20,000 units, the share that is asked is the probability on the record', () => {
  const N = 20_000;
  const expectShare = (asked: number, of: number, probability: number) =>
    expect(Math.abs(asked / of - probability)).toBeLessThan(3.29 * Math.sqrt((probability * (1 - probability)) / of));

  it.each<[string, Partial<SurveyConfig>, TagDraw]>([
    ['one draw, the tag lower', {}, tag],
    ['one draw, the config lower', {}, { ...tag, rate: 0.5 }],
    ['another salt', {}, { ...tag, salt: 'q3', rate: 0.5 }],
    ['a salt that differs in its last letter', {}, { ...tag, salt: 'q5', rate: 0.3 }],
    ['another survey', {}, { ...tag, survey: 'passport-renewal-2', rate: 0.5 }],
    ['another unit', {}, { ...tag, unit: 'visitor', rate: 0.5 }],
  ])('%s', (_, change, tag) => {
    let asked = 0;
    let probability = 0;
    for (let index = 0; index < N; index++) {
      const decision = on(change, tag, keyOf(index));
      probability = decision.probability;
      if (decision.isAsked) asked++;
    }
    expect(probability).toBeGreaterThan(0.05);
    expectShare(asked, N, probability);
  });

  it('also by office: each with the rate of its own, under the highest rate on the tag', () => {
    const offices = { boston: 0.5, denver: 0.05 };
    const byOffice: Partial<SurveyConfig> = { sampling: { rate: 0.2, salt: 'q4', offices } };
    const wanted = tagDrawOf({ ...config, ...byOffice }) as TagDraw;
    expect(wanted.rate).toBe(0.5);
    for (const [office, rate] of [...Object.entries(offices), ['elsewhere', 0.2]] as const) {
      let asked = 0;
      for (let index = 0; index < N; index++) {
        const decision = on(byOffice, wanted, `${office}${keyOf(index)}`, { office: `${office}` });
        if (index === 0) expect(decision.sample).toMatchObject({ rate, probability: rate });
        if (decision.isAsked) asked++;
      }
      expectShare(asked, N, Number(rate));
    }
  });

  it('a lower rate on the tag caps every office', () => {
    const sampling = { rate: 0.2, salt: 'q4', offices: { boston: 0.5 } };
    expect(on({ sampling }, tag, 'k', { office: 'boston' }).sample).toMatchObject({ rate: 0.5, probability: 0.1 });
  });

  it('raising a rate, on the tag or in the config, keeps whoever was asked before', () => {
    const rates = [0.05, 0.1, 0.2, 0.5, 1];
    for (const other of [tag, { ...tag, salt: 'q3' }])
      for (let index = 0; index < 500; index++) {
        const isAsked = (onTag: number, rate: number) =>
          on({ sampling: { rate, salt: 'q4' } }, { ...other, rate: onTag }, keyOf(index)).isAsked;
        const raised = rates.map((onTag) => isAsked(onTag, 0.2));
        expect(raised, 'on the tag').toEqual([...raised].sort((one, other) => Number(one) - Number(other)));
        const raisedToo = rates.map((rate) => isAsked(0.2, rate));
        expect(raisedToo, 'in the config').toEqual([...raisedToo].sort((one, other) => Number(one) - Number(other)));
      }
  });
});

describe('what never consults the tag’s draw', () => {
  const none = { ...tag, rate: 0 };

  it.each<[string, Partial<SurveyConfig>, Partial<Seen>, string]>([
    ['test mode', { test: true }, {}, 'forced'],
    ['a preview', {}, { preview: true }, 'forced'],
    ['what a person asked for', {}, { requested: true }, 'self-initiated'],
  ])('%s: it is waived, and the record has neither tag nor probability', (_, change, seen, recruitment) => {
    const { isAsked, sample, text } = on(change, none, 'k', seen);
    expect(isAsked).toBe(true);
    expect(sample).toEqual({ recruitment, unit: 'session', rate: 0.2, salt: 'q4', cooldownDays: 90 });
    expect(text()).toContain('waived sample');
  });

  it('a call of an interaction, which leaves it out, is drawn by the config alone', () => {
    const called = on({ sampling: { unit: 'interaction', rate: 1 } }, undefined, 'ref');
    expect(called).toMatchObject({ isAsked: true, probability: 1 });
    expect(called.sample).not.toHaveProperty('tag');
  });

  it.each(['enabled', 'clearance'] as const)('%s is asked of all of them as before', (check) => {
    const change =
      check === 'enabled' ? { enabled: false } : { omb: { controlNumber: '1405-0193', expires: '2020-01-01' } };
    expect(on(change, { ...tag, rate: 1 }, 'k', { preview: true }).reason).toBe(check);
  });
});

describe('the record', () => {
  it('keeps the config’s rate, the tag’s apart, and the probability of both', () => {
    expect(on({}, { ...tag, salt: 'q3', rate: 0.5 }, 'k').sample).toEqual({
      recruitment: 'sampled-offer',
      unit: 'session',
      rate: 0.2,
      probability: 0.1,
      salt: 'q4',
      cooldownDays: 90,
      tag: { survey: 'passport-renewal', unit: 'session', salt: 'q3', rate: 0.5 },
    });
  });

  it('has no tag where no draw stood on it', () => {
    expect(on({}, undefined, 'k').sample).not.toHaveProperty('tag');
  });
});

describe('explain()', () => {
  const line = (change: Partial<SurveyConfig>, tag: TagDraw, key = 'k') =>
    on(change, tag, key)
      .text()
      .split('\n')
      .filter((line) => /sample|tag:/.test(line))
      .join('\n');

  it('shows one draw with both rates', () => {
    expect(line({}, { ...tag, rate: 0.5 })).toMatchInlineSnapshot(`
      "cx7: passport-renewal is not shown: sample
        failed sample: drawn 0.8311, asked below 0.2; on the tag drawn 0.8311, asked below 0.5: one draw, and the lower rate counts: probability 0.2"
    `);
  });

  it('shows two draws, in what they differ, and what follows', () => {
    expect(
      line({ sampling: { rate: 0.3, salt: 'q4' } }, { ...tag, unit: 'visitor', salt: 'q3' }),
    ).toMatchInlineSnapshot(`
      "cx7: passport-renewal is not shown: sample
        failed sample: drawn 0.8311, asked below 0.3; on the tag drawn 0.0726, asked below 0.1: two draws, since unit and salt differ, and both must succeed: probability 0.03
        tag: data-unit: the tag's unit is "visitor", the config's is "session". The two draws are independent, both must succeed, and the record has the product of their rates as its probability. Write "session" on the tag.
        tag: data-salt: the tag's salt is "q3", the config's is "q4". The two draws are independent, both must succeed, and the record has the product of their rates as its probability. Write "q4" on the tag.
        tag: data-rate: the tag's rate is 0.1, the config's is up to 0.3. People whom the config would ask are never drawn. Write 0.3 on the tag."
    `);
  });

  it('says nothing of a tag that has no draw', () => {
    expect(on({}, undefined, 'k').text()).not.toContain('tag');
  });
});

describe('the draw that a config calls for on its tag', () => {
  const wanted = (change: Partial<SurveyConfig>) => tagDrawOf({ ...config, ...change });

  it('has the config’s survey, unit and salt, and its rate', () => {
    expect(wanted({})).toEqual({ survey: 'passport-renewal', unit: 'session', salt: 'q4', rate: 0.2 });
  });

  it('has the defaults where the config is silent', () => {
    expect(wanted({ sampling: undefined })).toEqual({
      survey: 'passport-renewal',
      unit: 'session',
      salt: '',
      rate: 0.05,
    });
  });

  it.each<[string, SurveyConfig['sampling'], number]>([
    ['an office above the general rate', { rate: 0.2, offices: { a: 0.4, b: 0.1 } }, 0.4],
    ['offices below it', { rate: 0.2, offices: { a: 0.1 } }, 0.2],
    ['an office above the default rate', { offices: { a: 0.4 } }, 0.4],
    ['an office below the default rate', { offices: { a: 0.01 } }, 0.05],
  ])('has the highest rate that it can give: %s', (_, sampling, rate) => {
    expect(wanted({ sampling })?.rate).toBe(rate);
    // Also where the config is for one office: the page may name another.
    expect(wanted({ sampling, coding: { office: 'b' } })?.rate).toBe(rate);
  });

  it('has rate 0 where a page view alone never leads to the survey', () => {
    expect(wanted({ trigger: { on: 'call' } })?.rate).toBe(0);
    expect(wanted({ trigger: { on: 'call' }, sampling: { unit: 'interaction' } })?.rate).toBe(0);
  });

  it.each<[string, Partial<SurveyConfig>]>([
    ['in test mode', { test: true }],
    ['in test mode, where it is only called', { test: true, trigger: { on: 'call' } }],
    ['for a click', { trigger: { on: 'click', selector: '#x' } }],
    ['for interactions that are not called', { sampling: { unit: 'interaction' } }],
  ])('is none %s', (_, change) => {
    expect(wanted(change)).toBeUndefined();
  });

  it('never keeps out whom the config would ask, and fits the config', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({
          rate: fc.option(rate, { nil: undefined }),
          offices: fc.dictionary(fc.constantFrom('a', 'b'), rate),
        }),
        fc.constantFrom('a', 'b', undefined),
        fc.string(),
        (sampling, office, unitKey) => {
          const onTag = wanted({ sampling }) as TagDraw;
          expect(tagMismatch({ ...config, sampling }, onTag)).toEqual([]);
          const seen = { ...visit, unitKey, office };
          const without = decide({ ...config, sampling }, seen);
          const withTag = decide({ ...config, sampling }, { ...seen, tag: { ...onTag, unitKey } });
          expect(withTag).toEqual(without);
        },
      ),
      { seed },
    );
  });
});

describe('what does not fit between a config and its tag', () => {
  const said = (change: Partial<SurveyConfig>, onTag: Partial<Draw> = {}) =>
    tagMismatch({ ...config, ...change }, { ...tag, rate: 0.2, ...onTag }).join('\n');

  it('is nothing where the tag is what the config calls for, or has a higher rate', () => {
    expect(said({})).toBe('');
    expect(said({}, { rate: 1 })).toBe('');
    expect(said({ trigger: { on: 'call' } }, { rate: 0 })).toBe('');
  });

  it('is a rate below the highest of the config', () => {
    expect(said({ sampling: { rate: 0.1, salt: 'q4', offices: { a: 0.4 } } })).toMatchInlineSnapshot(
      `"data-rate: the tag's rate is 0.2, the config's is up to 0.4. People whom the config would ask are never drawn, and the record has the lower rate as its probability. Write 0.4 on the tag."`,
    );
  });

  it('is a survey, unit or salt that differs, each by itself', () => {
    expect(said({}, { survey: 'another', unit: 'visitor', salt: '' })).toMatchInlineSnapshot(`
      "data-survey: the tag's survey is "another", the config's is "passport-renewal". The two draws are independent, both must succeed, and the record has the product of their rates as its probability. Write "passport-renewal" on the tag.
      data-unit: the tag's unit is "visitor", the config's is "session". The two draws are independent, both must succeed, and the record has the product of their rates as its probability. Write "session" on the tag.
      data-salt: the tag's salt is "", the config's is "q4". The two draws are independent, both must succeed, and the record has the product of their rates as its probability. Write "q4" on the tag."
    `);
  });

  it('is both: then the probability is the product, not the lower rate', () => {
    const text = said({}, { salt: 'q3', rate: 0.1 });
    expect(text).toContain('are never drawn. Write 0.2');
    expect(text).toContain('the product of their rates');
  });

  it.each<[Partial<SurveyConfig>, RegExp]>([
    [{ test: true }, /^data-rate: the config is in test mode/],
    [{ trigger: { on: 'click', selector: '#x' } }, /^data-rate: the survey opens on a click/],
    [{ sampling: { unit: 'interaction' } }, /^data-rate: the config draws interactions/],
  ])('is any draw on the tag of %o', (change, message) => {
    expect(said(change)).toMatch(message);
    expect(said(change)).toContain('never see it');
  });
});

it('the probability of two draws is the same whichever is named first', () => {
  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  const draw = fc.record({
    survey: fc.constantFrom('a', 'b'),
    unit: fc.constantFrom<Draw['unit']>('session', 'visitor'),
    salt: fc.constantFrom('', 'w'),
    rate,
  });
  fc.assert(
    fc.property(draw, draw, (one, other) => {
      expect(probabilityOf(one, other)).toBe(probabilityOf(other, one));
    }),
    { seed },
  );
});
