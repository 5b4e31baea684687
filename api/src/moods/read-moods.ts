import { isoWeekOf, MOODS, UNSCORED } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { MoodsShape } from '../contract/moods.ts';
import type { ApiSettings } from '../deps.ts';
import { listenerWeeks, namedWeek } from '../overview/listener-weeks.ts';
import { readAlertMarkers } from '../queries/alert-markers.ts';
import { readListener } from '../queries/listener.ts';
import { readMoodOptions } from '../queries/mood-options.ts';
import { readMoodWeeks, type StoredMoods } from '../queries/mood-weeks.ts';
import { readStanding } from '../queries/standing.ts';
import { notFound } from '../server/problem-error.ts';
import { filterWeeks } from './filtered-weeks.ts';
import { moodsReason } from './reason.ts';

export interface MoodsQuestion {
  /** Mondays, both included; null for no bound. */
  readonly from: string | null;
  readonly to: string | null;
  readonly artist: string | null;
  readonly label: string | null;
  readonly source: string | null;
}

/** The moods of a listener's weeks, of all plays or of those that a filter leaves. */
export async function readMoods(
  tx: Sql,
  userId: string,
  { now, settings, ...asked }: MoodsQuestion & { now: Date; settings: Pick<ApiSettings, 'lastfmApiKey'> },
): Promise<MoodsShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const calendar = listenerWeeks(listener, now);
  const { artist, label, source } = asked;
  const { options, spellings } = await readMoodOptions(tx, userId, artist);
  const bySource = artist === null && label === null;
  const stored = await readMoodWeeks(tx, userId, { ...asked, source: bySource ? source : null });
  const weeks = bySource
    ? stored
    : await filterWeeks(tx, userId, {
        weeks: stored,
        boundsOf: (weekStart) => calendar.boundsOf(weekStart),
        artists: artist === null ? null : spellings,
        label,
        source,
      });
  const plays = weeks.reduce((sum, week) => sum + week.plays, 0);
  const coverage =
    plays === 0 ? null : weeks.reduce((sum, week) => sum + week.plays * (coverageOf(week) ?? 0), 0) / plays;
  const isFiltered = !bySource || source !== null;
  return {
    moods: MOODS.map(({ mood }) => mood),
    filter: { artist: artist === null ? null : (spellings[0] ?? artist), label, source },
    plays,
    coverage: coverage === null ? null : Math.min(1, coverage),
    weeks: weeks.map((week) => ({
      ...namedWeek(week.weekStart, calendar.current),
      listens: week.listens,
      diversity: {
        effectiveArtists: week.effectiveArtists,
        effectiveTags: week.effectiveTags,
        tagCoverage: week.tagCoverage,
      },
      plays: week.plays,
      coverage: coverageOf(week),
      moods: sharesOf(week),
    })),
    options,
    alerts: (await readAlertMarkers(tx, userId, asked)).map((alert) => ({
      ...alert,
      isoWeek: isoWeekOf(alert.weekStart),
    })),
    reason: moodsReason({
      weeks: weeks.length,
      plays,
      coverage,
      isFiltered,
      standing: await readStanding(tx, userId, settings),
    }),
  };
}

function coverageOf({ plays, moods }: StoredMoods): number | null {
  return moods === null || plays === 0 ? null : Math.max(0, 1 - (moods[UNSCORED] ?? 0));
}

function sharesOf({ moods }: StoredMoods): MoodsShape['weeks'][number]['moods'] {
  if (moods === null) return null;
  return MOODS.flatMap(({ mood }) => {
    const share = moods[mood];
    return share === undefined ? [] : [{ mood, share: Math.min(1, share) }];
  });
}
