/**
 * The random tests, and how much of each is run where. A campaign runs all of it, in minutes, as a script of its own;
 * `npm test` runs a twentieth of that with the same code, and `npm run test:quick` a twentieth again.
 */
export const CAMPAIGNS = {
  model: {
    what: 'histories of an outbox, for each kind of endpoint',
    files: ['tests/delivery/model.test.ts'],
  },
  config: {
    what: 'configs on which the three judges have to agree',
    files: [
      'tests/config/judges.test.ts',
      'tests/config/schema.test.ts',
      'tests/config/explain/parse.test.ts',
      'tests/record/configs.random.test.ts',
    ],
  },
  masking: {
    what: 'comments with personal data in them',
    files: ['tests/record/mask.random.test.ts'],
  },
  open: {
    what: 'options of open(), of which no record may be refused',
    files: ['tests/visit/options.random.test.ts'],
  },
  walks: {
    what: 'walks of respondents over two machines, against the collector',
    files: ['tests/visit/walks.random.test.ts'],
  },
};

/** The part of a campaign that each tier runs. */
const SHARES = { campaign: 1, test: 1 / 20, quick: 1 / 400 };

/** The same draws every time, so that a change is what makes a test fail; a campaign draws new ones. */
const FIXED = 7;

const { TIER = 'test', SEED, RUNS, REPLAY } = process.env;

/** Whether this is the quick tier, a campaign, or `npm test`. */
export const tier = TIER;

/** Which draws a random test that is no campaign makes: `fc.assert(property, { seed })`. */
export const seed = Number(SEED ?? FIXED);

/**
 * How often a property is looked at in this tier, for fast-check. `RUNS` says another number, `SEED` which draws, and
 * `REPLAY` the path to the one that failed.
 * @param whole how often a campaign looks at it
 */
export const draws = (whole) => ({
  numRuns: Number(RUNS ?? Math.ceil(whole * SHARES[TIER])),
  seed,
  ...(REPLAY && { path: REPLAY, endOnFailure: true }),
});

/** `SEED=7 REPLAY=3:1 npm run campaign:model`: the command that repeats what has failed. */
export const replay = (campaign, { seed, path }, env = '') =>
  `${env}${env && ' '}SEED=${seed} REPLAY=${path} npm run campaign:${campaign}`;
