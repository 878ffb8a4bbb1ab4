/** A config's text, and where it stands, for messages. */
export interface Found {
  text: string;
  where: string;
}

/** Milliseconds after which a config that has not answered is given up. */
const PATIENCE = 10_000;

/**
 * The config at an address, such as that of `data-config`; without one the page's inline
 * `<script type="application/json" data-cx7>`. Rejects with what is wrong and how to mend it.
 */
export async function findConfig(where: string | undefined): Promise<Found> {
  if (where) {
    const answer: Response & Error = await fetch(where, {
      priority: 'low', // the page's own files go before it
      signal: AbortSignal.timeout?.(PATIENCE),
    }).catch((e) => e);
    if (!answer.ok) throw Error(`${where}: ${answer.status ?? answer.message}. Check its address.`);
    return { text: await answer.text(), where };
  }
  if (document.readyState === 'loading') await new Promise((ready) => addEventListener('DOMContentLoaded', ready));
  const inline = document.querySelector('script[data-cx7]');
  if (!inline) throw Error('no config. Add data-config.');
  return { text: inline.textContent!, where: 'script[data-cx7]' };
}
