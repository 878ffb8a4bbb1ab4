/** A config's text, and where it stands, for messages. */
export interface Found {
  text: string;
  where: string;
}

/** Milliseconds after which a config that has not answered is given up. */
const PATIENCE = 10_000;

/**
 * The config at an address, such as that of `data-config`; without one the page's inline
 * `<script type="application/json" data-cx7>`. Rejects with what is wrong.
 */
export async function findConfig(where: string | undefined): Promise<Found> {
  if (where) {
    // Cheaper than `fetch` where nothing of it was used before, and with a timeout in every browser.
    const request = new XMLHttpRequest();
    request.open('GET', where);
    request.timeout = PATIENCE;
    await new Promise((over) => {
      request.onloadend = over;
      request.send();
    });
    const { status, responseText } = request;
    // A portal, or a maintenance page, says 200 too.
    const what = status === 200 && /^\s*</.test(responseText) ? 'an HTML page' : status;
    if (what !== 200) throw Error(`${where} answered with ${what || 'nothing'}`);
    return { text: responseText, where };
  }
  if (document.readyState === 'loading') await new Promise((ready) => addEventListener('DOMContentLoaded', ready));
  const inline = document.querySelector('script[data-cx7]');
  if (!inline) throw Error('no config. Add data-config.');
  return { text: inline.textContent ?? '', where: 'script[data-cx7]' };
}
