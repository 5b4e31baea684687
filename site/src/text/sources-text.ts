import type { TrackScore } from '../data/queries/tracks.ts';
import { formatShare } from './format.ts';
import type { Reader } from './format.ts';

type Source = TrackScore['sources'][number];

export type Family = 'label' | 'sound' | 'model' | 'tags' | 'artist-tags' | 'acousticbrainz' | 'artist' | 'other';

export interface FamilyShare {
  family: Family;
  name: string;
  /** Of the score, 0 to 1. */
  share: number;
  /** What it is made of, the weightiest first. */
  parts: readonly { name: string; share: number; value: number | null }[];
}

/** In words what a score rests on; families and their parts by share, the greatest first. Those without a share are left out. */
export function familiesOf(sources: readonly Source[]): readonly FamilyShare[] {
  const families = new Map<Family, Source[]>();
  for (const source of sources) {
    if (source.weight <= 0) continue;
    const family = familyOf(source);
    families.set(family, [...(families.get(family) ?? []), source]);
  }
  return [...families]
    .map(([family, own]) => ({
      family,
      name: FAMILY_NAMES[family],
      share: own.reduce((sum, { weight }) => sum + weight, 0),
      parts: own
        .toSorted((one, other) => other.weight - one.weight)
        .map(({ source, weight, value }) => ({ name: sourceName(source), share: weight, value })),
    }))
    .sort((one, other) => other.share - one.share);
}

/** "Mostly the measured sound (82 %), then tags (12 %) and a model that listened (6 %)." */
export function summariseSources(sources: readonly Source[], reader: Reader): string {
  const [first, ...rest] = familiesOf(sources);
  if (first === undefined) return 'No source is named.';
  if (rest.length === 0) return `${capital(first.name)} alone.`;
  const say = ({ name, share }: FamilyShare) => `${name} (${formatShare(share, reader)})`;
  const lead = first.share >= 0.6 ? `Mostly ${say(first)}` : capital(say(first));
  return `${lead}, then ${joinWords(rest.map(say))}.`;
}

const FAMILY_NAMES: Readonly<Record<Family, string>> = {
  label: 'your own labels',
  sound: 'the measured sound',
  model: 'a model that listened',
  tags: 'tags',
  'artist-tags': 'tags of the artist',
  acousticbrainz: 'AcousticBrainz',
  artist: 'the artist’s other tracks',
  other: 'other sources',
};

function familyOf({ source, group }: Source): Family {
  if (source === 'label') return 'label';
  if (source.endsWith('.artist')) return 'artist-tags';
  if (source === 'artist.tracks') return 'artist';
  if (source.startsWith('musicnn') || group === 'heads' || group === 'tagatune') return 'model';
  if (group === 'signal') return 'sound';
  if (group === 'acousticbrainz') return 'acousticbrainz';
  return group === 'folksonomy' || group === 'musicbrainz' ? 'tags' : 'other';
}

function sourceName(source: string): string {
  return SOURCE_NAMES[source] ?? SERVICE_NAMES[source.replace(/\.artist$/, '')] ?? source;
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  label: 'what you said',
  'signal.loudness': 'loudness',
  'signal.onsets': 'how often something begins',
  'signal.flatness': 'noise against tone',
  'signal.mode': 'major or minor',
  'signal.tempo': 'tempo',
  'signal.beat': 'how clear the pulse is',
  'signal.percussion': 'share of percussion',
  'signal.centroid': 'the middle of the spectrum',
  'signal.rolloff': 'how high the spectrum reaches',
  'signal.pump': 'dips on the beat',
  'signal.dynamics': 'loud against soft',
  'artist.tracks': 'how they sound',
  musicnn: 'musicnn’s tags',
  'musicnn-mtt': 'musicnn’s tags (MagnaTagATune)',
};

const SERVICE_NAMES: Readonly<Record<string, string>> = {
  lastfm: 'Last.fm',
  listenbrainz: 'MusicBrainz, by ListenBrainz',
  musicbrainz: 'MusicBrainz',
  demo: 'the demo',
};

/** A service that gave tags, by its name. */
export function serviceName(source: string): string {
  return SERVICE_NAMES[source] ?? source;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
