import * as z from 'zod/mini';
import { about } from '../kinds.ts';

export const name = 'load';

export const traits = { invites: true, defaults: { delaySeconds: 5 } } as const;

export const fields = () => ({
  delaySeconds: z._default(
    z.number().check(z.minimum(0), z.maximum(3600), about('Seconds to wait after loading.')),
    traits.defaults.delaySeconds,
  ),
});

export const appears = 'by itself after the page has loaded';
