/**
 * Runs in the bench's page, before the file with the outbox: puts records, notes what the outbox tells and when, and counts
 * what it asks of the browser. With `?count` in the address localStorage is counted too, which makes it slower, so
 * that no time is taken there.
 */
(() => {
  /** First time each record was heard of, by event, then by id. */
  const heard = {};
  /** When a record was first committed to the database, by key. */
  const committed = new Map();
  const waiters = new Set();
  const longTasks = [];
  const counts = {};
  const counting = location.search === '?count';
  const count = (what, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by;
  };

  /** Calls `act` with each call's receiver and arguments, then the method itself. */
  const before = (prototype, method, act) => {
    const original = prototype[method];
    prototype[method] = function (...args) {
      const result = original.apply(this, args);
      act(this, args, result);
      return result;
    };
  };
  before(IDBObjectStore.prototype, 'put', (store, [value, key]) => {
    count('rows written');
    if (counting) count('database bytes', new Blob([JSON.stringify(value)]).size);
    store.transaction.addEventListener('complete', () => {
      if (!committed.has(key)) committed.set(key, performance.now());
      look();
    });
  });
  before(IDBObjectStore.prototype, 'delete', () => count('rows deleted'));
  before(IDBDatabase.prototype, 'transaction', (_, [, mode]) =>
    count(mode === 'readwrite' ? 'transactions that write' : 'transactions that read'),
  );
  for (const method of ['get', 'getAll'])
    before(IDBObjectStore.prototype, method, (_, __, request) =>
      request.addEventListener('success', () => count('rows read', [request.result ?? []].flat().length)),
    );

  if (counting) {
    const storage = localStorage;
    Object.defineProperty(window, 'localStorage', {
      value: new Proxy(storage, {
        get(_, key) {
          count('localStorage reads');
          return storage[key];
        },
        set(_, key, value) {
          count('localStorage writes');
          // Two bytes a character, as browsers count them.
          count('localStorage bytes', 2 * (key.length + `${value}`.length));
          storage[key] = value;
          return true;
        },
        deleteProperty(_, key) {
          count('localStorage removals');
          return delete storage[key];
        },
        ownKeys() {
          const keys = Reflect.ownKeys(storage);
          count('localStorage keys listed', keys.length);
          return keys;
        },
      }),
    });
  }

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask' });

  function look() {
    for (const waiter of waiters)
      if (waiter.done()) {
        waiters.delete(waiter);
        waiter.resolve();
      }
  }
  /** Resolves when it is so, or after `ms`. */
  const until = (done, ms = 600_000) =>
    new Promise((resolve) => {
      waiters.add({ done, resolve });
      setTimeout(resolve, ms);
      look();
    });

  function hear(event, { id }) {
    heard[event] ??= new Map();
    if (!heard[event].has(id)) heard[event].set(id, performance.now());
    look();
  }

  /** What an outbox tells its events to. */
  function heardBy(hear) {
    const events = new EventTarget();
    for (const event of ['waiting', 'sending', 'sent'])
      events.addEventListener(event, ({ detail }) => hear(event, detail));
    return events;
  }

  /** Version 0.1.0 had the outbox in a file of its own. */
  const openFormer = (delivery) =>
    delivery.open('/v1/interviews', (event, detail) => (event === 'error' ? count('errors') : hear(event, detail)));

  /** A task of its own, as if the record had come at its own time. */
  const nextTask = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    });

  // In the bench's page nobody has asked for this event before.
  window.addEventListener('online', () => Object.assign(window.bench, { online: performance.now() }), true);

  let outbox;
  window.bench = {
    async open() {
      this.opened = performance.now();
      const { survey, delivery } = window.cx7.parts;
      outbox = survey
        ? await survey.openDelivery({
            endpoint: '/v1/interviews',
            events: heardBy(hear),
            report: () => count('errors'),
          })
        : openFormer(delivery);
      outbox.begin?.();
    },
    /** Puts a copy of a record. Returns its id, when it was put, and how long that took. */
    async put(record) {
      await nextTask();
      const copy = { ...record, id: crypto.randomUUID() };
      const at = performance.now();
      outbox.put(copy);
      return { id: copy.id, at, returned: performance.now() - at };
    },
    /** Puts so many, a few at a time: nobody answers a thousand surveys in a second. */
    async putInTurn(record, many) {
      const puts = [];
      for (let i = 0; i < many; i++) {
        puts.push(await this.put(record));
        await until(() => Math.min(heard.waiting?.size ?? 0, committed.size) > i - 4, 5000);
      }
      return puts;
    },
    /** Waits until so many records have been heard of in this event. */
    heard: (event, many) => until(() => heard[event]?.size >= many),
    /** Puts a record and follows it: milliseconds to the return, to the database's commit, and to the answer. */
    async follow(record) {
      const { id, at, returned } = await this.put(record);
      const key = `${id}:${record.revision}`;
      await until(() => heard.sent?.has(id) && committed.has(key), 5000);
      return { returned, durable: committed.get(key) - at, sent: heard.sent?.get(id) - at };
    },
    /** When, from `since`, an event was first and last heard of. */
    times(event, since) {
      const times = [...(heard[event]?.values() ?? [])].map((at) => at - since);
      return { first: Math.min(...times), last: Math.max(...times) };
    },
    /** Starts a new phase: nothing was heard, nothing was counted. */
    begin() {
      for (const event of Object.keys(heard)) delete heard[event];
      for (const what of Object.keys(counts)) delete counts[what];
      committed.clear();
      longTasks.length = 0;
    },
    counts: () => counts,
    longTasks: () => longTasks,
  };
})();
