import { defineConfig } from '@playwright/test';
import { launchOptions } from '../engines.mjs';

const retries = Number(process.env.RETRIES ?? 0);

/** Runs on the built files: `npm run build` comes first. */
export default defineConfig({
  testDir: '.',
  forbidOnly: Boolean(process.env.CI),
  outputDir: '../.results/browser',
  fullyParallel: true,
  workers: 2,
  retries,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../.results/browser.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    // Looking at every step for a trace takes time. Where a failure is tried again, that attempt is looked at.
    trace: retries ? 'on-first-retry' : 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: '*.webkit.test.ts',
      use: { browserName: 'chromium', launchOptions: launchOptions('chromium') },
    },
    firefox('firefox', { grepInvert: /@chromium\b|^(?!.*@light\b).*@(dark|forced-colors|reduced-motion)\b/ }),
    firefox('firefox-dark', { grep: /@dark\b/ }, { 'layout.css.prefers-color-scheme.content-override': 0 }),
    firefox('firefox-forced-colors', { grep: /@forced-colors\b/ }, { 'browser.display.document_color_use': 2 }),
    firefox('firefox-reduced-motion', { grep: /@reduced-motion\b/ }, { 'ui.prefersReducedMotion': 1 }),
    // The system's, which Playwright does not drive, so it has tests of its own: see webkit.ts.
    { name: 'webkit', testMatch: '*.webkit.test.ts', use: { trace: 'off' } },
  ],
});

/** Its driver cannot change what the reader of a page prefers, so Firefox is started for each. */
function firefox(name: string, which: { grep?: RegExp; grepInvert?: RegExp }, prefers: Record<string, number> = {}) {
  const firefoxUserPrefs = {
    // It would ask for an icon, which a strict policy forbids and reports.
    'browser.chrome.site_icons': false,
    ...prefers,
  };
  return {
    name,
    ...which,
    testIgnore: ['*.chromium.test.ts', '*.webkit.test.ts'],
    use: {
      browserName: 'firefox' as const,
      launchOptions: { ...launchOptions('firefox'), firefoxUserPrefs },
      // Here it doubles the time.
      trace: 'on-first-retry' as const,
    },
  };
}
