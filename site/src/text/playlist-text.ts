import type { MixtapeOrigin } from '../data/queries/playlists.ts';
import { formatWeekNumber } from './dates.ts';
import { formatDecimal, formatDifference, plural } from './format.ts';
import type { Reader } from './format.ts';

/** What of a track its place in an order rests on. What is not known is null. */
export interface FlowTrack {
  readonly title: string;
  readonly artistCredit: string;
  readonly durationSeconds: number | null;
  readonly energy: number | null;
  readonly tempoBpm: number | null;
  readonly key: { readonly name: string; readonly mode: string; readonly wheel: string } | null;
}

/** A length as players show it: 3:45, 1:02:09. */
export function formatLength(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}

/** A length as one says it: 48 min, 1 h 14 min. */
export function formatMinutes(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** How many tracks and how long, as far as lengths are known. */
export function describeLength(
  {
    trackCount,
    totalSeconds,
    unknownDurations,
  }: { trackCount: number; totalSeconds: number; unknownDurations: number },
  reader: Reader,
): string {
  const tracks = plural(trackCount, 'track', reader);
  if (trackCount === 0) return 'No tracks yet';
  if (unknownDurations === trackCount) return `${tracks}, length not known`;
  const known = `${tracks}, ${formatMinutes(totalSeconds)}`;
  return unknownDurations === 0 ? known : `${known} and ${unknownDurations} of unknown length`;
}

/** One part of a step from a track to the next. */
export interface StepPart {
  readonly of: 'tempo' | 'key' | 'energy';
  readonly text: string;
  /** Whether the step is wide: half an octave's third in tempo, three places on the wheel of keys, a quarter of the scale in energy. */
  readonly wide: boolean;
}

/** What is known of a step from one track to the next; nothing where nothing is known of both. */
export function stepParts(from: FlowTrack, to: FlowTrack, reader: Reader): StepPart[] {
  const parts: StepPart[] = [];
  if (from.tempoBpm !== null && to.tempoBpm !== null) {
    const octaves = Math.log2(to.tempoBpm / from.tempoBpm);
    parts.push({
      of: 'tempo',
      text: `${Math.round(from.tempoBpm)} → ${Math.round(to.tempoBpm)} BPM`,
      wide: Math.abs(octaves - Math.round(octaves)) > WIDE_TEMPO,
    });
  }
  if (from.key !== null && to.key !== null) {
    const [one, other] = [from.key.wheel, to.key.wheel];
    parts.push({
      of: 'key',
      text: one === other ? `stays in ${one}` : `${one} → ${other}`,
      wide: wheelSteps(one, other) >= WIDE_KEY,
    });
  }
  if (from.energy !== null && to.energy !== null) {
    const change = to.energy - from.energy;
    parts.push({
      of: 'energy',
      text: Math.abs(change) < 0.005 ? 'energy the same' : `energy ${formatDifference(change, reader)}`,
      wide: Math.abs(change) > WIDE_ENERGY,
    });
  }
  return parts;
}

/** The run of a list of tracks in a few sentences: what the chart above it shows. */
export function describeFlow(tracks: readonly FlowTrack[], reader: Reader): string {
  const energies = tracks.flatMap(({ energy }) => (energy === null ? [] : [energy]));
  const tempi = tracks.flatMap(({ tempoBpm }) => (tempoBpm === null ? [] : [tempoBpm]));
  const keys = tracks.filter(({ key }) => key !== null).length;
  const sentences = [energySentence(energies, tracks.length, reader)];
  if (tempi.length > 0) sentences.push(`Tempo is known of ${tempi.length}: ${tempoRange(tempi)} BPM.`);
  if (keys > 0) sentences.push(`The key is known of ${keys}.`);
  if (tempi.length === 0 && keys === 0) sentences.push(NO_TEMPO);
  return sentences.join(' ');
}

function tempoRange(tempi: readonly number[]): string {
  const slowest = Math.round(Math.min(...tempi));
  const fastest = Math.round(Math.max(...tempi));
  return slowest === fastest ? String(slowest) : `${slowest} to ${fastest}`;
}

/** Why there is neither tempo nor key. */
export const NO_TEMPO = 'Tempo and key are known of none: they are measured from audio files.';

/** The track list as plain text, to paste anywhere. */
export function asPlainText(name: string, tracks: readonly FlowTrack[]): string {
  const lines = tracks.map(
    ({ artistCredit, title, durationSeconds }, index) =>
      `${index + 1}. ${artistCredit} – ${title}${durationSeconds === null ? '' : ` (${formatLength(durationSeconds)})`}`,
  );
  return [name, '', ...lines].join('\n');
}

/** What a mixtape is called until its listener names it otherwise. */
export function mixtapeName({ week }: Pick<MixtapeOrigin, 'week'>): string {
  return `Mixtape, ${formatWeekNumber(week).toLowerCase()} of ${week.slice(0, 4)}`;
}

const WIDE_TEMPO = 1 / 6;
const WIDE_KEY = 3;
const WIDE_ENERGY = 0.25;

function energySentence(energies: readonly number[], tracks: number, reader: Reader): string {
  const [first, last] = [energies[0], energies.at(-1)];
  if (first === undefined || last === undefined) return 'The energy of none of these tracks is known.';
  const [low, high] = [Math.min(...energies), Math.max(...energies)];
  const range = `between ${formatDecimal(low, reader)} and ${formatDecimal(high, reader)}`;
  const known = energies.length === tracks ? '' : ` (known of ${energies.length} of ${tracks})`;
  return `Energy begins at ${formatDecimal(first, reader)}, ends at ${formatDecimal(last, reader)} and stays ${range}${known}.`;
}

/** Steps around the wheel of keys, and one more between minor and major. */
function wheelSteps(one: string, other: string): number {
  const apart = Math.abs(Number.parseInt(one, 10) - Number.parseInt(other, 10));
  return Math.min(apart, 12 - apart) + (one.at(-1) === other.at(-1) ? 0 : 1);
}
