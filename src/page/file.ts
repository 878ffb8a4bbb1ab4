import { quietly } from '../instrument/quietly.ts';

interface Policy {
  createScriptURL(url: string): string;
}

/** Browsers without trusted types have none. */
type WithTrustedTypes = Window & { trustedTypes?: { createPolicy?(name: string, rules: Policy): Policy } };

let policy: Policy | undefined;

/** How long a file may take, in milliseconds: long enough for the largest on a bad line. */
const PATIENCE = 30_000;

/**
 * Loads another file of cx7 from beside the one that the page has placed, by a script element that carries the
 * file's integrity hash and the page's nonce: it passes the strictest policy, and a file that was tampered with does
 * not run. Rejects where it is blocked, missing or does not come.
 */
export const loadFile = (
  name: string,
  integrity: string | undefined,
  placed: HTMLScriptElement | null,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const url = `${new URL(`cx7.${name}.js`, placed?.src)}`;
    // Under require-trusted-types-for only what a policy has made may become a script's address. Without trusted types
    // an element of the page may go by that name.
    policy ??= quietly(() =>
      (window as WithTrustedTypes).trustedTypes?.createPolicy?.('cx7', { createScriptURL: (address) => address }),
    ); // Where a policy of the page's forbids the name, a plain address may do.
    quietly(() => {
      script.src = policy ? policy.createScriptURL(url) : url;
    });
    if (!script.src) throw Error('the page’s policy lacks trusted-types cx7');
    script.integrity = integrity ?? '';
    script.crossOrigin = ''; // anonymous, which integrity asks for on another origin
    script.nonce = placed?.nonce ?? '';
    // It stays until then: WebKit garbage-collects a detached script, and `onload` never fires.
    script.onload = () => resolve(script.remove());
    script.onerror = () => {
      script.remove();
      reject(Error(`${url} is missing, blocked or changed`));
    };
    setTimeout(script.onerror, PATIENCE);
    document.head.append(script);
  });
