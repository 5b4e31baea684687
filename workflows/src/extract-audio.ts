import { continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { extract } from './activities.ts';
import { settling } from './settling.ts';

export interface ExtractAudioInput {
  /** Batches that run side by side; more than there are worker processes only queue. */
  workers: number;
}
export interface ExtractAudioResult {
  measured: number;
  quarantined: number;
}

/** A batch is some minutes of one core: long enough to be cheap, short enough that a killed one costs little. */
const TRACKS_PER_BATCH = 20;
/** Looks at rows that others hold, this far apart, before it leaves them to a later run. */
const PATIENCE = ['5 seconds', '15 seconds', '30 seconds'] as const;

/** Measures audio that is not yet measured, in a few parallel rows of batches, until nothing is left. */
export async function ExtractAudio({ workers }: ExtractAudioInput): Promise<ExtractAudioResult> {
  return settling(async () => {
    const rows = await Promise.allSettled(Array.from({ length: Math.max(1, workers) }, (_, row) => measureRow(row)));
    for (const row of rows) if (row.status === 'rejected') throw row.reason;
    const results = rows.flatMap((row) => (row.status === 'fulfilled' ? [row.value] : []));
    if (results.some((result) => !result.exhausted)) await continueAsNew<typeof ExtractAudio>({ workers });
    return {
      measured: results.reduce((sum, result) => sum + result.measured, 0),
      quarantined: results.reduce((sum, result) => sum + result.quarantined, 0),
    };
  });
}

async function measureRow(row: number): Promise<ExtractAudioResult & { exhausted: boolean }> {
  const total = { measured: 0, quarantined: 0, exhausted: true };
  let idle = 0;
  for (let batch = 0; ; batch++) {
    if (workflowInfo().continueAsNewSuggested) return { ...total, exhausted: false };
    const claimId = `${workflowInfo().runId}/${String(row)}/${String(batch)}`;
    const step = await extract.extractBatch.executeWithOptions(
      { summary: `Row ${String(row + 1)}, batch ${String(batch + 1)}` },
      [{ claimId, limit: TRACKS_PER_BATCH }],
    );
    total.measured += step.measured;
    total.quarantined += step.quarantined;
    if (step.remaining === 0) return total;
    idle = step.measured + step.quarantined === 0 ? idle + 1 : 0;
    const pause = PATIENCE[idle - 1];
    if (idle > PATIENCE.length) return total;
    if (pause !== undefined) await sleep(pause, { summary: 'Wait for what others hold' });
  }
}
