import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Window } from 'happy-dom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaJson } from '../../src/build/generate.mjs';
import { LANGUAGES } from '../../src/instrument/languages/index.ts';
import { readTag } from '../../src/page/tag.ts';
import { broken, examples } from '../config/examples.ts';
import { anInterview } from '../report/interviews.ts';
import { buildCli, type Cli } from './run.ts';

let cli: Cli;
beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());

describe('cx7', () => {
  it('lists its commands, and exits with 2 where none was given', async () => {
    const help = await cli.run(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatchSnapshot();
    expect(await cli.run([])).toEqual({ ...help, code: 2 });
  });

  it.each(['check', 'copy', 'tag', 'schema', 'serve', 'report'])('%s --help', async (command) => {
    const { code, out } = await cli.run([command, '--help']);
    expect(code).toBe(0);
    expect(out).toMatchSnapshot();
    expect((await cli.run(['help', command])).out).toBe(out);
  });

  it('says which commands there are', async () => {
    expect(await cli.run(['chek'])).toEqual({
      code: 2,
      out: '',
      err: 'cx7: There is no command chek. Choose one of check, copy, tag, schema, serve, report.\n',
    });
  });

  it('prints its version', async () => {
    expect((await cli.run(['--version'])).out).toBe('0.0.0-test\n');
  });
});

describe('cx7 check', () => {
  it('passes every example, with warnings', async () => {
    const { code, out } = await cli.run(['check', ...Object.keys(examples).map((name) => `demo/surveys/${name}`)]);
    expect(out).not.toContain(' error ');
    expect(out).toContain('warning languages: Spanish is a draft.');
    expect(code).toBe(0);
  });

  it('prints file, line and column, reason and remedy of each problem, and exits with 1', async () => {
    const files = Object.keys(broken).map((name) => `demo/surveys/broken/${name}`);
    const { code, out, err } = await cli.run(['check', ...files]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    // A language more changes no snapshot.
    expect(out.replaceAll(LANGUAGES.map((lang) => `"${lang}"`).join(', '), '<the languages>')).toMatchSnapshot();
  });

  it('says that the stamp of an earlier version does nothing, and may go', async () => {
    const config = '{ "checked": "00c0ffee", "survey": "x", "names": { "service": "X" }, "endpoint": "/x" }';
    const file = await cli.write('stamped.json', config);
    const { out, code } = await cli.run(['check', file]);
    expect(out).toContain(`${file}:1:3 warning checked: no longer used. Remove it.`);
    expect(code).toBe(0);
  });

  it('points at the key, counting characters as an editor does', async () => {
    const file = await cli.write(
      'survey.json',
      '{\r\n  "survey": "x", "names": { "service": "😀" }, "sampling": { "rate": 5 },\r\n  "endpoint": "/x" }',
    );
    const { out } = await cli.run(['check', file]);
    expect(out).toContain(`${file}:2:61 error sampling.rate is 5`);
  });

  it('points at what calls for a field that is missing', async () => {
    const { out } = await cli.run(['check', 'demo/surveys/broken/dialog-on-load.json']);
    expect(out).toContain('dialog-on-load.json:9:5 error trigger.on is missing');
  });

  it('says everything to programs with --json', async () => {
    const { code, out } = await cli.run(['check', '--json', 'demo/surveys/broken/rate-too-high.json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      errors: 1,
      warnings: 0,
      findings: [
        {
          file: 'demo/surveys/broken/rate-too-high.json',
          line: 9,
          column: 5,
          severity: 'error',
          path: 'sampling.rate',
          message: 'sampling.rate is 5, but must be a number from 0 to 1. Write 0.05 for 5%.',
          found: '5',
          expected: 'a number from 0 to 1',
          fix: 'Write 0.05 for 5%.',
        },
      ],
    });
  });

  it('refuses a rate at which one answer would outweigh a million others', async () => {
    const file = await cli.write(
      'rare.json',
      '{ "survey": "a", "names": { "service": "X" }, "endpoint": "/x", "coding": { "office": "a" },\n  "sampling": { "rate": 1e-9, "offices": { "a": 0, "b": 0.0000001 } } }',
    );
    const { code, out } = await cli.run(['check', file]);
    expect(code).toBe(1);
    const why = 'but must be 0, or a number from 0.000001 to 1: one such answer would outweigh a million others.';
    expect(out).toContain(`${file}:2:17 error sampling.rate is 1e-9, ${why} Raise it, or write 0.`);
    expect(out).toContain(`error sampling.offices.b is 1e-7, ${why}`);
    expect(out).not.toContain('offices.a is');
  });

  it('says that warnings come later only where it has looked for none', async () => {
    const later = 'A file is searched for warnings once it has no errors.';
    const errors = await cli.run(['check', 'demo/surveys/broken/rate-too-high.json']);
    expect(errors.out).toContain(`1 error, 0 warnings. ${later}`);
    const both = await cli.write('both.json', '{ "survey": "a", "survey": "b", "names": {}, "endpoint": "/x" }');
    const { code, out } = await cli.run(['check', both]);
    expect(code).toBe(1);
    expect(out).toMatch(/1 error, 1 warning\.\n$/);
  });

  it('says of an address without https that this machine needs none', async () => {
    const file = await cli.write(
      'http.json',
      '{ "survey": "a", "names": { "service": "X" }, "endpoint": "http://x/y" }',
    );
    expect((await cli.run(['check', file])).out).toContain('https:// (http:// only for localhost and 127.0.0.1)');
  });

  it('warns of a key that stands twice, of which JSON keeps only the last', async () => {
    const file = await cli.write(
      'twice.json',
      '{ "survey": "a", "survey": "b", "names": { "service": "X" }, "endpoint": "/x" }',
    );
    const { code, out } = await cli.run(['check', file]);
    expect(code).toBe(0);
    expect(out).toContain(`${file}:1:18 warning survey: this key appears twice, and only the last one counts.`);
  });

  const MARK = Buffer.from('\ufeff');
  const config = (name: string) => `{\n  "survey": "x", "names": { "service": "${name}" },\n  "endpoint": "/x" }`;
  it.each([
    ['Windows-1252', Buffer.from(config('Renovaci\u00f3n'), 'latin1'), 2, 49],
    ['Windows-1252 behind a mark', Buffer.concat([MARK, Buffer.from(config('Renovaci\u00f3n'), 'latin1')]), 2, 49],
    ['UTF-16 without its mark', Buffer.from(config('Parks'), 'utf16le'), 1, 1],
  ])('refuses a file in %s, and says where and how to fix it', async (_, bytes, line, column) => {
    const file = await cli.write('encoded.json', bytes);
    const { code, out } = await cli.run(['check', '--json', file]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ errors: 1, findings: [{ file, line, column, path: 'config' }] });
    expect(out).toContain('Save the file as UTF-8');
    expect(await cli.run(['tag', file])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('not UTF-8') });
  });

  const marked = Buffer.from(`\ufeff${config('Renovación')}`, 'utf16le');
  it.each([
    ['UTF-8', Buffer.concat([MARK, Buffer.from(config('Renovación'))])],
    ['UTF-16', marked],
    ['UTF-16, the other way round', Buffer.from(marked).swap16()],
  ])('reads past a byte order mark, as browsers do, and warns of it: %s', async (_, bytes) => {
    const file = await cli.write('marked.json', bytes);
    const { code, out } = await cli.run(['check', file]);
    expect(code).toBe(0);
    expect(out).toMatch(/marked\.json:1:1 warning config: .*byte order mark.*Save the file as UTF-8, without/);
    expect(out).toContain('1 file checked: 0 errors, ');
    const { code: printed, out: tag } = await cli.run(['tag', '--inline', file]);
    expect(printed).toBe(0);
    expect(tag).toContain('"service": "Renovación"');
  });

  it('takes the sign for a broken letter where it is meant', async () => {
    const { code, out } = await cli.run(['check', await cli.write('sign.json', config('a � b'))]);
    expect(code).toBe(0);
    expect(out).toContain('names.service: "a � b" has a character that a wrong encoding has broken');
  });

  it.each([
    [['check'], 'cx7: No file to check. Name one or more: npx cx7 check survey.json\n'],
    [
      ['check', 'none.json'],
      'cx7: none.json cannot be read: there is no such file. Check the path; it is taken from the current folder.\n',
    ],
    [['check', 'demo/'], 'cx7: demo/ cannot be read: it is a folder. Name its files: demo/*.json.\n'],
    [['check', '--jsn'], "cx7: Unknown option '--jsn'. npx cx7 check --help lists the options.\n"],
  ])('refuses %j', async (args, err) => {
    expect(await cli.run(args)).toEqual({ code: 2, out: '', err });
  });
});

describe('cx7 tag', () => {
  const survey = 'demo/surveys/passport-renewal.json';
  const integrity = 'integrity="sha384-AbC+/=" crossorigin="anonymous" async></script>';

  it('prints the script tag with the address of this version, the draw and the integrity hash', async () => {
    expect(await cli.run(['tag', survey])).toEqual({
      code: 0,
      out: `<script src="/cx7/v0.0.0-test/cx7.js" data-config="/passport-renewal.json" data-survey="passport-renewal" data-unit="session" data-salt="2026-q1" data-rate="1" data-endpoint="/v1/interviews" ${integrity}\n`,
      err: '',
    });
  });

  it('leaves the draw out with --no-draw', async () => {
    expect(await cli.run(['tag', survey, '--no-draw'])).toEqual({
      code: 0,
      out: `<script src="/cx7/v0.0.0-test/cx7.js" data-config="/passport-renewal.json" ${integrity}\n`,
      err: '',
    });
  });

  it('writes a draw that the page reads as it was meant: the highest rate, odd texts, an adapter with its settings', async () => {
    const salt = 'spring & "fall" 2026 <b>';
    const endpoint = { adapter: 'function', name: 'keep' };
    const file = await cli.write(
      'draw.json',
      JSON.stringify({
        survey: 'x',
        names: { service: 'X' },
        endpoint,
        sampling: { rate: 0.05, offices: { north: 0.4, south: 0 }, salt },
      }),
    );
    const { out } = await cli.run(['tag', file]);
    expect(out.trimEnd()).not.toMatch(/[\r\n]/);
    const { document } = new Window();
    document.body.innerHTML = out;
    const dataset = { ...document.querySelector('script')?.dataset };
    expect(readTag(dataset)).toEqual({
      config: '/draw.json',
      draw: { survey: 'x', unit: 'session', salt, rate: 0.4 },
      endpoint,
    });
  });

  it('leaves an empty salt out', async () => {
    expect((await cli.run(['tag', 'demo/surveys/smallest.json'])).out).not.toContain('data-salt');
  });

  it.each([
    ['test mode', { test: true }, 'the config is in test mode, which asks everybody'],
    [
      'a click',
      { trigger: { on: 'click', selector: '#a' } },
      'the survey opens on a click, which is never drawn by the tag',
    ],
    [
      'interactions',
      { sampling: { unit: 'interaction' } },
      'the config draws interactions, which a page view does not know',
    ],
  ])('writes no draw for %s, and says why', async (_, changes, why) => {
    const config = { survey: 'x', names: { service: 'X' }, endpoint: '/x', ...changes };
    const { code, out, err } = await cli.run(['tag', await cli.write('no-draw.json', JSON.stringify(config))]);
    expect(code).toBe(0);
    expect(out).toBe(`<script src="/cx7/v0.0.0-test/cx7.js" data-config="/no-draw.json" ${integrity}\n`);
    expect(err).toBe(`cx7: no draw on this tag, because every page view needs the config: ${why}.\n`);
  });

  it('takes addresses and a nonce, escaped', async () => {
    const { out } = await cli.run([
      ...['tag', survey, '--no-draw', '--src', 'https://cdn.gov/a&b/cx7.all.js?v=1'],
      ...['--config', '/s.json', '--nonce', '{{"n"}}'],
    ]);
    expect(out).toBe(
      '<script src="https://cdn.gov/a&amp;b/cx7.all.js?v=1" data-config="/s.json" nonce="{{&quot;n&quot;}}" integrity="sha384-All" crossorigin="anonymous" async></script>\n',
    );
  });

  it.each(['/assets/cx7', '/assets/cx7/', 'https://cdn.gov/cx7'])(
    'takes the folder of all versions: %s',
    async (base) => {
      const { out } = await cli.run(['tag', survey, '--base', base]);
      expect(out).toContain(`<script src="${base.replace(/\/$/, '')}/v0.0.0-test/cx7.js" `);
    },
  );

  it('puts the config into the page with --inline, without a draw, and nothing in it ends the element', async () => {
    const file = await cli.write(
      'inline.json',
      '{ "$schema": "x", "survey": "x", "names": { "service": "</script><!--" }, "endpoint": "/x" }',
    );
    const { out, err } = await cli.run(['tag', file, '--inline']);
    const [, json = ''] =
      /^<script type="application\/json" data-cx7>\n([^<]*)\n<\/script>\n<script src="[^"]*" integrity/.exec(out) ?? [];
    expect(JSON.parse(json)).toEqual({ survey: 'x', names: { service: '</script><!--' }, endpoint: '/x' });
    expect(err).toBe('');
  });

  it('prints no tag for a config with errors', async () => {
    const { code, out, err } = await cli.run(['tag', 'demo/surveys/broken/rate-too-high.json']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('rate-too-high.json:9:5 error sampling.rate is 5');
  });

  it('prints no tag for a rate that check refuses', async () => {
    const file = await cli.write(
      'rare-tag.json',
      '{ "survey": "a", "names": { "service": "X" }, "endpoint": "/x", "sampling": { "rate": 1e-7 } }',
    );
    const { code, out, err } = await cli.run(['tag', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('error sampling.rate is 1e-7');
  });

  it('writes the file’s name as an address, which check reads back', async () => {
    const file = await cli.write(
      'my survey #1?.json',
      '{ "survey": "a", "names": { "service": "X" }, "endpoint": "/x" }',
    );
    const { out } = await cli.run(['tag', file]);
    expect(out).toContain(' data-config="/my%20survey%20%231%3F.json" ');
    expect((await cli.run(['check', file, '--tag', out])).out).not.toContain('data-config');
  });

  it.each([
    [
      ['--src', '/mine.js'],
      'No integrity hash is known for mine.js. Let --src end in the name of a built file, cx7.js or cx7.all.js.',
    ],
    [
      ['--src', '/cx7/cx7.es.js'],
      'No integrity hash is known for cx7.es.js. Let --src end in the name of a built file, cx7.js or cx7.all.js.',
    ],
    [
      ['--src', '/cx7/v0.0.9/cx7.js'],
      '--src leads to version 0.0.9, and this is version 0.0.0-test, which knows the hashes of its own files only. Write v0.0.0-test in the address, or print the tag with cx7 0.0.9.',
    ],
    [['--src', '/cx7.js', '--base', '/'], '--base and --src contradict each other. Leave one of them out.'],
    [['--inline', '--config', '/x'], '--inline and --config contradict each other. Leave one of them out.'],
  ])('refuses %j', async (args, err) => {
    expect(await cli.run(['tag', survey, ...args])).toEqual({ code: 2, out: '', err: `cx7: ${err}\n` });
  });
});

describe('cx7 schema', () => {
  it('prints what the build writes to dist/cx7.schema.json', async () => {
    expect((await cli.run(['schema'])).out).toBe(await schemaJson());
  });
});

describe('cx7 serve', () => {
  it('starts the collector with the configs of its surveys, and stops on SIGTERM', async () => {
    const configs = ['--config', 'demo/surveys/passport-renewal.json', 'demo/surveys/smallest.json', '--trust-proxy'];
    const child = spawn(process.execPath, [cli.file, 'serve', '--port', '0', ...configs], {
      env: {
        ...process.env,
        // As a file that was written on Windows gives it.
        CX7_TOKEN: '0123456789abcdef \r',
        CX7_ORIGINS: 'https://www.agency.gov, https://x.gov',
        DATABASE_URL: '',
      },
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (text) => {
        said += text;
        const at = /http:\S+/.exec(said)?.[0];
        if (at) resolve(at);
      });
      child.stderr.on('data', (text) => {
        said += text;
      });
      child.once('exit', () => reject(new Error(said)));
    });
    expect(said).toMatch(/^Opening the database…\n/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/v1/surveys`)).status).toBe(401);
    expect((await fetch(`${url}/v1/surveys`, { headers: { Authorization: 'Bearer 0123456789abcdef' } })).status).toBe(
      200,
    );
    const interview = anInterview({ survey: 'unheard-of' });
    const headers = { 'content-type': 'text/plain' };
    const posted = await fetch(`${url}/v1/interviews`, { method: 'POST', headers, body: JSON.stringify(interview) });
    expect(posted.status).toBe(202);
    const apart = await fetch(`${url}/v1/apart`, { headers: { Authorization: 'Bearer 0123456789abcdef' } });
    expect(await apart.json()).toMatchObject({ counts: [{ standing: 'unlisted', reason: 'survey', interviews: 1 }] });
    const preflight = await fetch(`${url}/v1/interviews`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://x.gov', 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://x.gov');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 60_000);

  it.each([
    [
      ['serve'],
      /token of at least 16 characters, such as the output of openssl rand -hex 16\. Set it as the environment variable CX7_TOKEN, or pass --open to let everybody read\.\n$/,
    ],
    [['serve', '--origin', 'www.agency.gov'], /--origin www\.agency\.gov is not a site\. Write it as https:/],
    [['serve', '--origin', 'https://www.agency.gov/path'], /\/path is not a site\./],
    [['serve', '--trust-proxy', 'all'], /--trust-proxy all is not a number of proxies\. Write it as --trust-proxy 1\./],
    [['serve', 'cx7.json'], /serve does not know what cx7\.json is for\. Put configs after --config\./],
    [['serve', '--config', 'none.json'], /none\.json cannot be read: there is no such file\./],
    [['serve', '--static', 'nothing'], /nothing cannot be read: there is no such folder\./],
    [['serve', '--static', 'package.json'], /package\.json is no folder\. Name one after --static\./],
    [['serve', '--config', 'src/cli'], /The folder src\/cli has no configs\./],
    [['serve', '--port', 'http'], /--port http is not a port\. Give a number from 0 to 65535\./],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await cli.run(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it.each([
    ['correct horse battery staple', 'white space'],
    ['contraseña-de-lectura', 'a letter that is not ASCII'],
  ])('refuses the token “%s”, which no header carries: it has %s', async (CX7_TOKEN) => {
    // An address that no machine has: it ends even where it takes the token.
    expect(await cli.run(['serve', '--host', '192.0.2.1'], { CX7_TOKEN })).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^cx7: The token has white space or .*openssl rand -hex 16/),
    });
  });
});

describe('a config that is none', () => {
  const report = ['report', 'x', '--quarter', '2026Q1', '--data', 'src', '--config'];
  it.each([
    // A port that is none: it ends even where it takes the config.
    ['serve', ['serve', '--open', '--port', 'http', '--config']],
    ['report', report],
  ])(
    'is refused by %s as it is by check: with errors, in another encoding, and with a rate that nobody counts',
    async (_, args) => {
      const wrong = 'demo/surveys/broken/rate-too-high.json';
      expect(await cli.run([...args, wrong])).toMatchObject({
        ...{ code: 1, out: '' },
        err: expect.stringMatching(
          /rate-too-high\.json is not a config: sampling\.rate is 5.* Run npx cx7 check .* to see every problem\./s,
        ),
      });
      const text = '{ "survey": "x", "names": { "service": "Renovaci\u00f3n" }, "endpoint": "/x" }';
      const encoded = await cli.write('latin.json', Buffer.from(text, 'latin1'));
      expect(await cli.run([...args, encoded])).toMatchObject({
        ...{ code: 1, out: '' },
        err: expect.stringMatching(/latin\.json is not a config: The config is not UTF-8.*Save the file as UTF-8/s),
      });
      const rare = '{ "survey": "x", "names": { "service": "X" }, "endpoint": "/x", "sampling": { "rate": 1e-7 } }';
      const tooRare = await cli.write('rare.json', rare);
      expect(await cli.run([...args, tooRare])).toMatchObject({
        ...{ code: 1, out: '' },
        err: expect.stringMatching(/rare\.json is not a config: sampling\.rate is 1e-7, but must be .* Raise it/),
      });
    },
  );
});
it('cx7 serve names the port that is taken', async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  try {
    const { code, out, err } = await cli.run(['serve', '--open', '--port', `${port}`]);
    expect({ code, out }).toEqual({ code: 2, out: 'Opening the database…\n' });
    expect(err).toBe(`cx7: Port ${port} is taken. Choose another with --port.\n`);
  } finally {
    server.close();
  }
}, 60_000);

describe('cx7 report', () => {
  it.each([
    [['report'], 'A report is about one survey. Name its id: npx cx7 report passport-renewal --quarter 2026Q1'],
    [['report', 'x', '--quarter', '2026Q1'], 'No database to read. Give its folder with --data, or set DATABASE_URL.'],
    [
      ['report', 'x', '--quarter', '2026Q5', '--data', 'src'],
      '--quarter 2026Q5 is not a fiscal quarter. Write it as 2026Q1.',
    ],
    [
      ['report', 'x', '--from', '1/1/2026', '--data', 'src'],
      '--from 1/1/2026 is not a date. Write it as 2026-01-01 or 2026-01-01T00:00:00Z.',
    ],
    [
      ['report', 'x', '--from', '2026-02-30', '--until', '2026-04-01', '--data', 'src'],
      '--from 2026-02-30 is not a date. Write it as 2026-01-01 or 2026-01-01T00:00:00Z.',
    ],
    [
      ['report', 'x', '--quarter', '0001Q1', '--data', 'src'],
      '--quarter 0001Q1 is too early. Choose a year from 2000 on.',
    ],
    ...['0000-01-01', '0001-01-01', '1999-12-31T00:00:00Z'].map((date): [string[], string] => [
      ['report', 'x', '--from', date, '--until', '2026-01-01', '--time-zone', 'Asia/Tokyo', '--data', 'src'],
      `--from ${date} is too early. Choose a year from 2000 on.`,
    ]),
    ...['--from', '--until'].map((option): [string[], string] => [
      ['report', 'x', '--quarter', '2026Q1', option, '2026-01-01', '--data', 'src'],
      `--quarter and ${option} contradict each other. Leave one of them out.`,
    ]),
    [
      ['report', 'x', '--from', '2026-01-01', '--data', 'src'],
      '--until is missing. Give --quarter 2026Q1, or both --from and --until.',
    ],
    [
      ['report', 'x', '--from', '2026-01-02', '--until', '2026-01-01', '--data', 'src'],
      'The period ends before it begins. Swap --from and --until.',
    ],
    [
      ['report', 'x', '--from', '2026-11-28', '--until', '2026-11-28', '--data', 'src'],
      '--until is the first day that no longer counts. For November 28 alone write --until 2026-11-29.',
    ],
    [
      ['report', 'x', '--from', '2026-12-31T05:00:00Z', '--until', '2026-12-31T05:00Z', '--data', 'src'],
      '--until is the first moment that no longer counts. Write a later one.',
    ],
    [
      ['report', 'x', '--from', '2026-12-31T00:00:00Z', '--until', '2026-12-31', '--data', 'src'],
      '--until is the first day that no longer counts. For December 31 alone write --until 2027-01-01.',
    ],
    [
      ['report', 'x', '--quarter', '2026Q1', '--time-zone', 'Mars', '--data', 'src'],
      '--time-zone Mars is not known. Write it as America/New_York.',
    ],
    [
      ['report', 'x', '--quarter', '2026Q1', '--format', 'xml', '--data', 'src'],
      'There is no format xml. Choose json or csv.',
    ],
    [
      ['report', 'x', '--quarter', '2026Q1', '--data', 'none'],
      'There is no folder none. Name the one that npx cx7 serve --data was given.',
    ],
  ])('refuses %j', async (args, err) => {
    expect(await cli.run(args)).toEqual({ code: 2, out: '', err: `cx7: ${err}\n` });
  });
});
