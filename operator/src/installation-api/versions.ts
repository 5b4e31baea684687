import { z } from 'zod';
import type { Door } from './request.ts';
import { ask, parseAnswer } from './request.ts';

const versionsSchema = z.object({
  /** Build id that new workflows start on; null before the first was named. */
  current: z.string().nullable(),
  versions: z.array(
    z.object({
      buildId: z.string(),
      /** `drained`: no workflow runs on it any more, so its workers may go. */
      status: z.enum(['current', 'draining', 'drained', 'inactive']),
      pollers: z.number().int().nonnegative(),
    }),
  ),
});

export type WorkerVersions = z.infer<typeof versionsSchema>;

/** The worker versions that Temporal knows of this installation. */
export async function getVersions(door: Door, signal?: AbortSignal): Promise<WorkerVersions> {
  const request = { method: 'GET', path: '/versions', signal } as const;
  return parseAnswer(door, request, await ask(door, request, [200]), versionsSchema);
}

/** New workflows start on this build id from now on. */
export async function putCurrentVersion(door: Door, buildId: string, signal?: AbortSignal): Promise<void> {
  await ask(door, { method: 'PUT', path: '/versions/current', body: { buildId }, signal }, [200, 204]);
}
