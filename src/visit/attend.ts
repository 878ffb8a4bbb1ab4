import { settle } from '../config/settle.ts';
import { stampOf } from '../config/stamp.ts';
import { sampleOf } from '../decide/sample.ts';
import type { Outbox, OutboxEvents } from '../delivery/types.ts';
import { chooseLanguage } from '../instrument/choose.ts';
import type { LanguagePack } from '../instrument/language.ts';
import { en } from '../instrument/languages/en.ts';
import { remember } from '../page/remember.ts';
import { surroundings } from '../page/surroundings.ts';
import { pause, whenWelcome } from '../page/welcome.ts';
import type { Caller } from '../record/caller.ts';
import { conduct } from '../survey/conduct.ts';
import type { DeliveryState, SurveyHandle } from '../survey/host.ts';
import type { Attendant, Attended, Opened, OpenOptions, Trigger } from './api.ts';

/**
 * Attends to one survey on a page, from the moment it is needed: judges its config unless that is stamped, opens it,
 * keeps what is answered, and sends it. Rejects with the reasons where the config is refused.
 */
export async function attend(attended: Attended): Promise<Attendant> {
  const { config, text, where, look, decide, events, report } = attended;
  /** Another file of cx7. The hashes of those that few visits load are in `cx7.extra.js`. */
  const part = async (name: string, known = INTEGRITY) =>
    attended.part(name, known[name] ?? (await attended.part('extra', known.extra)).hashes[name]);
  const explained = (): Promise<string> =>
    part('check').then(
      ({ explain }) => explain(text),
      () => '',
    );

  const { checked, endpoint } = config;
  const [{ accepts }, { open: openOutbox }] = await Promise.all([
    checked === stampOf(config) ? { accepts: () => true } : part('accepts'),
    part((endpoint as { name?: string } | undefined)?.name ? 'hand' : 'delivery'),
  ]);
  if (!accepts(config)) throw Error(`${where} was refused, so no survey is shown.\n${await explained()}`);
  if (attended.trial) explained().then((notes) => notes && console.warn(`cx7: ${notes}`));

  const settings = settle(config);
  // The browser's first use of `Intl` takes a slow phone a tenth of a second: ahead of the survey, and in a task of its own.
  pause().then(() => new Date().toLocaleString());
  let shown: SurveyHandle | undefined;
  let turn: Promise<unknown> | undefined;

  const emit = (event: string, detail: unknown) => events.dispatchEvent(new CustomEvent(event, { detail }));

  /** A language's words. Where they cannot be loaded that is reported, and there are none. */
  const packOf = async (lang: string): Promise<LanguagePack | undefined> =>
    lang === 'en' ? en : part(lang).catch(report);

  /** One outbox for the whole visit; it drains what earlier visits left as soon as it is there. */
  const outbox: Outbox = openOutbox(
    endpoint,
    (event: keyof OutboxEvents, detail: OutboxEvents['waiting'] & OutboxEvents['dropped'] & OutboxEvents['error']) => {
      if (event === 'error') return report(detail.error);
      // A page learns that a record was given up, and why, but not what is in it.
      const { body: _, ...said } = detail;
      emit(event, said);
      const news = {
        sending: event,
        sent: event,
        waiting: detail.durability === 'memory' ? 'unsaved' : detail.offline ? 'saved' : 'kept',
        rejected: 'kept',
      } as const;
      if (detail.id === shown?.interview.id && event in news) shown.tell(news[event as 'sent'] as DeliveryState);
    },
  );

  async function open(options: OpenOptions = {}, trigger: Trigger = 'call'): Promise<Opened> {
    // In a task of its own, so that the press that asks for it is seen to have worked. Whoever is invited has waited.
    if (trigger !== 'load') await pause();
    const extra = Object.keys(options).length ? await part('extra') : undefined;
    const caller: Caller = (await extra?.callerOf(options, settings)) ?? { said: {} };
    const { interactionRef } = caller.said;
    if (shown?.isOpen && shown.interview.interactionRef === interactionRef) return asked(shown);

    const requested = trigger !== 'load' && !interactionRef;
    const seen = look(config, { requested, interactionRef, office: options.office, preview: options.preview });
    const verdict = decide(config, seen);
    if (verdict.reason !== 'asked') return { shown: false, reason: verdict.reason };

    const visit = surroundings(seen, settings);
    const pack = (await packOf(chooseLanguage(visit.lang, settings.languages))) ?? en;
    const theme = config.display?.accent || config.display?.scheme ? (await part('extra')).theme(settings.display) : '';
    const sample = sampleOf(settings, seen, verdict);
    attended.waiting = false;
    shown?.close();
    shown = conduct({
      config,
      settings,
      visit,
      decision: { ...verdict, sample },
      caller,
      resumed: caller.resume && extra.resumed(caller.resume),
      pack,
      packOf,
      theme,
      trigger,
      // Journaled and remembered in the same tick.
      submit(interview) {
        outbox.put(interview);
        if (interactionRef) extra.keepCall(settings, interview);
        else remember(settings, interview);
      },
      // States, never answers: whoever listens on the page learns how far it came and nothing else.
      onProgress: ({ id, disposition }) => emit(disposition, { id, disposition }),
    });
    return asked(shown);
  }

  let inviting = false;

  const attendant: Attendant = {
    /** One at a time: a second call waits for the first, so that no two surveys open at once. */
    open(...call) {
      const now = () => open(...call);
      const opened = turn ? turn.then(now, now) : now();
      turn = opened;
      return opened;
    },
    explain: async () => (await part('check')).explainVerdict(attended),
    async close() {
      shown?.close();
    },
    async invite() {
      if (inviting) return;
      inviting = true;
      await whenWelcome(settings.trigger.delaySeconds, attended.signal);
      inviting = attended.waiting = false;
      // It is decided anew: it may have been opened otherwise, or the app be on a page without a survey.
      if (!attended.signal.aborted) await attendant.open({}, 'load');
    },
    async newRespondent() {
      shown?.destroy();
      (await part('extra')).forget(settings);
      if (settings.trigger.on === 'load') attendant.invite().catch(report);
    },
    async destroy() {
      shown?.destroy();
      outbox.destroy();
    },
  };
  return attendant;
}

const asked = ({ interview: { id } }: SurveyHandle): Opened => ({ shown: true, reason: 'asked', id });
