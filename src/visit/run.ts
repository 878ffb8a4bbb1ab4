import { destinationOf } from '../config/endpoints/index.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { isPlain } from '../config/shape.ts';
import { type OptionalTrigger, TRIGGER, type TriggerName, traits } from '../config/triggers/index.ts';
import { decide } from '../decide/decide.ts';
import { passesTag } from '../decide/draw.ts';
import { marked } from '../delivery/mark.ts';
import type { Adapter, SurveyOutbox } from '../delivery/types.ts';
import { quietly } from '../instrument/quietly.ts';
import type { Found } from '../page/config.ts';
import { isPreview, keyOf, look } from '../page/look.ts';
import { area, lastEnded, memory } from '../page/recall.ts';
import type { Tag } from '../page/tag.ts';
import { simpleTriggers } from '../page/triggers/simple.ts';
import type { StartedTrigger, StartTrigger } from '../page/triggers/types.ts';
import type { OpenOptions, Survey } from './api.ts';
import { once } from './once.ts';
import type { Attendant, Attended, LoadPart } from './parts.ts';
import { hasDatabase } from './waiting.ts';

export interface VisitOptions {
  find(): Promise<Found>;
  part: LoadPart;
  tag?: Tag;
  /** Stands in for the config's endpoint. */
  adapter?: Adapter | undefined;
  /** Gets the survey by its id, as soon as that is known. */
  surveys?: Record<string, Survey>;
}

/**
 * The life of one survey on a page, as far as every visitor pays for it: config, decision, trigger. The rest is the
 * {@link Attendant}'s, who comes with the survey's file.
 */
export function runSurvey({ find, part, tag = {}, adapter, surveys = {} }: VisitOptions): Survey {
  const events = new EventTarget();
  const stop = new AbortController();
  const { signal } = stop;
  /** Somebody tries it out, on their own machine or by a preview. Where pages are rendered on a server there is no location. */
  const trial = quietly(() => location.hostname === 'localhost' || isPreview());
  /** The outbox of a visit that has no attendant. */
  let early: Promise<SurveyOutbox> | undefined;
  let trigger: StartedTrigger | undefined;
  /** Whether the config was looked at for a trigger: a visit that the tag did not draw needs none on any route. */
  let isWatched = false;
  /** Ends with the trigger. */
  let watching = new AbortController();

  const report = (error: Error) => {
    if (!signal.aborted && events.dispatchEvent(new CustomEvent('error', { detail: { error }, cancelable: true })))
      console.error(`cx7: ${error.message}`);
  };

  const attended = once(async (): Promise<Attended> => {
    const found = await find();
    // What cannot be read is refused, and explained, together with what may not be.
    const config: SurveyConfig = quietly(() => JSON.parse(found.text)) ?? {};
    surveys[config.survey] = survey;
    const lookAt: Attended['look'] = (...seen) => look(...seen, tag.draw);
    return { ...found, config, tag, look: lookAt, decide, events, report, part, adapter, signal, memory, trial };
  });

  /** The config is judged in full when the attendant comes: a bad one is refused there, with its reasons. */
  const attend = once(async () => {
    const [{ attend }, visit] = await Promise.all([part('survey'), attended()]);
    // Frameworks mount, unmount and mount again in one go: what was destroyed before it began never begins.
    if (signal.aborted) throw Error(); // heard by nobody
    const attendant = await attend(visit).catch((error) => {
      attended.current = undefined; // it may have been cut off
      throw error;
    });
    end(early);
    return attendant;
  });

  /**
   * A call of the page, carried out once the survey's file is there. Whatever goes wrong is reported, never thrown: then
   * there is no result.
   */
  const call = <T>(work: (attendant: Attendant) => Promise<T>): Promise<T | undefined> =>
    attend()
      .then((attendant) => (signal.aborted ? undefined : work(attendant)))
      .catch((error) => {
        report(error);
        sendWhatWaits().catch(() => {}); // what it needs is what failed
        return undefined;
      });

  const open = async (options: OpenOptions = {}, name: TriggerName = 'call') =>
    (await call((attendant) => attendant.open(options, { trigger: name, invited: false }))) ?? {
      shown: false,
      reason: signal.aborted ? ('destroyed' as const) : ('failed' as const),
    };

  /** Starts the trigger, or starts it anew for the next respondent. */
  const watch = () => startTrigger().catch(report);
  async function startTrigger() {
    if (signal.aborted) return;
    watching.abort();
    watching = new AbortController();
    const { signal: watched } = watching;
    const { config, look } = await attended();
    const { on = TRIGGER, ...settings } = config.trigger ?? {};
    const invited = traits[on]?.invites;
    const isAsked = () => decide(config, look(config, { invited, requested: !invited })).reason === 'asked';
    if (invited) await whenShown();
    const simple: Partial<Record<TriggerName, StartTrigger>> = simpleTriggers;
    const start = simple[on] ?? (isAsked() && (await (await attend()).trigger(on as OptionalTrigger)));
    if (!start || watched.aborted) return;
    trigger = start({
      settings,
      signal: watched,
      isAsked,
      prepare: () => void attend().catch(() => {}), // told when it is opened
      invite: (delaySeconds) => void call((attendant) => attendant.invite(on, delaySeconds)),
      open: () => void open({}, on),
    });
  }

  /** A trigger that was not started, since nobody was asked on the route before, may be on this one. */
  const routeChanged = () => {
    attend.current?.then((attendant) => attendant.routeChanged()).catch(() => {}); // reported where it failed
    if (trigger) trigger.routeChanged?.();
    else if (isWatched) watch();
  };

  /**
   * Sends what earlier visits left, where no attendant does. It needs no config: without one the tag, or the mark, says
   * where answers go.
   */
  async function sendWhatWaits() {
    const visit = await attended.current?.catch(() => undefined);
    const waiting = marked(Object.keys(area(true)));
    // A function of the page waits under its name, which has no slash, and for the config.
    const endpoint = visit?.config.endpoint ?? tag.endpoint ?? waiting.find((to) => to.includes('/'));
    const isNeeded = () => !signal.aborted && !attend.current && !early;
    if (!endpoint) return;
    const isMarked = waiting.includes(adapter?.destination ?? destinationOf(endpoint));
    if (!(isMarked || (await hasDatabase(isNeeded))) || !isNeeded()) return;
    early = part('survey').then(({ openDelivery }) => openDelivery({ endpoint, adapter, events, report, part }));
    const outbox = await early;
    if (!signal.aborted) outbox.begin();
  }

  async function begin() {
    if (tag.draw && !trial) {
      await whenShown();
      if (!passesTag({ ...tag.draw, unitKey: keyOf(tag.draw.unit) })) return;
      // Whoever is drawn here is most likely asked: both files come at the same time. Trouble is told when it is needed.
      if (!lastEnded(tag.draw)) part('survey').catch(() => {});
    }
    const { endpoint } = (await attended()).config;
    if (signal.aborted) return;
    // The survey's file explains what cannot be a config, and prints notes for whoever tries it out.
    if (!endpoint || trial) await attend();
    await watch();
    isWatched = true;
    (window as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', routeChanged, {
      signal,
    });
  }

  /** Begins, and does so again, ever more seldom, where the config could not be had. What waits does not wait for that. */
  async function persist(pause = 5000): Promise<void> {
    await begin().catch((error) => {
      if (pause === 5000) report(error);
      if (!attended.current && trial !== undefined) setTimeout(() => signal.aborted || persist(pause + 5000), pause);
    });
    await sendWhatWaits().catch(report);
  }

  const survey: Survey = {
    version: VERSION,
    open: (options) => open(copyOf(options)),
    explain: () => call((attendant) => attendant.explain()),
    close: () => call((attendant) => attendant.close()),
    newRespondent: () => call((attendant) => attendant.newRespondent()).then(watch),
    routeChanged,
    on: events.addEventListener.bind(events) as Survey['on'],
    off: events.removeEventListener.bind(events) as Survey['off'],
    destroy() {
      stop.abort();
      watching.abort();
      end(early);
      return end(attend.current);
    },
  };
  if (tag.draw) surveys[tag.draw.survey] = survey;
  void persist();
  return survey;
}

/** A prerendered page draws nobody: the visitor may never come, and the browser throws away what the page stores. */
const whenShown = async () =>
  document.prerendering === true && new Promise((shown) => document.addEventListener('prerenderingchange', shown));

/** Ends what is there, or will be. What failed was reported when it did. */
const end = (begun: Promise<Attendant | SurveyOutbox> | undefined) =>
  begun?.then(
    (it) => it.destroy(),
    () => {},
  );

/**
 * What a page changes in its options afterwards belongs to another call. Where they cannot be read, the error stands for
 * them: it is refused, with what it says.
 */
function copyOf(options: OpenOptions | undefined): OpenOptions | undefined {
  try {
    return copied(options);
  } catch (error) {
    return Error(error as string) as OpenOptions;
  }
}

const copied = <Value>(value: Value): Value =>
  isPlain(value)
    ? (Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copied(part)])) as Value)
    : value;
