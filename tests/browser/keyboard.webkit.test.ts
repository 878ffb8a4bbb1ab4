import { bothSteps, PLACEMENTS } from './keyboard.ts';
import { expect, test } from './webkit.ts';

for (const placement of PLACEMENTS)
  test(`both steps by keyboard alone: ${placement}`, async ({ respondent, site }) => {
    await bothSteps(respondent, site, placement);
    expect(await respondent.complaints()).toEqual([]);
  });
