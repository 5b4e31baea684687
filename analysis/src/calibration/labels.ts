/** A listener's statement on one axis about one track, from 0 to 1. */
export interface AbsoluteLabel {
  kind: 'absolute';
  recordingId: string;
  value: number;
}

/** A listener's comparison: 1 where the first track has more of the axis than the other, 0 less, a half where they hear no difference. */
export interface PairwiseLabel {
  kind: 'pairwise';
  recordingId: string;
  otherRecordingId: string;
  value: number;
}

export type Label = AbsoluteLabel | PairwiseLabel;

/**
 * The variance of a listener's own label in log-odds: one who says 0.8 means 0.7 to 0.87 four times in five, a step of one on a
 * ten-point scale. Judgement: nobody has been asked twice yet.
 */
export const LABEL_VARIANCE = 0.15;
