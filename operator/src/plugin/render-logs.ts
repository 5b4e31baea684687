import { z } from 'zod';
import type { Run } from '../installation-api/index.ts';
import { ageText, table } from './text.ts';

/** The last runs of a listener, newest first, and why the failed ones failed. */
export function renderRuns(runs: readonly Run[], now: Date): string[] {
  const rows = runs.map((run) => [
    run.workflow,
    run.state,
    `${ageText(run.startedAt, now)} ago`,
    took(run, now),
    run.message ?? '',
  ]);
  return table([['Run', 'State', 'Started', 'Took', 'Result'], ...rows]);
}

function took({ startedAt, closedAt }: Run, now: Date): string {
  return closedAt === null ? `${ageText(startedAt, now)} so far` : ageText(startedAt, new Date(closedAt));
}

const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
const logLine = z.looseObject({
  level: z.number(),
  time: z.union([z.number(), z.string()]),
  msg: z.string().default(''),
  workflowId: z.string().optional(),
  activity: z.string().optional(),
  err: z.looseObject({ message: z.string() }).optional(),
});

export interface LogLine {
  readonly at: number;
  readonly text: string;
}

/** The lines of a worker's log (JSON, a line each) that speak of one workflow. */
export function linesOf(log: string, workflowId: string, pod: string): LogLine[] {
  return log.split('\n').flatMap((line) => {
    const parsed = logLine.safeParse(json(line));
    if (!parsed.success || parsed.data.workflowId !== workflowId) return [];
    const { level, time, msg, activity, err } = parsed.data;
    const at = new Date(time);
    const because = err === undefined || msg.includes(err.message) ? '' : `: ${err.message}`;
    const text = `${at.toISOString()} ${(LEVELS[level] ?? String(level)).padEnd(5)} ${pod} ${activity ?? ''} ${msg}${because}`;
    return [{ at: at.getTime(), text: text.replaceAll(/ {2,}(?=\S* )/g, ' ') }];
  });
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
