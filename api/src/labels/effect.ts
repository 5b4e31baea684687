import { calibrateScore, type AxisCalibration } from '@sidetrack/analysis';
import type { AxisCalibrationShape, LabelEffectShape } from '../contract/labels.ts';
import type { HeardScore } from '../queries/heard-scores.ts';

type MovedScore = LabelEffectShape['tracks'][number];

/** What becomes of a listener's scores on one axis where one calibration takes the place of another; `named`: the tracks of the label. */
export function effectOf(
  heard: readonly HeardScore[],
  { before, after, named }: { before: AxisCalibration | null; after: AxisCalibration | null; named: readonly string[] },
): Omit<LabelEffectShape, 'weeks'> {
  const moves = heard.map((track) => moveOf(track, before, after));
  return {
    tracks: named.flatMap((id) => moves.filter(({ recordingId }) => recordingId === id).map(shown)),
    others: movedOf(moves.filter(({ recordingId }) => !named.includes(recordingId))),
  };
}

/** What a calibration makes of a listener's shared scores on one axis. */
export function standingOf(
  heard: readonly HeardScore[],
  calibration: AxisCalibration,
): Omit<AxisCalibrationShape, 'axis'> {
  const moves = heard.map((track) => moveOf(track, null, calibration));
  const { labels, comparisons, offset, slope } = calibration;
  return {
    ...{ labels, comparisons, offset, slope },
    ...movedOf(moves),
    largest: moves
      .filter(({ from, to }) => from !== null && to !== null && Math.abs(to - from) >= NOTICEABLE)
      .sort((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a)) || (a.recordingId < b.recordingId ? -1 : 1))
      .slice(0, 5)
      .map(shown),
  };
}

/** Less than this cannot be seen on a page. */
const NOTICEABLE = 0.01;

type Move = MovedScore & { plays: number };

function moveOf(track: HeardScore, before: AxisCalibration | null, after: AxisCalibration | null): Move {
  const { recordingId, title, artistCredit, plays } = track;
  return { recordingId, title, artistCredit, plays, from: heardBy(track, before), to: heardBy(track, after) };
}

function heardBy({ recordingId, score }: HeardScore, calibration: AxisCalibration | null): number | null {
  const known = score ?? undefined;
  return (calibration === null ? known : calibrateScore(recordingId, known, calibration))?.value ?? null;
}

const shown = ({ recordingId, title, artistCredit, from, to }: Move): MovedScore => ({
  ...{ recordingId, title, artistCredit },
  ...{ from, to },
});

const changeOf = ({ from, to }: Move): number => (to ?? 0) - (from ?? 0);

function movedOf(moves: readonly Move[]): { moved: number; meanChange: number | null } {
  const scored = moves.filter(({ from, to }) => from !== null && to !== null);
  const plays = scored.reduce((sum, move) => sum + move.plays, 0);
  return {
    moved: scored.filter((move) => Math.abs(changeOf(move)) >= NOTICEABLE).length,
    meanChange: plays === 0 ? null : scored.reduce((sum, move) => sum + changeOf(move) * move.plays, 0) / plays,
  };
}
