import type { Axis } from './axis.ts';
import type { AxisOpinion } from './evidence.ts';
import { logistic, logit } from './logit.ts';

/**
 * What AcousticBrainz holds of a recording. Shares: the probability that its classifiers give the class, 0 to 1; the others as Essentia's music
 * extractor measures them. Null or absent: it does not hold it.
 */
export interface AcousticBrainzFacts {
  danceable?: number | null;
  aggressive?: number | null;
  happy?: number | null;
  sad?: number | null;
  relaxed?: number | null;
  party?: number | null;
  acoustic?: number | null;
  electronic?: number | null;
  instrumental?: number | null;
  bright?: number | null;
  bpm?: number | null;
  onsetRate?: number | null;
  keyScale?: string | null;
  keyStrength?: number | null;
  averageLoudness?: number | null;
}

/**
 * Opinions drawn from AcousticBrainz, one for each classifier or descriptor and axis it bears on, all of one group: they were computed from
 * the same features of the same file.
 *
 * A classifier's probability says how sure it is of a class, not how much of the quality there is, and support vector machines come near 0 and 1 too
 * easily: its log-odds are halved, so that 0.99 becomes 0.91. The mappings of tempo, onsets and mode are those of our own descriptors
 * (signal-evidence.ts). Average loudness (Essentia's, 0 to 1) has its middle at 0.8, where mastered popular music begins. How far each is off is in
 * its variance.
 */
export function acousticBrainzOpinions(facts: AcousticBrainzFacts): AxisOpinion[] {
  return MAPPINGS.flatMap(({ axis, source, logOdds }) => {
    const opinion = logOdds(facts);
    if (opinion === null || !Number.isFinite(opinion)) return [];
    const value = logistic(Math.max(-MOST, Math.min(MOST, opinion)));
    return [{ axis, source: `acousticbrainz.${source}`, group: 'acousticbrainz' as const, value }];
  });
}

type Share = {
  [K in keyof AcousticBrainzFacts]-?: NonNullable<AcousticBrainzFacts[K]> extends number ? K : never;
}[keyof AcousticBrainzFacts];

const MOST = 3;
const SLOPE = 0.5;

function classifier(name: Share, direction: 1 | -1 = 1) {
  return (facts: AcousticBrainzFacts): number | null => {
    const share = facts[name];
    return share == null || share < 0 || share > 1 ? null : direction * SLOPE * logit(share);
  };
}

const MAPPINGS: readonly { axis: Axis; source: string; logOdds: (facts: AcousticBrainzFacts) => number | null }[] = [
  { axis: 'energy', source: 'aggressive', logOdds: classifier('aggressive') },
  { axis: 'energy', source: 'relaxed', logOdds: classifier('relaxed', -1) },
  { axis: 'energy', source: 'party', logOdds: classifier('party') },
  { axis: 'energy', source: 'onsets', logOdds: ({ onsetRate }) => (onsetRate ? Math.log2(onsetRate / 3) : null) },
  { axis: 'energy', source: 'loudness', logOdds: loudness },
  { axis: 'valence', source: 'happy', logOdds: classifier('happy') },
  { axis: 'valence', source: 'sad', logOdds: classifier('sad', -1) },
  { axis: 'valence', source: 'mode', logOdds: mode },
  { axis: 'danceability', source: 'danceable', logOdds: classifier('danceable') },
  { axis: 'danceability', source: 'party', logOdds: classifier('party') },
  {
    axis: 'danceability',
    source: 'tempo',
    logOdds: ({ bpm }) => (bpm ? 1 - 3 * Math.abs(Math.log2(bpm / 120)) : null),
  },
  { axis: 'brightness', source: 'timbre', logOdds: classifier('bright') },
  { axis: 'acousticness', source: 'acoustic', logOdds: classifier('acoustic') },
  { axis: 'acousticness', source: 'electronic', logOdds: classifier('electronic', -1) },
  { axis: 'instrumentalness', source: 'voice', logOdds: classifier('instrumental') },
];

function loudness({ averageLoudness }: AcousticBrainzFacts): number | null {
  return averageLoudness == null ? null : SLOPE * (logit(averageLoudness) - logit(0.8));
}

function mode({ keyScale, keyStrength }: AcousticBrainzFacts): number | null {
  if (keyScale !== 'major' && keyScale !== 'minor') return null;
  // The CSV files of features do not tell how strong a key is.
  const sure = Math.max(0, Math.min(1, keyStrength ?? 0.5));
  return keyScale === 'major' ? 0.8 * sure : -0.8 * sure;
}
