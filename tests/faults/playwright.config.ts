import { defineConfig } from '@playwright/test';

/** Runs on the built files: `npm run build` comes first. Rows wait more than they work, so several run at a time. */
export default defineConfig({
  testDir: '.',
  forbidOnly: Boolean(process.env.CI),
  outputDir: '../.results/faults',
  fullyParallel: true,
  workers: 4,
  retries: Number(process.env.RETRIES ?? 0),
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['./table.ts'], ['json', { outputFile: '../.results/faults.json' }]],
  projects: [
    { name: 'chromium' },
    // Their drivers can neither crash nor kill them, nor clear what they store; WebKit's lets no script close a tab.
    { name: 'firefox', testIgnore: '*.chromium.test.ts' },
    { name: 'webkit', testIgnore: ['*.chromium.test.ts', 'closing.test.ts'] },
  ],
});
