import { TRIGGER } from '../config/defaults.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { decide } from '../decide/decide.ts';
import { waits } from '../delivery/mark.ts';
import { quietly } from '../instrument/quietly.ts';
import type { Found } from '../page/config.ts';
import { isPreview, look } from '../page/look.ts';
import { area } from '../page/recall.ts';
import { onClick } from '../page/triggers/click.ts';
import type { Attendant, Attended, Survey, Trigger } from './api.ts';

/**
 * The life of one survey on a page, as far as every visitor pays for it: config, decision, trigger. The rest is the
 * {@link Attendant}'s, who comes with the survey's file.
 */
export function runSurvey(find: () => Promise<Found>, part: Attended['part']): Survey {
  const events = new EventTarget();
  let attendant: Promise<Attendant> | undefined;
  const stop = new AbortController();
  const { signal } = stop;

  const report = (error: Error) => {
    if (events.dispatchEvent(new CustomEvent('error', { detail: { error }, cancelable: true })))
      console.error(`cx7: ${error.message}`);
  };

  const attended = find().then((found): Attended => {
    // What cannot be read is refused, and explained, together with what may not be.
    const config: SurveyConfig = quietly(() => JSON.parse(found.text)) ?? {};
    const trial = location.hostname === 'localhost' || isPreview();
    return { ...found, config, look, decide, trial, waiting: true, signal, events, report, part };
  });

  /** The config is judged in full when the attendant comes: a bad one is refused there, with its reasons. */
  const attend = () =>
    (attendant ??= part('survey')
      .then(async ({ attend }) => attend(await attended))
      .catch((error) => {
        attendant = undefined; // the next call tries again
        throw error;
      }));

  /** A call of the page, carried out once the survey's file is there. Whatever goes wrong is reported, never thrown. */
  const call =
    (method: keyof Attendant) =>
    (options?: any, trigger?: Trigger): Promise<any> =>
      attend()
        .then((attendant) => attendant[method](options, trigger))
        .catch((error) => {
          report(error);
          return { shown: false, reason: 'failed' };
        });

  /** Decides for the page as it is now, and again when a single-page app has gone elsewhere. */
  let consider: (() => void) | undefined;
  const survey: Survey = {
    version: VERSION,
    open: call('open'),
    explain: call('explain'),
    close: call('close'),
    newRespondent: call('newRespondent'),
    routeChanged: () => consider?.(),
    on: events.addEventListener.bind(events) as Survey['on'],
    off: events.removeEventListener.bind(events) as Survey['off'],
    destroy() {
      stop.abort();
      return attendant && call('destroy')();
    },
  };

  attended
    .then(async ({ config, trial }) => {
      const { on = TRIGGER, selector } = config.trigger ?? {};
      const isAsked = () => decide(config, look(config, { requested: on === 'click' })).reason === 'asked';
      // Nothing that could be a config is explained; an earlier visit's answers are sent; who tries it out is told more.
      if (!config.endpoint || waits(config.endpoint, area(true)) || trial) await attend();
      if (on === 'click') {
        if (isAsked())
          onClick(
            selector!,
            signal,
            () => attend().catch(String),
            () => call('open')({}, on),
          );
      } else if (on === TRIGGER) {
        const invite = call('invite');
        consider = () => {
          // Ahead of a click that may never come nobody is there to be drawn, and what is drawn then is forgotten.
          if (document.prerendering) document.addEventListener('prerenderingchange', consider!);
          // Who is not asked does not wait for the page's load either.
          else if (!signal.aborted && isAsked())
            document.readyState === 'complete' ? invite() : addEventListener('load', invite, { signal });
        };
        consider();
        (window as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', consider, {
          signal,
        });
      }
    })
    .catch(report);
  return survey;
}
