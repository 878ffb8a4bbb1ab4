import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright';
import { launchOptions } from '../engines.mjs';

const probe = new URL('probe.js', import.meta.url);

/** A site with one page a build and an endpoint that takes interviews, or refuses them for now. */
export async function startSite(builds) {
  const site = { answer: 204, requests: 0, url: '', close: () => {} };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (path === '/v1/interviews') {
      site.requests++;
      request.resume().on('end', () => response.writeHead(site.answer).end());
    } else if (path === '/probe.js' || builds[path.slice(1, -3)]) {
      const file = path === '/probe.js' ? probe : builds[path.slice(1, -3)];
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(file));
    } else if (builds[path.slice(1)]) {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          `<!doctype html><title>A service page</title><script src="/probe.js"></script><script>window.cx7 = { parts: {} }</script><script src="${path}.js"></script>`,
        );
    } else response.writeHead(404).end();
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  site.url = `http://127.0.0.1:${server.address().port}`;
  site.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return site;
}

/** The system's Chromium, otherwise Playwright's own. */
export function startBrowser() {
  return chromium.launch(launchOptions('chromium'));
}

/** A page whose main thread is measured. */
export async function visit(context, address) {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  const cdp = await context.newCDPSession(page);
  // The thread's own time: what other programs take of the machine in between is not in it.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(address);
  return { page, cdp };
}

/** Milliseconds that the main thread has worked, and when the page's text had been read. */
export async function mainThread(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name) => 1000 * metrics.find((metric) => metric.name === name).value;
  return { task: of('TaskDuration'), read: of('DomContentLoaded') };
}

/** Waits until the main thread has nothing more to do. */
export async function settled(cdp) {
  let { task } = await mainThread(cdp);
  for (let quiet = 0; quiet < 2; ) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    const now = (await mainThread(cdp)).task;
    quiet = now - task < 1.5 ? quiet + 1 : 0;
    task = now;
  }
}
