import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Packed, pack, root } from './packed.ts';

/** The script files, as the build lists them. */
const SCRIPTS = Object.keys(JSON.parse(readFileSync(join(root, 'dist/integrity.json'), 'utf8')));

let packed: Packed;
beforeAll(() => {
  packed = pack();
});
afterAll(() => packed?.remove());

const tool = (path: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', path), ...args], {
    cwd: packed.folder,
    encoding: 'utf8',
  });
  return { code: status, out: stdout + stderr };
};

describe('the package as it is published', () => {
  it('has nothing that publint would change', async () => {
    const { messages, pkg } = await publint({ pkgDir: packed.folder, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that every way of resolving modules finds, ES modules only', () => {
    expect(tool('@arethetypeswrong/cli/dist/index.js', packed.tarball, '--profile', 'esm-only')).toMatchObject({
      code: 0,
    });
  });

  it('has what is built and the texts that go with it, and no more', () => {
    const files = readdirSync(packed.folder).filter((name) => !/^(README|LICENSE)(\.md)?$/.test(name));
    const texts = ['ACCESSIBILITY.md', 'docs'].filter((name) => existsSync(join(root, name)));
    expect(files.sort()).toEqual([...texts, 'dist', 'package.json'].sort());
    expect(existsSync(join(packed.folder, 'dist/dashboard/dashboard.js'))).toBe(true);
  });

  it('names no place of the machine that built it', () => {
    const text = (folder: string): string =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
        .join();
    expect(text(packed.folder)).not.toContain(root);
  });
});

const sha384 = (file: string) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

/** The built files that a module loads with it, by path, and the packages that these take something from. */
function reachedFrom(entry: string) {
  const modules = new Map<string, string>();
  const packages = new Set<string>();
  const visit = (path: string) => {
    if (modules.has(path)) return;
    const text = readFileSync(path, 'utf8');
    modules.set(path, text);
    for (const [, from = ''] of text.matchAll(/^(?:import|export) (?:[^'"]*from )?['"]([^'"]+)['"]/gm))
      if (from.startsWith('.')) visit(join(dirname(path), from));
      else packages.add(from);
  };
  visit(join(packed.folder, 'dist', entry));
  return { modules, packages };
}

describe('with nothing but the package’s own dependencies', () => {
  it('needs two packages, and leaves those that a collector needs to whoever has one', () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = packed.manifest;
    expect(Object.keys(dependencies)).toEqual(['idb-keyval', 'zod']);
    const optional = ['@electric-sql/pglite', '@hono/node-server', 'hono', 'pg'];
    expect(Object.keys(peerDependencies)).toEqual(optional);
    expect(peerDependenciesMeta).toEqual(Object.fromEntries(optional.map((name) => [name, { optional: true }])));
  });

  it.each([
    ['cx7', ['createSurvey', 'createOutbox', 'decide', 'defineElement', 'httpAdapter', 'functionAdapter', 'MEASURES']],
    ['cx7/adapters', ['adapterFor', 'functionAdapter', 'httpAdapter']],
    ['cx7/report', ['createTallier', 'fiscalQuarter', 'tally', 'tallyWordings', 'textsOf', 'toCsv']],
  ])('%s exports what it promises', (name, promised) => {
    const names = JSON.parse(packed.run(`console.log(JSON.stringify(Object.keys(await import('${name}'))))`));
    expect(names).toEqual(expect.arrayContaining(promised));
  });

  it('a page’s bundle has nothing of Node in it, and zod only to explain', () => {
    const { modules, packages } = reachedFrom('index.js');
    expect(modules.size).toBeGreaterThan(10);
    expect([...packages]).toEqual(['idb-keyval']);
  });

  it('Preact is inside, in what loads when the survey opens', () => {
    const survey = readdirSync(join(packed.folder, 'dist/chunks')).find((name) => name.startsWith('entries-survey-'));
    const opened = reachedFrom(`chunks/${survey}`);
    expect([...opened.packages]).toEqual(['idb-keyval']);
    const isPreact = (text: string) => text.includes('dangerouslySetInnerHTML');
    expect([...opened.modules.values()].filter(isPreact)).toHaveLength(1);
    expect([...reachedFrom('index.js').modules.values()].filter(isPreact)).toEqual([]);
  });

  it('every file of the package finds what it imports, save what a collector needs', () => {
    const missing = readdirSync(join(packed.folder, 'dist/chunks'))
      .flatMap((name) => [...reachedFrom(`chunks/${name}`).packages])
      .filter((name) => !/^(node:.*|zod(\/mini)?|idb-keyval|hono(\/.*)?|@hono\/node-server(\/.*)?)$/.test(name));
    expect(missing).toEqual([]);
  });

  describe('npx cx7', () => {
    const run = (...args: string[]) => packed.node(join(packed.folder, 'dist/cli.js'), ...args);
    let config: string;
    beforeAll(() => {
      config = packed.write('survey.json', readFileSync(join(root, 'demo/surveys/smallest.json'), 'utf8'));
    });

    it('says its version, checks a config and prints the schema', () => {
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      expect(run('--version')).toEqual({ code: 0, out: `${version}\n` });
      expect(run('check', config)).toMatchObject({ code: 0 });
      expect(run('schema').out).toBe(readFileSync(join(packed.folder, 'dist/cx7.schema.json'), 'utf8'));
    });

    it('copies the script files and prints a tag that fits them', () => {
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      const site = packed.write('site', '');
      expect(run('copy', site)).toMatchObject({ code: 2 });
      rmSync(site);
      expect(run('copy', site)).toMatchObject({ code: 0 });
      const folder = join(site, `v${version}`);
      const hashes: Record<string, string> = JSON.parse(readFileSync(join(folder, 'integrity.json'), 'utf8'));
      expect(readdirSync(folder).sort()).toEqual([...Object.keys(hashes), 'integrity.json'].sort());
      for (const [name, hash] of Object.entries(hashes)) expect(sha384(join(folder, name)), name).toBe(hash);
      const tag = run('tag', config).out;
      expect(tag).toContain(`src="/cx7/v${version}/cx7.js"`);
      expect(tag).toContain(`integrity="${hashes['cx7.js']}"`);
      expect(run('check', config, '--tag', tag).out).not.toContain('--tag:');
    });

    it('names in one line what a collector needs, and exits with 2', () => {
      expect(run('serve', '--open')).toEqual({
        code: 2,
        out: 'cx7: The collector needs packages that are not installed with cx7. Install them with: npm install hono @hono/node-server @electric-sql/pglite\n',
      });
    });

    it('names the database that a report needs', () => {
      const { code, out } = run('report', 'x', '--quarter', '2026Q1', '--data', packed.folder);
      expect({ code, out }).toEqual({
        code: 1,
        out: 'cx7: The package @electric-sql/pglite is not installed. Install it with: npm install @electric-sql/pglite\n',
      });
    });
  });

  it('has types that need no other package', () => {
    const consumer = `
      import { createSurvey, type SurveyConfig } from 'cx7';
      import { httpAdapter } from 'cx7/adapters';
      import { tally } from 'cx7/report';
      const config: SurveyConfig = { survey: 'permits', names: { service: 'Permits' }, endpoint: '/v1/interviews' };
      createSurvey(config, { adapter: httpAdapter({ url: '/x' }) });
      export const count: number = tally([]).interviews;`;
    expect(compile(consumer, 'bundler', 'esnext')).toEqual({ code: 0, out: '' });
  });

  it('cx7/collector names what it needs', () => {
    expect(packed.run(`await import('cx7/collector')`)).toContain("Cannot find package 'hono'");
  });
});

describe('imported in Node, without a page', () => {
  it('createSurvey reports that there is no page, defineElement does nothing', () => {
    const out = packed.run(`
      import { createSurvey, defineElement } from 'cx7';
      defineElement();
      const survey = createSurvey({});
      survey.on('error', (event) => { event.preventDefault(); console.log(event.detail.error.message); });
      console.log(await survey.open());`);
    expect(out).toContain('there is no page');
    expect(out).toContain("reason: 'failed'");
  });

  it('every built script, and the schema, can be copied from where it resolves', () => {
    const files = [...SCRIPTS, 'cx7.schema.json'];
    const code = `for (const file of ${JSON.stringify(files)}) console.log(import.meta.resolve('cx7/dist/' + file))`;
    const found = packed.run(code).split('\n');
    expect(found).toEqual(
      files.map((file) => expect.stringMatching(new RegExp(`/dist/${file.replaceAll('.', '\\.')}$`))),
    );
    for (const url of found) expect(existsSync(new URL(url)), url).toBe(true);
  });

  // In the very first line, or it is a comment like any other.
  it.each(SCRIPTS.filter((file) => file !== 'cx7.all.js'))(
    "%s says that all of it is called at once, so that Chrome compiles it off the page's thread",
    (file) => {
      const lines = readFileSync(join(packed.folder, 'dist', file), 'utf8').split('\n');
      // Behind a byte order mark, by which the file is UTF-8 whatever the page and the server say.
      expect(lines[0]).toBe('\ufeff//# allFunctionsCalledOnLoad');
      expect(lines.slice(1).filter(Boolean)).toHaveLength(1);
    },
  );

  it('the schema and the integrity hashes are there as JSON', () => {
    const out = packed.run(`
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      console.log(require('cx7/schema.json').type, Object.keys(require('cx7/integrity.json')).join());`);
    expect(out).toMatch(/^object cx7\.js,cx7\.survey\.js/);
  });
});

describe('with what a collector needs', () => {
  beforeAll(() => packed.install('hono'));

  it('cx7/collector exports what it promises, and answers requests without a server of Node', () => {
    const names = JSON.parse(packed.run(`console.log(JSON.stringify(Object.keys(await import('cx7/collector'))))`));
    expect(names).toEqual(expect.arrayContaining(['createCollector', 'openStore', 'serve']));
    const out = packed.run(`
      import { createCollector } from 'cx7/collector';
      const store = { ping: async () => {}, close: async () => {} };
      const { fetch } = createCollector({ store, open: true });
      console.log(await (await fetch(new Request('http://x/healthz'))).text());`);
    expect(out).toBe('{"status":"ok"}');
  });

  it('serve names what is to be installed, and serves the dashboard once it is', () => {
    const start = `
      import { serve } from 'cx7/collector';
      const { url, close } = await serve({ open: true, port: 0, print() {} });
      const answers = await Promise.all(['healthz', 'dashboard/dashboard.js', 'dashboard/dashboard.css'].map((path) => fetch(url + '/' + path)));
      console.log(answers.map(({ status }) => status).join());
      await close();`;
    expect(packed.run(start)).toContain('npm install @hono/node-server');
    packed.install('@hono/node-server');
    expect(packed.run(start)).toContain('npm install @electric-sql/pglite');
    expect(packed.node(join(packed.folder, 'dist/cli.js'), 'serve', '--open').out).toContain(
      'Install them with: npm install @electric-sql/pglite\n',
    );
    packed.install('@electric-sql/pglite');
    expect(packed.run(start)).toBe('200,200,200');
  }, 120_000);
});

describe('in TypeScript', () => {
  const consumer = `
    import { createSurvey, decide, defineElement, functionAdapter, type Adapter, type Interview, type SurveyConfig } from 'cx7';
    import { httpAdapter, type Adapter as Same, type DeliveryResult } from 'cx7/adapters';
    import { createCollector, type Store } from 'cx7/collector';
    import { tally } from 'cx7/report';

    const config: SurveyConfig = { survey: 'permits', names: { service: 'Permits' }, endpoint: '/v1/interviews' };
    const adapter: Adapter = functionAdapter((interview) => console.log(interview), { destination: 'here' });
    export const same: Same = adapter;
    export const accepted: DeliveryResult = { outcome: 'accepted' };
    const survey = createSurvey(config);
    createSurvey({ survey: 'permits', names: { service: 'Permits' } }, { adapter });
    // @ts-expect-error without an adapter an endpoint is needed
    createSurvey({ survey: 'permits', names: { service: 'Permits' } });
    // @ts-expect-error rates are numbers
    createSurvey({ ...config, sampling: { rate: '5 %' } });
    survey.on('complete', ({ detail }) => detail.id.toUpperCase());
    survey.on('error', ({ detail }) => detail.error.message.toUpperCase());
    defineElement();
    document.querySelector('cx7-survey')?.survey?.open({ office: 'north' }).then(({ shown }) => shown === true);
    export const count = (interviews: Interview[]): number => tally(interviews).interviews;
    export const collector = (store: Store) => createCollector({ store, open: true }).fetch;
    export { decide, httpAdapter };
  `;

  it.each([
    ['bundler', 'esnext'],
    ['node16', 'node16'],
  ])('moduleResolution %s finds the types and they hold', (moduleResolution, module) => {
    expect(compile(consumer, moduleResolution, module)).toEqual({ code: 0, out: '' });
  });
});

/** Compiles a module of a project that has the package. */
function compile(code: string, moduleResolution: string, module: string) {
  packed.write('consumer.ts', code);
  const compilerOptions = { module, moduleResolution, target: 'es2022', strict: true, noEmit: true, types: [] };
  const project = packed.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  return tool('typescript/bin/tsc', '-p', project);
}
