import type { Attendant, Attended, Opened, OpenOptions, Trigger } from './api.ts';
import { accepts } from './config/accepts.generated.ts';
import { settle } from './config/settle.ts';
import { sampleOf } from './decide/sample.ts';
import type { Outbox } from './delivery/types.ts';
import { chooseLanguage } from './instrument/choose.ts';
import { en } from './instrument/en.ts';
import { isPreview } from './page/look.ts';
import { createMemory } from './page/remember.ts';
import { surroundings } from './page/surroundings.ts';
import { conduct } from './survey/conduct.ts';
import type { Caller, SurveyHandle } from './survey/host.ts';

/**
 * Attends to one survey on a page, from the moment it is needed: judges its config, opens it, keeps what is
 * answered, and sends it. Rejects with the reasons where the config is refused.
 */
export async function attend(attended: Attended): Promise<Attendant> {
  const { config, text, where, look, decide, events, report } = attended;
  const part = (name: string) => attended.part(name, INTEGRITY[name]);
  const explained = (): Promise<string> => part('check').then(({ explain }) => explain(text));

  if (!accepts(config)) throw Error(`${where} was refused, so no survey is shown.\n${await explained()}`);
  if (location.hostname === 'localhost' || isPreview())
    explained().then((notes) => notes && console.warn(`cx7: ${notes}`));

  const settings = settle(config);
  const memory = createMemory(settings);
  let shown: SurveyHandle | undefined;
  let turn: Promise<unknown> | undefined;

  const emit = (event: string, detail: unknown) => events.dispatchEvent(new CustomEvent(event, { detail }));

  /** The same outbox for the whole visit; it drains what earlier visits left as soon as it is there. */
  const { endpoint } = config;
  const outbox: Outbox = (await part((endpoint as { name?: string }).name ? 'hand' : 'delivery')).open(endpoint);
  for (const event of ['queued', 'sending', 'sent', 'waiting', 'rejected', 'dropped'] as const)
    outbox.on(event, (detail) => emit(event, detail));
  outbox.on('error', ({ error }) => report(error));

  async function open(options: OpenOptions = {}, trigger: Trigger = 'call'): Promise<Opened> {
    const caller: Caller = Object.keys(options).length
      ? await (await part('desk')).callerOf(options, settings)
      : { context: {}, indicators: {} };
    const { interactionRef } = caller;
    if (shown?.isOpen && shown.interview.interactionRef === interactionRef) return asked(shown);

    const requested = trigger !== 'load' && !interactionRef;
    const seen = look(config, { requested, interactionRef, office: options.office, preview: options.preview });
    const verdict = decide(config, seen);
    if (verdict.reason !== 'asked') return { shown: false, reason: verdict.reason };

    const lang = chooseLanguage(seen.lang, settings.languages);
    const pack = lang === 'en' ? en : await part(lang);
    const sample = sampleOf(settings, seen, verdict.rate);
    const earlier = memory.unfinished(interactionRef);
    let id: string;
    shown?.close();
    shown = conduct({
      config,
      settings,
      visit: surroundings(seen, settings),
      decision: { ...verdict, sample },
      // An offer of an earlier page goes on, but not as one of another kind of recruitment.
      caller: { ...caller, resume: earlier?.sample.recruitment === sample.recruitment ? earlier : undefined },
      pack,
      requestedLang: seen.lang,
      trigger,
      // Journaled and remembered in the same tick.
      submit(interview) {
        id = interview.id;
        outbox.put(interview);
        memory.keep(interview);
      },
      // States, never answers: whoever listens on the page learns how far it came and nothing else.
      onProgress: ({ id, disposition }) => emit(disposition, { id, disposition }),
      onDelivery(tell) {
        const stops = (['sending', 'sent', 'waiting', 'rejected'] as const).map((event) =>
          outbox.on(event, (detail) => {
            if (detail.id === id)
              tell(
                event === 'sending' || event === 'sent'
                  ? event
                  : 'offline' in detail && detail.offline
                    ? 'saved'
                    : 'kept',
              );
          }),
        );
        return () => {
          for (const stop of stops) stop();
        };
      },
    });
    return asked(shown);
  }

  const attendant: Attendant = {
    /** One at a time: a second call waits for the first, so that no two surveys open at once. */
    open(...call) {
      const now = () => open(...call);
      const opened = turn ? turn.then(now, now) : now();
      turn = opened;
      return opened;
    },
    async explain() {
      const seen = look(config, { requested: settings.trigger.on !== 'load', waiting: attended.waiting });
      const verdict = decide(config, seen);
      console.info((await part('check')).explainVerdict(config, seen, verdict));
      return { ...verdict, sample: sampleOf(settings, seen, verdict.rate) };
    },
    async close() {
      shown?.close();
    },
    async newRespondent() {
      shown?.destroy();
      memory.forget();
      const { on, delaySeconds } = settings.trigger;
      if (on === 'load') setTimeout(() => attendant.open({}, on).catch(report), delaySeconds * 1e3);
    },
    async destroy() {
      shown?.destroy();
      outbox.destroy();
    },
  };
  return attendant;
}

const asked = ({ interview: { id } }: SurveyHandle): Opened => ({ shown: true, reason: 'asked', id });
