import { useState } from 'react';
import { secondsLeft, withSample } from './pace.ts';
import type { PendingSample } from './pace.ts';
import type { Pending } from './types.ts';

/** Work that is still to be done, as the API tells of it, with the time left at the pace that was seen. */
export function usePending(initial: Pending | null) {
  const [samples, setSamples] = useState<readonly PendingSample[]>([]);
  return {
    pending: samples.at(-1)?.pending ?? initial,
    takePending: (pending: Pending) => setSamples((before) => withSample(before, { at: Date.now(), pending })),
    timeLeft: (kind: keyof Pending) => secondsLeft(samples, kind),
  };
}
