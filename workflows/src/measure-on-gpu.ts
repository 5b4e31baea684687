import type { ExtractResult } from '@sidetrack/activities';
import { ActivityFailure, TimeoutFailure } from '@temporalio/workflow';
import { control, extract } from './activities.ts';
import { TRACKS_PER_BATCH } from './tracks-per-batch.ts';

export interface GpuRow {
  /** How long a batch waits for a GPU before a CPU takes it. */
  readonly fallbackSeconds: number;
  /** Whether the last batch fell back: the next one waits only a moment for a GPU, and finds one that has come. */
  isWithoutGpu: boolean;
}

const MOMENT_SECONDS = 15;

/** Measures a batch of the lane for GPUs on one of them; on a CPU where none takes it in time and none is at work. */
export async function measureOnGpu(batch: { claimId: string; summary: string; row: GpuRow }): Promise<ExtractResult> {
  const { claimId, summary, row } = batch;
  const input = { claimId, limit: TRACKS_PER_BATCH, lane: 'gpu' } as const;
  for (;;) {
    const seconds = row.isWithoutGpu ? Math.min(MOMENT_SECONDS, row.fallbackSeconds) : row.fallbackSeconds;
    try {
      const result = await extract.extractBatch.executeWithOptions(
        { summary, taskQueue: 'extract-gpu', scheduleToStartTimeout: seconds * 1000 },
        [input],
      );
      row.isWithoutGpu = false;
      return result;
    } catch (error) {
      if (!wasNeverTaken(error)) throw error;
    }
    const { fallBack } = await control.fallBackFromGpu.executeWithOptions({ summary: 'Is any GPU at work?' }, [
      { claimId },
    ]);
    row.isWithoutGpu = fallBack;
    if (fallBack) return extract.extractBatch.executeWithOptions({ summary: `${summary}, without a GPU` }, [input]);
  }
}

function wasNeverTaken(error: unknown): boolean {
  if (!(error instanceof ActivityFailure)) return false;
  const { cause } = error;
  return cause instanceof TimeoutFailure && cause.timeoutType === 'SCHEDULE_TO_START';
}
