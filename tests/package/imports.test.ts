import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circles, importsIn, type Sources, wrongImports } from './imports.ts';

const root = new URL('../../', import.meta.url);

const sources: Sources = new Map(
  readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(m?ts|tsx|mjs)$/.test(path) && path !== 'globals.d.ts')
    .map((path) => join('src', path).replaceAll('\\', '/'))
    .map((path) => [path, readFileSync(new URL(path, root), 'utf8')]),
);

/** The sources as they are, with code added to one of them, which may be a new one. */
const planted = (path: string, code: string): Sources =>
  new Map([...sources, [path, `${sources.get(path) ?? ''}\n${code}`]]);

/** The line that planted code begins at. */
const lineOf = (path: string) => (sources.get(path) ?? '').split('\n').length + 1;

describe('the imports of src', () => {
  it('point one way, types included', () => {
    expect(wrongImports(sources)).toEqual([]);
  });

  it('make no circles, types included', () => {
    expect(circles(sources)).toEqual([]);
  });

  it('are all read: as many as a plain search finds, and each leads to a file', () => {
    const lines = [...sources.values()].flatMap((text) => text.match(/(from|^import) '\.[^']*';$/gm) ?? []);
    const dynamic = [...sources.values()].flatMap((text) => text.match(/[^`*/{]import\('\./g) ?? []);
    const found = importsIn(sources);
    expect(found.length).toBe(lines.length + dynamic.length);
    expect(found.length).toBeGreaterThan(300);
    const missing = found.filter(({ from, to }) => {
      const isSource = /\.(ts|tsx|mjs)$/.test(to) && !to.endsWith('.generated.ts');
      // The build writes a file whose imports stand in it as text.
      return isSource && from !== 'src/build/generate.mjs' && !sources.has(to);
    });
    expect(missing).toEqual([]);
  });
});

describe('an import that was planted', () => {
  const conduct = '../survey/conduct.ts';
  it.each<[string, string, string]>([
    ['static', 'src/page/look.ts', `import { conduct } from '${conduct}';`],
    ['of a type', 'src/page/look.ts', `import type { conduct } from '${conduct}';`],
    ['of a type among others', 'src/page/look.ts', `import { type conduct } from '${conduct}';`],
    ['of a default', 'src/page/look.ts', `import conduct from '${conduct}';`],
    ['of a default by the name of type', 'src/page/look.ts', `import type, { conduct } from '${conduct}';`],
    ['of everything', 'src/page/look.ts', `import * as survey from "${conduct}";`],
    ['over several lines', 'src/page/look.ts', `import {\n  conduct,\n  type Other,\n} from '${conduct}';`],
    ['for its effects', 'src/page/look.ts', `import '${conduct}';`],
    ['that is handed on', 'src/page/look.ts', `export { conduct } from '${conduct}';`],
    ['that is handed on whole', 'src/page/look.ts', `export * from '${conduct}';`],
    ['of types that are handed on', 'src/page/look.ts', `export type * from '${conduct}';`],
    ['while it runs', 'src/page/look.ts', `const later = () => import('${conduct}');`],
    ['while it runs, over several lines', 'src/page/look.ts', `const later = () => import(\n  '${conduct}',\n);`],
    ['within a type', 'src/page/look.ts', `type Conduct = typeof import('${conduct}').conduct;`],
    ['in JSX', 'src/dashboard/Funnel.tsx', `import { conduct } from '${conduct}';`],
    ['from a folder further in', 'src/page/triggers/click.ts', `import { conduct } from '../../survey/conduct.ts';`],
    ['out of the pure stages', 'src/decide/decide.ts', `import { look } from '../page/look.ts';`],
    ['against their order', 'src/config/settle.ts', `import type { Interview } from '../record/schema.ts';`],
    ['of delivery by the page', 'src/page/look.ts', `import type { Outbox } from '../delivery/types.ts';`],
    ['of an entry', 'src/visit/run.ts', `import '../entries/loader.ts';`],
    ['of the browser’s side by the collector', 'src/collector/accept.ts', `import '../delivery/types.ts';`],
    ['of the build', 'src/cli/main.ts', `import { sizeOf } from '../build/budget.mjs';`],
    ['by the build', 'src/build/budget.mjs', `import { LANGUAGES } from '../instrument/choose.ts';`],
    ['of what is outside', 'src/cli/main.ts', `import manifest from '../../package.json' with { type: 'json' };`],
    ['by a folder that nobody knows', 'src/utils/all.ts', `import { hash32 } from '../instrument/hash.ts';`],
  ])('%s is caught with its line', (_, path, code) => {
    const before = new Set(wrongImports(sources));
    const caught = wrongImports(planted(path, code)).filter((line) => !before.has(line));
    expect(caught).toHaveLength(1);
    expect(caught[0]).toMatch(new RegExp(`^${path}:${lineOf(path)}: `));
  });

  it('is no type of the collector but its code, where the dashboard has it', () => {
    const path = 'src/dashboard/api.ts';
    const caught = (code: string) => wrongImports(planted(path, code)).filter((line) => line.startsWith(path));
    expect(caught(`import type { Store } from '../collector/store.ts';`)).toEqual([]);
    expect(caught(`import { createStore } from '../collector/store.ts';`)).toEqual([
      `${path}:${lineOf(path)}: dashboard may import nothing but types of collector (src/collector/store.ts)`,
    ]);
  });

  it.each([
    `// import { conduct } from '${conduct}';`,
    `/** Like\n * import { conduct } from '${conduct}';\n */`,
    `const text = 'from somewhere';`,
    `import { h } from 'preact';`,
    `import { hash32 } from '../instrument/hash.ts';`,
  ])('is none in a comment or a text, or where it may stand: %j', (code) => {
    expect(wrongImports(planted('src/page/look.ts', code))).toEqual(wrongImports(sources));
  });
});

describe('a circle that was planted', () => {
  const caught = (more: Sources) => circles(more).filter((circle) => !circles(sources).includes(circle));

  it.each([`import type { Seen } from './types.ts';`, `export const later = () => import('./types.ts');`])(
    'is caught with its lines, types and later imports too: %s',
    (code) => {
      const path = 'src/decide/draw.ts';
      const [circle, ...others] = caught(planted(path, code));
      expect(others).toEqual([]);
      expect(circle).toContain(`${path}:${lineOf(path)}`);
      expect(circle).toContain('src/decide/types.ts:');
    },
  );

  it('is caught where a file imports itself', () => {
    const path = 'src/decide/draw.ts';
    expect(caught(planted(path, `import './draw.ts';`))).toEqual([`${path}:${lineOf(path)} → ${path}`]);
  });

  it('is caught over many files', () => {
    const chain = new Map([0, 1, 2, 3, 4].map((n) => [`src/record/c${n}.ts`, `import './c${(n + 1) % 5}.ts';`]));
    expect(caught(new Map([...sources, ...chain]))).toEqual([
      'src/record/c0.ts:1 → src/record/c1.ts:1 → src/record/c2.ts:1 → src/record/c3.ts:1 → src/record/c4.ts:1 → src/record/c0.ts',
    ]);
  });
});
