import { logistic, logit } from '../axes/logit.ts';
import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import { seededRandom } from '../maths/random.ts';
import { calibrateScore } from './calibrate.ts';
import { fitCalibration } from './fit-calibration.ts';
import type { Label } from './labels.ts';
import { boundedOf } from './log-odds.ts';

/** The variance of the drawn scores' errors in log-odds: about that of a track with tags and measured audio. */
const VARIANCE = 0.6;
const TRACKS = 60;

/**
 * Draws listeners who hear an axis with an offset and a slope of their own, from the model's prior, and label `count` of 60 tracks
 * (each with its next one, where they compare). Gives, over the tracks without a label, the share of 80 % intervals that hold what
 * the listener hears, and the root mean square error as a share of that of the scores that everybody shares.
 */
export function judgeDrawnListeners({
  listeners,
  count,
  kind,
  seed,
}: {
  listeners: number;
  count: number;
  kind: Label['kind'];
  seed: number;
}): { held: number; error: number } {
  const random = seededRandom(seed);
  const normal = (variance: number) =>
    Math.sqrt(-2 * variance * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let [held, all, before, after] = [0, 0, 0, 0];
  for (let listener = 0; listener < listeners; listener++) {
    const offset = normal(SHARED_ERROR_SHARE * VARIANCE);
    const slope = 1 + normal(0.15 ** 2);
    const tracks = Array.from({ length: TRACKS }, (_, i) => {
      const logOdds = normal(1.2 ** 2);
      const truth = offset + slope * logOdds + normal((1 - SHARED_ERROR_SHARE) * VARIANCE);
      return { id: `track-${String(i)}`, place: { logOdds, variance: VARIANCE }, truth };
    });
    const labels = tracks.slice(0, count).map(({ id, truth }, i): Label => {
      const heard = truth + normal(0.15);
      if (kind === 'absolute') return { kind, recordingId: id, value: logistic(heard) };
      const other = tracks[(i + 1) % count]!;
      return { kind, recordingId: id, otherRecordingId: other.id, value: heard > other.truth + normal(0.15) ? 1 : 0 };
    });
    const own = fitCalibration(labels, new Map(tracks.map(({ id, place }) => [id, place])))!;
    for (const { id, place, truth } of tracks.slice(count)) {
      const { value, low, high } = calibrateScore(id, boundedOf(place), own)!;
      all += 1;
      held += logistic(truth) >= low && logistic(truth) <= high ? 1 : 0;
      before += (truth - place.logOdds) ** 2;
      after += (truth - logit(value)) ** 2;
    }
  }
  return { held: held / all, error: Math.sqrt(after / before) };
}
