export interface RateLimit {
  /** Requests that may come at once. */
  burst: number;
  /** Requests a minute in the long run. */
  perMinute: number;
}

/**
 * A token bucket for each client. `take` returns 0, or the seconds to wait.
 * Buckets that are full again are forgotten, and with too many clients at once the one that was seen longest ago.
 */
export function createRateLimiter({ burst, perMinute }: RateLimit, { now = Date.now, clients = 20_000 } = {}) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const perMs = perMinute / 60_000;

  return {
    take(client: string): number {
      const at = now();
      const bucket = buckets.get(client);
      const tokens = bucket ? Math.min(burst, bucket.tokens + Math.max(0, at - bucket.at) * perMs) : burst;
      buckets.delete(client);
      buckets.set(client, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      for (const [oldest, { tokens: left, at: seen }] of buckets) {
        if (buckets.size <= clients && left + (at - seen) * perMs < burst) break;
        buckets.delete(oldest);
      }
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMs / 1000);
    },
  };
}
