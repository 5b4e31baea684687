import { readListener } from '../queries/listener.ts';
import { readTrackContours } from '../queries/track-contours.ts';
import { readTrackPlays } from '../queries/track-plays.ts';
import { isKnownTrack, readTrack } from '../queries/track.ts';
import { listenerWeeks, namedWeek } from '../overview/listener-weeks.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

const SHOWN_WHERE = 'GET /api/v1/listens/recent shows tracks with their ids.';

export const getTrack: Handlers['getTrack'] = async ({ params, scope }) => {
  const track = await scope.run((tx) => readTrack(tx, scope.userId, params.id));
  if (track === undefined) throw notFound('track', SHOWN_WHERE);
  return track;
};

export const getTrackContours: Handlers['getTrackContours'] = async ({ params, scope }) => {
  const contours = await scope.run((tx) => readTrackContours(tx, scope.userId, params.id));
  if (contours === undefined)
    throw notFound('measured audio of the track', 'Add its file to a music folder, and wait until it is measured.');
  return contours;
};

export const getTrackPlays: Handlers['getTrackPlays'] = ({ params, scope }, { now }) =>
  scope.run(async (tx) => {
    const listener = await readListener(tx, scope.userId);
    if (listener === undefined || !(await isKnownTrack(tx, params.id))) throw notFound('track', SHOWN_WHERE);
    const calendar = listenerWeeks(listener, now());
    const instants = await readTrackPlays(tx, scope.userId, params.id);
    const weeks = new Map<string, number>();
    for (const instant of instants) {
      const weekStart = calendar.weekStartOf(instant);
      weeks.set(weekStart, (weeks.get(weekStart) ?? 0) + 1);
    }
    return {
      total: instants.length,
      firstAt: instants[0]?.toISOString() ?? null,
      latestAt: instants.at(-1)?.toISOString() ?? null,
      currentWeek: calendar.current,
      weeks: [...weeks].map(([weekStart, plays]) => ({ ...namedWeek(weekStart, calendar.current), plays })),
    };
  });
