import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { needs } from '../../src/collector/database.ts';

describe('the collector as a fetch handler', () => {
  it('needs nothing of Node, so that it runs wherever fetch handlers run', async () => {
    const { errors, outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../../src/collector/index.ts', import.meta.url))],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
    });
    expect(errors).toEqual([]);
    expect(outputFiles[0]?.text).not.toMatch(/from\s*["']node:|import\(["']node:/);
  });
});

describe('a database’s package that is not installed', () => {
  it('is named, with what installs it', async () => {
    const missing = () => Promise.reject(Object.assign(new Error('x'), { code: 'ERR_MODULE_NOT_FOUND' }));
    await expect(needs('pg', missing)).rejects.toThrow(
      'The package pg is not installed. Install it with: npm install pg',
    );
  });

  it('is not blamed for other trouble', async () => {
    await expect(needs('pg', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});
