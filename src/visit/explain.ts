import { explain as explainConfig } from '../config/explain/explain.ts';
import { settle } from '../config/settle.ts';
import { traits } from '../config/triggers/index.ts';
import type { TagDraw } from '../decide/draw.ts';
import { explain as explainChecks } from '../decide/explain.ts';
import { sampleOf } from '../decide/sample.ts';
import { tagMismatch } from '../decide/tag.ts';
import type { Decision, Verdict } from '../decide/types.ts';
import { notesOnPage } from '../page/notes.ts';
import { surroundings } from '../page/surroundings.ts';
import { isSurveyOpen, obstacles } from '../page/welcome.ts';
import { isExcluded } from './excluded.ts';
import type { Attended, Considered } from './parts.ts';

// What explains: why a config was refused, and why a survey is or is not showing. Loaded only to do so.

/** All that is to be said about the text of a config and the page it is for, a line each; empty where all is well. */
export function explain(text: string, tag?: TagDraw): string {
  const { config, problems, warnings } = explainConfig(text);
  return [
    ...[...problems, ...warnings].map(({ message }) => message),
    ...(config ? notesOnPage(config) : []),
    ...(config && tag ? tagMismatch(config, tag) : []),
  ].join('\n');
}

/** What an invitation waits for, as far as can be seen from here. */
const obstacle = () =>
  document.hidden
    ? 'the page is in the background'
    : obstacles()[0]
      ? 'a dialog of the page is open, a menu that locks its scrolling, or something in fullscreen'
      : isSurveyOpen()
        ? 'another survey is open'
        : 'the delay, or a pause in typing';

/**
 * Prints and returns what was decided for this page, with every check: what came of it when the survey was last to be
 * opened here, as long as that is what is to be seen; else what is decided now.
 */
export function explainVerdict(visit: Attended, last: Considered | undefined, isOpen: boolean | undefined): Decision {
  const { config, look, decide } = visit;
  const settings = settle(config);
  const { on, selector } = settings.trigger;
  const { invites } = traits[on];
  const wasAsked = last?.verdict.reason === 'asked';
  const isClosed = wasAsked && isOpen === false;
  // Another route has its own answer.
  const stands = last && (isOpen ? wasAsked : !isClosed && last.seen.path === location.pathname) ? last : undefined;
  const seen = stands?.seen ?? look(config, { invited: invites, requested: !invites, waiting: !isOpen });
  const decided = stands?.verdict ?? decide(config, seen);
  const reason = isOpen ? 'asked' : stands && wasAsked ? 'mount' : decided.reason;
  const verdict: Verdict = { ...decided, reason };
  const lines = [explainChecks(config, surroundings(seen, settings), verdict, !isOpen && invites ? obstacle() : '')];
  if (reason === 'mount') lines.push('  failed mount: the error above says why it could not be put on the page');
  if (isClosed) lines.push('  before: it was shown on this page, and is no longer there');
  if (selector !== undefined && !isSelector(selector))
    lines.push(
      `  trigger.selector: this browser cannot read ${JSON.stringify(selector)}, so no click opens the survey`,
    );
  if (isOpen && last && !last.seen.requested && isExcluded(visit))
    lines.push(
      '  page now: the config wants no survey here. It was begun on another page, and stays until its respondent closes it',
    );
  console.info(lines.join('\n'));
  return { ...verdict, sample: sampleOf(settings, seen, verdict) };
}

function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false; // this is how browsers say so
  }
}
