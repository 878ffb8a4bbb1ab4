import * as z from 'zod/mini';
import { about, like } from '../kinds.ts';

/** Hands each interview to a function of the page. */
export const shape = () =>
  z
    .strictObject({
      adapter: z.literal('function').check(about('Hands each interview to a function of the page.')),
      name: z
        .string()
        .check(
          z.maxLength(100),
          z.regex(GLOBAL_NAME),
          about('Global name of the function, such as `crm.saveSurvey`. It takes one interview and returns a promise.'),
          like('crm.saveSurvey'),
        ),
    })
    .check(about('A function of the host page.'));

export type FunctionEndpoint = z.input<ReturnType<typeof shape>>;

export const destination = ({ name }: FunctionEndpoint): string => name;

const GLOBAL_NAME = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

export const patterns = {
  [GLOBAL_NAME.source]: {
    asks: 'the global name of a function, such as "crm.saveSurvey"',
    guesses: (text: string) => [text.replace(/^window\.|\(.*$/g, '')],
  },
};
