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
  let early: Outbox | undefined;
  let trigger: StartedTrigger | undefined;
  let isAttended = false;

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
    isAttended = true;
    const [{ attend }, visit] = await Promise.all([part('survey'), attended()]);
    early?.destroy();
    return attend(visit);
  });

  /** A call of the page, carried out once the survey's file is there. Whatever goes wrong is reported, never thrown. */
  const call = <T>(work: (attendant: Attendant) => Promise<T>): Promise<T | undefined> =>
    attend()
      .then(work)
      .catch(report as () => undefined);

  const open = (options: OpenOptions = {}, name: TriggerName = 'call') =>
    call((attendant) => attendant.open(options, { trigger: name, invited: false })).then(
      (opened) => opened ?? { shown: false, reason: 'failed' as const },
    );

  async function begin() {
    if (tag.draw && !trial) {
      await whenShown(signal);
      if (!passesTag({ ...tag.draw, unitKey: keyOf(tag.draw.unit) })) return sendWhatWaits();
      // Whoever is drawn here is most likely asked: both files come at the same time. Trouble is told when it is needed.
      if (!lastEnded(tag.draw)) part('survey').catch(() => {});
    }
    const { config, look } = await attended();
    const { on = TRIGGER, ...settings } = config.trigger ?? {};
    const invited = traits[on]?.invites;
    const asking = { invited, requested: !invited };
    const isAsked = () => decide(config, look(config, asking)).reason === 'asked';
    // Nothing that could be a config is explained; an earlier visit's answers are sent; who tries it out is told more.
    if (!config.endpoint || waits(config.endpoint, area(true)) || trial) await attend();
    if (invited) await whenShown(signal);
    const simple: Partial<Record<TriggerName, StartTrigger>> = simpleTriggers;
    const start = simple[on] ?? (isAsked() && (await (await attend()).trigger(on as OptionalTrigger)));
    if (!start) return;
    trigger = start({
      settings,
      signal,
      isAsked,
      prepare: () => void attend().catch(() => {}), // told when it is opened
      invite: (delaySeconds) => void call((attendant) => attendant.invite(on, delaySeconds)),
      open: () => void open({}, on),
    });
    (window as { navigation?: EventTarget }).navigation?.addEventListener(
      'currententrychange',
      () => trigger?.routeChanged?.(),
      { signal },
    );
  }

  /** Nobody is asked, so no config is needed: the tag says where an earlier visit's answers go. */
  async function sendWhatWaits() {
    const { endpoint } = tag;
    if (!endpoint || !waits(endpoint, area(true))) return;
    const { openDelivery } = await part('survey');
    early = await openDelivery({ endpoint, events, report, part });
    early.begin();
  }

  begin().catch(report);
  return {
    version: VERSION,
    open: (options) => open(options),
    explain: () => call((attendant) => attendant.explain()),
    close: () => call((attendant) => attendant.close()),
    newRespondent: () => call((attendant) => attendant.newRespondent()),
    routeChanged: () => trigger?.routeChanged?.(),
    on: events.addEventListener.bind(events) as Survey['on'],
    off: events.removeEventListener.bind(events) as Survey['off'],
    destroy() {
      stop.abort();
      early?.destroy();
      return isAttended ? call((attendant) => attendant.destroy()) : undefined;
    },
  };
}

/**
 * A page that is made ahead draws nobody: ahead of a click that may never come nobody is there, and what is stored then
 * is a copy that is thrown away.
 */
const whenShown = (signal: AbortSignal) =>
  document.prerendering && new Promise((shown) => document.addEventListener('prerenderingchange', shown, { signal }));
