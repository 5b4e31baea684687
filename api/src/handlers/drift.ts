import { addWeeks, artistKey } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { attributionOf } from '../change/attribution.ts';
import type { DriftShape } from '../contract/drift.ts';
import type { AxisName } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';
import { listenerWeeks, namedWeek } from '../overview/listener-weeks.ts';
import { readArtist, readArtistPlays, type WeeklyPlays } from '../queries/artist-plays.ts';
import { readListener } from '../queries/listener.ts';
import { readSpannedPlays, type SpannedRecording } from '../queries/spanned-plays.ts';
import { readWeeks, type Week } from '../queries/weeks.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';

export const getArtistDrift: Handlers['getArtistDrift'] = ({ scope, params, query }, deps) =>
  cached(deps, scope, { operationId: 'getArtistDrift', query: { ...params, ...query } }, () =>
    scope.run((tx) => readDrift(tx, scope.userId, { ...params, ...query, now: deps.now() })),
  );

async function readDrift(
  tx: Sql,
  userId: string,
  asked: { id: string; weeks: number; now: Date },
): Promise<DriftShape> {
  const artist = await readArtist(tx, asked.id);
  const listener = await readListener(tx, userId);
  if (artist === undefined || listener === undefined)
    throw notFound('artist', 'GET /api/v1/dashboard/influence names artists with their ids.');
  const calendar = listenerWeeks(listener, asked.now);
  const { current } = calendar;
  const first = addWeeks(current, 1 - asked.weeks);
  const weeks = (await readWeeks(tx, userId)).filter(({ weekStart }) => weekStart >= first);
  const spans = weeks.map(({ weekStart }) => ({ weekStart, ...calendar.boundsOf(weekStart) }));
  const plays = await readArtistPlays(tx, userId, { artistId: artist.id, weeks: spans });
  const halves = await readSpannedPlays(tx, userId, {
    before: calendar.boundsOf(first).from,
    from: calendar.boundsOf(addWeeks(first, Math.floor(asked.weeks / 2))).from,
    to: calendar.boundsOf(current).to,
  });
  return {
    artist,
    weeks: weeks.flatMap((week) => {
      const own = plays.filter(({ weekStart }) => weekStart === week.weekStart);
      return own.length === 0 ? [] : [{ ...namedWeek(week.weekStart, current), ...weekOf(week, own) }];
    }),
    shareBefore: shareOf(halves, artist.id, 'before'),
    shareAfter: shareOf(halves, artist.id, 'after'),
    change: changeOf(halves, artist.id),
  };
}

type DriftWeek = Pick<DriftShape['weeks'][number], 'plays' | 'share' | 'axes'>;

function weekOf(week: Week, own: readonly WeeklyPlays[]): DriftWeek {
  const plays = own.reduce((sum, one) => sum + one.plays, 0);
  const axes = axisNames.map((axis) => [axis, axisOf(week, axis, own)]);
  return { plays, share: Math.min(1, plays / week.listens), axes: Object.fromEntries(axes) as DriftWeek['axes'] };
}

/** The week's mean is of all its scored plays; without the artist's it would be their remainder. */
function axisOf(week: Week, axis: AxisName, own: readonly WeeklyPlays[]): DriftWeek['axes']['energy'] {
  const scored = own.filter(({ scores }) => scores[axis] !== undefined);
  const plays = scored.reduce((sum, one) => sum + one.plays, 0);
  if (plays === 0) return null;
  const mean = scored.reduce((sum, one) => sum + one.plays * one.scores[axis]!, 0) / plays;
  const whole = week.axes[axis] ?? null;
  const all = whole === null ? 0 : whole.coverage * week.listens;
  // Half a play: less is the rounding of the coverage.
  return { mean, pull: whole === null || all - plays < 0.5 ? null : (plays * (mean - whole.mean)) / (all - plays) };
}

type Span = 'before' | 'after';

function shareOf(plays: readonly SpannedRecording[], artistId: string, span: Span): number | null {
  const sum = (of: readonly SpannedRecording[]) => of.reduce((total, play) => total + play[span], 0);
  const all = sum(plays);
  return all === 0 ? null : sum(plays.filter((play) => play.artistId === artistId)) / all;
}

function changeOf(plays: readonly SpannedRecording[], artistId: string): DriftShape['change'] {
  return Object.fromEntries(
    axisNames.map((axis) => {
      const found = attributionOf(plays, axis, (play) => play.artistId ?? artistKey(play.artist));
      const own = found?.groups.find(({ group }) => group === artistId);
      if (found === null || own === undefined) return [axis, null];
      const { change, mix, within } = own;
      const mean = (span: Span) =>
        meanOf(
          plays.filter((play) => play.artistId === artistId),
          axis,
          span,
        );
      return [
        axis,
        { before: mean('before'), after: mean('after'), change, mix, within, of: found.after - found.before },
      ];
    }),
  ) as DriftShape['change'];
}

function meanOf(plays: readonly SpannedRecording[], axis: AxisName, span: Span): number | null {
  let sum = 0;
  let total = 0;
  for (const play of plays) {
    const value = play.scores[axis];
    if (value === undefined) continue;
    total += play[span];
    sum += play[span] * value;
  }
  return total === 0 ? null : sum / total;
}
