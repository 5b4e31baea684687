import { z } from 'zod';

/** What the commands read of the API's answers; more may stand in them. */

const count = z.int().min(0);

export const receipt = z.object({
  read: count,
  imported: count,
  duplicates: count,
  skipped: z.record(z.string(), count),
  failed: count,
  receipt: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const importShape = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['queued', 'running', 'needs-time-zone', 'done', 'failed']),
  stateReason: z.string().nullable(),
  receipt,
});
export type ImportState = z.infer<typeof importShape>;

export const importFailures = z.object({
  total: count,
  failures: z.array(z.object({ file: z.string(), line: z.number(), reason: z.string() })),
});

export const progress = z.object({
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string().nullable(),
  secondsLeft: z.number().nullable(),
  message: z.string().nullable(),
});

export const job = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  progress: progress.nullable(),
  error: z.string().nullable(),
  updatedAt: z.string(),
});
export type Job = z.infer<typeof job>;

export const importStarted = z.object({ import: importShape, job });

export const pending = z.object({
  metadata: count,
  tags: count,
  match: count,
  extract: count,
  score: count,
  map: count,
  imports: count,
});
export type Pending = z.infer<typeof pending>;

export const overview = z.object({
  listener: z.object({ id: z.string(), handle: z.string(), timeZone: z.string(), isDemo: z.boolean() }),
  listens: z.object({ total: count, latestAt: z.string().nullable() }),
  tracks: z.object({ distinct: count, withAudio: count, scored: count }),
  coverage: z.object({ audio: z.number(), scores: z.number() }),
  pending,
  connections: z.array(
    z.object({
      service: z.string(),
      externalName: z.string(),
      state: z.string(),
      stateReason: z.string().nullable(),
      lastSyncedAt: z.string().nullable(),
      backfillComplete: z.boolean(),
    }),
  ),
  audioRoots: z.array(
    z.object({
      path: z.string(),
      files: count,
      matched: count,
      unreadable: count,
      stateReason: z.string().nullable(),
    }),
  ),
});
export type Overview = z.infer<typeof overview>;

export const health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  checks: z.record(z.string(), z.object({ status: z.string(), detail: z.string().optional() })),
});

const token = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});
export const tokens = z.object({ tokens: z.array(token) });
