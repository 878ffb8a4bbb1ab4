import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measure } from '../../src/build/budget.mjs';
import { pathsIn } from '../../src/build/docs/fields.mjs';
import { recordSchema } from '../../src/build/docs/record.mjs';
import { filled, generatedDocs, staleDocs } from '../../src/build/docs.mjs';
import { explain } from '../../src/config/explain/explain.ts';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { allRules } from '../../src/config/rules.ts';
import { CHECKS } from '../../src/decide/types.ts';
import { LANGUAGES } from '../../src/instrument/languages/index.ts';
import { MEASURES } from '../../src/instrument/measures.ts';
import { interview } from '../../src/record/schema.ts';
import { ALL, anchors, blocks, links, quoted, read, root, USERS } from './texts.ts';

const { version, scripts, files } = JSON.parse(read('package.json'));

describe('the generated documents', () => {
  it('say what schema, types and commands say now: npm run docs', async () => {
    expect(staleDocs(await generatedDocs())).toEqual([]);
  });

  it('are stale as soon as a word is another', () => {
    expect(staleDocs({ 'api.md': `${read('docs/api.md')} ` })).toEqual(['api.md']);
  });

  it('have a place for each part, or say which is missing', () => {
    expect(filled('<!-- a -->old<!-- /a -->', { a: 'new' })).toBe('<!-- a -->\n\nnew\n\n<!-- /a -->');
    expect(() => filled('text', { a: 'new' })).toThrow('<!-- a -->');
  });
});

describe('links', () => {
  it.each(ALL)('%s: lead to files and headings that there are', (file) => {
    const broken = links(file)
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [path = '', heading] = link.split('#');
        const target = path ? normalize(join(dirname(file), path)) : file;
        return !existsSync(join(root, target)) || (heading !== undefined && !anchors(target).has(heading));
      });
    expect(broken).toEqual([]);
  });

  it.each(USERS)('%s: lead to what comes with the package', (file) => {
    const shipped = ['README.md', 'LICENSE', ...files];
    const outside = links(file)
      .filter((link) => !/^(https?:|#)/.test(link))
      .map((link) => normalize(join(dirname(file), link.replace(/#.*/, ''))))
      .filter((target) => !shipped.some((path) => target === path || target.startsWith(`${path}/`)));
    expect(outside).toEqual([]);
  });

  it('every document is linked from the README', () => {
    const linked = new Set(links('README.md'));
    expect(USERS.filter((file) => file !== 'README.md' && !linked.has(file))).toEqual([]);
  });
});

describe('the README', () => {
  it('is read in three minutes', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
  });

  it('has the budgets that the build enforces', () => {
    const limits = (what: RegExp) => what.exec(measure('no folder').table)?.[1];
    const text = read('README.md');
    expect(text).toContain(`1 request, for at most ${limits(/^not asked +1 +0 +0 +([\d,]+)/m)} bytes.`);
    expect(text).toContain(`at most ${limits(/^asked, in English +2 +0 +0 +([\d,]+)/m)} bytes of script in 2 files`);
    expect(text).toContain(`| at most ${limits(/^not asked +1 +0 +0 +([\d,]+)/m)} bytes |`);
  });

  it('counts what there is', () => {
    const text = read('README.md');
    expect(text).toContain(`The ${MEASURES.length} measures`);
    expect(text).toContain(`${CHECKS.length} checks decide`);
    expect(text).toContain(`${LANGUAGES.length} languages`);
    expect(text).toContain(`the other ${LANGUAGES.length - 1} are drafts`);
    const policies = /const POLICIES[^{]*\{\n([\s\S]*?)\n\}/.exec(read('tests/browser/policy.test.ts'))?.[1] ?? '';
    expect(text).toContain(`${policies.match(/^ {2}\S.*:/gm)?.length} policies are tested`);
  });
});

describe('what the documents name', () => {
  it('this version, where they name one', () => {
    for (const file of USERS.filter((file) => !file.startsWith('ACC')))
      for (const [, named] of read(file).matchAll(/\/v(\d+\.\d+\.\d+)\//g)) expect(named, file).toBe(version);
  });

  it('methods of window.cx7 that there are', () => {
    const [, survey = ''] = /export interface Survey \{([\s\S]*?)\n\}/.exec(read('src/visit/api.ts')) ?? [];
    const methods = [...survey.matchAll(/^ {2}(\w+)[(<]/gm)].map(([, name]) => name);
    expect(methods).toContain('newRespondent');
    for (const file of ALL)
      for (const [, method] of read(file).matchAll(/\bcx7\.(\w+)\(/g)) expect(methods, file).toContain(method);
  });

  it('events that there are', () => {
    const [, listed = ''] = /export interface OutboxEvents \{([\s\S]*?)\n\}/.exec(read('src/delivery/types.ts')) ?? [];
    const events = [...listed.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    expect(events).toContain('dropped');
    const known = [...events, 'offered', 'dismissed', 'opened', 'partial', 'complete'];
    for (const file of ALL)
      for (const [, event] of read(file).matchAll(/\.on\('(\w+)'/g)) expect(known, file).toContain(event);
  });

  it('fields of configs and records that there are', async () => {
    const paths = new Set([...pathsIn(jsonSchema()), ...pathsIn(await recordSchema())]);
    const tops = new Set([...paths].filter((path) => !path.includes('.')));
    expect(paths).toContain('sampling.quota.target');
    expect(paths).toContain('sample.probability');
    const unknown = ALL.flatMap((file) =>
      quoted(file)
        .filter((text) => /^\w+(\.\w+)+$/.test(text) && !/\.(ts|tsx|js|mjs|md|json|html)$/.test(text))
        .filter((text) => tops.has(text.split('.')[0] ?? '') && !paths.has(text))
        .map((text) => `${file}: ${text}`),
    );
    expect(unknown).toEqual([]);
  });

  it.each(USERS)('%s: configs that are valid, whole or in part', (file) => {
    const smallest = { survey: 'permits', names: { service: 'Permits' }, endpoint: '/v1/interviews' };
    for (const text of blocks(file, 'json')) {
      const part = JSON.parse(text);
      if (`${part.schema}`.startsWith('cx7.interview')) continue;
      const { problems } = explain(JSON.stringify({ ...smallest, ...part }));
      // A part may need another one.
      expect(problems.filter(({ path }) => !(allRules() as string[]).includes(path))).toEqual([]);
    }
  });

  it('a record that a collector takes', () => {
    const records = blocks('docs/record.md', 'json').map((text) => JSON.parse(text));
    expect(records).toHaveLength(1);
    expect(interview.safeParse(records[0]).error).toBeUndefined();
  });

  it('commands and scripts that there are', () => {
    for (const file of ALL) {
      for (const [, script = ''] of read(file).matchAll(/npm run ([\w:]+)/g))
        expect(scripts, file).toHaveProperty([script]);
      for (const [, command] of read(file).matchAll(/npx cx7 (\w+)/g))
        expect(existsSync(join(root, `src/cli/${command}.ts`)), `${file}: npx cx7 ${command}`).toBe(true);
    }
  });

  it('attributes of the tag that are read, all of them', () => {
    const [, own = ''] = /readTag = \(\{ ([^}]*), \.\.\.draw \}/.exec(read('src/page/tag.ts')) ?? [];
    const [, drawn = ''] = /said: \{ \[A in ([^\]]*)\]/.exec(read('src/decide/draw.ts')) ?? [];
    const names = `${own} ${drawn}`.match(/[a-z]+/g) ?? [];
    const attributes = names.map((name) => `data-${name}`);
    expect(attributes).toContain('data-rate');
    const [, table = ''] = /\| attribute \| what it is \|\n([\s\S]*?)\n\n/.exec(read('docs/embedding.md')) ?? [];
    const told = [...table.matchAll(/`(data-[a-z0-9]+)`/g)].map(([, name]) => name);
    expect(told.sort()).toEqual(attributes.sort());
  });

  it('each key under which something is stored on a device', () => {
    const sources = ['page/recall.ts', 'delivery/mark.ts', 'delivery/journal.ts', 'delivery/store.ts'];
    const keys = sources.flatMap((file) =>
      [...read(`src/${file}`).matchAll(/['`](cx7:(?:[a-z]+|\$))/g)].map(([, key = '']) => key.replace('$', 'cx7')),
    );
    expect(new Set(keys)).toEqual(
      new Set(['cx7:unit', 'cx7:invited', 'cx7:open', 'cx7:ended', 'cx7:waiting', 'cx7:journal', 'cx7:cx7']),
    );
    for (const key of keys) expect(read('docs/embedding.md')).toContain(`\`${key}`);
  });
});
