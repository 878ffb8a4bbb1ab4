import base from '../vitest.config.ts';

/** The tests of the pure parts alone: each change of the code runs those that come through it. */
export default {
  ...base,
  test: {
    ...base.test,
    include: [
      'tests/{decide,report,record}/*.test.ts',
      'tests/survey/flow*.test.ts',
      'tests/delivery/{ledger,overflow,pace}.test.ts',
    ],
  },
};
