import { seededRandom } from '../maths/random.ts';
import { addWeeks } from '../weeks/iso-week.ts';
import type { EvidenceTrack } from './week-evidence.ts';

/** A week of a made-up listener: what was played, and what the taste behind it aimed at. */
export interface MadeWeek {
  weekStart: string;
  taste: number;
  tracks: EvidenceTrack[];
}

export interface HistoryOptions {
  seed: number;
  weeks: number;
  /** Plays of an average week. */
  plays?: number;
  /** How much the energy that the listener is after differs from week to week, as a standard deviation, and how long it lasts. */
  wander?: number;
  persistence?: number;
  /** Half the yearly swing between summer and winter. */
  season?: number;
  /** From this week on the taste differs by so much, reached over `ramp` weeks (0: at once). */
  change?: { at: number; size: number; ramp?: number };
  /** The chance that a track's audio is there, by week: folders that hold old music only, say. */
  audioShare?: (track: { number: number; firstWeek: number }) => number;
  /** How much higher the same music scores by its sound than by its tags. */
  audioBias?: number;
  /** Added to the score of a measured track: what a further model says of each (its own, and in common). */
  model?: { common: number; own: number };
}

/**
 * Ten years of a listener whose changes are known, from one seed. Plays a week are overdispersed (gamma mixed Poisson), in one week
 * in seven a tenth of the usual, in one in twenty none; tastes wander as an AR(1) process around a yearly swing; artists come in bursts of some weeks that take up
 * to a third of the plays; the energy aimed at is reached by tilting how often each artist is chosen. Scores carry errors
 * of their own.
 */
export function makeHistory(options: HistoryOptions): MadeWeek[] {
  const { seed, weeks, plays = 60, wander = 0.03, persistence = 0.5, season = 0.015 } = options;
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const artists = Array.from({ length: ARTISTS }, () => ({
    energy: clamp(0.5 + 0.17 * normal()),
    liking: Math.exp(normal()),
  }));
  const firstWeeks = new Map<string, number>();
  const phase = random() * 52;
  let drift = 0;
  let burst = { artist: 0, share: 0, left: 0 };
  return Array.from({ length: weeks }, (_, week) => {
    drift = persistence * drift + wander * Math.sqrt(1 - persistence ** 2) * normal();
    const taste = 0.5 + drift + season * Math.sin((2 * Math.PI * (week + phase)) / 52) + changeAt(week, options.change);
    if (burst.left === 0 && random() < 0.15)
      burst = {
        artist: Math.floor(random() * ARTISTS),
        share: 0.1 + 0.25 * random(),
        left: 1 + Math.floor(random() * 3),
      };
    else if (burst.left > 0) burst.left--;
    const busy = random();
    const count = busy < 0.05 ? 0 : poisson(plays * gamma(4, random) * (busy < 0.2 ? 0.025 : 0.25), random);
    const weights = tilted(artists, taste);
    const counts = new Map<string, { number: number; artist: number; plays: number }>();
    for (let play = 0; play < count; play++) {
      const artist = burst.left > 0 && random() < burst.share ? burst.artist : choose(weights, random);
      const number = artist * TRACKS_EACH + Math.floor(TRACKS_EACH * random() ** 1.5);
      const id = String(number).padStart(6, '0');
      const known = counts.get(id);
      if (known === undefined) counts.set(id, { number, artist, plays: 1 });
      else known.plays++;
      if (!firstWeeks.has(id)) firstWeeks.set(id, week);
    }
    const tracks = [...counts].map(([recordingId, { number, artist, plays: times }]) =>
      scoredTrack(
        { recordingId, number, artist, plays: times, firstWeek: firstWeeks.get(recordingId)! },
        artists,
        options,
      ),
    );
    return { weekStart: addWeeks(FIRST_WEEK, week), taste, tracks };
  });
}

const ARTISTS = 150;
const TRACKS_EACH = 12;
const FIRST_WEEK = '2016-01-04';
const clamp = (value: number) => Math.min(0.97, Math.max(0.03, value));

function changeAt(week: number, change: HistoryOptions['change']): number {
  if (change === undefined || week < change.at) return 0;
  return change.size * Math.min(1, (week - change.at + 1) / Math.max(1, change.ramp ?? 0));
}

interface Played {
  recordingId: string;
  number: number;
  artist: number;
  plays: number;
  firstWeek: number;
}

/** A track's own numbers come from its number alone, so that it is the same in every week and with every option. */
function scoredTrack(
  { recordingId, number, artist, plays, firstWeek }: Played,
  artists: readonly { energy: number }[],
  { audioShare = () => 0, audioBias = 0, model }: HistoryOptions,
): EvidenceTrack {
  const random = seededRandom(number * 7919 + 13);
  const uniform = () => random() + random() + random() - 1.5;
  const truth = artists[artist]!.energy + 0.14 * uniform();
  const hasAudio = random() < audioShare({ number, firstWeek });
  const error = hasAudio ? 0.1 * uniform() + audioBias : 0.2 * uniform();
  const further = hasAudio && model !== undefined ? model.common + model.own * uniform() : 0;
  const half = hasAudio ? 0.07 : 0.14;
  const value = clamp(truth + error + further);
  const score = { value, low: value - half, high: value + half };
  return { recordingId, artistKey: `artist ${artist}`, plays, hasAudio, scores: { energy: score } };
}

/** Cumulative chances of the artists, tilted exponentially so that their mean energy is the taste. */
function tilted(artists: readonly { energy: number; liking: number }[], taste: number): Float64Array {
  let low = -40;
  let high = 40;
  const weights = new Float64Array(artists.length);
  for (let step = 0; step < 26; step++) {
    const tilt = (low + high) / 2;
    let total = 0;
    let mean = 0;
    artists.forEach(({ energy, liking }, i) => {
      const weight = liking * Math.exp(tilt * (energy - 0.5));
      weights[i] = weight;
      total += weight;
      mean += weight * energy;
    });
    if (mean / total < taste) low = tilt;
    else high = tilt;
  }
  for (let i = 1; i < weights.length; i++) weights[i]! += weights[i - 1]!;
  return weights;
}

function choose(cumulative: Float64Array, random: () => number): number {
  const at = random() * cumulative.at(-1)!;
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The sum of so many exponentials. */
function gamma(shape: number, random: () => number): number {
  let sum = 0;
  for (let i = 0; i < shape; i++) sum -= Math.log(1 - random());
  return sum;
}

function poisson(mean: number, random: () => number): number {
  let count = 0;
  for (let left = mean + Math.log(1 - random()); left > 0; left += Math.log(1 - random())) count++;
  return count;
}
