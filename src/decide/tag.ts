// A stand-in with the signatures of the real file, which replaces this one when the branches are merged.
import { defaultRate, SALT, TRIGGER, UNIT } from '../config/defaults.ts';
import type { SurveyConfig } from '../config/schema.ts';
import type { TagDraw } from './types.ts';

/** The draw that a config calls for on its tag, with the highest rate that the config can give. */
export function tagDrawOf(config: SurveyConfig): TagDraw | undefined {
  const { survey, sampling, trigger } = config;
  const on = trigger?.on ?? TRIGGER;
  if (config.test || on === 'click') return undefined;
  const draw = { survey, unit: sampling?.unit ?? UNIT, salt: sampling?.salt ?? SALT };
  if (on === 'call') return { ...draw, rate: 0 };
  if (draw.unit === 'interaction') return undefined;
  const general = sampling?.rate ?? defaultRate(draw.unit);
  return { ...draw, rate: Math.max(general, ...Object.values(sampling?.offices ?? {})) };
}

/** What does not fit between a config and the draw on its tag, in plain words. */
export function tagMismatch(config: SurveyConfig, tag: TagDraw): string[] {
  const wanted = tagDrawOf(config);
  if (!wanted) return [`data-rate: the config wants no draw (rate ${tag.rate}). Take the draw off the tag.`];
  const apart = (['survey', 'unit', 'salt'] as const).filter((part) => tag[part] !== wanted[part]);
  const found = apart.map(
    (part) => `data-${part}: the tag's ${part} is "${tag[part]}". Write "${wanted[part]}" on the tag.`,
  );
  if (tag.rate < wanted.rate) found.push(`data-rate: the tag's rate is ${tag.rate}. Write ${wanted.rate} on the tag.`);
  return found;
}
