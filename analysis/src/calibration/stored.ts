import { z } from 'zod';
import { isAxis } from '../axes/axis.ts';
import type { AxisCalibration, Calibration } from './calibration.ts';
import type { Label } from './labels.ts';
import { placeOf, type Bounded } from './log-odds.ts';
import { fitCalibration } from './fit-calibration.ts';

/** A label as it is stored; `otherRecordingId` is null for an absolute one. */
export interface StoredLabel {
  recordingId: string;
  otherRecordingId: string | null;
  value: number;
}

/** Fits stored labels (newest first) against the stored scores of their tracks. Null without labels. */
export function fitStored(
  labels: readonly StoredLabel[],
  scores: readonly (Bounded & { recordingId: string })[],
): AxisCalibration | null {
  return fitCalibration(
    labels.map(labelOf),
    new Map(scores.map(({ recordingId, ...score }) => [recordingId, placeOf(score)])),
  );
}

/** A listener's calibration from rows of text and JSON; what does not have its shape counts for nothing. */
export function parseCalibration(rows: readonly { axis: string; parameters: unknown }[]): Calibration {
  return Object.fromEntries(
    rows.flatMap(({ axis, parameters }) => {
      const parsed = Stored.safeParse(parameters);
      return isAxis(axis) && parsed.success ? [[axis, parsed.data]] : [];
    }),
  );
}

const Stored = z.object({
  offset: z.number(),
  slope: z.number(),
  gained: z.object({ offset: z.number(), slope: z.number(), both: z.number() }),
  tracks: z.record(z.string(), z.object({ logOdds: z.number(), variance: z.number(), weight: z.number() })),
  labels: z.int(),
  comparisons: z.int(),
});

function labelOf({ recordingId, otherRecordingId, value }: StoredLabel): Label {
  return otherRecordingId === null
    ? { kind: 'absolute', recordingId, value }
    : { kind: 'pairwise', recordingId, otherRecordingId, value };
}
