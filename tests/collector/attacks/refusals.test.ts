import { describe, expect, it, vi } from 'vitest';
import { createCollector } from '../../../src/collector/index.ts';
import type { Refusal } from '../../../src/collector/refusals.ts';
import { serve } from '../../../src/collector/serve.ts';
import { anInterview } from '../../report/interviews.ts';
import { HOST } from './target.ts';

// Each start of the built-in database takes a while.
vi.setConfig({ testTimeout: 180_000 });

describe('what is refused', () => {
  it('is counted by reason and site, and logged at most once a minute each', async () => {
    const lines: string[] = [];
    let now = Date.parse('2026-08-14T16:00:00Z');
    const collector = createCollector({
      ...{ store: {} as never, open: true, rateLimit: false, origins: ['https://www.agency.example'] },
      onNotice: (line) => lines.push(line),
      now: () => now,
    });
    const post = (origin: string, body: string) => {
      const headers = { 'content-type': 'text/plain', ...(origin && { origin }) };
      return collector.fetch(new Request(`${HOST}/v1/interviews`, { method: 'POST', headers, body }));
    };
    for (let index = 0; index < 5; index++) await post('https://evil.example', JSON.stringify(anInterview()));
    await post('https://www.agency.example', '{}');
    await post('', 'no JSON');
    expect(lines).toEqual([
      'Refused a post from https://evil.example: the site is not listed; name it with --origin.',
      'Refused a post from https://www.agency.example: the body is not a valid record.',
      'Refused a post from a server or script: the body is not JSON in UTF-8.',
    ]);
    now += 61_000;
    await post('https://evil.example', '');
    expect(lines.at(-1)).toBe(
      'Refused 5 posts from https://evil.example: the site is not listed; name it with --origin.',
    );
    const answer = await collector.fetch(new Request(`${HOST}/v1/refusals`));
    const { refusals } = (await answer.json()) as { refusals: Refusal[] };
    expect(refusals[0]).toMatchObject({
      ...{ reason: 'origin', origin: 'https://evil.example', count: 6 },
      last: '2026-08-14T16:01:01.000Z',
    });
    expect(refusals.length).toBe(3);
  });
});

describe('serve', () => {
  const started = async (origins: string[]) => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const served = await serve({ port: 0, open: true, signals: false, origins, print });
    await served.close();
    return lines.join('\n');
  };

  it('says at its start that it refuses every other site, where none is listed', async () => {
    expect(await started([])).toContain('pages of every other site are refused');
    expect(await started(['https://www.agency.example'])).not.toContain('refused');
  });
});
