const HOUR = 3600;
const DAY = 24 * HOUR;

export interface Cadence {
  readonly everySeconds: number;
  /** How many of the last days are read again. */
  readonly windowSeconds: number;
}

export const DAILY: Cadence = { everySeconds: DAY, windowSeconds: 30 * DAY };
export const HOURLY: Cadence = { everySeconds: HOUR, windowSeconds: 2 * DAY };

/** How often the last days are read again, and how many of them; the rarer first. */
export const CADENCES: readonly Cadence[] = [DAILY, HOURLY];

/**
 * Which reading is due, at most one: the first pull of an account's own hour, or of its own day. Each has its own, spread over the
 * clock by its id, so that a thousand accounts do not all come at the stroke of the hour.
 * @param connectionId a UUID
 */
export function dueCadence(connectionId: string, lastSyncedAt: Date, now: Date): Cadence | undefined {
  const share = Number.parseInt(connectionId.slice(0, 8), 16) / 2 ** 32;
  const turn = (time: Date, everySeconds: number): number => Math.floor(time.getTime() / 1000 / everySeconds + share);
  return CADENCES.find(({ everySeconds }) => turn(now, everySeconds) !== turn(lastSyncedAt, everySeconds));
}

/** A reading of the last days that is due. */
export interface Reading {
  readonly cadence: Cadence;
  readonly fromTs: number;
  /** The newest known listen lies within: what is new is read by the same walk. Else all that is new reaches back beyond it. */
  readonly coversNewest: boolean;
}

/** What there is to know of an account for that; `newestTs` in seconds. */
export interface ReadBefore {
  readonly id: string;
  readonly lastSyncedAt: Date | null;
  readonly newestTs: number | null;
}

/** Of an account that was pulled before, whether its last days are read again with a pull now. */
export function dueReading({ id, lastSyncedAt, newestTs }: ReadBefore, now: Date): Reading | null {
  if (lastSyncedAt === null || newestTs === null) return null;
  const cadence = dueCadence(id, lastSyncedAt, now);
  if (cadence === undefined) return null;
  // Counted from the last pull: what was handed in late since then may be as much older, however long that is ago.
  const fromTs = Math.floor(lastSyncedAt.getTime() / 1000) - cadence.windowSeconds;
  return { cadence, fromTs, coversNewest: newestTs >= fromTs };
}
