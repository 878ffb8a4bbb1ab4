import { fileURLToPath } from 'node:url';

/** The folder of the scripts that are measured. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

export const config = {
  survey: 'change-of-address',
  names: { service: 'Change of Address' },
  endpoint: '/v1/interviews',
  omb: { controlNumber: '0000-0000', expires: '2099-12-31' },
  sampling: { rate: 1 },
};

/** The same survey, which comes as soon as it can. */
export const atOnce = { ...config, trigger: { delaySeconds: 0 } };

/** What `data-…` attributes say of the draw, with the config's own survey, unit and salt. */
export const drawOf = (rate) => ({ survey: config.survey, unit: 'session', salt: '', rate, endpoint: config.endpoint });

const yardstick = { build: 'yardstick', script: 'loader.js', config: atOnce, arrives: true };
const cx7 = { config: atOnce, arrives: true };
const against = { ...cx7, build: 'against' };

/**
 * Surveys that are put onto an idle page. `beside` is the yardstick that a target is told by: one that finds its config in
 * the page, or requests it, as the survey does. A draw on the tag needs no more steps than a config in the page.
 */
export const ARRIVALS = {
  yardstick: { ...yardstick, inline: true },
  'yardstick, config requested': yardstick,
  'cx7, draw on the tag': { ...cx7, draw: drawOf(1), beside: 'yardstick' },
  'cx7, config requested': { ...cx7, beside: 'yardstick, config requested' },
  'cx7, config inline': { ...cx7, inline: true, beside: 'yardstick' },
  'against, config requested': against,
  'against, config inline': { ...against, inline: true },
};

/** The arrivals that there are builds of. */
export const arrivalsOf = (builds) =>
  Object.fromEntries(Object.entries(ARRIVALS).filter(([, { build = 'cx7' }]) => builds[build]));

/** What a kind is called in the address of its page. */
export const nameOf = (kind) => kind.replace(/\W+/g, '-');

export const pagesOf = (kinds) => Object.fromEntries(Object.entries(kinds).map(([kind, page]) => [nameOf(kind), page]));

/** 150 ms, 1.6 Mbit/s down, 0.75 up. */
export const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
