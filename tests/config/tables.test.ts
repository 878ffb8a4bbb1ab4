import nodeResolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { describe, expect, it } from 'vitest';
import { destinationOf, type Endpoint } from '../../src/config/endpoints/index.ts';
import { traits } from '../../src/config/triggers/index.ts';

/** What a script file would carry that imports these names, as the build bundles it. */
async function bundled(imports: string): Promise<string> {
  const entry = 'entry.ts';
  const bundle = await rollup({
    input: entry,
    onwarn() {},
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : id.startsWith('config/') ? `${process.cwd()}/src/${id}` : null),
        load: (id) => (id === entry ? imports.replace(/import (.*) from .*;/g, '$&\nconsole.log($1);') : null),
      },
      esbuild({ target: 'es2021', tsconfig: false }),
      nodeResolve(),
    ],
  });
  const { output } = await bundle.generate({ format: 'iife' });
  return output[0].code;
}

describe('what an endpoint is called among destinations', () => {
  it('is its address, or what its adapter says', () => {
    expect(destinationOf('/v1/interviews')).toBe('/v1/interviews');
    expect(destinationOf({ adapter: 'http', url: '/x', headers: { A: 'b' } })).toBe('/x');
    expect(destinationOf({ adapter: 'function', name: 'crm.save' })).toBe('crm.save');
  });

  it.each([[5], [true], [[]], [{}], [{ url: '/x' }], [{ adapter: 'fax' }], [{ adapter: {} }]])(
    'is nothing for %j, which nobody has judged yet',
    (endpoint) => {
      expect(destinationOf(endpoint as unknown as Endpoint)).toBe('');
    },
  );
});

it.each([
  ['load', true],
  ['click', false],
  ['call', false],
] as const)('the trigger %s invites people who did not ask for the survey: %s', (name, invites) => {
  expect(traits[name].invites).toBe(invites);
});

describe('what a page view carries of the tables', () => {
  it('is the destinations alone', async () => {
    const code = await bundled("import { destinationOf } from 'config/endpoints/index.ts';");
    expect(code).toContain('url');
    expect(code).not.toMatch(/zod|strictObject|Where interviews are sent/);
    expect(code.length).toBeLessThan(1000);
  });

  it('is what the rules and the defaults need, without zod, once it is asked', async () => {
    const code = await bundled(
      "import { brokenRules } from 'config/rules.ts';\nimport { settle } from 'config/settle.ts';",
    );
    expect(code).toContain('invites');
    expect(code).not.toMatch(/zod|strictObject|CSS selector of what is clicked\. Needed/);
    expect(code.length).toBeLessThan(5000);
  });

  it('is no default that it does not read', async () => {
    const code = await bundled("import { TRIGGER } from 'config/defaults.ts';");
    expect(code).toContain('load');
    expect(code.length).toBeLessThan(200);
  });
});
