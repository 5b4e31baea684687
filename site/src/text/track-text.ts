import { AXES } from '../charts/axes.ts';
import type { Axis } from '../data/types.ts';
import type { Track, TrackScore, TrackSound } from '../data/queries/tracks.ts';
import { formatDecimal } from './format.ts';
import type { Reader } from './format.ts';

type Bounds = Pick<TrackScore, 'low' | 'high'>;

/** Where a score's interval lies on its axis, in the words of the axis: "energetic", "rather calm", "between sad and happy". */
export function placeInWords(axis: Axis, { low, high }: Bounds): string {
  const { low: little, high: much } = AXES[axis];
  if (low >= 0.6) return much;
  if (high <= 0.4) return little;
  const [below, above] = [Math.max(0, 0.5 - low), Math.max(0, high - 0.5)];
  if (below <= above / MOSTLY) return `rather ${much}`;
  if (above <= below / MOSTLY) return `rather ${little}`;
  return high - low > WIDE ? `${little} or ${much}, not known which` : `between ${little} and ${much}`;
}

/** An interval with so many times more of its length on one side of the middle lies on that side. */
const MOSTLY = 4;
/** An interval of more than this length tells little. */
const WIDE = 0.45;

/** The 80 % interval as a reader sees it. */
export function formatBounds({ low, high }: Bounds, reader: Reader): string {
  return `${formatDecimal(low, reader)} – ${formatDecimal(high, reader)}`;
}

/** Seconds as minutes and seconds, with hours where there are any: 4:05, 3:02:10. */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}

/** The tempo, or that it is unsure; null where there is none to speak of. */
export function describeTempo(tempo: TrackSound['tempo'], reader: Reader): { value: string; note: string } | null {
  if (tempo === null) return null;
  const bpm = `${formatDecimal(tempo.bpm, reader, 0)} bpm`;
  return tempo.sure ? { value: bpm, note: changesOf(tempo.sections) } : { value: 'unsure', note: `perhaps ${bpm}` };
}

/** The key, or that it is unsure. */
export function describeKey(key: TrackSound['key']): { value: string; note: string } | null {
  if (key === null) return null;
  const name = key.mode === null ? spellKey(key.tonic) : `${spellKey(key.tonic)} ${key.mode}`;
  return key.sure ? { value: name, note: '' } : { value: 'unsure', note: `perhaps ${name}` };
}

/** What there is of a track's audio, where it is not measured; what to do about it. Null where it is. */
export function describeAudio({ state, reason }: Track['audio']): { title: string; text: string } | null {
  switch (state) {
    case 'measured':
      return null;
    case 'waiting':
      return {
        title: 'Its file waits to be measured',
        text: 'Tempo, key and what goes on inside the track appear here when that is done.',
      };
    case 'failed':
      return {
        title: 'Its file could not be measured',
        text: `${reason ?? 'It could not be read.'} Put another copy of it into your music folder; it is tried by itself.`,
      };
    case 'none':
      return {
        title: 'No audio file of yours belongs to this track',
        text: 'Without one, scores rest on tags, and there is no tempo, no key and no look inside. Add a folder that has it.',
      };
  }
}

/** Whether there is a score on any axis. */
export function hasAnyScore(track: Track): boolean {
  return Object.keys(track.scores).length > 0;
}

function changesOf(sections: readonly { bpm: number }[]): string {
  const changes = sections.length - 1;
  if (changes < 1) return 'steady';
  return changes === 1 ? 'changes once' : `changes ${changes} times`;
}

/** With the sign that musicians write. */
export function spellKey(tonic: string): string {
  return tonic.replace('#', '♯').replace(/(?<=^[A-G])b/, '♭');
}
