import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './packed.ts';

/** A copy of the repository's sources, to be extended as somebody would who adds a part. */
export interface Copy {
  folder: string;
  /** Writes a file. */
  write(path: string, text: string): void;
  /** Replaces the one place in a file where a text stands; throws where it does not, or stands twice. */
  edit(path: string, before: string, after: string): void;
  /** What the compiler finds wrong with the sources, a line each. */
  typeErrors(): string[];
  /** Writes what is generated from the schema, as the build does before all else. */
  generate(): void;
  /** What some modules of `src` export, bundled together: by their paths in `src`. */
  load<Modules>(...paths: (keyof Modules & string)[]): Promise<Modules>;
  remove(): void;
}

/** Copies what a build needs, the tests not among it. `more` names further files and folders. */
export function copySources(...more: string[]): Copy {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cx7-extended-')));
  for (const path of ['src', 'tsconfig.json', 'package.json', ...more])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'));

  const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

  return {
    folder,
    write,
    edit(path, before, after) {
      const parts = readFileSync(join(folder, path), 'utf8').split(before);
      if (parts.length !== 2) throw new Error(`${path} has ${JSON.stringify(before)} ${parts.length - 1} times.`);
      write(path, parts.join(after));
    },
    typeErrors() {
      const { stdout } = node('node_modules/typescript/bin/tsc', '--pretty', 'false');
      return stdout.split('\n').filter((line) => line.includes('error TS'));
    },
    generate() {
      const { status, stderr } = node('src/build/generate.mjs');
      if (status) throw new Error(stderr);
    },
    async load(...paths) {
      const outfile = join(folder, `loaded-${Date.now()}.mjs`);
      await build({
        stdin: {
          contents: paths.map((path) => `export * as ${JSON.stringify(path)} from './src/${path}';`).join('\n'),
          resolveDir: folder,
        },
        bundle: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
        outfile,
        logLevel: 'warning',
      });
      return import(pathToFileURL(outfile).href);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Settings of an adapter that hands interviews to a queue of the page's. */
const QUEUE_SETTINGS = `
import * as z from 'zod/mini';
import { about, like } from '../kinds.ts';

export const shape = () =>
  z
    .strictObject({
      adapter: z.literal('queue').check(about('Puts each interview into a queue.')),
      topic: z.string().check(z.regex(TOPIC), about('Topic of the queue.'), like('surveys')),
    })
    .check(about('A queue.'));

export type QueueEndpoint = z.input<ReturnType<typeof shape>>;

export const destination = ({ topic }: QueueEndpoint): string => \`queue:\${topic}\`;

const TOPIC = /^[a-z]{1,20}$/;

export const patterns = {
  [TOPIC.source]: { asks: 'a topic of small letters', guesses: (text: string) => [text.toLowerCase()] },
};
`;

const QUEUE_CODE = `
import { destination, type QueueEndpoint } from '../../config/endpoints/queue.ts';
import type { Adapter } from '../types.ts';

export { policyFor } from '../choosing.ts';

export const fromEndpoint = (endpoint: QueueEndpoint): Adapter => ({
  destination: destination(endpoint),
  abilities: { revisions: 'each', dedupes: true, unload: 'send' },
  async send(body) {
    Object.assign(globalThis, { queued: [endpoint.topic, body] });
    return { outcome: 'accepted' };
  },
});
`;

/** Settings of a trigger that invites who has read so far. */
const SCROLL_SETTINGS = `
import * as z from 'zod/mini';
import { about, like } from '../kinds.ts';

export const name = 'scroll';

export const traits = {
  invites: true,
  needs: ['depth'],
  defaults: { pauseSeconds: 2 },
} as const;

export const reasons = {
  depth: { because: 'the survey waits until somebody has read so far', expected: 'a share of the page' },
};

export const fields = () => ({
  depth: z.optional(
    z.number().check(z.minimum(0), z.maximum(1), about('Share of the page. Needed for \`scroll\`.'), like(0.5)),
  ),
  pauseSeconds: z._default(
    z.number().check(z.minimum(0), z.maximum(60), about('Seconds without scrolling.')),
    traits.defaults.pauseSeconds,
  ),
});

export const appears = 'once somebody has read so far';
`;

/** Adds the settings of an adapter: a file, and its lines in the index. */
export function addQueueSettings({ write, edit }: Copy): void {
  const index = 'src/config/endpoints/index.ts';
  write('src/config/endpoints/queue.ts', QUEUE_SETTINGS);
  edit(
    index,
    "import * as http from './http.ts';\n",
    "import * as http from './http.ts';\nimport * as queue from './queue.ts';\n",
  );
  edit(index, '[http, hostFunction]', '[http, hostFunction, queue]');
  edit(index, '  http: http.destination,\n', '  http: http.destination,\n  queue: queue.destination,\n');
}

/** Adds the code of that adapter: a file, and its line in the table. */
export function addQueueCode({ write, edit }: Copy): void {
  const index = 'src/delivery/adapters/index.ts';
  write('src/delivery/adapters/queue.ts', QUEUE_CODE);
  edit(
    index,
    "import * as http from './http.ts';\n",
    "import * as http from './http.ts';\nimport * as queue from './queue.ts';\n",
  );
  edit(index, '  http: http.fromEndpoint,\n', '  http: http.fromEndpoint,\n  queue: queue.fromEndpoint,\n');
}

/** Adds the settings of a trigger: a file, and its lines in the index. */
export function addScrollSettings({ write, edit }: Copy): void {
  const index = 'src/config/triggers/index.ts';
  write('src/config/triggers/scroll.ts', SCROLL_SETTINGS);
  edit(
    index,
    "import * as load from './load.ts';\n",
    "import * as load from './load.ts';\nimport * as scroll from './scroll.ts';\n",
  );
  edit(
    index,
    '[load, click, call] as const satisfies readonly TriggerSettings',
    '[load, click, call, scroll] as const satisfies readonly TriggerSettings',
  );
  edit(index, '  call: call.traits,\n', '  call: call.traits,\n  scroll: scroll.traits,\n');
}

const SCROLL_CODE = `
import type { StartTrigger } from './types.ts';

export const start: StartTrigger = ({ settings: { depth = 1 }, signal, invite }) => {
  const look = () => {
    if (scrollY + innerHeight >= depth * document.documentElement.scrollHeight) invite();
  };
  addEventListener('scroll', look, { signal });
  return {};
};
`;

/** Adds the code of that trigger: a file, and its line in the table. */
export function addScrollCode({ write, edit }: Copy): void {
  const index = 'src/page/triggers/index.ts';
  write('src/page/triggers/scroll.ts', SCROLL_CODE);
  edit(
    index,
    "import { simpleTriggers } from './simple.ts';\n",
    "import { start as scroll } from './scroll.ts';\nimport { simpleTriggers } from './simple.ts';\n",
  );
  edit(index, '  ...simpleTriggers,\n', '  ...simpleTriggers,\n  scroll,\n');
}

/** Adds a language: a file, whose words are Spanish here, and its line in the index. */
export function addGerman({ folder, write, edit }: Copy): void {
  const spanish = readFileSync(join(folder, 'src/instrument/languages/es.ts'), 'utf8');
  write('src/instrument/languages/de.ts', spanish.replace("lang: 'es'", "lang: 'de'"));
  edit(
    'src/instrument/languages/index.ts',
    '} satisfies Record<string, Listing>;',
    "  de: { name: 'Deutsch', script: 'Latn', also: ['deu', 'ger'] },\n} satisfies Record<string, Listing>;",
  );
}
