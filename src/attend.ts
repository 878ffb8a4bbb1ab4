import type { Attendant, Attended, Opened, OpenOptions, Trigger } from './api.ts';
import { accepts } from './config/accepts.generated.ts';
import { settle } from './config/settle.ts';
import { explainVerdict } from './decide/explain.ts';
import { sampleOf } from './decide/sample.ts';
import type { Outbox } from './delivery/types.ts';
import { chooseLanguage } from './instrument/choose.ts';
import { en } from './instrument/en.ts';
import { once } from './once.ts';
import { idOf, refer } from './page/interaction.ts';
import { isPreview } from './page/look.ts';
import { createMemory } from './page/remember.ts';
import { surroundings } from './page/surroundings.ts';
import type { Interview } from './record/schema.ts';
import { conduct } from './survey/conduct.ts';
import type { SurveyHandle, SurveyHost } from './survey/host.ts';

/**
 * Attends to one survey on a page, from the moment it is needed: judges its config, opens it, keeps what is
 * answered, and sends it. Rejects with the reasons where the config is refused.
 */
export async function attend(attended: Attended): Promise<Attendant> {
  const { config, text, where, look, decide, events, report, part } = attended;

  if (!accepts(config)) throw Error(`${where} was refused, so no survey is shown.\n${await explained()}`);
  if (location.hostname === 'localhost' || isPreview())
    explained().then((notes) => notes && console.warn(`cx7: ${notes}`));

  const settings = settle(config);
  const memory = createMemory(settings);
  let shown: SurveyHandle | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** The same outbox for the whole visit; it drains what earlier visits left as soon as it is there. */
  const outbox = once(async (): Promise<Outbox> => {
    const box = (await part('delivery', INTEGRITY.delivery)).open(config.endpoint);
    for (const event of ['queued', 'sending', 'sent', 'waiting', 'rejected', 'dropped'] as const)
      box.on(event, (detail: unknown) => emit(event, detail));
    box.on('error', ({ error }: { error: Error }) => report(error));
    return box;
  });
  outbox().catch(report);

  function emit(event: string, detail: unknown) {
    events.dispatchEvent(new CustomEvent(event, { detail }));
  }

  function explained(): Promise<string> {
    return part('check', INTEGRITY.check).then(
      ({ explain }) => explain(text),
      () => 'Run `npx cx7 check` on it to see why.',
    );
  }

  async function open(options: OpenOptions = {}, trigger: Trigger = 'call'): Promise<Opened> {
    const { interactionKey, office, channel, administration, preview } = options;
    const { survey, sampling, languages, context, indicators } = settings;
    const interactionRef =
      interactionKey === undefined ? undefined : await refer(survey, sampling.salt, `${interactionKey}`);
    const current = shown?.isOpen ? shown.interview : undefined;
    if (current && current.interactionRef === interactionRef) return { shown: true, reason: 'asked', id: current.id };

    const requested = trigger !== 'load' && !interactionRef;
    const seen = look(config, { requested, interactionRef, office, preview });
    const verdict = decide(config, seen);
    if (verdict.reason !== 'asked') return { shown: false, reason: verdict.reason };

    const { lang } = chooseLanguage(seen.lang, languages);
    const pack = lang === 'en' ? en : await part(lang, INTEGRITY[lang as keyof typeof INTEGRITY]);
    const box = await outbox();
    const decision = { ...verdict, sample: sampleOf(config, seen) };
    const earlier = memory.unfinished(interactionRef);
    shown?.close();
    shown = conduct({
      config,
      settings,
      visit: surroundings(seen, settings),
      decision,
      caller: {
        office,
        channel,
        administration,
        context: listed(options.context, context, (value) => (typeof value === 'string' ? value.slice(0, 500) : value)),
        indicators: listed(options.indicators, indicators, Number),
        interactionRef,
        // An offer of an earlier page goes on, but not as an answer of another kind of recruitment.
        resume: earlier?.sample.recruitment === decision.sample.recruitment ? earlier : undefined,
        id: interactionRef && idOf(interactionRef),
      },
      pack,
      requestedLang: seen.lang,
      trigger,
      ...deliveredBy(box),
    });
    return { shown: true, reason: 'asked', id: shown.interview.id };
  }

  /** From the survey to the network and back: each revision is journaled and remembered when `submit` returns. */
  function deliveredBy(box: Outbox): Pick<SurveyHost, 'submit' | 'onProgress' | 'onDelivery'> {
    let id: string;
    return {
      submit(interview: Interview) {
        id = interview.id;
        box.put(interview);
        memory.keep(interview);
      },
      // States, never answers: whoever listens on the page learns how far it came and nothing else.
      onProgress: ({ id, disposition }) => emit(disposition, { id, disposition }),
      onDelivery(tell) {
        const stops = (['sending', 'sent', 'waiting', 'rejected'] as const).map((event) =>
          box.on(event, (detail) => {
            if (detail.id !== id) return;
            if (event === 'sending' || event === 'sent') tell(event);
            else tell('offline' in detail && detail.offline ? 'saved' : 'kept');
          }),
        );
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  }

  const attendant: Attendant = {
    /** One at a time: a second call waits for the first, so that no two surveys open at once. */
    open(options, trigger) {
      const opened = turn.then(() => open(options, trigger));
      turn = opened.catch(() => {});
      return opened;
    },
    async explain() {
      const { on } = settings.trigger;
      const seen = look(config, { requested: on !== 'load', waiting: attended.waiting });
      const verdict = decide(config, seen);
      console.info(explainVerdict(config, seen, verdict));
      return { ...verdict, sample: sampleOf(config, seen) };
    },
    async close() {
      shown?.close();
    },
    async newRespondent() {
      shown?.close();
      shown?.destroy();
      memory.forget();
      const { on, delaySeconds } = settings.trigger;
      if (on === 'load') setTimeout(() => attendant.open({}, on).catch(report), delaySeconds * 1000);
    },
    async destroy() {
      shown?.destroy();
      (await outbox()).destroy();
    },
  };
  return attendant;
}

/** Of what the page passes in, the fields that the config lists. */
function listed<T, U>(
  given: Record<string, T> = {},
  names: readonly string[] = [],
  as: (value: T) => U,
): Record<string, U> {
  const kept: Record<string, U> = {};
  for (const name of names) if (given[name] !== undefined) kept[name] = as(given[name]);
  return kept;
}
