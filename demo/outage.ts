import type { IncomingMessage, ServerResponse } from 'node:http';
import { Hono } from 'hono';

/**
 * An outage of the collector that a person can switch on and off: `POST /demo/outage` with `{ "on": true }`, and
 * `GET` to see how it is. While it lasts every second post of an interview finds its connection dropped, and every
 * other one is answered with 503, as in outages that are not simulated.
 */
export function createOutage() {
  let on = false;
  let struck = 0;
  const app = new Hono();

  app.get('/', (c) => c.json({ on, struck }));
  app.post('/', async (c) => {
    // JSON, so that the page of another site cannot switch it without being asked first.
    if (!c.req.header('content-type')?.startsWith('application/json')) return c.json({ error: 'Send JSON.' }, 415);
    const wanted = await c.req.json().catch(() => ({}));
    if (typeof wanted?.on !== 'boolean') return c.json({ error: 'Send { "on": true } or { "on": false }.' }, 400);
    if (wanted.on && !on) struck = 0;
    on = wanted.on;
    return c.json({ on, struck });
  });

  return {
    app,
    /** Whether the outage has met this request. */
    strikes(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
      if (!on || incoming.method !== 'POST' || !incoming.url?.startsWith('/v1/interviews')) return false;
      if (struck++ % 2) incoming.socket.destroy();
      else outgoing.writeHead(503, { 'Content-Type': 'application/json' }).end('{"error":"A simulated outage."}');
      return true;
    },
  };
}
