import { inFull } from '../../endpoints/index.ts';
import type { Look } from './look.ts';

/** What would be public, or tell who somebody is. */
export const exposure: Look = (config, warn) => {
  const endpoint = inFull(config.endpoint);
  const url = 'url' in endpoint ? endpoint.url : '';
  const headers = 'headers' in endpoint ? (endpoint.headers ?? {}) : {};
  const urlIn = typeof config.endpoint === 'string' ? 'endpoint' : 'endpoint.url';
  if (url.startsWith('http:'))
    warn(
      urlIn,
      'this machine only: visitors’ answers would not arrive.',
      'Use the address of the collector before publishing.',
    );
  for (const name of Object.keys(headers))
    if (/auth|token|secret|key|cookie|password|session/i.test(name))
      warn(
        `endpoint.headers.${name}`,
        'looks like a secret, and whoever opens the page can read it.',
        'Let the collector know the site by its Origin; keep secrets on the server.',
      );
  if (/[?&][^=&]*(token|secret|key|password|sig)[^=&]*=/i.test(url))
    warn(
      urlIn,
      'the address seems to hold a secret, and whoever opens the page can read it.',
      'Keep secrets on the server.',
    );
  for (const list of ['context', 'indicators', 'keepParams'] as const)
    for (const name of config[list] ?? [])
      if (
        /e-?mail|phone|ssn|social|birth|dob|^(first|last|full|user|agent|employee|customer|caller)?_?name$|(agent|employee|user|customer|case|claim|account)_?(id|no|number)|token|password|address/i.test(
          name,
        )
      )
        warn(
          list,
          `"${name}" looks like something that identifies a person.`,
          'Remove it from the list; use a code for a group, such as a queue or a region.',
        );
};
