/**
 * `npm run mutation`: changes the pure parts, one place at a time, and sees whether a test notices. Not part of
 * `npm test`. `npm run mutation -- --mutate src/report/csv.ts` looks at one file.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tests/mutation/vitest.config.ts' },
  mutate: [
    'src/decide/{decide,explain,sample}.ts',
    'src/report/{csv,quarter,tally}.ts',
    'src/record/{encode,mask}.ts',
    'src/survey/flow.ts',
    'src/delivery/{ledger,overflow,pace}.ts',
  ],
  // What is given here is rewritten for a compiler API that TypeScript 7 does not have; nothing is compiled with it.
  tsconfigFile: 'none',
  // Code that runs once, when a file is imported, would be tested with everything anew; there is next to none.
  ignoreStatic: true,
  ignorePatterns: ['dist', 'demo/screens', 'tests/.results'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, allowEmojis: false },
  jsonReporter: { fileName: 'tests/.results/mutation.json' },
  tempDirName: 'tests/.results/mutation',
  thresholds: { high: 96, low: 92, break: 92 },
};
