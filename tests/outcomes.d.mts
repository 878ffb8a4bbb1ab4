interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Of those that passed, how many did only when they were tried again. */
  retried?: number;
}

export function lineOf(outcome: Counts & { what: string; seconds: number }): string;

export function countsOf(report: {
  stats: Record<'expected' | 'flaky' | 'unexpected' | 'skipped', number>;
}): Required<Counts>;
