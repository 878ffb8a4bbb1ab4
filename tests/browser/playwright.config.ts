import { defineConfig } from '@playwright/test';
import { launchOptions } from '../engines.mjs';

/** Runs on the built files: `npm run build` comes first. */
export default defineConfig({
  testDir: '.',
  outputDir: '../.results/browser',
  fullyParallel: true,
  workers: 2,
  retries: Number(process.env.RETRIES ?? 0),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../.results/browser.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    trace: 'retain-on-failure',
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium', launchOptions: launchOptions('chromium') } }],
});
