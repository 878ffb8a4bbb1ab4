import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import type { Access } from './access.ts';
import { LIMITS, readBody } from './body.ts';

/** The dashboard's own files, by name; `undefined` where there is none. */
export type Assets = (name: 'dashboard.js' | 'dashboard.css') => Promise<Uint8Array<ArrayBuffer> | string | undefined>;

interface PageOptions {
  access: Access;
  assets: Assets;
  /** Nobody is asked for a token. */
  open: boolean;
  /** Whether there is a token that somebody could give. */
  hasToken: boolean;
  clientOf: (c: Context) => string | undefined;
}

const TYPES = {
  'dashboard.js': 'text/javascript; charset=utf-8',
  'dashboard.css': 'text/css; charset=utf-8',
} as const;

/** The dashboard's page, the form that asks for the token, and their files. */
export function createPage({ access, assets, open, hasToken, clientOf }: PageOptions) {
  const app = new Hono();

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false, // Whoever ends TLS decides this for the whole host.
    }),
  );

  // From here on every address is relative: a proxy may have all of it behind a path.
  app.get('/dashboard', async (c) => {
    c.header('Cache-Control', 'no-store');
    if (await access.mayRead(c)) return c.html(shell(open));
    const wait = access.wrong(c, clientOf(c));
    if (wait > 0) return slowDown(c, wait);
    const problem = hasToken
      ? undefined
      : 'This collector was started without a token, so nobody can read its answers.';
    return c.html(login(c, problem), 401);
  });

  app.get('/dashboard/:name{dashboard\\.(js|css)}', async (c) => {
    const name = c.req.param('name') as keyof typeof TYPES;
    const body = await assets(name);
    if (body === undefined) return c.text(`${name} is missing: the dashboard was not built.`, 404);
    c.header('Cache-Control', 'no-cache');
    c.header('Content-Type', TYPES[name]);
    return c.body(body);
  });

  app.post('/login', async (c) => {
    c.header('Cache-Control', 'no-store');
    const body = await readBody(c.req.raw, LIMITS.other);
    const token = 'text' in body ? new URLSearchParams(body.text).get('token') : null;
    if (token === null || !(await access.matches(token.trim()))) {
      const wait = access.wrong(c, clientOf(c));
      if (wait > 0) return slowDown(c, wait);
      return c.html(login(c, 'That is not the token of this collector.'), 401);
    }
    await access.letIn(c);
    return c.redirect(`dashboard${queryOf(c)}`, 303);
  });

  app.post('/logout', (c) => {
    access.letOut(c);
    return c.redirect('dashboard', 303);
  });

  app.get('/dashboard/', (c) => c.redirect(`../dashboard${queryOf(c)}`, 302));
  app.get('/', (c) => c.redirect(`dashboard${queryOf(c)}`, 302));
  return app;
}

/** What a link says of the selection: it goes along through the sign-in. The path before it is always ours. */
const queryOf = (c: Context): string => new URL(c.req.url).search;

function slowDown(c: Context, wait: number) {
  c.header('Retry-After', String(wait));
  return c.html(login(c, `Too many tries. Wait ${wait} seconds.`), 429);
}

const head = (title: string) => html`<meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>${title}</title>
  <link rel="icon" href="data:," />
  <link rel="stylesheet" href="dashboard/dashboard.css" />`;

const shell = (open: boolean) => html`<!doctype html>
<html lang="en">
  <head>
    ${head('Survey dashboard')}
    <script type="module" src="dashboard/dashboard.js"></script>
  </head>
  <body>
    <div id="dashboard" data-open="${open ? 'true' : 'false'}"></div>
    <noscript><p class="note">The dashboard needs JavaScript.</p></noscript>
  </body>
</html>`;

const login = (c: Context, problem?: string) => html`<!doctype html>
<html lang="en">
  <head>
    ${head(problem ? 'Error: Survey dashboard' : 'Survey dashboard')}
  </head>
  <body class="login">
    <main>
      <h1>Survey dashboard</h1>
      <form method="post" action="login${queryOf(c)}">
        <label for="token">Access token</label>
        <p id="hint" class="hint">The one this collector was started with.</p>
        ${problem ? html`<p id="problem" class="problem"><strong>Error:</strong> ${problem}</p>` : ''}
        <input
          id="token"
          name="token"
          type="password"
          autocomplete="current-password"
          required
          aria-describedby="${problem ? 'hint problem' : 'hint'}"
          ${problem ? html`aria-invalid="true" autofocus` : ''}
        />
        <button class="primary">Sign in</button>
      </form>
    </main>
  </body>
</html>`;
