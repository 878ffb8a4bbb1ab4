/** PostgreSQL as Emscripten made it: what PGlite calls for every message, by these names. */
interface Steps {
  _PostgresMainLoopOnce(): void;
  _PostgresSendReadyForQueryIfNecessary(): void;
  _pgl_pq_flush(): void;
  stackRestore(pointer: never): void;
}

/** How PostgreSQL leaves a statement that failed. It has handled that itself and goes on. */
const STATEMENT_FAILED = 100;

/**
 * Makes PGlite reject what it was asked when PostgreSQL died within it, which it does where it cannot write its log (the
 * disk is full, or broken), and whatever it is asked later. `died` is told of it and makes the error to reject with.
 *
 * PGlite itself swallows whatever is thrown out of PostgreSQL and takes the next step: for a dead one that is a loop
 * without an end, which answers nothing and heeds no signal, and where the commit is what failed, a statement that
 * seems to have succeeded. Between one step and the next it calls `stackRestore`, which is where this gets out.
 */
export function surfacePanic(postgres: unknown, died: (cause: unknown) => Error): void {
  const module = postgres as Steps;
  const step = module._PostgresMainLoopOnce;
  module._PostgresMainLoopOnce = () => {
    try {
      step();
    } catch (cause) {
      if ((cause as { status?: unknown }).status === STATEMENT_FAILED) throw cause;
      const error = died(cause);
      const fail = () => {
        throw error;
      };
      Object.assign(module, {
        _PostgresMainLoopOnce: fail,
        stackRestore: fail,
        _PostgresSendReadyForQueryIfNecessary() {},
        _pgl_pq_flush() {},
      });
      fail();
    }
  };
}
