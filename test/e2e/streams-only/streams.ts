import { uuidOf, type FakeRecording, type Play } from '../../fakes/index.ts';
import { playOf } from '../support/music.ts';

export interface Streams {
  readonly recordings: readonly FakeRecording[];
  readonly plays: readonly Play[];
  /** How many plays are of music that no service knows. */
  readonly unknown: number;
}

export const WEEKS = 104;
/** From this week on the listener hears the loud styles where it was the quiet ones before. */
export const CHANGE = 60;

const week = 7 * 86_400;
const quiet = [
  { name: 'Ashwood', tags: { folk: 12, acoustic: 9, calm: 6, 'singer-songwriter': 4 } },
  { name: 'Harbour', tags: { ambient: 14, calm: 8, instrumental: 7, drone: 3 } },
  { name: 'Nocturne', tags: { classical: 11, piano: 9, sad: 4, 'solo piano': 3 } },
];
const loud = [
  { name: 'Kite', tags: { techno: 13, electronic: 9, energetic: 6, dance: 4 } },
  { name: 'Anvil', tags: { 'thrash metal': 12, metal: 9, aggressive: 7 } },
];
const always = [{ name: 'Parade', tags: { 'indie rock': 10, rock: 8, happy: 3 } }];

/** Two years of streams of 180 tracks by 36 artists, with one change of taste, and a few plays of what nobody has heard of. */
export function inventStreams(newest: number): Streams {
  const styles = [...quiet, ...loud, ...always];
  const recordings = styles.flatMap((style) => tracksOf(style));
  const of = (wanted: readonly { name: string }[]) =>
    recordings.filter(({ artists }) => wanted.some(({ name }) => artists[0]!.name.startsWith(name)));
  const before = of([...quiet, ...always]);
  const after = of([...loud, ...always]);
  const known = Array.from({ length: WEEKS }, (_, w) =>
    Array.from({ length: 40 }, (_, p) => {
      const choice = w < CHANGE ? before : after;
      return playOf(choice[(w * 17 + p * p * 7 + p) % choice.length]!, timeOf(newest, w, p));
    }),
  ).flat();
  const unknown = Array.from({ length: WEEKS }, (_, w) => ({
    listenedAt: timeOf(newest, w, 41),
    artist: 'Nobody Knows',
    track: `This One ${w % 5}`,
  }));
  return { recordings, plays: [...known, ...unknown], unknown: unknown.length };
}

const timeOf = (newest: number, w: number, play: number): number => newest - (WEEKS - 1 - w) * week - play * 7_000;

function tracksOf({ name, tags }: { name: string; tags: Readonly<Record<string, number>> }): FakeRecording[] {
  return Array.from({ length: 30 }, (_, i) => {
    const artist = `${name} ${i % 6}`;
    const own = Object.entries(tags).filter((_, t) => (i + t) % 3 !== 0);
    return {
      mbid: uuidOf('stream', name, String(i)),
      title: `${name} no ${i}`,
      lengthMs: 150_000 + 5000 * i,
      artists: [{ mbid: uuidOf('stream artist', artist), name: artist, tags }],
      tags: Object.fromEntries(own),
    };
  });
}
