/** What delivery needs to know of a record: the rest of it is cargo. */
export interface Deliverable {
  /** UUID of the interview. */
  id: string;
  /** Grows with every change; the highest one counts. */
  revision: number;
  /** `complete` and `dismissed` are final, see {@link EndpointAbilities.revisions}. */
  disposition: string;
}

/** What became of one request. */
export type DeliveryResult =
  /** `echoed` where the endpoint said the record's id and revision back. From then on that is expected of it. */
  | { outcome: 'accepted'; echoed?: boolean | undefined }
  /** The endpoint keeps another answer in this one's place: it is given up, and the respondent is told. */
  | { outcome: 'superseded' }
  /**
   * Try again; not before `retryAfterMs` from now, where the endpoint said so. `slow` for what only a person can fix.
   * `movedTo` is the address that a redirect led to, where nothing said that the record was taken.
   */
  | {
      outcome: 'later';
      reason: string;
      retryAfterMs?: number | undefined;
      slow?: boolean | undefined;
      movedTo?: string | undefined;
    }
  /** The endpoint will never take this record as it is: it is parked. */
  | { outcome: 'refused'; reason: string; status?: number | undefined };

/** What an endpoint can do, said by its adapter and honored by the outbox. */
export interface EndpointAbilities {
  /** `each`: takes every revision. `final`: takes each interview once, so it is held until it is final. */
  revisions: 'each' | 'final';
  /** Whether the endpoint keeps one record an id, so that a repeat changes nothing. */
  dedupes: boolean;
  /** Whether a request may start while the page is being left. `defer` waits for the next visit. */
  unload: 'send' | 'defer';
}

/** How records get to one endpoint. */
export interface Adapter {
  /** Name of where it sends to. Backoff and waiting records are kept apart by it. */
  destination: string;
  abilities: EndpointAbilities;
  /** Sends one record. Resolves with what became of it; what it throws counts as `later`. */
  send(
    body: string,
    record: Deliverable,
    options: { signal: AbortSignal; keepalive: boolean },
  ): Promise<DeliveryResult>;
}

/** Where a record is safe by now. `memory` does not outlive the page. */
export type Durability = 'indexeddb' | 'journal' | 'memory';

export type RecordState = 'waiting' | 'sending' | 'parked' | 'quarantined';

export interface PendingRecord {
  id: string;
  revision: number;
  state: RecordState;
  durability: Durability;
  destination: string;
  /** RFC 3339. */
  createdAt: string;
  attempts: number;
  reason?: string | undefined;
}

/** Which record an event is about. */
export interface RecordNews {
  id: string;
  revision: number;
}

/** What the outbox tells whoever listens. */
export interface OutboxEvents {
  /** The record was written to the journal, or the write was tried. `durability` says how safe it is in this tick. */
  queued: RecordNews & { durability: Durability };
  /** A request has begun. */
  sending: RecordNews;
  /** The endpoint has accepted the record. */
  sent: RecordNews;
  /** A request failed, or Retry-After forbids one, and the record waits. `offline` says whether the browser is offline. */
  waiting: RecordNews & { reason: string; offline: boolean; durability: Durability };
  /** The endpoint refuses the record as it is. It is kept, and tried once more a visit. */
  rejected: RecordNews & { reason: string; status?: number | undefined; durability: Durability };
  /**
   * The record was given up, with the whole record, so that nothing vanishes unseen. `reason` says why: `expired`,
   * `overflow`, `sent before` (an earlier revision was accepted) or `superseded` (the endpoint keeps another answer).
   */
  dropped: RecordNews & { reason: string; body: string };
  /** Something went wrong that no other event tells. */
  error: { error: Error };
}

/** One event with all that it says, as {@link OutboxEvents} lists them. */
export type OutboxNews = { [E in keyof OutboxEvents]: { event: E } & OutboxEvents[E] }[keyof OutboxEvents];

export interface Outbox {
  /** Keeps and sends one record. Synchronous up to the journal write; never throws. */
  put(record: Deliverable): { durability: Durability };
  /**
   * Opens the database, takes locks and sends. Until then records are journaled and in memory, and a page that is left
   * sends what it can. A second call changes nothing.
   */
  begin(): void;
  /** Asks for everything that waits to be tried now; a Retry-After still holds. Begins. */
  flush(): Promise<void>;
  /** What is not sent yet. Begins. */
  pending(): Promise<PendingRecord[]>;
  /** Stops timers and listeners, closes the database. Waiting records stay where they are. */
  destroy(): void;
}

/** What a survey needs of it. */
export interface SurveyOutbox extends Pick<Outbox, 'put' | 'begin' | 'destroy'> {
  /** The newest revision of an interview that this browser knows of, waiting or sent; 0 for none. Begins. */
  newestOf(id: string): Promise<number>;
}

/** An outbox that many may listen to. */
export interface ObservableOutbox extends Outbox {
  /** Returns what stops it. */
  on<E extends keyof OutboxEvents>(event: E, listener: (detail: OutboxEvents[E]) => void): () => void;
}
