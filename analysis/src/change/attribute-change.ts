import { compareText } from './compare-text.ts';
import type { EvidenceClass } from './week-evidence.ts';

/** A track in two spans of listening. value: its score on the axis, null where it has none. */
export interface SpannedTrack {
  recordingId: string;
  /** Who or what it is counted under: an artist, a record label. Null: under none. */
  group: string | null;
  before: number;
  after: number;
  value: number | null;
  evidence: EvidenceClass;
}

/**
 * What a group of tracks did to a mean. share: of the scored plays. change = mix + within: it was played more or less, and other
 * tracks of it were played.
 */
export interface GroupInfluence {
  group: string | null;
  shareBefore: number;
  shareAfter: number;
  change: number;
  mix: number;
  within: number;
}

export interface TrackInfluence {
  recordingId: string;
  shareBefore: number;
  shareAfter: number;
  change: number;
}

/**
 * The play-weighted mean of both spans and where the difference comes from: after - before = evidence + the sum of the groups' changes
 * = evidence + the sum of the tracks' changes, exactly. evidence: what may come from plays having moved between tracks scored by their
 * sound and tracks scored by tags alone. Strongest first.
 */
export interface Attribution {
  before: number;
  after: number;
  evidence: number;
  groups: GroupInfluence[];
  tracks: TrackInfluence[];
}

/**
 * Divides the difference of two play-weighted means among tracks and groups of them. A track's part is the change of its share of
 * the plays times how far its score lies from the middle between the two means: playing more of what is livelier than usual
 * makes livelier. A group's part is that of its tracks, and is told as its two causes by the symmetric decomposition (Kitagawa 1955),
 * which for two causes is the Shapley value: mix = change of share x (its mean score - the middle), within = mean share x change
 * of its score. Null where either span has no scored play.
 *
 * @throws RangeError where a score or a number of plays is not finite or below nothing
 */
export function attributeChange(unordered: readonly SpannedTrack[]): Attribution | null {
  const scored = unordered
    .filter((track): track is ScoredTrack => track.value !== null)
    .toSorted((a, b) => compareText(a.recordingId, b.recordingId));
  scored.forEach(refuseNonsense);
  const before = sum(scored, (track) => track.before);
  const after = sum(scored, (track) => track.after);
  if (before === 0 || after === 0) return null;
  const shares = scored.map((track) => ({ ...track, from: track.before / before, to: track.after / after }));
  const offset = classOffset(shares);
  const bridged = shares.map((track) => ({
    ...track,
    value: track.value - (track.evidence === 'audio' ? offset : 0),
  }));
  const middle = sum(bridged, ({ from, to, value }) => ((from + to) / 2) * value);
  return {
    before: sum(shares, ({ from, value }) => from * value),
    after: sum(shares, ({ to, value }) => to * value),
    evidence: offset * sum(shares, ({ from, to, evidence }) => (evidence === 'audio' ? to - from : 0)),
    groups: groupsOf(bridged, middle).sort(byStrength(({ group }) => group ?? '')),
    tracks: bridged
      .map(({ recordingId, from, to, value }) => ({
        recordingId,
        shareBefore: from,
        shareAfter: to,
        change: (to - from) * (value - middle),
      }))
      .sort(byStrength(({ recordingId }) => recordingId)),
  };
}

/** How far two ways of scoring the same music may be apart: see baseline.ts. */
const CLASS_BIAS = 0.15;

type ScoredTrack = SpannedTrack & { value: number };
type SharedTrack = ScoredTrack & { from: number; to: number };

const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0);

function refuseNonsense({ recordingId, before, after, value }: ScoredTrack): void {
  if (![before, after, value].every(Number.isFinite) || before < 0 || after < 0)
    throw new RangeError(`Track ${recordingId} has plays or a score that are no finite numbers.`);
}

/** By how much audio lies above tags, as far as that may be the scoring's doing; 0 where only one of them is there. */
function classOffset(tracks: readonly SharedTrack[]): number {
  const [audio, tags] = (['audio', 'tags'] as const).map((evidence) => {
    const own = tracks.filter((track) => track.evidence === evidence);
    const share = sum(own, ({ from, to }) => from + to);
    return share === 0 ? null : sum(own, ({ from, to, value }) => (from + to) * value) / share;
  });
  if (audio == null || tags == null) return 0;
  return Math.min(CLASS_BIAS, Math.max(-CLASS_BIAS, audio - tags));
}

function groupsOf(tracks: readonly SharedTrack[], middle: number): GroupInfluence[] {
  const groups = new Map<string | null, SharedTrack[]>();
  for (const track of tracks) {
    const known = groups.get(track.group);
    if (known === undefined) groups.set(track.group, [track]);
    else known.push(track);
  }
  return [...groups].map(([group, own]) => {
    const [from, to] = [sum(own, (track) => track.from), sum(own, (track) => track.to)];
    const then = from === 0 ? null : sum(own, (track) => track.from * track.value) / from;
    const now = to === 0 ? null : sum(own, (track) => track.to * track.value) / to;
    // Played in one span only: there is no other choice of tracks to compare with, all of it is mix.
    const within = then === null || now === null ? 0 : ((from + to) / 2) * (now - then);
    const level = ((then ?? now ?? middle) + (now ?? then ?? middle)) / 2;
    const mix = (to - from) * (level - middle);
    return { group, shareBefore: from, shareAfter: to, change: mix + within, mix, within };
  });
}

const byStrength =
  <T extends { change: number }>(name: (item: T) => string) =>
  (a: T, b: T) =>
    Math.abs(b.change) - Math.abs(a.change) || compareText(name(a), name(b));
