import { explain as explainConfig } from '../config/explain/explain.ts';
import { settle } from '../config/settle.ts';
import { traits } from '../config/triggers/index.ts';
import type { TagDraw } from '../decide/draw.ts';
import { explain as explainChecks } from '../decide/explain.ts';
import { sampleOf } from '../decide/sample.ts';
import { tagMismatch } from '../decide/tag.ts';
import type { Decision } from '../decide/types.ts';
import { notesOnPage } from '../page/notes.ts';
import { surroundings } from '../page/surroundings.ts';
import { isDialogOpen, isSurveyOpen } from '../page/welcome.ts';
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
    : isDialogOpen()
      ? 'a dialog of the page is open'
      : isSurveyOpen()
        ? 'another survey is open'
        : 'the delay, or a pause in typing';

/** Prints and returns the decision for this page as it stands, with every check. */
export function explainVerdict({ config, look, decide, waiting }: Attended, asked?: Considered): Decision {
  const settings = settle(config);
  const { invites } = traits[settings.trigger.on];
  const seen = asked?.seen ?? look(config, { invited: invites, requested: !invites, waiting });
  const verdict = asked?.verdict ?? decide(config, seen);
  console.info(explainChecks(config, surroundings(seen, settings), verdict, waiting && invites ? obstacle() : ''));
  return { ...verdict, sample: sampleOf(settings, seen, verdict) };
}
