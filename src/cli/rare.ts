import { LEAST_RATE } from '../config/defaults.ts';
import type { SurveyConfig } from '../config/schema.ts';

interface TooRare {
  at: string[];
  path: string;
  message: string;
  found: string;
  expected: string;
  fix: string;
}

/** Rates that a browser would draw by and no collector counts. */
export function tooRare({ sampling = {} }: SurveyConfig): TooRare[] {
  const rates: [at: string[], rate: number | undefined][] = [
    [['sampling', 'rate'], sampling.rate],
    ...Object.entries(sampling.offices ?? {}).map(([office, rate]): [string[], number] => [
      ['sampling', 'offices', office],
      rate,
    ]),
  ];
  return rates.flatMap(([at, rate]) => {
    if (!rate || rate >= LEAST_RATE) return [];
    const path = at.join('.');
    const [found, expected, fix] = [`${rate}`, `0, or a number from ${LEAST_RATE} to 1`, 'Raise it, or write 0.'];
    const message = `${path} is ${found}, but must be ${expected}: one such answer would outweigh a million others. ${fix}`;
    return [{ at, path, message, found, expected, fix }];
  });
}
