import { defaults } from '../config/defaults.ts';
import { fill, inLanguage } from '../instrument/statement.ts';
import type { View } from './Survey.tsx';

/** What the Paperwork Reduction Act and the Privacy Act want in view: below every step. */
export function Footer({ host }: View) {
  const { pack, settings } = host;
  const { phrases, lang } = pack;
  const { omb, privacy } = settings;
  const minutes = (omb ?? defaults.omb).burdenMinutes;
  // The expiration date is a day, not a moment: in UTC it is the same one everywhere.
  const day = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <div class="f">
      <p>
        {omb && `${fill(phrases.omb, { number: omb.controlNumber, date: day.format(new Date(omb.expires)) })} `}
        {fill(phrases.voluntary, { minutes })}
      </p>
      <details>
        <summary>{phrases.burden}</summary>
        {omb && <p>{fill(phrases.burdenText, { minutes })}</p>}
        <p>{inLanguage(privacy?.text, lang) ?? inLanguage(privacy?.text, 'en') ?? phrases.privacyText}</p>
        {privacy?.url && (
          <a href={privacy.url} target="_blank" rel="noopener">
            {phrases.privacyLink}
          </a>
        )}
      </details>
    </div>
  );
}
