import * as z from 'zod/mini';
import { like, line } from '../kinds.ts';

export const name = 'click';

export const traits = { invites: false, needs: ['selector'] } as const;

export const reasons = {
  selector: { because: 'the survey waits for a click on something', expected: 'the CSS selector of what is clicked' },
};

export const fields = () => ({
  selector: z.optional(line(300, 'CSS selector of what is clicked. Needed for `click`.').check(like('#feedback'))),
});

export const appears = 'on a click';
