import { seededRandom } from '../../../analysis/src/maths/random.ts';

/** What a simulated listener plays: the same whenever it is asked, so that nothing of it has to be kept. Times are seconds. */
export interface Play {
  readonly listenedAt: number;
  /** When the service has it: later where it was played offline. */
  readonly visibleAt: number;
}

export const DAY = 86_400;
const HOUR = 3600;
/** An offline play is handed in within this. */
export const LATEST_SECONDS = 40 * HOUR;
const OFFLINE_SHARE = 0.02;
const TRACK_SECONDS = 215;

/** Of ten listeners two play all day, four an hour or two, three now and then, and one not at all. */
const HABITS = [
  { upTo: 0.2, dayShare: 0.97, sessions: 4, tracks: 20 },
  { upTo: 0.6, dayShare: 0.85, sessions: 2, tracks: 14 },
  { upTo: 0.9, dayShare: 0.3, sessions: 1, tracks: 12 },
  { upTo: 1, dayShare: 0, sessions: 0, tracks: 0 },
] as const;

/** The plays of one day since 1970 in UTC, by the time they were listened to. */
export function playsOn(seed: number, listener: number, day: number): Play[] {
  const habit = HABITS.find(({ upTo }) => seeded(seed, listener, 1)() < upTo)!;
  const random = seeded(seed, listener, day);
  if (random() >= habit.dayShare) return [];
  const plays: Play[] = [];
  for (let session = 0; session < habit.sessions; session += 1) {
    let at = day * DAY + Math.floor(random() * (DAY - habit.tracks * TRACK_SECONDS));
    const offline = random() < OFFLINE_SHARE;
    const handedInAt = at + Math.floor(random() * LATEST_SECONDS);
    const tracks = 1 + Math.floor(random() * 2 * habit.tracks);
    for (let track = 0; track < tracks && at < (day + 1) * DAY; track += 1) {
      plays.push({ listenedAt: at, visibleAt: offline ? Math.max(at, handedInAt) : at });
      at += TRACK_SECONDS;
    }
  }
  return plays.sort((a, b) => a.listenedAt - b.listenedAt);
}

/** How many plays a listener had before they came here: mostly some thousands, of some a hundred thousand. */
export function historyOf(seed: number, listener: number): number {
  return Math.floor(Math.min(200_000, 200 * Math.exp(seeded(seed, listener, 2)() * 7)));
}

/** Uniform in [0, 1), from three integers. */
export function seeded(seed: number, listener: number, salt: number): () => number {
  const random = seededRandom(
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(listener + 1, 0xc2b2ae35) ^ Math.imul(salt + 1, 0x27d4eb2f),
  );
  random();
  return random;
}
