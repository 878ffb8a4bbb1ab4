import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * A service's site as it is in production: its page in several kinds, each at `/NAME`, the built files in `/cx7/`,
 * everything compressed once and for all and cacheable. A kind without a config has no script tag; `inline` has the
 * config in the page; `script` is another one than `cx7.js`.
 */
export async function startService(kinds) {
  const files = new Map();
  const add = (path, type, content) =>
    files.set(path, { type, body: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }) });

  const page = readFileSync(new URL('service.html', import.meta.url), 'utf8');
  for (const [name, { config, inline, script = 'cx7.js' }] of Object.entries(kinds)) {
    const text = config && JSON.stringify(config);
    const tag = inline
      ? `<script type="application/json" data-cx7>${text}</script><script src="/cx7/${script}" defer></script>`
      : config
        ? `<script src="/cx7/${script}" data-config="/cx7/${name}.json" defer></script>`
        : '';
    add(
      `/${name}`,
      'text/html',
      page.replace('<!-- tag -->', () => tag),
    );
    if (config) add(`/cx7/${name}.json`, 'application/json', text);
  }
  add('/blank', 'text/html', '<!doctype html><title>Nothing yet</title><link rel="icon" href="data:,">');
  add('/demo.css', 'text/css', readFileSync(new URL('../../demo/pages/demo.css', import.meta.url)));
  add('/own.js', 'text/javascript', readFileSync(new URL('own.js', import.meta.url)));
  add('/cx7/calls.js', 'text/javascript', readFileSync(new URL('calls.js', import.meta.url)));
  for (const name of readdirSync(dist).filter((name) => /^cx7.*\.js$/.test(name)))
    add(`/cx7/${name}`, 'text/javascript', readFileSync(join(dist, name)));

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = files.get(pathname);
    if (request.method === 'POST') request.resume().on('end', () => response.writeHead(204).end());
    else if (file)
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
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
