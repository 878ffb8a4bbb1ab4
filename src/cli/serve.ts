import { stat } from 'node:fs/promises';
import { SHORTEST_TOKEN, tokenIn, whyUnusable } from '../collector/token.ts';
import { type Command, options, reading, UsageError } from './command.ts';
import { configsIn } from './configs.ts';

export const serve: Command = {
  summary: 'starts the collector, which receives and stores answers',
  help: `Usage: npx cx7 serve [options]

Receives interviews at /v1/interviews and shows them at /dashboard.

  --port <n>          port to listen at (default: 8787; 0 picks a free one)
  --host <address>    address to listen at (default: 127.0.0.1, this machine only)
  --data <folder>     folder of the built-in database (default: memory, gone when it stops)
  --static <folder>   files to serve besides
  --origin <site>     a site whose pages may post, such as https://www.agency.gov; may be repeated
  --config <file…>    configs of the surveys it serves, or folders of them; may be repeated. Then it counts only what
                      these, or configs that it was given before, can have produced
  --trust-proxy <n>   takes the visitor's address from X-Forwarded-For, behind n proxies of your own
  --open              lets everybody read what was collected; for demonstrations only

Environment:
  CX7_TOKEN           the token that readers must give: 16 ASCII characters or more without white space, as from
                      openssl rand -hex 16
  CX7_ORIGINS         sites that may post, with commas between them; --origin adds to them
  DATABASE_URL        a PostgreSQL database, postgres://…; goes before --data

Needs packages that are not installed with cx7: npm install hono @hono/node-server @electric-sql/pglite
(pg instead of the last one where DATABASE_URL is set).`,

  async run(args) {
    const { values, positionals } = options('serve', withCount(args), {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      static: { type: 'string' },
      origin: { type: 'string', multiple: true, default: [] },
      config: { type: 'string', multiple: true, default: [] },
      'trust-proxy': { type: 'string', default: '0' },
      open: { type: 'boolean', default: false },
    });
    if (positionals.length && !values.config.length)
      throw new UsageError(`serve does not know what ${positionals[0]} is for.`, 'Put configs after --config.');
    const configs = await configsIn([...values.config, ...positionals]);
    if (values.static !== undefined) await mustBeFolder(values.static);
    const { CX7_TOKEN, CX7_ORIGINS = '', DATABASE_URL } = process.env;
    const missing = missingOf(['hono', '@hono/node-server', DATABASE_URL ? 'pg' : '@electric-sql/pglite']);
    if (missing.length)
      throw new UsageError(
        'The collector needs packages that are not installed with cx7.',
        `Install them with: npm install ${missing.join(' ')}`,
      );
    const port = values.port === undefined ? undefined : portOf(values.port);
    const trustProxy = proxiesOf(values['trust-proxy']);
    const origins = [...CX7_ORIGINS.split(','), ...values.origin].filter((origin) => origin.trim()).map(originOf);
    const token = tokenIn(CX7_TOKEN);
    const unusable = whyUnusable(token, values.open ? 0 : SHORTEST_TOKEN);
    if (unusable)
      throw new UsageError(
        unusable,
        'Set it as the environment variable CX7_TOKEN, or pass --open to let everybody read.',
      );
    const { DEFAULT_PORT, serve } = await import('../collector/serve.ts');
    await serve({
      port,
      host: values.host,
      dataFolder: values.data,
      databaseUrl: DATABASE_URL || undefined,
      static: values.static,
      token,
      open: values.open,
      trustProxy,
      configs,
      origins,
    }).catch((error: NodeJS.ErrnoException) => {
      const [what, fix] = (error.syscall === 'listen' && LISTENING[error.code ?? '']) || [];
      throw what && fix ? new UsageError(what(port ?? DEFAULT_PORT), fix, { cause: error }) : error;
    });
    return 0;
  },
};

/** Rejects where there is no such folder, or it is a file. */
async function mustBeFolder(path: string): Promise<void> {
  const entry = await reading(path, stat(path), 'folder');
  if (!entry.isDirectory()) throw new UsageError(`${path} is no folder.`, 'Name one after --static.');
}

/** What keeps it from listening. */
const LISTENING: Readonly<Record<string, readonly [what: (port: number) => string, fix: string]>> = {
  EADDRINUSE: [(port) => `Port ${port} is taken.`, 'Choose another with --port.'],
  EACCES: [(port) => `This user may not listen at port ${port}.`, 'Choose one from 1024 on with --port.'],
  EADDRNOTAVAIL: [
    () => 'This machine does not have the address of --host.',
    'Write --host 0.0.0.0 for all of its addresses.',
  ],
};

/** Those of the packages that are not installed. */
const missingOf = (packages: readonly string[]): string[] =>
  packages.filter((name) => {
    try {
      import.meta.resolve(name);
      return false;
    } catch {
      return true;
    }
  });

/** `--trust-proxy` alone is one proxy. */
const withCount = (args: readonly string[]): string[] =>
  args.flatMap((arg, index) =>
    arg === '--trust-proxy' && !/^[^-]/.test(args[index + 1] ?? '') ? ['--trust-proxy=1'] : [arg],
  );

function proxiesOf(text: string): number {
  if (!/^\d$/.test(text))
    throw new UsageError(`--trust-proxy ${text} is not a number of proxies.`, 'Write it as --trust-proxy 1.');
  return Number(text);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`--port ${text} is not a port.`, 'Give a number from 0 to 65535.');
  return port;
}

/** A site as browsers name it in the header Origin: no path, and no slash at its end. */
function originOf(text: string): string {
  const site = text.trim().replace(/\/$/, '');
  try {
    if (new URL(site).origin === site) return site;
  } catch {
    // Said below.
  }
  throw new UsageError(`--origin ${site} is not a site.`, 'Write it as https://www.agency.gov, without a path.');
}
