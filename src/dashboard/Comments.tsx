import type { Comment } from '../collector/reading.ts';
import { MEASURES } from '../instrument/measures.ts';
import type { Comments as Page } from './api.ts';
import { channelName, clockOf, count, dayOf, languageName, MEASURE, SCORE } from './words.ts';

/** What respondents wrote, beside the scores that it gives the reasons for. Always text, never markup. */
export function Comments({ page, more }: { page: Page; more: () => void }) {
  if (page.comments.length === 0) return <p class="empty">No comments in this selection.</p>;
  return (
    <>
      <ul class="comments">
        {page.comments.map((comment) => (
          <One key={comment.id} {...comment} />
        ))}
      </ul>
      {page.next && (
        <button type="button" onClick={more}>
          Show more comments
        </button>
      )}
    </>
  );
}

function One({ text, masked, offered, clock, office, channel, lang, test, scores }: Comment) {
  const removed = Object.entries(masked);
  const given = MEASURES.flatMap((measure) => {
    const score = scores[measure];
    return score === undefined ? [] : [{ measure, score: score as 1 | 2 | 3 | 4 | 5 }];
  });
  return (
    <li>
      <blockquote lang={lang}>{text}</blockquote>
      {given.length > 0 && (
        <ul class="scores" aria-label="Scores">
          {given.map(({ measure, score }) => (
            <li key={measure} data-score={score}>
              {MEASURE[measure].name} <strong>{score}</strong>
              <span class="away"> {SCORE[score]}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="meta">
        <time dateTime={offered}>
          {dayOf(offered)}, {clockOf(offered)}
        </time>
        {clock === 'collector' && <span>by the collector’s clock: the device’s was wrong</span>}
        {office && <span>{office}</span>}
        <span>{channelName(channel)}</span>
        <span>{languageName(lang)}</span>
        {removed.map(([kind, n]) => (
          <span key={kind}>
            {count(n)} {KIND[kind as keyof typeof KIND][n === 1 ? 0 : 1]} removed
          </span>
        ))}
        {test && <span class="tag">Test</span>}
      </p>
    </li>
  );
}

/** What is taken out of a comment: one of it, and several. */
const KIND: Record<keyof Comment['masked'], [one: string, several: string]> = {
  email: ['email address', 'email addresses'],
  phone: ['phone number', 'phone numbers'],
  ssn: ['SSN', 'SSNs'],
  card: ['card number', 'card numbers'],
  other: ['possible number or address', 'possible numbers or addresses'],
};
