import { z } from 'zod';
import type { Door } from './request.ts';
import { ask, parseAnswer } from './request.ts';

const count = z.number().int().nonnegative();

const laneSchema = z.object({
  /** Tracks that wait and that no worker has taken. */
  pending: count,
  /** Tracks that a worker has taken and not finished. */
  claimed: count,
  /** Age of the oldest that waits; null when none does. */
  oldestSeconds: z.number().nonnegative().nullable(),
  tracksPerBatch: z.number().int().positive(),
});

const workSchema = z.object({
  extractGpu: laneSchema,
  extract: laneSchema,
  other: z.record(z.string(), count),
  /** Batches that went to the CPU because no GPU took them in time. */
  gpuFallbacks: z.object({ count, lastAt: z.string().nullable() }),
});

export type Lane = z.infer<typeof laneSchema>;
export type Work = z.infer<typeof workSchema>;

/** What an installation still has to do. */
export async function getWork(door: Door, signal?: AbortSignal): Promise<Work> {
  const request = { method: 'GET', path: '/work', signal } as const;
  return parseAnswer(door, request, await ask(door, request, [200]), workSchema);
}
