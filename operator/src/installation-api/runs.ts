import { z } from 'zod';
import type { Door } from './request.ts';
import { ask, parseAnswer } from './request.ts';

const jobsSchema = z.object({ jobs: z.array(z.string()) });

const runSchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  /** The type of the workflow, such as SyncListens. */
  workflow: z.string(),
  state: z.string(),
  /** RFC 3339, as all its times. */
  startedAt: z.string(),
  closedAt: z.string().nullable(),
  /** Why it failed, or what it did. */
  message: z.string().nullable(),
});

export type Run = z.infer<typeof runSchema>;

/** Reads a listener's new listens and audio now; gives the ids of the jobs that do it. */
export async function analyse(door: Door, key: string, signal?: AbortSignal): Promise<string[]> {
  const request = { method: 'POST', path: `${path(key)}/analyse`, body: {}, signal } as const;
  return parseAnswer(door, request, await ask(door, request, [202]), jobsSchema).jobs;
}

/** A listener's runs, newest first. */
export async function listRuns(door: Door, key: string, signal?: AbortSignal): Promise<Run[]> {
  const request = { method: 'GET', path: `${path(key)}/runs`, signal } as const;
  const schema = z.object({ runs: z.array(runSchema) });
  return parseAnswer(door, request, await ask(door, request, [200]), schema).runs;
}

function path(key: string): string {
  return `/tenants/${encodeURIComponent(key)}`;
}
