import { continueAsNew, setWorkflowOptions, sleep, workflowInfo } from '@temporalio/workflow';
import { extract } from './activities.ts';
import { measureOnGpu, type GpuRow } from './measure-on-gpu.ts';
import { movesOver } from './moves-over.ts';
import { settling } from './settling.ts';
import { TRACKS_PER_BATCH } from './tracks-per-batch.ts';

export interface ExtractAudioInput {
  /** Batches that run side by side; more than there are worker processes only queue. */
  workers: number;
  /** Work for GPUs, on their task queue, and after so long without one on a CPU; absent: work for CPUs. */
  gpu?: { fallbackSeconds: number };
}
export interface ExtractAudioResult {
  measured: number;
  quarantined: number;
}

/** Looks at rows that others hold, this far apart, before it leaves them to a later run. */
const PATIENCE = ['5 seconds', '15 seconds', '30 seconds'] as const;

/** Measures audio that is not yet measured, in a few parallel rows of batches, until nothing is left. */
export async function ExtractAudio(input: ExtractAudioInput): Promise<ExtractAudioResult> {
  const { workers, gpu } = input;
  return settling(async () => {
    const rows = await Promise.allSettled(
      Array.from({ length: Math.max(1, workers) }, (_, row) => measureRow(row, gpu)),
    );
    for (const row of rows) if (row.status === 'rejected') throw row.reason;
    const results = rows.flatMap((row) => (row.status === 'fulfilled' ? [row.value] : []));
    if (results.some((result) => !result.exhausted)) await continueAsNew<typeof ExtractAudio>(input);
    return {
      measured: results.reduce((sum, result) => sum + result.measured, 0),
      quarantined: results.reduce((sum, result) => sum + result.quarantined, 0),
    };
  });
}

// It runs as long as there is audio to measure.
setWorkflowOptions(movesOver, ExtractAudio);

async function measureRow(
  row: number,
  gpu: ExtractAudioInput['gpu'],
): Promise<ExtractAudioResult & { exhausted: boolean }> {
  const total = { measured: 0, quarantined: 0, exhausted: true };
  const gpuRow: GpuRow | undefined = gpu && { ...gpu, isWithoutGpu: false };
  let idle = 0;
  for (let batch = 0; ; batch++) {
    if (workflowInfo().continueAsNewSuggested) return { ...total, exhausted: false };
    const claimId = `${workflowInfo().runId}/${String(row)}/${String(batch)}`;
    const summary = `Row ${String(row + 1)}, batch ${String(batch + 1)}`;
    const step =
      gpuRow === undefined
        ? await extract.extractBatch.executeWithOptions({ summary }, [{ claimId, limit: TRACKS_PER_BATCH }])
        : await measureOnGpu({ claimId, summary, row: gpuRow });
    total.measured += step.measured;
    total.quarantined += step.quarantined;
    if (step.remaining === 0) return total;
    idle = step.measured + step.quarantined === 0 ? idle + 1 : 0;
    const pause = PATIENCE[idle - 1];
    if (idle > PATIENCE.length) return total;
    if (pause !== undefined) await sleep(pause, { summary: 'Wait for what others hold' });
  }
}
