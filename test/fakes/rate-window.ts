/** ListenBrainz's limiter: so many requests in a window, windows aligned to the epoch, figures on every answer. */
export interface RateWindow {
  /** Counts one request; `open` is false when the window's requests are spent. */
  take(key: string, limit: number): { readonly open: boolean; readonly headers: Record<string, string> };
}

export function createRateWindow(windowSeconds: number, now: () => number): RateWindow {
  const spent = new Map<string, { window: number; count: number }>();
  return {
    take(key, limit) {
      const seconds = now() / 1000;
      const window = Math.floor(seconds / windowSeconds);
      const state = spent.get(key);
      const count = (state?.window === window ? state.count : 0) + 1;
      spent.set(key, { window, count });
      const reset = (window + 1) * windowSeconds;
      return {
        open: count <= limit,
        headers: {
          'x-ratelimit-limit': String(limit),
          'x-ratelimit-remaining': String(Math.max(0, limit - count)),
          'x-ratelimit-reset': String(Math.ceil(reset)),
          'x-ratelimit-reset-in': String(Math.max(1, Math.ceil(reset - seconds))),
        },
      };
    },
  };
}
