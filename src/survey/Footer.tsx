import { fill, textIn } from '../instrument/statement.ts';
import type { SurveyHost } from './host.ts';

/** What the Paperwork Reduction Act and the Privacy Act want in view: below every step. */
export function Footer({ pack, settings: { omb, privacy } }: SurveyHost) {
  const { phrases, lang } = pack;
  // Of Haitian Creole browsers know neither months nor minutes: they are told in French, not in the browser's own.
  const locales = [lang, 'fr'];
  const values = omb && {
    number: omb.controlNumber,
    // The expiration date is a day, not a moment: in UTC it is the same one everywhere.
    date: new Date(omb.expires).toLocaleDateString(locales, { dateStyle: 'long', timeZone: 'UTC' }),
    minutes: omb.burdenMinutes.toLocaleString(locales, { style: 'unit', unit: 'minute', unitDisplay: 'long' }),
  };
  return (
    <div class="f i">
      {values && <p>{fill(phrases.omb, values)}</p>}
      <details>
        <summary>{phrases.burden}</summary>
        {values && <p>{fill(phrases.burdenText, values)}</p>}
        <p>{privacy?.text ? textIn(privacy.text, lang) : phrases.privacyText}</p>
        {privacy?.url && (
          <a href={privacy.url} target="_blank" rel="noopener">
            {phrases.privacyLink}
          </a>
        )}
      </details>
    </div>
  );
}
