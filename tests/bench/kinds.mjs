import { fileURLToPath } from 'node:url';

/** The folder of the scripts that are measured. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

const config = {
  survey: 'change-of-address',
  names: { service: 'Change of Address' },
  endpoint: '/v1/interviews',
  omb: { controlNumber: '0000-0000', expires: '2099-12-31' },
  sampling: { rate: 1 },
};
const nobody = { ...config, sampling: { rate: 0 } };
/** The survey comes as soon as it can. */
const atOnce = { ...config, trigger: { delaySeconds: 0 } };

/** What the tag's `data-…` say of the draw: the config's own survey, unit and salt. */
const drawOf = (rate) => ({ survey: config.survey, unit: 'session', salt: '', rate, endpoint: config.endpoint });

/**
 * Pages that come with their tag, and from when on the survey is waited for: milliseconds after the load, or the click.
 * Those that differ in the trigger alone have their turn in every third round, since they take the longest. What they
 * are made of is said in `service.mjs`.
 */
export const PAGES = {
  bare: {},
  'calls alone': { config, script: 'calls.js' },
  'calls alone inline': { config, script: 'calls.js', inline: true },
  'not asked by the tag': { config: nobody, draw: drawOf(0) },
  'not asked': { config: nobody },
  'not asked inline': { config: nobody, inline: true },
  'against, not asked': { config: nobody, build: 'against' },
  'against, not asked inline': { config: nobody, build: 'against', inline: true },
  asked: { config: atOnce, trigger: 0 },
  'asked after 5 s': { config: { ...config, trigger: { delaySeconds: 5 } }, trigger: 5000, seldom: true },
  'asked on click': {
    config: { ...config, trigger: { on: 'click', selector: '#feedback' } },
    trigger: 'click',
    seldom: true,
  },
};

const yardstick = { build: 'yardstick', script: 'loader.js', config: atOnce, arrives: true };
const cx7 = { config: atOnce, arrives: true };
const REQUESTED = 'yardstick, config requested';

/**
 * Surveys that are put onto an idle page. `beside` is the yardstick that each is told by: one that finds its config in the
 * page, or requests it before its second file, as the survey does. A draw on the tag needs no more steps than a config in
 * the page.
 */
export const ARRIVALS = {
  yardstick: { ...yardstick, inline: true },
  [REQUESTED]: { ...yardstick, beside: 'yardstick' },
  'cx7, draw on the tag': { ...cx7, draw: drawOf(1), beside: 'yardstick' },
  'cx7, config inline': { ...cx7, inline: true, beside: 'yardstick' },
  'cx7, config requested': { ...cx7, beside: REQUESTED },
  'against, config inline': { ...cx7, build: 'against', inline: true, beside: 'yardstick' },
  'against, config requested': { ...cx7, build: 'against', beside: REQUESTED },
};

/** What a kind is called in the address of its page. */
export const nameOf = (kind) => kind.replace(/\W+/g, '-');

const slow4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

export const CONDITIONS = {
  unthrottled: { title: 'Unthrottled' },
  cpu: { title: 'CPU slowed down 4 times', rate: 4 },
  slow: {
    title: 'CPU slowed down 4 times, slow 4G (150 ms, 1.6 Mbit/s down, 0.75 up)',
    rate: 4,
    network: slow4G,
  },
};
