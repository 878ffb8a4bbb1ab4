import { existsSync, readdirSync } from 'node:fs';

/**
 * The browsers that tests and pictures are made with: the system's own where it has them, else Playwright's. The test
 * command installs what is missing.
 */
const librariesOf = (file) =>
  existsSync('/usr/lib')
    ? readdirSync('/usr/lib')
        .map((folder) => `/usr/lib/${folder}/${file}`)
        .find(existsSync)
    : undefined;

export const ENGINES = ['chromium', 'firefox', 'webkit'];

/** Debian's programs and the packages that bring them. */
export const SYSTEM = {
  chromium: { packages: ['chromium'], program: () => '/usr/bin/chromium' },
  firefox: { packages: ['firefox-esr'], program: () => '/usr/bin/firefox-esr' },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
    program: () => librariesOf('webkit2gtk-4.1/MiniBrowser') ?? '/usr/lib/webkit2gtk-4.1/MiniBrowser',
  },
};

/** Where the system's own browser of this engine is, if it has one. */
export function systemBrowser(engine) {
  const program = SYSTEM[engine].program();
  return existsSync(program) ? program : undefined;
}

/** Root may not use Chromium's sandbox, and the pages are the tests' own. Nothing is looked up on the internet. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/**
 * What Playwright is launched with. Its WebKit is a build of its own, so the system's is driven by WebDriver instead:
 * see `webkit.ts`.
 */
export function launchOptions(engine) {
  const executablePath = engine === 'webkit' ? undefined : systemBrowser(engine);
  return {
    ...(executablePath && { executablePath }),
    ...(executablePath && engine === 'firefox' && { channel: 'moz-firefox' }),
    ...(engine === 'chromium' && { args: CHROMIUM_FLAGS }),
  };
}
