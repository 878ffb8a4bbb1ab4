import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Packed, pack, root } from './packed.ts';

/** Every script file of the build. */
const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'dist/integrity.json'), 'utf8')));

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
    expect(files.sort()).toEqual(['dist', 'package.json']);
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

describe('imported in Node, without a page', () => {
  it.each([
    ['cx7', ['createSurvey', 'createOutbox', 'decide', 'defineElement', 'httpAdapter', 'functionAdapter', 'MEASURES']],
    ['cx7/adapters', ['adapterFor', 'functionAdapter', 'httpAdapter']],
    ['cx7/collector', ['createCollector', 'openStore', 'serve']],
    ['cx7/report', ['createTallier', 'fiscalQuarter', 'tally', 'toCsv']],
  ])('%s exports what it promises', (name, promised) => {
    const names = JSON.parse(packed.run(`console.log(JSON.stringify(Object.keys(await import('${name}'))))`));
    expect(names).toEqual(expect.arrayContaining(promised));
  });

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

  it('zod is imported only where something is to be explained', () => {
    const entry = readFileSync(join(packed.folder, 'dist/index.js'), 'utf8');
    const eager = [...entry.matchAll(/^import (?:[^'"]*from )?['"]([^'"]+)['"]/gm)].map(([, from]) => from!);
    const texts = [
      entry,
      ...eager
        .filter((from) => from.startsWith('.'))
        .map((from) => readFileSync(join(packed.folder, 'dist', from), 'utf8')),
    ];
    expect(texts.join('\n')).not.toMatch(/from ['"]zod/);
  });

  it.each(['cx7.schema.json', ...scripts])('cx7/dist/%s can be copied from where it resolves', (file) => {
    expect(packed.run(`console.log(import.meta.resolve('cx7/dist/${file}'))`)).toContain(`/dist/${file}`);
  });

  // In the very first line, or it is a comment like any other.
  it.each(['cx7.js', 'cx7.survey.js'])(
    "%s says that all of it is called at once, so that Chrome compiles it off the page's thread",
    (file) => {
      const [first, ...rest] = readFileSync(join(packed.folder, 'dist', file), 'utf8').split('\n');
      expect(first).toBe('//# allFunctionsCalledOnLoad');
      expect(rest).toHaveLength(1);
    },
  );

  it('the schema and the integrity hashes are there as JSON', () => {
    const out = packed.run(`
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      console.log(require('cx7/schema.json').type, Object.keys(require('cx7/integrity.json')).join());`);
    expect(out).toMatch(/^object cx7\.js,cx7\.survey\.js/);
  });

  it('the command says its version and checks a config', () => {
    const config = packed.write('survey.json', readFileSync(join(root, 'demo/surveys/smallest.json'), 'utf8'));
    const cli = join(packed.folder, 'dist/cli.js');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(packed.node(cli, '--version')).toEqual({ code: 0, out: `${version}\n` });
    expect(packed.node(cli, 'check', config)).toMatchObject({ code: 0 });
    expect(packed.node(cli, 'tag', config).out).toContain('integrity="sha384-');
  });

  it('the collector names the database that is to be installed, and serves its dashboard once it is', () => {
    const start = `
      import { serve } from 'cx7/collector';
      const { url, close } = await serve({ open: true, port: 0, print() {} });
      const answers = await Promise.all(['healthz', 'dashboard/dashboard.js', 'dashboard/dashboard.css'].map((path) => fetch(url + '/' + path)));
      console.log(answers.map(({ status }) => status).join());
      await close();`;
    expect(packed.run(start)).toContain('npm install @electric-sql/pglite');
    packed.install('@electric-sql/pglite');
    expect(packed.run(start)).toBe('200,200,200');
  }, 120_000);
});

describe('in TypeScript', () => {
  const consumer = `
    import { createSurvey, decide, defineElement, functionAdapter, type Adapter, type Interview, type SurveyConfig } from 'cx7';
    import { httpAdapter } from 'cx7/adapters';
    import { createCollector, type Store } from 'cx7/collector';
    import { tally } from 'cx7/report';

    const config: SurveyConfig = { survey: 'permits', names: { service: 'Permits' }, endpoint: '/v1/interviews' };
    const adapter: Adapter = functionAdapter((interview) => console.log(interview), { destination: 'here' });
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
    packed.write('consumer.ts', consumer);
    const project = packed.write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: { module, moduleResolution, target: 'es2022', strict: true, noEmit: true, types: [] },
        files: ['consumer.ts'],
      }),
    );
    expect(tool('typescript/bin/tsc', '-p', project)).toEqual({ code: 0, out: '' });
  });
});
