import type { Attended } from './api.ts';
import { settle } from './config/settle.ts';
import { explain as explainChecks } from './decide/explain.ts';
import { sampleOf } from './decide/sample.ts';
import type { Decision } from './decide/types.ts';

/** What explains: why a config was refused, and why a survey is or is not showing. Loaded only to do so. */
export { notesOn as explain } from './config/notes.ts';

/** Prints and returns the decision for this page as it stands, with every check. */
export function explainVerdict({ config, look, decide, waiting }: Attended): Decision {
  const settings = settle(config);
  const seen = look(config, { requested: settings.trigger.on !== 'load', waiting });
  const verdict = decide(config, seen);
  console.info(explainChecks(config, seen, verdict));
  return { ...verdict, sample: sampleOf(settings, seen, verdict.rate) };
}
