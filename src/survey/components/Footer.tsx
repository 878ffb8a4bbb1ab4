/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import { dateIn } from '../../instrument/figures.ts';
import { fill, textIn } from '../../instrument/statement.ts';
import type { SurveyHost } from '../host.ts';

/** What the Paperwork Reduction Act and the Privacy Act want in view: below every step. */
export function Footer({ pack, settings: { omb, privacy } }: Pick<SurveyHost, 'pack' | 'settings'>) {
  const { phrases, lang } = pack;
  const values = omb && {
    number: omb.controlNumber,
    date: dateIn(pack, omb.expires),
    minutes: omb.burdenMinutes,
  };
  return (
    <div data-part="footer" class="footer small">
      {values && <p>{fill(phrases.omb, values, pack)}</p>}
      <details>
        <summary>{phrases.burden}</summary>
        {values && <p>{phrases.burdenText}</p>}
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
