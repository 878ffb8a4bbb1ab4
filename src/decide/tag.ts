import type { SurveyConfig } from '../config/schema.ts';
import { TRIGGER, type Traits, traits } from '../config/triggers/index.ts';
import { apartIn, drawFor, generalRate, type TagDraw } from './draw.ts';

/**
 * The draw that a config calls for on its tag, with the highest rate that the config can give: whoever might be asked
 * gets as far as the config. The rate is 0 where a page view alone never leads to the survey, since it is only called.
 * Undefined where every page view needs the config: in test mode, where a click must be listened for, and where the
 * unit is an interaction, which no page view knows.
 */
export function tagDrawOf(config: SurveyConfig): TagDraw | undefined {
  const { invites, waitsForCall } = traitsOf(config);
  if (config.test) return undefined;
  if (waitsForCall) return { ...drawFor(config), rate: 0 };
  const { sampling } = config;
  if (!invites || sampling?.unit === 'interaction') return undefined;
  return { ...drawFor(config), rate: Math.max(generalRate(sampling), ...Object.values(sampling?.offices ?? {})) };
}

const traitsOf = ({ trigger }: SurveyConfig): Traits => traits[trigger?.on ?? TRIGGER];

/**
 * What does not fit between a config and the draw on its tag, in plain words: where, what follows from it, what to
 * change. Empty where all is well. A rate on the tag that is higher than it need be is well: it costs a request.
 */
export function tagMismatch(config: SurveyConfig, tag: TagDraw): string[] {
  const wanted = tagDrawOf(config);
  if (!wanted)
    return [
      `data-rate: ${whyNoDraw(config)}, but visits that fail the tag's draw (rate ${tag.rate}) never see it. Take the draw off the tag.`,
    ];
  const apart = apartIn(wanted, tag);
  const found = apart.map(
    (part) =>
      `data-${part}: the tag's ${part} is "${tag[part]}", the config's is "${wanted[part]}". The two draws are independent, both must succeed, and the record has the product of their rates as its probability. Write "${wanted[part]}" on the tag.`,
  );
  if (tag.rate < wanted.rate) {
    const follows = apart.length ? '' : `, and the record has the lower rate as its probability`;
    found.push(
      `data-rate: the tag's rate is ${tag.rate}, the config's is up to ${wanted.rate}. People whom the config would ask are never drawn${follows}. Write ${wanted.rate} on the tag.`,
    );
  }
  return found;
}

/** Why a config wants no draw on its tag. */
export const whyNoDraw = (config: SurveyConfig): string =>
  config.test
    ? 'the config is in test mode, which asks everybody'
    : !traitsOf(config).invites
      ? `the survey opens on a ${config.trigger?.on ?? TRIGGER}, which is never drawn by the tag`
      : 'the config draws interactions, which a page view does not know';
