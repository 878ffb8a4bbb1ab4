import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const beside = (file) => readFileSync(new URL(file, import.meta.url));

/**
 * A service's site as it is in production: its page in several kinds, each at `/NAME`, the files of each build in a folder
 * of its own, everything compressed once and for all and cacheable.
 *
 * A kind without a config has no script tag; `inline` has the config in the page; `script` is another one than `cx7.js`;
 * `build` is another one than `cx7`; `draw` is what the tag says of the draw. With `arrives` the tag is put there when
 * the page is idle, by `arrival.js`.
 *
 * @param builds folder of the script files by name
 */
export async function startService(kinds, builds) {
  const files = new Map();
  const add = (path, type, content) =>
    files.set(path, { type, body: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }) });

  const page = `${beside('service.html')}`;
  for (const [name, kind] of Object.entries(kinds)) {
    const text = kind.config && published(kind.config, builds[kind.build ?? 'cx7']);
    const tag = text ? tagOf(name, kind, text) : [];
    const markup = kind.arrives
      ? markupOf({ src: '/arrival.js', 'data-tag': JSON.stringify(tag), defer: '' })
      : tag.map((element) => markupOf(element.src ? { ...element, defer: '' } : element)).join('');
    add(
      `/${name}`,
      'text/html',
      page.replace('<!-- tag -->', () => markup),
    );
    if (text) add(configAt(name, kind), 'application/json', text);
  }
  add('/blank', 'text/html', '<!doctype html><title>Nothing yet</title><link rel="icon" href="data:,">');
  add('/demo.css', 'text/css', beside('../../demo/pages/demo.css'));
  for (const name of ['own.js', 'arrival.js']) add(`/${name}`, 'text/javascript', beside(name));
  add('/cx7/calls.js', 'text/javascript', beside('calls.js'));
  for (const [build, folder] of Object.entries(builds))
    for (const name of readdirSync(folder).filter((name) => /^(cx7|loader|widget).*\.js$/.test(name)))
      add(`/${build}/${name}`, 'text/javascript', readFileSync(join(folder, name)));
  return listening(files, builds);
}

/** Answers with the files, takes whatever is posted, and notes what each page has asked for. */
async function listening(files, builds) {
  const asked = new Map();
  let hear = () => {};
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const { referer } = request.headers;
    if (builds[pathname.split('/')[1]] && referer) {
      const from = new URL(referer).pathname;
      asked.set(from, (asked.get(from) ?? new Set()).add(pathname));
    }
    const file = files.get(pathname);
    if (request.method === 'POST') {
      let text = '';
      request.on('data', (part) => (text += part));
      request.on('end', () => {
        response.writeHead(204).end();
        if (pathname === '/told') hear(JSON.parse(text));
      });
    } else if (file)
      response
        .writeHead(200, {
          'content-type': `${file.type}; charset=utf-8`,
          'content-encoding': 'br',
          'content-length': file.body.length,
          'cache-control': file.type === 'text/html' ? 'no-cache' : 'public, max-age=3600',
          vary: 'accept-encoding',
        })
        .end(file.body);
    else response.writeHead(404).end();
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    // Not `localhost`, where cx7 loads more, for whoever develops a page.
    url: `http://127.0.0.1:${server.address().port}`,
    /** What the page of this name has asked for so far of what belongs to a build: scripts and configs. */
    askedBy: (name) => [...(asked.get(`/${name}`) ?? [])],
    /** Resolves with the next that a page tells. */
    told: () =>
      new Promise((resolve) => {
        hear = resolve;
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const configAt = (name, { build = 'cx7' }) => `/${build}/${name}.json`;

/** The elements of a tag: the attributes of each, and its text. */
function tagOf(name, kind, text) {
  const { build = 'cx7', script = 'cx7.js', inline, draw } = kind;
  const attribute = build === 'yardstick' ? 'data-yardstick' : 'data-cx7';
  const src = `/${build}/${script}`;
  return [
    ...(inline ? [{ type: 'application/json', [attribute]: '', text }] : []),
    {
      src,
      ...(inline ? {} : { 'data-config': configAt(name, kind) }),
      ...Object.fromEntries(Object.entries(draw ?? {}).map(([name, value]) => [`data-${name}`, `${value}`])),
    },
  ];
}

const markupOf = ({ text = '', ...attributes }) =>
  `<script${Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join('')}>${text}</script>`;

/** A config as it is published; for a version that has stamps, with the stamp that saves the visitor a file. */
function published(config, dist) {
  const text = JSON.stringify(config);
  const run = (...args) => `${execFileSync(process.execPath, [join(dist, 'cli.js'), ...args], { stdio: 'pipe' })}`;
  if (!existsSync(join(dist, 'cli.js')) || !run('check', '--help').includes('--stamp')) return text;
  const folder = mkdtempSync(join(tmpdir(), 'cx7-bench-'));
  try {
    const file = join(folder, 'cx7.json');
    writeFileSync(file, text);
    run('check', '--stamp', file);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
