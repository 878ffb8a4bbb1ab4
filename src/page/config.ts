/** A config's text, and where it stands, for messages. */
export interface Found {
  text: string;
  where: string;
}

/** Milliseconds after which a config that has not answered is given up. */
const PATIENCE = 10_000;

/**
 * The config that a script tag names: `data-config="/cx7.json"`, or an inline
 * `<script type="application/json" data-cx7>`. Rejects with what is wrong and how to mend it.
 */
export async function findConfig(script: HTMLScriptElement | null): Promise<Found> {
  const where = script?.dataset['config'];
  if (where) {
    const answer: Response & Error = await fetch(where, { signal: AbortSignal.timeout?.(PATIENCE) }).catch((e) => e);
    if (!answer.ok) throw Error(`${where}: ${answer.status ?? answer.message}. Check data-config and connect-src.`);
    return { text: await answer.text(), where };
  }
  if (document.readyState === 'loading') await new Promise((ready) => addEventListener('DOMContentLoaded', ready));
  const inline = document.querySelector('script[data-cx7]');
  if (!inline) throw Error('no config. Add data-config.');
  return { text: inline.textContent!, where: 'script[data-cx7]' };
}
