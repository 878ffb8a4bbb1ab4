// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';

/** The same respondents, before the renderer that a visitor's phone gets in Preact's place. */
vi.mock('preact', () => import('../../src/survey/draw.ts'));
const runtime = vi.hoisted(() => async () => {
  const { jsx } = await import('../../src/survey/draw.ts');
  return { jsx, jsxs: jsx, jsxDEV: jsx };
});
vi.mock('preact/jsx-runtime', runtime);
vi.mock('preact/jsx-dev-runtime', runtime);

it('is that renderer', async () => {
  const draw = await import('../../src/survey/draw.ts');
  const { Problem } = await import('../../src/survey/components/Problem.tsx');
  const { pack: en } = await import('../../src/instrument/languages/en.ts');
  const drawn = Problem({ host: { pack: en }, state: { problem: 'nothing' } } as Parameters<typeof Problem>[0]);
  expect(Object.keys(drawn as object)).toEqual(Object.keys(draw.jsx('p', {}) as object));
});

await import('./conduct.test.ts');
