import type { SurveyConfig } from '../config/schema.ts';
import { type OptionalTrigger, TRIGGER, type TriggerName, traits } from '../config/triggers/index.ts';
import { decide } from '../decide/decide.ts';
import { passesTag } from '../decide/draw.ts';
import { waits } from '../delivery/mark.ts';
import type { Adapter, Outbox } from '../delivery/types.ts';
import { quietly } from '../instrument/quietly.ts';
import type { Found } from '../page/config.ts';
import { isPreview, keyOf, look } from '../page/look.ts';
import { area, lastEnded } from '../page/recall.ts';
import type { Tag } from '../page/tag.ts';
import { simpleTriggers } from '../page/triggers/simple.ts';
import type { StartedTrigger, StartTrigger } from '../page/triggers/types.ts';
import type { OpenOptions, Survey } from './api.ts';
import { once } from './once.ts';
import type { Attendant, Attended, LoadPart } from './parts.ts';

export interface VisitOptions {
  find(): Promise<Found>;
  part: LoadPart;
  tag?: Tag;
  /** Stands in for the config's endpoint. */
  adapter?: Adapter | undefined;
}

/**
 * The life of one survey on a page, as far as every visitor pays for it: config, decision, trigger. The rest is the
 * {@link Attendant}'s, who comes with the survey's file.
 */
export function runSurvey({ find, part, tag = {}, adapter }: VisitOptions): Survey {
  const events = new EventTarget();
  const stop = new AbortController();
  const { signal } = stop;
  /** Somebody tries it out, on their own machine or by a preview. Where pages are rendered on a server there is no location. */
  const trial = quietly(() => location.hostname === 'localhost' || isPreview());
  /** The outbox of a visit that has no config. */
  let early: Promise<Outbox> | undefined;
  let trigger: StartedTrigger | undefined;
  /** Whether the config was looked at for a trigger: a visit that the tag did not draw needs none on any route. */
  let isWatched = false;
  /** Ends with the trigger. */
  let watching = new AbortController();

  const report = (error: Error) => {
    if (events.dispatchEvent(new CustomEvent('error', { detail: { error }, cancelable: true })))
      console.error(`cx7: ${error.message}`);
  };

  const attended = once(async (): Promise<Attended> => {
    const found = await find();
    // What cannot be read is refused, and explained, together with what may not be.
    const config: SurveyConfig = quietly(() => JSON.parse(found.text)) ?? {};
    const shared = { tag, decide, events, report, part, adapter, signal };
    return { ...found, ...shared, config, look: (...seen) => look(...seen, tag.draw), trial, waiting: true };
  });

  /** The config is judged in full when the attendant comes: a bad one is refused there, with its reasons. */
  const attend = once(async () => {
    const [{ attend }, visit] = await Promise.all([part('survey'), attended()]);
    (await early?.catch(() => undefined))?.destroy(); // what failed was reported when it did
    return attend(visit);
  });

  /**
   * A call of the page, carried out once the survey's file is there. Whatever goes wrong is reported, never thrown: then
   * there is no result, which is what the cast says.
   */
  const call = <T>(work: (attendant: Attendant) => Promise<T>): Promise<T | undefined> =>
    attend()
      .then(work)
      .catch(report as () => undefined);

  const open = async (options: OpenOptions = {}, name: TriggerName = 'call') =>
    (await call((attendant) => attendant.open(options, { trigger: name, invited: false }))) ?? {
      shown: false,
      reason: 'failed' as const,
    };

  /** Starts the trigger, or starts it anew for the next respondent. */
  const watch = () => startTrigger().catch(report);
  async function startTrigger() {
    watching.abort();
    watching = new AbortController();
    const { config, look } = await attended();
    const { on = TRIGGER, ...settings } = config.trigger ?? {};
    const invited = traits[on]?.invites;
    const isAsked = () => decide(config, look(config, { invited, requested: !invited })).reason === 'asked';
    if (invited) await whenShown();
    const simple: Partial<Record<TriggerName, StartTrigger>> = simpleTriggers;
    const start = simple[on] ?? (isAsked() && (await (await attend()).trigger(on as OptionalTrigger)));
    if (!start || signal.aborted) return;
    trigger = start({
      settings,
      signal: watching.signal,
      isAsked,
      prepare: () => void attend().catch(() => {}), // told when it is opened
      invite: (delaySeconds) => void call((attendant) => attendant.invite(on, delaySeconds)),
      open: () => void open({}, on),
    });
  }

  /** A trigger that was not started, since nobody was asked on the route before, may be on this one. */
  const routeChanged = () => (trigger ? trigger.routeChanged?.() : isWatched && watch());

  /** Needs no config: the tag says where an earlier visit's answers go. */
  function sendWhatWaits() {
    const { endpoint } = tag;
    if (!endpoint || !waits(endpoint, area(true))) return;
    early = part('survey').then(({ openDelivery }) => openDelivery({ endpoint, events, report, part }));
    return early.then((outbox) => (signal.aborted ? outbox.destroy() : outbox.begin()));
  }

  async function begin() {
    if (tag.draw && !trial) {
      await whenShown();
      if (!passesTag({ ...tag.draw, unitKey: keyOf(tag.draw.unit) })) return sendWhatWaits();
      // Whoever is drawn here is most likely asked: both files come at the same time. Trouble is told when it is needed.
      if (!lastEnded(tag.draw)) part('survey').catch(() => {});
    }
    const { endpoint } = (await attended()).config;
    if (signal.aborted) return;
    // The survey's file explains what cannot be a config, sends what waits, and prints notes for whoever tries it out.
    if (!endpoint || waits(endpoint, area(true)) || trial) await attend();
    await watch();
    isWatched = true;
    (window as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', routeChanged, {
      signal,
    });
  }

  // Where the config cannot be had or used, the tag still says where an earlier visit's answers go.
  begin()
    .catch((error) => {
      report(error);
      return sendWhatWaits();
    })
    .catch(report);
  return {
    version: VERSION,
    open: (options) => open(options),
    explain: () => call((attendant) => attendant.explain()),
    close: () => call((attendant) => attendant.close()),
    newRespondent: () => call((attendant) => attendant.newRespondent()).then(watch),
    routeChanged: () => void routeChanged(),
    on: events.addEventListener.bind(events) as Survey['on'],
    off: events.removeEventListener.bind(events) as Survey['off'],
    destroy() {
      stop.abort();
      watching.abort();
      early?.then(
        (outbox) => outbox.destroy(),
        () => {}, // reported where it failed
      );
      return attend.current?.then(
        (attendant) => attendant.destroy(),
        () => {}, // reported where it failed
      );
    },
  };
}

/** A prerendered page draws nobody: the visitor may never come, and the browser throws away what the page stores. */
const whenShown = async () =>
  document.prerendering && new Promise((shown) => document.addEventListener('prerenderingchange', shown));
