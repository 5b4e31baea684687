/**
 * How often the words of a week are named by chance, and how often a change is named, on made-up listeners: 120 artists of eight genres, each with words of
 * its genre and common ones, played in sessions. Steady listeners never change; the others' week turns to one genre by so much. `node analysis/tools/judge-vibes.ts`
 */
import { seededRandom } from '../src/maths/random.ts';
import { describeWeek, type VibeTrack } from '../src/vibes/index.ts';

const GENRES = 8;
const ARTISTS = 120;
const WEEKS = 26;
const LISTENERS = 300;

interface Artist {
  key: string;
  genre: number;
  popularity: number;
  words: string[];
}

type Random = () => number;

function listener(random: Random): Artist[] {
  return Array.from({ length: ARTISTS }, (_, i) => {
    const genre = Math.floor(random() * GENRES);
    const own = Array.from({ length: 10 }, (_word, w) => `genre${genre}word${w}`).filter(() => random() < 0.5);
    const common = Array.from({ length: 40 }, (_word, w) => `common${w}`).filter(() => random() < 0.12);
    return { key: `artist${i}`, genre, popularity: 1 / (i + 3), words: [...own, ...common].sort() };
  });
}

function pick(artists: readonly Artist[], weight: (artist: Artist) => number, random: Random): Artist {
  let at = random() * artists.reduce((total, artist) => total + weight(artist), 0);
  return artists.find((artist) => (at -= weight(artist)) <= 0) ?? artists.at(-1)!;
}

interface WeekOf {
  week: number;
  sessions: number;
  turn: { genre: number; times: number };
}

/** So many sessions, each of 1 to 10 plays of one artist's tracks on one day. */
function weekOf(artists: readonly Artist[], { week, sessions, turn }: WeekOf, random: Random): VibeTrack[] {
  const tracks = new Map<string, VibeTrack>();
  const weight = ({ genre, popularity }: Artist) => popularity * (genre === turn.genre ? turn.times : 1);
  for (let session = 0; session < sessions; session++) {
    const artist = pick(artists, weight, random);
    const day = `${week} ${Math.floor(random() * 7)}`;
    for (let play = Math.ceil(random() * 10); play > 0; play--) {
      const recordingId = `${artist.key} ${Math.floor(random() * 12)}`;
      const key = `${day} ${recordingId}`;
      const plays = (tracks.get(key)?.plays ?? 0) + 1;
      tracks.set(key, {
        recordingId,
        title: '',
        artistCredit: '',
        artistKey: artist.key,
        day,
        plays,
        words: artist.words,
      });
    }
  }
  return [...tracks.values()];
}

function judge(sessions: number, times: number): void {
  const random = seededRandom(7);
  const counts = { any: 0, right: 0, wrong: 0, gaps: 0 };
  for (let i = 0; i < LISTENERS; i++) {
    const artists = listener(random);
    const steady = { genre: -1, times: 1 };
    const before = Array.from({ length: WEEKS }, (_, week) =>
      weekOf(artists, { week, sessions, turn: steady }, random),
    ).flat();
    const turn = { genre: Math.floor(random() * GENRES), times };
    const { more, less, gap } = describeWeek(weekOf(artists, { week: WEEKS, sessions, turn }, random), before);
    const isRight = ({ word }: { word: string }) => word.startsWith(`genre${turn.genre}word`);
    counts.gaps += gap === null ? 0 : 1;
    counts.any += more.length + less.length > 0 ? 1 : 0;
    counts.right += times > 1 && more.some(isRight) ? 1 : 0;
    counts.wrong += more.some((word) => !isRight(word)) ? 1 : 0;
  }
  const share = (count: number) => `${((100 * count) / LISTENERS).toFixed(1)} %`.padStart(7);
  console.log(
    `${String(sessions).padStart(8)} ${String(times).padStart(6)}   any word ${share(counts.any)}   the right genre ${share(counts.right)}   another word ${share(counts.wrong)}   nothing to say ${share(counts.gaps)}`,
  );
}

console.log('sessions a week, times as much of one genre');
for (const sessions of [6, 15, 40]) for (const times of [1, 3, 10, 30]) judge(sessions, times);
