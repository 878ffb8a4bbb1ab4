// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../src/config/settle.ts';
import type { Seen } from '../../src/decide/types.ts';
import { surroundings } from '../../src/page/surroundings.ts';
import { passportConfig } from '../record/told.ts';

beforeEach(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));

describe('parts of a path that the config drops', () => {
  const recorded = (path: string, ...dropParts: string[]) =>
    surroundings({ path } as Seen, settle(passportConfig({ dropParts }))).path;

  it.each([
    ['/claims/C-4711/done', '/claims/*', '/claims/*/done'],
    ['/claims/C-4711', '/claims/*', '/claims/*'],
    ['/claims/C-4711/', '/claims/*/', '/claims/*/'],
    ['/claims/C-4711/notes/12', '/claims/*/notes/*', '/claims/*/notes/*'],
    ['/file/case-4711.html', '/file/case-*.html', '/file/case-*.html'],
    ['/file/case-4711xhtml', '/file/case-*.html', '/file/case-4711xhtml'],
    ['/claims', '/claims/*', '/claims'],
    ['/my/claims/C-4711', '/claims/*', '/my/claims/C-4711'],
    ['/my/claims/C-4711', '/*/claims/*', '/*/claims/*'],
    ['/a$&b/C-4711', '/a$&b/*', '/a$&b/*'],
  ])('%s without %s is %s', (path, pattern, left) => {
    expect(recorded(path, pattern)).toBe(left);
  });

  it('are as many as it lists', () => {
    expect(recorded('/claims/C-4711/done', '/users/*', '/claims/*', '/claims/*/*')).toBe('/claims/*/*');
  });
});
